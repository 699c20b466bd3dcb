//! ONDE's list of next year, in June: its classes and who goes where, into the draft of the year to come. Of this
//! year nothing changes.

use super::actions::{obtained, refused};
use super::apply::Report;
use super::columns::Kind;
use super::pages::{self, Aim, Look};
use super::plan::{self, Plan, PupilStep, Room, School, Who, plain_label};
use super::queries;
use super::records::{Corrections, Records, Remark};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::year_turn::{self, Listed};
use kernel::{Activity, Actor, Answer, OndeId, Path, PlaceId, see_other};
use std::collections::BTreeMap;

/// Every label is a class of next year; who is not here yet waits for September.
pub(super) fn plan(files: &BTreeMap<Kind, Records>, school: &School, corrections: &Corrections) -> Plan {
    let labels = files.values().flat_map(|f| &f.pupils).map(|p| plain_label(&p.class));
    let corrections =
        Corrections { classes: labels.map(|l| (l, "creer".to_owned())).collect(), ..corrections.clone() };
    let school = School { classes: Vec::new(), ..school.clone() };
    let mut plan = plan::plan(files, &school, &corrections);
    plan.relatives.clear();
    plan.teachers.clear();
    plan.remarks.retain(|r| r.file == Kind::Pupils && r.column != "Classe");
    let steps = std::mem::take(&mut plan.pupils);
    let (placed, others): (Vec<_>, Vec<_>) = steps.into_iter().partition(|step| listed(step).is_some());
    plan.remarks.extend(others.iter().map(|step| Remark {
        file: Kind::Pupils,
        line: step.line,
        column: String::new(),
        sentence: why(step).to_owned(),
        out: true,
    }));
    plan.remarks.sort_by_key(|r| (r.file, r.line));
    plan.pupils = placed;
    plan
}

fn why(step: &PupilStep) -> &'static str {
    match step.who {
        Who::Known { .. } => "Sans classe dans le fichier\u{a0}: reste comme dans le brouillon.",
        _ => "Pas encore élève de l’école\u{a0}: déposez la liste de nouveau à la rentrée, elle l’inscrira.",
    }
}

fn listed(step: &PupilStep) -> Option<Listed> {
    match (&step.who, &step.room) {
        (Who::Known { person, .. }, Room::Made(label)) => {
            Some(Listed { person: *person, class: label.clone(), level: step.new.level.clone() })
        }
        _ => None,
    }
}

pub(super) async fn draft(
    db: Db,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, OndeId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let Some((school, upload)) = obtained(&mut tx, &actor, school, id).await? else {
        return refused(tx).await;
    };
    let (now, today) = (tx.now(), tx.today());
    if !year_turn::is_season(tx.conn(), school.id, today).await? {
        return refused(tx).await;
    }
    let look = Look::of(tx.conn(), &school, &upload, Aim::NextYear, today).await?;
    if !look.may_be_applied() {
        tx.record(&Activity::OndeRefused).await?;
        tx.commit().await?;
        let why = "Rien ne peut être rangé pour l’instant\u{a0}: voyez ci-dessous ce qui manque.";
        let page = pages::one_with(&db, school, id, Aim::NextYear, Some(why)).await?;
        return Ok(page.invalid().into_response());
    }
    let listed: Vec<_> = look.plan.pupils.iter().filter_map(listed).collect();
    year_turn::list(&mut tx, &actor, school.id, &listed).await?;
    let report = Report { next_year: true, ..Report::of(&look.plan) };
    queries::settle(tx.conn(), id, "applied", Some(&serde_json::to_value(report)?), now).await?;
    tx.record(&Activity::OndeDrafted { onde: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/onde/{id}", school.id)))
}
