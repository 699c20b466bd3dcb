//! The background work of a node: letters, imports, what is done each night.

use super::Mailroom;
use crate::retention;
use identity::letters_back::{self, LetterBack, Whom, coming_back};
use identity::{
    App, audiences, containment, delegation, devices, families, invitations, mandates, own_data, people,
    reset, sheet_runs, team, tile_photos,
};
use jobs::Worker;
use kernel::Error;
use mail::{Letter, Post};
use rollout::NewsletterCopy;
use support::HelpLetter;

/// Every kind of job, and the daily ones at their hours (in the project's time zone).
#[must_use]
pub fn worker(app: &App, mailroom: &Mailroom) -> Worker<App> {
    let (mailer, to_askers, to_parties) = (mailroom.mailer(), mailroom.mailer(), mailroom.mailer());
    let worker = directory::work(Worker::new(app.db.clone(), app.clone()), |app| {
        Box::pin(async move { rollout::ask_count(&app).await })
    });
    let worker = sso::work(support::work(worker, mailroom.mailer()));
    rollout::work(sheet_runs::work(containment::work(own_data::work(worker))))
        .on(move |app: App, post: Post| {
            let mailer = mailer.clone();
            async move { sent(&app, &*mailer, post).await }
        })
        // To who wrote to the help without an account.
        .on(move |app: App, job: HelpLetter| {
            let mailer = to_askers.clone();
            async move {
                match support::help_letter(&app, &job).await? {
                    Some(letter) => mailer.send(&letter).await.map_err(Error::from),
                    None => Ok(()),
                }
            }
        })
        // To the main contacts of parties, who have no account.
        .on(move |app: App, job: NewsletterCopy| {
            let mailer = to_parties.clone();
            async move { rollout::carry_newsletter(&app, &*mailer, &job).await }
        })
        // That one of these came back after it left.
        .on(|app: App, back: LetterBack| async move {
            match back.whom {
                Whom::Newsletter => rollout::newsletter_came_back(&app, &back).await,
                Whom::Person | Whom::Invited => letters_back::to_person(&app, &back).await,
            }
        })
        .daily(1, "school year", identity::year_turn::night)
        .daily(1, "joint spaces", |app: App| async move {
            let ended = identity::joint_spaces::night(&app).await?;
            tracing::info!(ended, "spaces with a class of collège are over");
            Ok(())
        })
        .daily(2, "audiences", |app: App| async move { audiences::refresh_in_parts(&app.db).await })
        // After the audiences of the day: who has left, what has been kept long enough.
        .daily(3, "retention", retention::night)
        .daily(4, "people", people::doubles::nightly)
        .daily(7, "protections", |app: App| async move { families::tell_of_ends(&app.db).await })
        .daily(4, "schools that wait", |app: App| async move { rollout::refresh_waits(&app).await })
        .daily(7, "conventions", |app: App| async move { rollout::tell_of_ends(&app).await })
        // The day that is over, once retention has noted who came in its week.
        .daily(5, "figures", |app: App| async move {
            support::measure(&app).await?;
            rollout::night(&app).await
        })
        .daily(6, "what changed", |app: App| async move { Ok(rollout::forget_changes(&app.db).await?) })
        .daily(5, "domain names", |app: App| async move { rollout::try_names(&app).await })
        // After the areas have let go of theirs.
        .daily(4, "files", |app: App| async move {
            let swept = storage::sweep(&app.store, &app.db.pool, app.db.clock.now()).await?;
            tracing::info!(swept.files, swept.strays, "files that nothing shows were removed");
            Ok(())
        })
}

/// Sends what a [`Post`] asks for. From an address of which a letter comes back no other is tried in the place of
/// paper; of an invitation it is said to whoever looks after the class.
async fn sent(app: &App, mailer: &dyn mail::Mailer, post: Post) -> Result<(), Error> {
    let (invited, person) = (post.kind == invitations::LETTER, post.person);
    let whom = if invited { Whom::Invited } else { Whom::Person };
    let answer = mail::deliver(mailer, post, |post| async move {
        let letter = compose(app, post).await?;
        Ok(letter.map(|letter| coming_back(app, whom, person.0, letter)))
    })
    .await;
    if matches!(answer, Err(Error::Refused(_))) {
        match invited {
            true => invitations::bounced(app, person).await?,
            false => invitations::no_mailbox(app, person).await?,
        }
    }
    answer
}

/// The letter that a [`Post`] asks for, made at the moment when it leaves.
async fn compose(app: &App, post: Post) -> Result<Option<Letter>, Error> {
    match post.kind.as_str() {
        reset::LETTER => reset::letter(app, post.person).await,
        invitations::LETTER => invitations::letter(app, post.person).await,
        devices::LETTER => devices::letter(app, post.person, &post.detail).await,
        families::LETTER => families::letter(app, post.person, &post.detail).await,
        containment::LETTER => containment::letter(app, post.person).await,
        delegation::LETTER => delegation::letter(app, post.person, &post.detail).await,
        mandates::LETTER => mandates::letter(app, post.person, &post.detail).await,
        team::LETTER => team::letter(app, post.person, &post.detail).await,
        tile_photos::LETTER => tile_photos::letter(app, post.person, &post.detail).await,
        people::taken::LETTER => people::taken::letter(app, post.person, &post.detail).await,
        kind => match support::letter(app, kind, post.person, &post.detail).await? {
            Some(letter) => Ok(Some(letter)),
            None => rollout::letter(app, kind, post.person, &post.detail).await,
        },
    }
}
