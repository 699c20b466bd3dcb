//! One part, and the job for the next: nothing of a part stays in memory once it is kept, and a run never
//! keeps a worker from its other work.

use super::queries::{self, Asked, Next};
use crate::sheets::{self, Receiver, Slip};
use crate::{App, invitations};
use chrono::NaiveDate;
use jobs::Job;
use kernel::{Activity, Error, PersonId};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use storage::{FileId, Kind, Prepared, Variant};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
pub(super) struct PrintRun {
    pub run: Uuid,
}

impl Job for PrintRun {
    const KIND: &'static str = "print_sheets";
}

/// What a PDF is sealed for: it opens as this part, and as no other.
pub(super) fn purpose(part: Uuid) -> String {
    format!("sheets {part}")
}

pub(super) async fn print(app: App, job: PrintRun) -> Result<(), Error> {
    let Some(asked) = queries::asked(&app.db.pool, job.run).await? else { return Ok(()) };
    let Some(next) = queries::next(&app.db.pool, asked.id).await? else { return Ok(()) };
    let (by_mail, on_paper) = receivers(&app, &asked, &next).await?;
    let pupils = asked.whom == "pupils";
    let slips: Vec<_> = on_paper.into_iter().map(|receiver| Slip::fresh(receiver, pupils)).collect();
    let file = if slips.is_empty() { None } else { Some(kept(&app, &asked, next.id, &slips).await?) };
    let hashed = sheets::hashed(&slips).await?;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    if !queries::done(tx.conn(), next.id, slips.len(), by_mail.len(), file, now).await? {
        return Ok(());
    }
    tx.shown_to_be(asked.by, None);
    if !by_mail.is_empty() {
        invitations::post(&mut tx, &by_mail, asked.by).await?;
        tx.record(&Activity::InvitationsSent { place: next.place, people: by_mail }).await?;
    }
    let people = sheets::write(&mut tx, asked.by, &slips, &hashed).await?;
    tx.record(&Activity::CodesPrinted { place: next.place, people, mailed: Vec::new() }).await?;
    jobs::enqueue(&mut tx, &job).await?;
    tx.commit().await
}

/// Who gets a letter by mail, and who gets paper; each once in a run.
async fn receivers(app: &App, asked: &Asked, next: &Next) -> Result<(Vec<PersonId>, Vec<Receiver>), Error> {
    let mut receivers = of_place(app, asked, next, app.db.clock.today()).await?;
    let people: Vec<_> = receivers.iter().map(|r| r.person).collect();
    let mut seen: HashSet<_> = queries::served(&app.db.pool, &people, asked.at).await?.into_iter().collect();
    receivers.retain(|receiver| seen.insert(receiver.person));
    let (by_mail, on_paper): (Vec<_>, _) = receivers.into_iter().partition(|r| asked.unmailed && r.mail);
    Ok((by_mail.iter().map(|r| r.person).collect(), on_paper))
}

async fn of_place(app: &App, asked: &Asked, next: &Next, today: NaiveDate) -> Result<Vec<Receiver>, Error> {
    let (db, all) = (&app.db.pool, asked.also_active);
    if asked.whom == "adults" {
        let school = queries::school(db, next.place).await?;
        let Some(school) = school else { return Ok(Vec::new()) };
        return Ok(sheets::adults(db, &school, all, today).await?);
    }
    let mut receivers = Vec::new();
    for class in queries::classes(db, next.place, today).await? {
        receivers.extend(match asked.whom.as_str() {
            "pupils" => sheets::pupils(db, &class, all, today).await?,
            _ => sheets::families(db, &class, all, today).await?,
        });
    }
    Ok(receivers)
}

/// The PDF, sealed, in the store. Without the transaction that follows, the sweep takes it away.
async fn kept(app: &App, asked: &Asked, part: Uuid, slips: &[Slip]) -> Result<FileId, Error> {
    let form = if asked.form == "letters" { sheets::Paper::Letters } else { sheets::Paper::Slips };
    let pdf = sheets::pdf(app, "Premières connexions", form, slips).await?;
    let sealed = app.vault.seal(&purpose(part), &pdf)?;
    let prepared = Prepared {
        kind: Kind::Document,
        name: "fiches".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        bytes: i64::try_from(sealed.len()).unwrap_or(i64::MAX),
        width: None,
        height: None,
        duration_ms: None,
        sha256: Sha256::digest(&sealed).into(),
        variants: vec![Variant {
            name: Kind::Document.variants()[0],
            media_type: "application/octet-stream",
            bytes: sealed.into(),
        }],
    };
    Ok(storage::keep(&app.store, &app.db.pool, &prepared, app.db.clock.now()).await?)
}
