//! What the invented schools are offered, and the packs on the shelves of those in use. Invariant: written once; what
//! somebody gave or took off since stays as it is.

use super::Areas;
use super::queries;
use super::territory::{LE_LAVOIR, LES_BRUYERES, MOULIN, TILLEULS};
use identity::App;
use identity::services::SERVICES;

pub async fn settle(app: &App, areas: &impl Areas) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (today, now) = (tx.today(), tx.now());
    let Some(guerin) = queries::person(tx.conn(), "demo", "guerin").await? else { return Ok(()) };
    let mut schools = Vec::new();
    for key in [MOULIN, TILLEULS, LES_BRUYERES, LE_LAVOIR] {
        schools.extend(queries::place(tx.conn(), key, 0).await?);
    }
    let Some((trial, full)) = schools.split_last() else { return Ok(()) };
    let services: Vec<String> = SERVICES.iter().map(|s| s.1.to_owned()).collect();
    if !queries::has_offers(tx.conn()).await? {
        let by = (guerin, now);
        queries::offer(tx.conn(), ("full", "Complet"), &services, (full, today), by).await?;
        let few = services.get(..3).unwrap_or(&services);
        queries::offer(tx.conn(), ("trial", "Découverte"), few, (&[*trial], today), by).await?;
    }
    if areas.begin_packs(&mut tx, guerin).await? > 0 {
        for school in schools {
            areas.put_at_opening(&mut tx, school).await?;
        }
    }
    tx.commit().await.map_err(super::cause)
}
