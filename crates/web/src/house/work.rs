//! The background work of a node: letters, imports, what is done each night.

use super::Mailroom;
use chrono::TimeDelta;
use identity::{App, accounts, audiences, people, reset};
use jobs::Worker;
use kernel::Error;
use mail::{Letter, Post};

/// How long a dead letter waits for somebody to look at it.
const DEAD_LETTERS: TimeDelta = TimeDelta::days(90);

/// Every kind of job, and the daily ones at their hours (in the project's time zone).
#[must_use]
pub fn worker(app: &App, mailroom: &Mailroom) -> Worker<App> {
    let mailer = mailroom.mailer();
    communication::work(directory::work(Worker::new(app.db.clone(), app.clone())))
        .on(move |app: App, post: Post| {
            let mailer = mailer.clone();
            async move { mail::deliver(&*mailer, post, |post| async move { compose(&app, post).await }).await }
        })
        .daily(2, "audiences", |app: App| async move {
            let mut tx = app.db.begin().await?;
            let today = tx.today();
            audiences::refresh_all(tx.conn(), today).await?;
            tx.commit().await
        })
        .daily(3, "sweep", |app: App| async move {
            let mut tx = app.db.begin().await?;
            let now = tx.now();
            accounts::queries::forget_old(tx.conn(), now).await?;
            tx.commit().await?;
            let jobs = jobs::forget_failed(&app.db.pool, now - DEAD_LETTERS).await?;
            tracing::info!(jobs, "old dead letters were removed");
            app.db.live.sweep(&app.db.pool, now).await
        })
        .daily(4, "people", people::doubles::nightly)
        // After the areas have let go of theirs.
        .daily(4, "files", |app: App| async move {
            let swept = storage::sweep(&app.store, &app.db.pool, app.db.clock.now()).await?;
            tracing::info!(swept.files, swept.strays, "files that nothing shows were removed");
            Ok(())
        })
}

/// The letter that a [`Post`] asks for, made at the moment when it leaves.
async fn compose(app: &App, post: Post) -> Result<Option<Letter>, Error> {
    match post.kind.as_str() {
        reset::LETTER => reset::letter(app, post.person).await,
        _ => Ok(None),
    }
}
