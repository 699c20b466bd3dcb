//! The background work of a node: letters, imports, what is done each night.

use super::Mailroom;
use crate::retention;
use identity::{App, audiences, devices, own_data, people, reset};
use jobs::Worker;
use kernel::Error;
use mail::{Letter, Post};

/// Every kind of job, and the daily ones at their hours (in the project's time zone).
#[must_use]
pub fn worker(app: &App, mailroom: &Mailroom) -> Worker<App> {
    let mailer = mailroom.mailer();
    own_data::work(directory::work(Worker::new(app.db.clone(), app.clone())))
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
        // After the audiences of the day: who has left, what has been kept long enough.
        .daily(3, "retention", retention::night)
        .daily(4, "people", people::doubles::nightly)
}

/// The letter that a [`Post`] asks for, made at the moment when it leaves.
async fn compose(app: &App, post: Post) -> Result<Option<Letter>, Error> {
    match post.kind.as_str() {
        reset::LETTER => reset::letter(app, post.person).await,
        devices::LETTER => devices::letter(app, post.person, &post.detail).await,
        _ => Ok(None),
    }
}
