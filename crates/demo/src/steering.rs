//! Who steers the invented project: its card, its parties, its bodies with a meeting behind them, a convention that names
//! the schools in use. Invariant: written once; what somebody decided since stays as it is.

use super::accounts::OWN;
use super::queries;
use super::staff::SEGUR;
use super::territory::{LE_LAVOIR, LES_AULNES, LES_BRUYERES, MOULIN, TILLEULS};
use identity::App;

/// Kind, name, what it is for.
pub const BODIES: [(&str, &str, &str); 5] = [
    ("strategic", "Comité stratégique", "Orienter le projet, arbitrer ce que personne n’avait prévu."),
    (
        "technical",
        "Comité technique",
        "Valider les évolutions et les ressources avant chaque période de vacances.",
    ),
    ("reference", "Groupe de référence du département", "Dire ce qui se passe sur le terrain."),
    ("users", "Comité des utilisateurs", "Entendre les équipes et les familles."),
    ("publisher", "Rencontres avec l’éditeur", "Trois fois par an, ce qui gêne et ce qui vient."),
];

/// Kind, name, part.
pub const PARTIES: [(&str, &str, &str); 4] = [
    ("syndicate", "Syndicat mixte Vallées numériques", "carrier"),
    ("dsden", "DSDEN de l’Exemple", "co_owner"),
    ("publisher", "Atelier Préau", "provider"),
    ("partner", "Réseau de création pédagogique", "member"),
];

/// Theme, title, text.
pub const CLAUSES: [(&str, &str, &str); 4] = [
    (
        "commitments",
        "Engagements",
        "Le syndicat porte le marché, les communes équipent, l’Éducation nationale forme.",
    ),
    ("responsibilities", "Responsabilités", "Chaque partie répond de ce qu’elle met en œuvre."),
    ("steering", "Pilotage", "Le comité technique se réunit avant chaque période de vacances."),
    ("protection", "Données", "Le registre porte la fiche T-12 ; rien n’est transmis à un tiers."),
];

/// For each activity the letters of carrier, communes, education, schools, publisher, families.
pub const MATRIX: [(&str, &str); 12] = [
    ("schools", "CCARII"),
    ("training", "CIARCN"),
    ("equipment", "CARCIN"),
    ("data", "CIARII"),
    ("help", "AIRRRI"),
    ("content", "CIARRI"),
    ("decisions", "ARRCCI"),
    ("figures", "ACRIII"),
    ("protection", "ACRRRI"),
    ("conventions", "ARCIIN"),
    ("funding", "ARCNNN"),
    ("market", "ACCIRN"),
];

/// Statement, how it is seen, target, months until it is looked at.
pub const OBJECTIVES: [(&str, &str, &str, u32); 3] = [
    (
        "Joindre chaque foyer, aussi ceux qui vivent séparés",
        "Part des élèves dont chaque foyer est joint",
        "80 %",
        4,
    ),
    (
        "Sortir les classes uniques de leur solitude",
        "Écoles du RPI qui publient au moins une fois par semaine",
        "3 sur 3",
        2,
    ),
    (
        "Que les élèves parlent et écrivent pour être lus",
        "Classes qui publient une voix ou un texte d’élève par mois",
        "15",
        7,
    ),
];

/// Kind, school years before this one (first, last), days ago, why.
pub const PHASES: [(&str, i16, Option<i16>, i64, &str); 2] = [
    (
        "experimentation",
        -1,
        Some(-1),
        500,
        "Deux écoles volontaires, une commune prête\u{a0}: on essaie un an, puis on regarde.",
    ),
    ("deployment", 0, None, 150, "Les deux écoles veulent continuer, le syndicat engage les villages."),
];

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (today, now) = (tx.today(), tx.now());
    let (Some(guerin), Some(pons), Some(segur)) = (
        queries::person(tx.conn(), OWN, "guerin").await?,
        queries::person(tx.conn(), OWN, "pons").await?,
        queries::person(tx.conn(), "aaf", SEGUR).await?,
    ) else {
        return Ok(());
    };
    let mut schools = Vec::new();
    for key in [MOULIN, TILLEULS, LES_AULNES, LES_BRUYERES, LE_LAVOIR] {
        schools.extend(queries::place(tx.conn(), key, 0).await?);
    }
    if queries::write_project(tx.conn(), guerin, now).await? {
        let steering = queries::Steering { manager: guerin, agent: pons, inspector: segur, today, now };
        queries::write_bodies(tx.conn(), &steering).await?;
        queries::write_convention(tx.conn(), &steering, &schools).await?;
        queries::write_framing(tx.conn(), &steering).await?;
    }
    queries::link_sister(tx.conn(), guerin, (now, today)).await?;
    queries::know_sister(tx.conn(), guerin, now).await?;
    tx.commit().await.map_err(super::cause)
}
