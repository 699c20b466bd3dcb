//! What goes up and down in the invented project: a report of the group of the department, a decision that it has not
//! answered yet, an action that became a request for help, a letter that waits to be sent. Invariant: written once.

use super::queries;
use identity::App;

pub const LETTER: (&str, &str) = (
    "La rentrée de l’ENT",
    "Cinq écoles sont en service depuis septembre, deux autres attendent leur validation.\n\nLe prochain comité technique se réunit avant les vacances. Vos questions peuvent nous arriver d’ici là, par téléphone ou en répondant à la convocation.",
);
pub const REPORT: (&str, &str) = (
    "Ce qui se passe dans les classes depuis la rentrée",
    "Les enregistreurs de voix servent chaque semaine en maternelle.\nLe wifi de deux écoles coupe encore\u{a0}: le groupe demande que la commune soit relancée.",
);
pub const DECISION: &str = "Chaque école désigne qui accueille les familles sans connexion.";

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    if let Some(guerin) = queries::person(tx.conn(), "demo", "guerin").await? {
        queries::tie_groups(tx.conn(), guerin, (today, now)).await?;
        queries::hand_over_action(tx.conn(), guerin, now).await?;
        queries::write_letter(tx.conn(), guerin, now).await?;
    }
    tx.commit().await.map_err(super::cause)
}
