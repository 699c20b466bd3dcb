//! The other ENT says that a session of its own is over (« Single Logout »): what its ticket opened here ends too. Who
//! knows the ticket is believed, for nobody else does. One answer, whatever was found. Also of one that was closed since.

use super::answer;
use crate::cas::rules::hash;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use identity::accounts::{Client, throttle};
use identity::{App, sources};
use kernel::{Activity, Answer, Error, Path};
use url::form_urlencoded;
use uuid::Uuid;

/// As the field of a form, as the protocol has it; or bare, as some ENTs send it.
fn sent(body: &[u8]) -> Option<String> {
    let field = form_urlencoded::parse(body).find(|(name, _)| name == "logoutRequest");
    match field {
        Some((_, text)) => Some(text.into_owned()),
        None => std::str::from_utf8(body)
            .ok()
            .filter(|text| text.trim_start().starts_with('<'))
            .map(str::to_owned),
    }
}

pub(super) async fn over(
    State(app): State<App>,
    client: Client,
    Path(source): Path<Uuid>,
    body: Bytes,
) -> Answer<StatusCode> {
    // What is turned away here leaves no entry: a loop would fill the audit.
    if !throttle::server_may_ask(&app.db, &client.address).await? {
        return Err(Error::TooMany { seconds: 900 });
    }
    let source = sources::one(&app.db.pool, source).await?.id;
    let mut tx = app.db.begin().await?;
    let sessions = match sent(&body).as_deref().and_then(answer::over) {
        Some(ticket) => sources::close_over(tx.conn(), source, &hash(&ticket)).await?,
        None => 0,
    };
    tx.record(&Activity::EntryOver { source, sessions }).await?;
    tx.commit().await?;
    if sessions == 0 {
        throttle::no_such_ticket(&app.db, &client.address).await?;
    }
    Ok(StatusCode::OK)
}

#[cfg(test)]
mod tests {
    use super::sent;

    #[test]
    fn it_is_read_from_a_form_or_bare() {
        assert_eq!(sent(b"logoutRequest=%3Cx%2F%3E").as_deref(), Some("<x/>"));
        assert_eq!(sent(b" <x a=\"1\"/>").as_deref(), Some(" <x a=\"1\"/>"));
        for nothing in [&b""[..], b"autre=1", b"\xff\xfe", b"bonjour"] {
            assert_eq!(sent(nothing), None);
        }
    }
}
