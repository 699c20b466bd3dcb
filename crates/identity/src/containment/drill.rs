//! A drill: the very steps of an incident on the real accounts, rolled back. It says what each would have done and
//! how long it took; nobody is signed out and nothing is frozen.

use super::actions::{Choice, done, obtained, refused};
use super::pages;
use super::queries::{self, Touched};
use crate::App;
use axum::extract::State;
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form};
use serde_json::{Value, json};
use std::time::Instant;

pub(super) async fn play(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(choice): Form<Choice>,
) -> Answer<Response> {
    let Some((reach, profiles)) = obtained(&mut tx, &actor, &choice).await? else { return refused(tx).await };
    if profiles.is_empty() {
        tx.record(&Activity::ContainmentRefused).await?;
        tx.commit().await?;
        let errors = FieldErrors::one("profil-exercice", "Choisissez au moins un profil.");
        return pages::again(&app, &actor, &choice, errors).await;
    }
    let (touched, steps) = steps(&mut tx, &actor, &reach, &profiles).await?;
    // What was done up to here is undone: the report alone is kept.
    drop(tx);
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let id = queries::note(tx.conn(), &actor, reach.place(), &profiles, true, now).await?;
    queries::finish(tx.conn(), id, touched, &steps).await?;
    tx.record(&Activity::DrillPlayed { containment: id }).await?;
    tx.commit().await?;
    Ok(done(choice.back(), "exercice"))
}

/// Finds, closes, freezes, reopens; each with its count and its milliseconds.
async fn steps(
    tx: &mut Tx,
    actor: &Actor,
    reach: &queries::Reach,
    profiles: &[String],
) -> Result<(Touched, Value), Error> {
    let (now, today) = (tx.now(), tx.today());
    let mut watch = Instant::now();
    let mut lap = move || {
        let passed = watch.elapsed().as_millis();
        watch = Instant::now();
        u64::try_from(passed).unwrap_or(u64::MAX)
    };
    let before = queries::touched(tx.conn(), reach, profiles, today).await?;
    let mut steps = vec![json!({ "step": "Compter", "count": before.accounts, "ms": lap() })];
    let (id, accounts) = queries::begin(tx.conn(), actor, reach, profiles, now, today).await?;
    steps.push(json!({ "step": "Retrouver les comptes", "count": accounts, "ms": lap() }));
    let sessions = queries::void(tx.conn(), id).await?;
    steps.push(json!({ "step": "Fermer les sessions, annuler les secrets", "count": sessions, "ms": lap() }));
    let words = ("Exercice", "Exercice");
    let frozen = queries::freeze(tx.conn(), actor, reach, profiles, words, now).await?;
    steps.push(json!({ "step": "Geler l’écriture", "count": frozen, "ms": lap() }));
    Ok((Touched { accounts, sessions }, Value::Array(steps)))
}
