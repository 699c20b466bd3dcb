//! The head prepares the year, lets it turn, and takes it back.

use super::queries::{self, NextClass, Placed, Turn};
use super::rules::{self, Goes};
use super::{pages, turn, undo};
use crate::App;
use crate::school::{self, School};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Fields of a form whose names are not known beforehand; the same may come several times.
type Fields = Vec<(String, String)>;

fn all<'f>(fields: &'f [(String, String)], name: &'f str) -> impl Iterator<Item = &'f str> {
    fields.iter().filter(move |(n, _)| n == name).map(|(_, value)| value.as_str())
}

pub(super) async fn prepare(actor: Actor, Path(id): Path<PlaceId>, mut tx: Tx) -> Answer<Response> {
    let Some(school) = headed(&mut tx, &actor, id).await? else { return refused(tx).await };
    let (now, today) = (tx.now(), tx.today());
    let year = queries::to_come(tx.conn(), school.id, today).await?;
    // Asked twice, it is begun once; asked again later, newcomers are placed.
    if !queries::begin(tx.conn(), school.id, actor.person, year, now, today).await?
        && let Some(turn) = queries::current(tx.conn(), school.id).await?.filter(Turn::is_draft)
    {
        queries::propose(tx.conn(), &turn, today).await?;
    }
    changed(tx, id, "").await
}

pub(super) async fn add_class(
    db: Db,
    actor: Actor,
    Path(id): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<Fields>,
) -> Answer<Response> {
    let Some((school, turn)) = drafted(&mut tx, &actor, id).await? else { return refused(tx).await };
    let (name, levels) = said(&form);
    let fault = fault(&name, &levels);
    if fault.is_none() && queries::add_class(tx.conn(), &turn, &name, &levels).await? {
        return changed(tx, id, "#classes").await;
    }
    tx.record(&Activity::YearChangeRefused).await?;
    tx.commit().await?;
    let errors = fault.unwrap_or_else(taken);
    Ok(pages::invalid(&db, school, errors, name).await?.into_response())
}

pub(super) async fn change_class(
    db: Db,
    actor: Actor,
    Path((id, class)): Path<(PlaceId, Uuid)>,
    mut tx: Tx,
    Form(form): Form<Fields>,
) -> Answer<Response> {
    let Some((_, turn, class)) = class_of(&mut tx, &actor, id, class).await? else {
        return refused(tx).await;
    };
    if all(&form, "retirer").next().is_some() {
        queries::remove_class(tx.conn(), &turn, &class).await?;
        return changed(tx, id, "#classes").await;
    }
    let ((name, levels), today) = (said(&form), tx.today());
    let teachers: Vec<PersonId> = all(&form, "teacher").filter_map(|t| t.parse().ok()).collect();
    let fault = fault(&name, &levels);
    if fault.is_none()
        && queries::change_class(tx.conn(), &turn, &class, &name, &levels, &teachers, today).await?
    {
        return changed(tx, id, "#classes").await;
    }
    tx.record(&Activity::YearChangeRefused).await?;
    tx.commit().await?;
    Ok(pages::class_page(&db, &actor, id, class.id, fault.unwrap_or_else(taken))
        .await?
        .invalid()
        .into_response())
}

/// A name and its levels, as typed.
fn said(form: &[(String, String)]) -> (String, Vec<String>) {
    let name = all(form, "name").next().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let levels: Vec<String> = all(form, "level").map(str::to_owned).collect();
    (name, rules::tidied_levels(&levels))
}

fn fault(name: &str, levels: &[String]) -> Option<FieldErrors> {
    match (name.chars().count(), levels.is_empty()) {
        (0, _) => {
            Some(FieldErrors::one("name", "Donnez un nom à la classe, par exemple «\u{a0}CE1\u{a0}B\u{a0}»."))
        }
        (61.., _) => {
            Some(FieldErrors::one("name", "Un nom plus court se lira mieux\u{a0}: 60 signes au plus."))
        }
        (_, true) => Some(FieldErrors::one("level", "Cochez au moins un niveau.")),
        _ => None,
    }
}

fn taken() -> FieldErrors {
    FieldErrors::one("name", "Une classe de l’année prochaine porte déjà ce nom.")
}

