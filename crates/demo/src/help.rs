//! The invented project’s help: the articles to begin with, published; a problem that is known
//! and one that is over. Invariant: what somebody changed since stays as it is.

use super::Areas;
use super::queries;
use super::territory::TILLEULS;
use chrono::{Months, TimeDelta};
use identity::App;

/// Subject, title, text.
const ANSWERS: [(&str, &str, &str); 3] = [
    (
        "accounts",
        "Nouvelle fiche",
        "Bonjour {qui},\n\nL’école vous remet une nouvelle fiche\u{a0}; l’ancienne ne sert plus.\n\n{moi}",
    ),
    (
        "directory",
        "Vérifier dans ONDE",
        "Bonjour {qui},\n\nLa classe se corrige d’abord dans ONDE. Elle vient ici avec l’import suivant\u{a0}: dites-nous si ce n’est pas le cas.\n\n{moi}",
    ),
    (
        "equipment",
        "Réseau ou tablette",
        "Bonjour {qui},\n\nUn autre site s’ouvre-t-il sur la même tablette\u{a0}? Et l’ENT, sur un téléphone hors du wifi de l’école\u{a0}?\n\n{moi}",
    ),
];

pub async fn settle(app: &App, areas: &impl Areas) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let Some(guerin) = queries::person(tx.conn(), "demo", "guerin").await? else { return Ok(()) };
    let review = today.checked_add_months(Months::new(12)).unwrap_or(today);
    areas.begin_articles(&mut tx, guerin, review).await?;
    for answer in ANSWERS {
        queries::keep_answer(tx.conn(), guerin, answer, now).await?;
    }
    let Some(tilleuls) = queries::place(tx.conn(), TILLEULS, 0).await? else { return Ok(()) };
    let slow = queries::Problem {
        place: Some(tilleuls),
        category: "infrastructure",
        concerned: "teachers",
        title: "Photos longues à envoyer depuis l’école",
        happens: "Depuis le réseau de l’école, une photo met plus d’une minute à partir. Hors de l’école, tout va bien.",
        workaround: "Envoyez les photos une par une, ou hors du wifi de l’école.",
        since: now - TimeDelta::days(2),
        ended: None,
        news: "La mairie fait vérifier le filtrage avec l’opérateur.",
    };
    let over = queries::Problem {
        place: None,
        category: "application",
        concerned: "everyone",
        title: "Connexion impossible",
        happens: "La page de connexion répondait par une erreur.",
        workaround: "",
        since: now - TimeDelta::days(40),
        ended: Some(now - TimeDelta::days(40) + TimeDelta::minutes(35)),
        news: "Le disque du serveur était plein. La place est maintenant surveillée.",
    };
    for problem in [slow, over] {
        queries::say_problem(tx.conn(), guerin, &problem).await?;
    }
    tx.commit().await.map_err(super::cause)
}
