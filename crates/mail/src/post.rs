//! A letter asked for in a transaction, composed and sent after it. The queue holds who and which kind,
//! never an address, a name or a token: whoever composes reads or makes these at that moment. So a letter
//! with a secret link makes its token when it leaves; a second attempt makes another one.

use crate::{Error, Letter, Mailer};
use database::Tx;
use jobs::Job;
use kernel::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Post {
    /// Which letter, in words of ours: the composer's `match`.
    pub kind: String,
    pub person: PersonId,
    /// Ids that the letter is about; an object.
    pub detail: Value,
}

impl Job for Post {
    const KIND: &'static str = "mail";
}

/// Sends a letter of this kind to this person once `tx` is committed.
pub async fn post(
    tx: &mut Tx,
    kind: &'static str,
    person: PersonId,
    detail: Value,
) -> Result<(), kernel::Error> {
    jobs::enqueue(tx, &Post { kind: kind.to_owned(), person, detail }).await
}

/// Does a [`Post`]. `compose` answers `None` where there is nothing to send (no address, somebody gone).
pub async fn deliver<W>(
    mailer: &dyn Mailer,
    post: Post,
    compose: impl FnOnce(Post) -> W,
) -> Result<(), kernel::Error>
where
    W: Future<Output = Result<Option<Letter>, kernel::Error>>,
{
    let Some(letter) = compose(post).await? else { return Ok(()) };
    mailer.send(&letter).await.map_err(|error| match error {
        // Knocking again at a mailbox that is not there makes other letters suspect.
        Error::Recipient(_) => kernel::Error::Refused(error.to_string()),
        error => error.into(),
    })
}