pub(super) async fn place_pupils(
    actor: Actor,
    Path((id, place)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Fields>,
) -> Answer<Response> {
    let Some((_, turn)) = drafted(&mut tx, &actor, id).await? else { return refused(tx).await };
    let today = tx.today();
    let classes = queries::classes(tx.conn(), &turn).await?;
    let said: BTreeMap<PersonId, &str> =
        form.iter().filter_map(|(name, value)| Some((name.parse().ok()?, value.as_str()))).collect();
    let pupils = queries::pupils(tx.conn(), &turn, Some(place), today).await?;
    if pupils.is_empty() {
        return refused(tx).await;
    }
    let goes = |pupil: Placed| {
        let to = *said.get(&pupil.person)?;
        Some((pupil, goes_to(to, &classes)))
    };
    let chosen: Vec<(Placed, Goes)> = pupils.into_iter().filter_map(goes).collect();
    queries::place(tx.conn(), &turn, &chosen, &classes).await?;
    changed(tx, id, "?fait=eleves#eleves").await
}

/// A class of the year to come, out of the school, or not decided.
fn goes_to(word: &str, classes: &[NextClass]) -> Goes {
    match word.parse::<Uuid>() {
        Ok(class) if classes.iter().any(|c| c.id == class) => Goes::To(class),
        _ if word == "part" => Goes::Leaves,
        _ => Goes::Undecided,
    }
}

#[derive(Deserialize)]
pub(super) struct When {
    #[serde(default)]
    when: String,
    #[serde(default)]
    day: String,
}

/// Now, by the night of a day, or (planned before) not any more.
pub(super) async fn apply(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<When>,
) -> Answer<Response> {
    let Some((school, turn)) = drafted(&mut tx, &actor, id).await? else { return refused(tx).await };
    let (now, today) = (tx.now(), tx.today());
    let day = match form.when.as_str() {
        "attendre" => {
            queries::plan(tx.conn(), &turn, None).await?;
            return changed(tx, id, "?fait=brouillon").await;
        }
        "maintenant" => Some(today),
        _ => form.day.parse::<NaiveDate>().ok(),
    };
    let fault = match day {
        None => Some("Choisissez un jour, par exemple le 31\u{a0}août.".to_owned()),
        Some(day) if day < today => Some("Ce jour est passé.".to_owned()),
        // A demonstration is tried in November, too.
        Some(_) if app.settings.demo => None,
        Some(day) => rules::may_turn(day, turn.year).err(),
    };
    let Some((day, None)) = day.map(|day| (day, fault.clone())) else {
        tx.record(&Activity::YearChangeRefused).await?;
        tx.commit().await?;
        let errors = FieldErrors::one("day", fault.unwrap_or_default());
        return Ok(pages::invalid(&app.db, school, errors, String::new()).await?.into_response());
    };
    if form.when != "maintenant" {
        queries::plan(tx.conn(), &turn, Some(day)).await?;
        tx.record(&Activity::YearPlanned { school: id }).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/ecole/{id}/annee?fait=prevu")));
    }
    turn::apply(tx.conn(), &turn, Some(actor.person), now, today).await?;
    tx.record(&Activity::YearTurned { school: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{id}/annee?fait=applique")))
}

pub(super) async fn take_back(db: Db, actor: Actor, Path(id): Path<PlaceId>, mut tx: Tx) -> Answer<Response> {
    let Some(school) = headed(&mut tx, &actor, id).await? else { return refused(tx).await };
    let (now, today) = (tx.now(), tx.today());
    let turn = queries::current(tx.conn(), school.id).await?.filter(|t| t.state == "applied");
    let Some(turn) = turn else { return refused(tx).await };
    let late = turn.applied_on.is_none_or(|on| rules::last_undo(on) < today);
    if late {
        tx.record(&Activity::YearChangeRefused).await?;
        tx.commit().await?;
        let fault = "Plus de trente jours ont passé\u{a0}: l’année ne peut plus être reprise. Changez les classes une à une.";
        let errors = FieldErrors::one("undo", fault);
        return Ok(pages::invalid(&db, school, errors, String::new()).await?.into_response());
    }
    let part = undo::confirmed(tx.conn(), &turn).await?.is_some();
    undo::undo(tx.conn(), &turn, actor.person, now, today).await?;
    tx.record(&Activity::YearUndone { school: id }).await?;
    tx.commit().await?;
    let done = if part { "repris" } else { "annule" };
    Ok(see_other(&format!("/ecole/{id}/annee?fait={done}")))
}

pub(super) async fn drop(actor: Actor, Path(id): Path<PlaceId>, mut tx: Tx) -> Answer<Response> {
    let Some((_, turn)) = drafted(&mut tx, &actor, id).await? else { return refused(tx).await };
    queries::drop(tx.conn(), &turn).await?;
    changed(tx, id, "?fait=abandonne").await
}

pub(super) async fn headed(tx: &mut Tx, actor: &Actor, id: PlaceId) -> Result<Option<School>, Error> {
    let today = tx.today();
    Ok(school::school(tx.conn(), actor, id, today).await?.filter(|s| s.head))
}

async fn drafted(tx: &mut Tx, actor: &Actor, id: PlaceId) -> Result<Option<(School, Turn)>, Error> {
    let Some(school) = headed(tx, actor, id).await? else { return Ok(None) };
    let turn = queries::current(tx.conn(), school.id).await?.filter(Turn::is_draft);
    Ok(turn.map(|turn| (school, turn)))
}

async fn class_of(
    tx: &mut Tx,
    actor: &Actor,
    id: PlaceId,
    class: Uuid,
) -> Result<Option<(School, Turn, NextClass)>, Error> {
    let Some((school, turn)) = drafted(tx, actor, id).await? else { return Ok(None) };
    let class = queries::classes(tx.conn(), &turn).await?.into_iter().find(|c| c.id == class);
    Ok(class.map(|class| (school, turn, class)))
}

async fn changed(mut tx: Tx, school: PlaceId, to: &str) -> Answer<Response> {
    tx.record(&Activity::YearPrepared { school }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/annee{to}")))
}

pub(super) async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::YearChangeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
