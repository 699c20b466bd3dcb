//! `/direct`: a page that stays open is told when something is new for its reader. It is told *that*,
//! never what: the page then asks, as its reader.
//!
//! Invariant: each event looks again whether the session is open and what its reader belongs to.

use super::queries;
use axum::extract::State;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use database::Db;
use futures::Stream;
use identity::App;
use kernel::Actor;
use std::collections::HashSet;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, interval};
use uuid::Uuid;

/// Proxies close what is silent for a minute.
const SIGN_OF_LIFE: Duration = Duration::from_secs(20);

pub(super) async fn direct(State(app): State<App>, actor: Actor) -> Response {
    let mut look_again = interval(SIGN_OF_LIFE);
    look_again.reset();
    let listener = Listener {
        events: app.db.live.listen(),
        db: app.db.clone(),
        actor,
        audiences: HashSet::new(),
        look_again,
    };
    Sse::new(stream(listener)).keep_alive(KeepAlive::new().interval(SIGN_OF_LIFE)).into_response()
}

struct Listener {
    events: Receiver<database::live::Event>,
    db: Db,
    actor: Actor,
    audiences: HashSet<Uuid>,
    look_again: Interval,
}

/// First a comment, so that the page knows that it is heard; then an event each time.
fn stream(listener: Listener) -> impl Stream<Item = Result<Event, Infallible>> {
    futures::stream::unfold((listener, true), |(mut listener, first)| async move {
        if first {
            let said = Event::default().comment("listening");
            return listener.look().await.then_some((Ok(said), (listener, false)));
        }
        // A browser drops an event without data.
        let said = Event::default().event("news").data("1");
        listener.next().await.then_some((Ok(said), (listener, false)))
    })
}

impl Listener {
    /// Waits for something new; false when the session was closed or the server stops.
    async fn next(&mut self) -> bool {
        loop {
            let wake = tokio::select! {
                event = self.events.recv() => match event {
                    Ok(event) if self.concerns(&event) => true,
                    Ok(_) => continue,
                    // Some were missed: better once too often.
                    Err(RecvError::Lagged(_)) => true,
                    Err(RecvError::Closed) => return false,
                },
                _ = self.look_again.tick() => false,
                () = self.db.live.closed() => return false,
            };
            let open = self.look().await;
            if wake || !open {
                return open;
            }
        }
    }

    fn concerns(&self, event: &database::live::Event) -> bool {
        &*event.topic == "news" && event.audience.is_none_or(|a| self.audiences.contains(&a))
    }

    /// Whether the session is still open; takes note of what its reader belongs to now.
    async fn look(&mut self) -> bool {
        match queries::listens_to(&self.db.pool, &self.actor, self.db.clock.now()).await {
            Ok(Some(audiences)) => {
                self.audiences = audiences;
                true
            }
            Ok(None) => false,
            Err(cause) => {
                // The page reconnects by itself, and meets an error page if this lasts.
                tracing::warn!(%cause, "a live page could not be looked after");
                false
            }
        }
    }
}
