//! A day of exchange of the invented territory, its programme, the document that goes with it; a slot, a card that
//! waits, a circonscription that is supported. Invariant: written once.

use super::accounts::{ARNOUX, OWN};
use super::equip::PAGE;
use super::queries;
use super::territory::VAL_D_ORMES;
use chrono::{DateTime, Datelike, Utc, Weekday};
use database::Tx;
use identity::App;
use kernel::PersonId;
use std::io::Write as _;

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let Some(guerin) = queries::person(tx.conn(), "demo", "guerin").await? else { return Ok(()) };
    let now = tx.now();
    let mut day = tx.today() + chrono::Days::new(7);
    while matches!(day.weekday(), Weekday::Wed | Weekday::Sat | Weekday::Sun) {
        day = day + chrono::Days::new(1);
    }
    queries::share(tx.conn(), day, (guerin, now)).await?;
    support(&mut tx, (guerin, now)).await?;
    let told = queries::has_events(tx.conn()).await?;
    tx.commit().await.map_err(super::cause)?;
    if told {
        return Ok(());
    }
    let mut paper = tempfile::NamedTempFile::new()?;
    paper.write_all(PAGE)?;
    paper.flush()?;
    let what = ("programme.pdf", "application/pdf");
    let file = storage::keep_made(&app.store, &app.db.pool, paper.path(), what, now).await?;
    let mut tx = app.db.begin().await?;
    let day = tx.today() + chrono::Days::new(23);
    queries::hold_event(tx.conn(), day, file.0, (guerin, now)).await?;
    tx.commit().await.map_err(super::cause)
}

/// Salomé Arnoux, of the register of functions, supports the Val d’Ormes with an account of her own.
async fn support(tx: &mut Tx, by: (PersonId, DateTime<Utc>)) -> anyhow::Result<()> {
    let day = tx.today();
    let arnoux = queries::person(tx.conn(), OWN, ARNOUX).await?;
    let ormes = queries::place(tx.conn(), VAL_D_ORMES, 0).await?;
    if let (Some(arnoux), Some(ormes)) = (arnoux, ormes) {
        queries::support(tx.conn(), (arnoux, ormes), day, by).await?;
    }
    Ok(())
}
