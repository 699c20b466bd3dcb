//! The agents of a commune: named by the project with their professional address, they get their way in by mail.
//!
//! Invariant: an agent sees the schools of her commune and no pupil; her role ends when the project says so.

mod queries;

pub use queries::end;

use crate::accounts::{queries as accounts, rules};
use crate::invitations;
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};

/// Who she is, as the project knows her.
#[derive(Debug, Clone)]
pub struct Agent<'a> {
    pub first: &'a str,
    pub last: &'a str,
    pub email: &'a str,
}

/// Makes her, with an account to open; the letter leaves with the transaction. The caller records it.
pub async fn name(
    tx: &mut Tx,
    actor: &Actor,
    agent: &Agent<'_>,
    commune: PlaceId,
) -> Result<PersonId, Error> {
    let base = rules::login_base(agent.first, agent.last);
    let login = rules::free_login(&base, &accounts::logins_like(tx.conn(), &base).await?);
    let person = queries::make(tx, agent, &login).await?;
    queries::give(tx, actor, person, commune).await?;
    invitations::post(tx, &[person], actor.person).await?;
    Ok(person)
}
