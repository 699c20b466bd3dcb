//! Somebody comes whom another ENT recognised, and whose account there opens one here.

use super::Through;
use crate::accounts::{Client, queries as accounts};
use crate::sessions;
use crate::{App, sign_in};
use axum::response::Response;
use kernel::{Error, PersonId, RoleKind, Visitor};

/// Who came, how, and where she wanted to go.
#[derive(Debug)]
pub struct Came<'a> {
    pub person: PersonId,
    pub through: Through,
    pub back: &'a str,
}

/// It opens nothing now: one answer, whatever the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refused;

/// No session for who is blocked, leaving, frozen, or is none of those whom the source is for (`admits`).
pub async fn enter(
    app: &App,
    client: &Client,
    visitor: Visitor,
    came: Came<'_>,
    admits: impl Fn(&[RoleKind]) -> bool,
) -> Result<Result<Response, Refused>, Error> {
    let (db, today) = (&app.db.pool, app.db.clock.today());
    let account = accounts::of(db, came.person).await?.filter(|account| account.state == "active");
    let standing = sessions::standing_of(db, came.person, today).await?;
    match (account, standing) {
        (Some(account), Some(who)) if who.frozen.is_none() && admits(&who.kinds) => {
            sign_in::through(app, client, visitor, &account, came).await.map(Ok)
        }
        _ => Ok(Err(Refused)),
    }
}
