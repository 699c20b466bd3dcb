//! Looking into the mailbox, again and again; one node at a time.

use super::imap::{self, Mailbox};
use super::{message, receive};
use anyhow::Context;
use identity::App;
use std::time::Duration;

const EACH: Duration = Duration::from_secs(60);
/// « help mail » in letters of a telephone: whoever holds this lock of the database looks.
const LOCK: i64 = 4_357_624;

/// Looks each minute, for ever. What goes wrong is said in the log, and tried again.
pub async fn watch(app: App, mailbox: Mailbox) {
    loop {
        match look(&app, &mailbox).await {
            Ok(0) => {}
            Ok(read) => tracing::info!(read, "letters to the help were read"),
            Err(cause) => {
                tracing::warn!(cause = format!("{cause:#}"), "the help’s mailbox could not be read")
            }
        }
        tokio::time::sleep(EACH).await;
    }
}

/// Reads what nobody has read; how many. A message that fails stays unread, and holds up none of the others.
pub async fn look(app: &App, mailbox: &Mailbox) -> anyhow::Result<u32> {
    // Its connection is held for as long as the lock.
    let mut held = app.db.pool.acquire().await?;
    let ours = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "ours!""#, LOCK)
        .fetch_one(&mut *held)
        .await?;
    if !ours {
        return Ok(0);
    }
    let read = round(app, mailbox).await;
    sqlx::query_scalar!("select pg_advisory_unlock($1)", LOCK).fetch_one(&mut *held).await?;
    read
}

async fn round(app: &App, mailbox: &Mailbox) -> anyhow::Result<u32> {
    let mut session = mailbox.open().await?;
    let mut read = 0;
    for uid in imap::unread(&mut session).await? {
        let received = match imap::fetch(&mut session, uid).await? {
            Some(Ok(bytes)) => receive(app, Ok(&bytes), &mailbox.reading).await,
            Some(Err(size)) => {
                let key = message::key_of(format!("{uid} {size}").as_bytes());
                receive(app, Err(&key), &mailbox.reading).await
            }
            None => continue,
        };
        match received {
            Ok(()) => {
                imap::mark(&mut session, uid).await?;
                read += 1;
            }
            Err(cause) => {
                tracing::warn!(uid, ?cause, "a letter to the help was not taken in; it stays unread")
            }
        }
    }
    session.logout().await.context("leaving the mailbox")?;
    Ok(read)
}
