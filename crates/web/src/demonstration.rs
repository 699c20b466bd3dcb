//! `preau demo`: the living demonstration (`demo`), told over the areas of this house.

use anyhow::Context;
use chrono::NaiveDate;
use database::Tx;
use demo::{Areas, Commune};
use directory::import::{Guard, Import, Mode, Source};
use identity::{App, DemoAccount};
use kernel::{Error, PersonId, PlaceId};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Fills an empty database ([`demo::settle`]) through `import`.
pub async fn settle(
    app: &App,
    import: impl AsyncFnOnce(&App, &Path) -> anyhow::Result<()>,
) -> anyhow::Result<Vec<DemoAccount>> {
    demo::settle(app, &House, import).await
}

/// Through the real importer, as an operator's feed would be.
pub async fn import(app: &App, path: &Path) -> anyhow::Result<()> {
    let name = path.file_name().context("a feed has a name")?.to_string_lossy().into_owned();
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

struct House;

impl Areas for House {
    async fn know_commune(&self, tx: &mut Tx, commune: &Commune) -> Result<(), sqlx::Error> {
        // No list of INSEE’s has the invented communes.
        let known = rollout::Commune {
            insee: commune.insee.to_owned(),
            name: commune.name.to_owned(),
            population: Some(commune.population),
            department: "80".to_owned(),
            bounds: commune.bounds.to_vec(),
            outline: commune.outline.to_owned(),
            ..rollout::Commune::default()
        };
        rollout::know_commune(tx.conn(), &known).await
    }

    async fn begin_packs(&self, tx: &mut Tx, by: PersonId) -> Result<usize, sqlx::Error> {
        rollout::begin_packs(tx, by).await
    }

    async fn put_at_opening(&self, tx: &mut Tx, school: PlaceId) -> Result<(), sqlx::Error> {
        rollout::put_at_opening(tx, school).await
    }

    async fn begin_requirements(
        &self,
        tx: &mut Tx,
        by: PersonId,
        looked: NaiveDate,
    ) -> Result<Option<Uuid>, sqlx::Error> {
        rollout::begin_requirements(tx, by, looked).await
    }

    async fn begin_articles(&self, tx: &mut Tx, by: PersonId, review: NaiveDate) -> Result<(), sqlx::Error> {
        support::begin_articles(tx, by, Some(review)).await?;
        Ok(())
    }

    async fn refresh_waits(&self, app: &App) -> Result<(), Error> {
        rollout::refresh_waits(app).await
    }

    async fn measure_help(&self, app: &App) -> Result<(), Error> {
        support::measure(app).await
    }

    async fn count(&self, app: &App, day: NaiveDate) -> Result<(), Error> {
        rollout::count(app, day).await
    }
}
