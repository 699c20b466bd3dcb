//! Opening for a child, and coming back.

use super::{aside, queries};
use crate::accounts::{Client, queries as accounts};
use crate::sessions::{self, Opening};
use crate::{App, openings};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use kernel::{Activity, Actor, Answer, Error, Path, PersonId, SessionKind, see_other};

/// A small child is in for so long at the most.
const LASTS: TimeDelta = TimeDelta::minutes(15);

/// The child’s own session takes the place of the guardian’s on this device; hers is put aside.
pub(super) async fn lend(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    cookies: CookieJar,
    Path(child): Path<PersonId>,
) -> Answer<Response> {
    let secure = app.settings.secure();
    let own = queries::own(&app.db.pool, &actor, child, app.db.clock.today()).await?;
    let token = cookies.get(sessions::cookie_name(secure)).map(|c| c.value().to_owned());
    let (Some(own), Some(hers)) = (own, token) else {
        app.db.record(Some(&actor), &Activity::LendingRefused).await?;
        return Err(Error::NotFound);
    };
    openings::admit(&app.db, own.person()).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let how = Opening {
        device: &client.device,
        kind: SessionKind::Lent,
        hard_end: Some(now + LASTS),
        lent_by: Some(actor.session),
        ..Opening::default()
    };
    queries::close_lent(tx.conn(), actor.session).await?;
    queries::put_aside(tx.conn(), actor.session).await?;
    let (_, token) = sessions::open_as(tx.conn(), own.person(), &how, now).await?;
    accounts::activate_first(tx.conn(), own.person(), now).await?;
    // In the guardian's name: it is she who opened.
    tx.record(&Activity::ChildLent { child: own.person() }).await?;
    tx.commit().await?;
    let cookies =
        CookieJar::new().add(sessions::session_cookie(token, secure, false)).add(aside::put(&app, hers));
    Ok((cookies, see_other("/")).into_response())
}

/// The guardian's session takes its place again, if it is still open; the child's is closed.
pub(super) async fn take_back(State(app): State<App>, cookies: CookieJar) -> Answer<Response> {
    let Some((open, token)) = aside::here(&app, &cookies).await? else {
        app.db.record(None, &Activity::LendingRefused).await?;
        return Ok((CookieJar::new().add(aside::gone(&app)), see_other("/connexion")).into_response());
    };
    let mut tx = app.db.begin().await?;
    queries::close_lent(tx.conn(), open.id).await?;
    tx.shown_to_be(open.person, Some(open.id));
    tx.record(&Activity::ChildTakenBack).await?;
    tx.commit().await?;
    let cookies = CookieJar::new()
        .add(sessions::session_cookie(token, app.settings.secure(), open.kept))
        .add(aside::gone(&app));
    Ok((cookies, see_other("/")).into_response())
}
