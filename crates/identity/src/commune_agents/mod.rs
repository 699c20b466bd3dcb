//! The agents of a commune: named by the project with their professional address, they get their way in by mail.
//!
//! Invariant: an agent sees the schools of her commune and no pupil; her role ends when the project says so.

mod queries;

pub use queries::end;

use crate::invitations;
use crate::people::making::{self, NewPerson};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};

/// Who she is, as the project knows her.
#[derive(Debug, Clone)]
pub struct Agent<'a> {
    pub first: &'a str,
    pub last: &'a str,
    pub email: &'a str,
}

/// Makes her, with an account to open (her address came from the project: a letter may hold a code); the letter leaves with the transaction. The caller records it.
pub async fn name(
    tx: &mut Tx,
    actor: &Actor,
    agent: &Agent<'_>,
    commune: PlaceId,
) -> Result<PersonId, Error> {
    let now = tx.now();
    let new = NewPerson::adult(agent.first, agent.last, Some(agent.email));
    let person = making::make(tx.conn(), &new, now).await?;
    queries::give(tx, actor, person, commune).await?;
    invitations::post(tx, &[person], actor.person).await?;
    Ok(person)
}
