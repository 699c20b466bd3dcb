//! A meeting: cancelled, its agenda, its minutes, what is proposed there, who is to do what. By the project’s team.

use super::queries::{self, Meeting, Point};
use super::{agenda, letters, meeting as page, rules, tiers};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

fn back(meeting: Uuid) -> Response {
    see_other(&format!("/gouvernance/reunion/{meeting}?fait=oui"))
}

pub(super) async fn refused(db: &Db, actor: &Actor, meeting: &Meeting, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::GovernanceRefused).await?;
    Ok(page::page(db, actor, meeting, again).await?.into_response())
}

/// The team’s, and of a meeting that is not cancelled.
fn may(actor: &Actor, meeting: &Meeting) -> Result<(), Why> {
    rules::keeps(actor)?;
    if meeting.cancelled { Err(Why::not("Cette réunion est annulée.")) } else { Ok(()) }
}

pub(super) async fn cancel(db: Db, actor: Actor, Of(meeting): Of<Uuid>) -> Answer<Response> {
    let meeting = queries::meeting(&db.pool, meeting).await?;
    let may = may(&actor, &meeting).and_then(|()| match meeting.held {
        Some(_) => Err(Why::not("Cette réunion a eu lieu, son compte rendu est enregistré.")),
        None => Ok(()),
    });
    if let Err(why) = may {
        return refused(&db, &actor, &meeting, Again::refused("annulation", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    if queries::cancel(&mut tx, &meeting).await? {
        letters::tell(&mut tx, letters::CANCELLED, (&meeting.body, meeting.id), actor.person).await?;
    }
    tx.record(&Activity::MeetingCancelled { meeting: meeting.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/gouvernance/instance/{}?fait=oui", meeting.body.id)))
}

pub(super) async fn add_point(
    db: Db,
    actor: Actor,
    Of(meeting): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let meeting = queries::meeting(&db.pool, meeting).await?;
    let decided = may(&actor, &meeting).and_then(|()| {
        let mut read = Reading::new(&typed, db.clock.today());
        let title = read.text("titre", SHORT, "Dites de quoi l’on parlera.");
        let detail = read.optional("detail", LONG);
        read.checked(Some(Point { source: "typed".to_owned(), title, detail }))
    });
    let point = match decided {
        Ok(point) => point,
        Err(why) => return refused(&db, &actor, &meeting, Again::refused("point", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add_point(&mut tx, &actor, &meeting, &point).await?;
    tx.record(&Activity::AgendaChanged { meeting: meeting.id }).await?;
    tx.commit().await?;
    Ok(back(meeting.id))
}

/// Who was there, what was said. What waited that day is kept with it the first time.
pub(super) async fn write_minutes(
    db: Db,
    actor: Actor,
    Of(meeting): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let meeting = queries::meeting(&db.pool, meeting).await?;
    let decided = may(&actor, &meeting).and_then(|()| minutes(&meeting, &typed, db.clock.today()));
    let (present, text) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(&db, &actor, &meeting, Again::refused("compte-rendu", typed, why)).await,
    };
    let reports = tiers::unseen(&db.pool, meeting.body.id).await?;
    let waiting = agenda::waiting(&db, &meeting).await?;
    let mut tx = db.begin_as(&actor).await?;
    if queries::write_minutes(&mut tx, &actor, &meeting, &present, &text).await? {
        for point in &waiting {
            queries::add_point(&mut tx, &actor, &meeting, point).await?;
        }
        tiers::see(&mut tx, &actor, &reports, Some(&meeting)).await?;
    }
    tx.record(&Activity::MinutesWritten { meeting: meeting.id }).await?;
    tx.commit().await?;
    Ok(back(meeting.id))
}

fn minutes(meeting: &Meeting, typed: &Typed, today: NaiveDate) -> Result<(Vec<Uuid>, String), Why> {
    if meeting.day > today {
        return Err(Why::not("Cette réunion n’a pas encore eu lieu."));
    }
    let mut read = Reading::new(typed, today);
    let text = read.text("texte", 4 * LONG, "Écrivez ce qui s’est dit.");
    let present: Vec<Uuid> = typed
        .all("present")
        .filter_map(|id| id.parse().ok())
        .filter(|id| meeting.body.members.iter().any(|m| m.id == *id))
        .collect();
    if present.is_empty() {
        read.errors.add("present", "Cochez qui était là.");
    }
    read.checked(Some((present, text)))
}

pub(super) async fn propose(
    db: Db,
    actor: Actor,
    Of(meeting): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let meeting = queries::meeting(&db.pool, meeting).await?;
    let decided = may(&actor, &meeting).and_then(|()| {
        if !meeting.body.has_both() {
            return Err(Why::not(
                "Une décision demande l’accord des deux collèges\u{a0}: il manque un membre des collectivités ou de l’Éducation nationale à cette instance.",
            ));
        }
        let mut read = Reading::new(&typed, db.clock.today());
        let text = read.text("texte", LONG, "Écrivez la décision.");
        read.checked(Some(text))
    });
    let text = match decided {
        Ok(text) => text,
        Err(why) => return refused(&db, &actor, &meeting, Again::refused("decision", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let decision = queries::propose(&mut tx, &actor, &meeting, &text).await?;
    tx.record(&Activity::DecisionProposed { decision }).await?;
    tx.commit().await?;
    Ok(back(meeting.id))
}

pub(super) async fn give(
    db: Db,
    actor: Actor,
    Of(meeting): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let meeting = queries::meeting(&db.pool, meeting).await?;
    let decided = may(&actor, &meeting).and_then(|()| {
        let mut read = Reading::new(&typed, db.clock.today());
        let text = read.text("texte", SHORT, "Dites ce qui est à faire.");
        let seats: Vec<_> = meeting.body.members.iter().map(|m| m.id).collect();
        let owner = read.among("qui", &seats, "Choisissez qui s’en charge.");
        let due = read.day("jour");
        read.checked(owner.zip(due).map(|(owner, due)| (text, owner, due)))
    });
    let (text, owner, due) = match decided {
        Ok(given) => given,
        Err(why) => return refused(&db, &actor, &meeting, Again::refused("action", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::give(&mut tx, &actor, &meeting, (&text, owner, due)).await?;
    tx.record(&Activity::ActionGiven { meeting: meeting.id }).await?;
    tx.commit().await?;
    Ok(back(meeting.id))
}
