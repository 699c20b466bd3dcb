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
use directory::import::{Guard, Import, Mode, Source};
use identity::{App, DemoAccount};
use std::path::Path;
use std::sync::Arc;

pub use feed::write as write_feed;
pub use ways::to_try;

/// Fills an empty database through `import` (which applies the feed at a path), and answers the accounts to
/// try. A database with other schools is left alone, and offers none.
pub async fn settle(
    app: &App,
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
    accounts::settle_people(&mut tx).await?;
    tx.commit().await.map_err(cause)?;
    let mut shown = accounts::open(app).await?;
    let after = shown.iter().rposition(|a| a.group == accounts::PUPILS).map_or(shown.len(), |at| at + 1);
    if let Some(chooser) = ways::settle(app).await? {
        shown.insert(after, chooser);
    }
    publish::publish_all(app).await?;
    steering::settle(app).await?;
    joining::settle(app).await?;
    on_site::settle(app).await?;
    money::settle(app).await?;
    equip::settle(app).await?;
    desk::settle(app).await?;
    help::settle(app).await?;
    tickets::settle(app).await?;
    days::settle(app).await?;
    offers::settle(app).await?;
    roles::settle(app).await?;
    flows::settle(app).await?;
    sector::settle(app).await?;
    support::measure(app).await.map_err(cause)?;
    past::settle(app).await?;
    Ok(shown)
}

/// Through the real importer, as an operator's feed would be.
pub async fn import(app: &App, path: &Path) -> anyhow::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id = directory::import::receive(&app.db.pool, &name, None, app.db.clock.now()).await?;
    let import = Import {
        id,
        source: Source { path: path.to_owned(), name, by: None },
        mode: Mode::ApplyAnyway,
        guard: Guard::default(),
        progress: Arc::new(|words| tracing::debug!(words, "the demonstration's feed")),
    };
    directory::import::run(&app.db, import).await?;
    Ok(())
}

/// An error of the house, outside of any request.
fn cause(error: kernel::Error) -> anyhow::Error {
    match error {
        kernel::Error::Internal(cause) => cause,
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
