//! What comes of a meeting: each college agrees or not, by one of its members; a decision is followed, an action done.

use super::meeting_actions::refused;
use super::queries::{self, Decision, Meeting, Member};
use super::rules::{self, College};
use axum::response::Response;
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

const TAKEN: &str = "Cette décision est prise\u{a0}: elle ne change plus. Proposez-en une autre.";

fn back(meeting: Uuid, at: &str) -> Response {
    see_other(&format!("/gouvernance/reunion/{meeting}?fait=oui#{at}"))
}

pub(super) async fn say(
    db: Db,
    actor: Actor,
    Of(decision): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let decision = queries::decision(&db.pool, decision).await?;
    let meeting = queries::meeting(&db.pool, decision.meeting).await?;
    let (member, agrees, note) = match voice(&actor, &meeting, &decision, &typed, db.clock.today()) {
        Ok(voice) => voice,
        Err(why) => return refused(&db, &actor, &meeting, refused_at("accord", &decision, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::say(&mut tx, &actor, &decision, member, (agrees, &note)).await? {
        drop(tx);
        return refused(&db, &actor, &meeting, refused_at("accord", &decision, typed, Why::not(TAKEN))).await;
    }
    let college = member.college.name();
    tx.record(&Activity::DecisionVoiced { decision: decision.id, college, agrees }).await?;
    tx.commit().await?;
    Ok(back(meeting.id, &format!("decision-{}", decision.id)))
}

/// The form of this decision, and of this college, that was sent.
fn refused_at(what: &str, decision: &Decision, typed: Typed, why: Why) -> Again {
    let form = format!("{what}{}-{}", typed.of("college"), decision.id);
    Again::refused(form, typed, why)
}

/// Whose voice it is. A member speaks for her own college; the team writes what a member said at the meeting.
fn voice<'m>(
    actor: &Actor,
    meeting: &'m Meeting,
    decision: &Decision,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(&'m Member, bool, String), Why> {
    if decision.state().has_both() {
        return Err(Why::not(TAKEN));
    }
    let mut read = Reading::new(typed, today);
    let colleges: Vec<_> = College::VOICES.iter().map(|c| (c.name(), *c)).collect();
    let Some(college) = read.one_of("college", &colleges) else {
        return Err(Why::not("Dites pour quel collège vous parlez."));
    };
    let agrees = read.one_of("choix", &[("oui", true), ("non", false)]);
    let note = read.optional("texte", LONG);
    if agrees == Some(false) && note.is_empty() {
        read.errors.add("texte", "Dites pourquoi\u{a0}: l’autre collège le lira.");
    }
    let own = meeting.body.seats_of(actor.person);
    let member = if let Some(hers) = own.iter().find(|m| m.college == college) {
        Some(*hers)
    } else if rules::keeps(actor).is_ok() {
        let seats: Vec<_> = meeting.body.of(college).iter().map(|m| m.id).collect();
        let whose = read.among("qui", &seats, "Choisissez qui a parlé pour ce collège.");
        meeting.body.of(college).into_iter().find(|m| Some(m.id) == whose)
    } else {
        return Err(not_hers(meeting, &own, college));
    };
    let said = member.zip(agrees).map(|(member, agrees)| (member, agrees, note));
    read.checked(said)
}

/// Who could.
fn not_hers(meeting: &Meeting, own: &[&Member], college: College) -> Why {
    let names: Vec<_> = meeting.body.of(college).iter().map(|m| m.name.clone()).collect();
    let whose = format!("l’accord pour {} est à {}", college.for_whom(), names.join(", "));
    Why::Not(match own.first() {
        Some(member) => format!("Vous siégez pour {}\u{a0}: {whose}.", member.college.for_whom()),
        None => format!("Vous ne siégez pas dans cette instance\u{a0}: {whose}."),
    })
}

pub(super) async fn follow(
    db: Db,
    actor: Actor,
    Of(decision): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let decision = queries::decision(&db.pool, decision).await?;
    let meeting = queries::meeting(&db.pool, decision.meeting).await?;
    let (state, note) = match followed(&actor, &meeting, &decision, &typed, db.clock.today()) {
        Ok(followed) => followed,
        Err(why) => return refused(&db, &actor, &meeting, refused_at("suite", &decision, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::follow(&mut tx, &actor, &decision, state, &note).await?;
    tx.record(&Activity::DecisionFollowed { decision: decision.id, state }).await?;
    tx.commit().await?;
    Ok(back(meeting.id, &format!("decision-{}", decision.id)))
}

fn followed(
    actor: &Actor,
    meeting: &Meeting,
    decision: &Decision,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(&'static str, String), Why> {
    if meeting.body.seats_of(actor.person).is_empty() {
        rules::keeps(actor)?;
    }
    if !decision.state().has_both() {
        return Err(Why::not(format!(
            "La décision {} {}\u{a0}: elle se suit une fois prise.",
            decision.number,
            decision.state().french()
        )));
    }
    let mut read = Reading::new(typed, today);
    let states = ["under_way", "applied", "given_up"].map(|state| (state, state));
    let state = read.one_of("choix", &states);
    let note = read.optional("texte", LONG);
    if state == Some("given_up") && note.is_empty() {
        read.errors.add("texte", "Dites pourquoi elle est abandonnée.");
    }
    read.checked(state.map(|state| (state, note)))
}

/// By whose it is, or by the team.
pub(super) async fn done(db: Db, actor: Actor, Of(action): Of<Uuid>) -> Answer<Response> {
    let action = queries::action(&db.pool, action).await?;
    let meeting = queries::meeting(&db.pool, action.meeting).await?;
    let may = match (action.done_at, action.person == Some(actor.person)) {
        (Some(_), _) => Err(Why::not("Cette action est déjà terminée.")),
        (None, true) => Ok(()),
        (None, false) => rules::keeps(&actor).map_err(|_| {
            Why::not(format!("C’est à {} de dire que c’est fait, ou à l’équipe projet.", action.owner))
        }),
    };
    if let Err(why) = may {
        return refused(&db, &actor, &meeting, Again::refused("faite", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::do_action(&mut tx, &actor, &action).await?;
    tx.record(&Activity::ActionDone { meeting: meeting.id }).await?;
    tx.commit().await?;
    Ok(back(meeting.id, "actions"))
}
