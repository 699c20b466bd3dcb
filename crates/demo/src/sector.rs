//! One collège of the invented territory, fed by three schools in two circonscriptions; a council that was held, a liaison to
//! come, a visit. Invariant: written once, while the register is empty.

use super::queries;
use super::staff::SEGUR;
use super::territory::{LE_LAVOIR, LES_RIVES, TILLEULS};
use chrono::Days;
use identity::App;

pub struct Council {
    pub kind: &'static str,
    pub place: &'static str,
    pub convened_by: &'static str,
    pub agenda: &'static str,
    /// Of one that was held.
    pub decided: &'static str,
}

static COUNCILS: [(Council, i64); 2] = [
    (
        Council {
            kind: "council",
            place: "Collège des Trois-Vallées, salle du conseil",
            convened_by: "La principale et l’IEN",
            agenda: "Lire et écrire en cycle 3\u{a0}; la visite du collège par les CM2.",
            decided: "Les CM2 des trois écoles visitent le collège en mai. Un professeur de français vient lire dans chaque classe avant l’hiver.",
        },
        -18,
    ),
    (
        Council {
            kind: "cm2_6e",
            place: "Les Tilleuls",
            convened_by: "L’IEN",
            agenda: "Ce que les élèves emportent de l’ENT en 6e\u{a0}; les espaces CM2–6e à ouvrir.",
            decided: "",
        },
        23,
    ),
];

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let guerin = queries::person(tx.conn(), "demo", "guerin").await?;
    let segur = queries::person(tx.conn(), "aaf", SEGUR).await?;
    let (Some(guerin), Some(segur)) = (guerin, segur) else { return Ok(()) };
    if let Some(college) = queries::register(tx.conn(), guerin, now).await? {
        for school in [TILLEULS, LE_LAVOIR, LES_RIVES] {
            if let Some(school) = queries::place(tx.conn(), school, 0).await? {
                queries::feed(tx.conn(), (college, school), guerin, (today - Days::new(60), now)).await?;
            }
        }
        for (council, days) in &COUNCILS {
            let day = today + chrono::TimeDelta::days(*days);
            queries::convene(tx.conn(), college, council, segur, (day, now)).await?;
        }
        queries::visit_college(tx.conn(), college, segur, (today - Days::new(9), now)).await?;
    }
    tx.commit().await.map_err(super::cause)
}
