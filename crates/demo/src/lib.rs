//! The living demonstration: an invented territory, brought by a feed of its own through the real importer,
//! with open accounts and a feed of news that has begun.
//!
//! Invariant: only an empty database is filled. Each step asks what is there already, so that a kill in the
//! middle is made good by the next start, and a start over a finished one changes nothing.

mod accounts;
mod days;
mod desk;
mod equip;
mod feed;
mod flows;
mod help;
mod joining;
mod melody;
mod money;
mod names;
mod offers;
mod on_site;
mod paint;
mod papers;
mod past;
mod people;
mod posts;
mod publish;
mod queries;
mod roles;
mod scenes;
mod sector;
mod staff;
mod steering;
mod territory;
mod tickets;
mod ways;

use anyhow::ensure;
use chrono::NaiveDate;
use database::Tx;
use identity::{App, DemoAccount};
use kernel::{Error, PersonId, PlaceId};
use std::path::Path;
use uuid::Uuid;

pub use feed::write as write_feed;
pub use territory::Commune;
pub use ways::to_try;

/// What the areas do themselves, handed over by who puts the house together: an edit in an area builds no story anew.
#[expect(async_fn_in_trait, reason = "told once, by one task")]
pub trait Areas {
    async fn know_commune(&self, tx: &mut Tx, commune: &Commune) -> Result<(), sqlx::Error>;
    async fn begin_packs(&self, tx: &mut Tx, by: PersonId) -> Result<usize, sqlx::Error>;
    async fn put_at_opening(&self, tx: &mut Tx, school: PlaceId) -> Result<(), sqlx::Error>;
    /// As of the day on which they were looked at; the catalogue, once.
    async fn begin_requirements(
        &self,
        tx: &mut Tx,
        by: PersonId,
        looked: NaiveDate,
    ) -> Result<Option<Uuid>, sqlx::Error>;
    /// To be read again on that day.
    async fn begin_articles(&self, tx: &mut Tx, by: PersonId, review: NaiveDate) -> Result<(), sqlx::Error>;
    async fn refresh_waits(&self, app: &App) -> Result<(), Error>;
    async fn measure_help(&self, app: &App) -> Result<(), Error>;
    async fn count(&self, app: &App, day: NaiveDate) -> Result<(), Error>;
}

/// Fills an empty database through `import` (which applies the feed at a path), and answers the accounts to
/// try. A database with other schools is left alone, and offers none.
pub async fn settle(
    app: &App,
    areas: &impl Areas,
    import: impl AsyncFnOnce(&App, &Path) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<DemoAccount>> {
    let uais: Vec<String> = territory::SCHOOLS.iter().map(|s| territory::uai(s.uai)).collect();
    let (all, ours) = queries::schools(&app.db.pool, &uais).await?;
    if all > 0 && ours == 0 {
        return Ok(Vec::new());
    }
    let today = app.db.clock.today();
    if !is_imported(app, today).await? {
        let folder = tempfile::tempdir()?;
        let path = feed::write(folder.path(), today)?;
        import(app, &path).await?;
        ensure!(is_imported(app, today).await?, "the demonstration's feed was not applied");
    }
    let mut tx = app.db.begin().await?;
    accounts::settle_people(&mut tx, areas).await?;
    tx.commit().await.map_err(cause)?;
    let mut shown = accounts::open(app).await?;
    let after = shown.iter().rposition(|a| a.group == accounts::PUPILS).map_or(shown.len(), |at| at + 1);
    if let Some(chooser) = ways::settle(app).await? {
        shown.insert(after, chooser);
    }
    publish::publish_all(app).await?;
    steering::settle(app).await?;
    joining::settle(app, areas).await?;
    on_site::settle(app).await?;
    money::settle(app).await?;
    equip::settle(app).await?;
    desk::settle(app, areas).await?;
    help::settle(app, areas).await?;
    tickets::settle(app).await?;
    days::settle(app).await?;
    offers::settle(app, areas).await?;
    roles::settle(app).await?;
    flows::settle(app).await?;
    sector::settle(app).await?;
    areas.measure_help(app).await.map_err(cause)?;
    past::settle(app, areas).await?;
    Ok(shown)
}

/// An error of the house, outside of any request.
fn cause(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        other => anyhow::anyhow!("{other:?}"),
    }
}

/// Everybody of the feed is known. Asked of the people, who stay when years turn and schools close.
async fn is_imported(app: &App, today: NaiveDate) -> anyhow::Result<bool> {
    let year = i32::from(kernel::year::school_year_of(today));
    let families = people::families(year);
    let mut keys: Vec<String> = staff::STAFF.iter().map(|s| s.key.to_owned()).collect();
    keys.extend(families.pupils.into_iter().map(|p| p.key));
    keys.extend(families.relatives.into_iter().map(|r| r.key));
    let known = queries::known(&app.db.pool, &keys).await?;
    Ok(usize::try_from(known).is_ok_and(|known| known == keys.len()))
}

/// The accounts as a table for the terminal.
#[must_use]
pub fn table(accounts: &[DemoAccount]) -> String {
    let wide =
        |text: fn(&DemoAccount) -> &str| accounts.iter().map(|a| text(a).chars().count()).max().unwrap_or(0);
    let (titles, logins) = (wide(|a| &a.title), wide(|a| &a.login));
    let mut out = String::from("\n  Comptes de démonstration (tout est inventé)\n\n");
    for account in accounts {
        let (title, login, secret) = (&account.title, &account.login, &account.password);
        out.push_str(&format!("  {title:titles$}   {login:logins$}   {secret}\n"));
    }
    out
}
