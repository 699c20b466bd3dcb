//! One part, and the job for the next: nothing of a part stays in memory once it is kept, and a run never
//! keeps a worker from its other work.

use super::queries::{self, Asked, Next};
use crate::App;
use crate::sheets::{self, Receiver, Slip};
use chrono::NaiveDate;
use jobs::Job;
use kernel::{Activity, Error};
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

pub(super) async fn print(app: App, job: PrintRun) -> Result<(), Error> {
    let Some(asked) = queries::asked(&app.db.pool, job.run).await? else { return Ok(()) };
    let Some(next) = queries::next(&app.db.pool, asked.id).await? else { return Ok(()) };
    let slips = slips(&app, &asked, &next).await?;
    let file = if slips.is_empty() { None } else { Some(kept(&app, &asked, &slips).await?) };
    let hashed = sheets::hashed(&slips).await?;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    if !queries::done(tx.conn(), next.id, slips.len(), file, now).await? {
        return Ok(());
    }
    tx.shown_to_be(asked.by, None);
    let people = sheets::write(&mut tx, asked.by, &slips, &hashed).await?;
    tx.record(&Activity::CodesPrinted { place: next.place, people }).await?;
    jobs::enqueue(&mut tx, &job).await?;
    tx.commit().await
}

async fn slips(app: &App, asked: &Asked, next: &Next) -> Result<Vec<Slip>, Error> {
    let today = app.db.clock.today();
    let mut receivers = receivers(app, asked, next, today).await?;
    let mut seen = HashSet::new();
    let people: Vec<_> = receivers.iter().map(|r| r.person).collect();
    seen.extend(queries::served(&app.db.pool, &people, asked.at).await?);
    receivers.retain(|receiver| seen.insert(receiver.person));
    let pupils = asked.whom == "pupils";
    Ok(receivers.into_iter().map(|receiver| Slip::fresh(receiver, pupils)).collect())
}

async fn receivers(app: &App, asked: &Asked, next: &Next, today: NaiveDate) -> Result<Vec<Receiver>, Error> {
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

/// The PDF, in the store. Without the transaction that follows, the sweep takes it away.
async fn kept(app: &App, asked: &Asked, slips: &[Slip]) -> Result<FileId, Error> {
    let form = if asked.form == "letters" { sheets::Paper::Letters } else { sheets::Paper::Slips };
    let pdf = sheets::pdf(app, "Premières connexions", form, slips).await?;
    let prepared = Prepared {
        kind: Kind::Document,
        name: "fiches.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        bytes: i64::try_from(pdf.len()).unwrap_or(i64::MAX),
        width: None,
        height: None,
        duration_ms: None,
        sha256: Sha256::digest(&pdf).into(),
        variants: vec![Variant {
            name: Kind::Document.variants()[0],
            media_type: "application/pdf",
            bytes: pdf.into(),
        }],
    };
    Ok(storage::keep(&app.store, &app.db.pool, &prepared, app.db.clock.now()).await?)
}
