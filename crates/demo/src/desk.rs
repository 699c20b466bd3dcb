//! The invented project’s desk: a name that was proposed, one that is agreed to; a catalogue of requirements with the first
//! answers and a reminder of the law. Invariant: what somebody decided since stays as it is.

use super::Areas;
use super::queries;
use super::territory::LES_BRUYERES;
use chrono::TimeDelta;
use identity::App;

/// Code, state, evidence, plan.
pub const ANSWERS: [(&str, &str, &str, &str); 6] = [
    ("FUN-01", "covered", "La page d’accueil, après une seule connexion", ""),
    ("FUN-02", "covered", "La page « Qui peut faire quoi » de chaque école", ""),
    ("IDE-01", "covered", "Les comptes rendus des imports d’annuaire", ""),
    ("SEC-03", "partial", "Le second facteur est offert", "Le rendre obligatoire pour les administrateurs"),
    ("IDE-02", "not", "", "Demander le raccordement à l’académie"),
    ("SEC-05", "covered", "La table des durées de conservation", ""),
];

pub async fn settle(app: &App, areas: &impl Areas) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let (Some(guerin), Some(bruyeres)) = (
        queries::person(tx.conn(), "demo", "guerin").await?,
        queries::place(tx.conn(), LES_BRUYERES, 0).await?,
    ) else {
        return Ok(());
    };
    queries::propose_names(tx.conn(), guerin, bruyeres, now).await?;
    let looked = today - TimeDelta::days(20);
    if let Some(catalogue) = areas.begin_requirements(&mut tx, guerin, looked).await? {
        queries::answer_requirements(tx.conn(), catalogue, guerin, &ANSWERS, now).await?;
        queries::remind(tx.conn(), guerin, looked, now).await?;
    }
    tx.commit().await.map_err(super::cause)
}
