//! A group is tied to the body it reports to, files a report, says what it does with a decision; a decision is sent down, a
//! report is seen.

use super::super::queries::{self as governance, Body, Decision, Meeting};
use super::super::{meeting_actions, pages, rules as bodies};
use super::view::Groups;
use super::{queries, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

fn back(body: Uuid, at: &str) -> Response {
    see_other(&format!("/gouvernance/instance/{body}?fait=oui#{at}"))
}

async fn refused(db: &Db, actor: &Actor, body: &Body, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::GovernanceRefused).await?;
    Ok(pages::body_page(db, actor, body, again, None).await?.into_response())
}

async fn told(mut tx: Tx, of: Uuid, what: &'static str, to: Response) -> Answer<Response> {
    tx.record(&Activity::ReferenceGroup { of, what }).await?;
    tx.commit().await?;
    Ok(to)
}

/// A body that is a reference group.
async fn group(db: &Db, id: Uuid) -> Result<Body, Error> {
    let body = governance::body(&db.pool, id, db.clock.today()).await?;
    if body.kind == bodies::Kind::Reference { Ok(body) } else { Err(Error::NotFound) }
}

pub(super) async fn tie(
    db: Db,
    actor: Actor,
    Of(body): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let Ok(body) = group(&db, body).await else { return nothing(&db, &actor).await };
    let known: Vec<Uuid> = queries::academic(&db.pool).await?.into_iter().map(|b| b.0).collect();
    let decided = bodies::keeps(&actor).and_then(|()| {
        let mut read = Reading::new(&typed, db.clock.today());
        let to = read.among("instance", &known, "Choisissez à quelle instance il rend compte.");
        read.checked(to)
    });
    let to = match decided {
        Ok(to) => to,
        Err(why) => return refused(&db, &actor, &body, Again::refused("rattachement", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::tie(&mut tx, &body, Some(to)).await?;
    told(tx, body.id, "tied", back(body.id, "comptes-rendus")).await
}

pub(super) async fn report(
    db: Db,
    actor: Actor,
    Of(body): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let Ok(body) = group(&db, body).await else { return nothing(&db, &actor).await };
    let groups = queries::groups(&db.pool).await?;
    let to = groups.iter().find(|g| g.id == body.id).and_then(|g| g.to);
    let to = to.ok_or_else(|| {
        Why::not("L’équipe projet n’a pas encore dit à quelle instance ce groupe rend compte.")
    });
    let decided = to.and_then(|to| Ok((to, rules::report(&actor, &body, &typed, db.clock.today())?)));
    let (to, new) = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, &body, Again::refused("rapport", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let report = queries::file(&mut tx, &actor, &body, to, &new).await?;
    told(tx, report, "reported", back(body.id, "comptes-rendus")).await
}

/// By somebody who sits in the body that it is for, or by the team.
pub(super) async fn seen(db: Db, actor: Actor, Of(report): Of<Uuid>) -> Answer<Response> {
    let Ok(report) = queries::a_report(&db.pool, report).await else { return nothing(&db, &actor).await };
    let body = governance::body(&db.pool, report.to, db.clock.today()).await?;
    let may = match (report.seen_at, body.seats_of(actor.person).is_empty()) {
        (Some(_), _) => Err(Why::not("Ce compte rendu a déjà été vu.")),
        (None, false) => Ok(()),
        (None, true) => bodies::keeps(&actor)
            .map_err(|_| Why::Not(format!("C’est à qui siège dans «\u{a0}{}\u{a0}» de le dire.", body.name))),
    };
    if let Err(why) = may {
        return refused(&db, &actor, &body, Again::refused("vu", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::see(&mut tx, &actor, &[report.id], None).await?;
    told(tx, report.id, "seen", back(body.id, "groupes")).await
}

pub(super) async fn send(
    db: Db,
    actor: Actor,
    Of(decision): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let decision = governance::decision(&db.pool, decision).await?;
    let meeting = governance::meeting(&db.pool, decision.meeting).await?;
    let groups = Groups::of(&db, &meeting.body, std::slice::from_ref(&decision)).await?;
    let open: Vec<Uuid> = groups.open(&decision).into_iter().map(|g| g.id).collect();
    let chosen = match may_send(&actor, &meeting, &decision).and_then(|()| rules::chosen(&typed, &open)) {
        Ok(chosen) => chosen,
        Err(why) => {
            let again = Again::refused(format!("envoi-{}", decision.id), typed, why);
            return meeting_actions::refused(&db, &actor, &meeting, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::send(&mut tx, &actor, &decision, &chosen).await?;
    let to = format!("/gouvernance/reunion/{}?fait=oui#decision-{}", meeting.id, decision.id);
    told(tx, decision.id, "sent", see_other(&to)).await
}

/// What both colleges have decided, by whoever sits where it was, or by the team.
fn may_send(actor: &Actor, meeting: &Meeting, decision: &Decision) -> Result<(), Why> {
    if meeting.body.seats_of(actor.person).is_empty() {
        bodies::keeps(actor)?;
    }
    if decision.state().has_both() {
        return Ok(());
    }
    let said = decision.state().french();
    Err(Why::Not(format!("La décision {} {said}\u{a0}: elle s’envoie une fois prise.", decision.number)))
}

pub(super) async fn note(
    db: Db,
    actor: Actor,
    Of((body, decision)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let Ok(body) = group(&db, body).await else { return nothing(&db, &actor).await };
    let received = queries::sent(&db.pool, Some(body.id), None).await?;
    let Some(sent) = received.iter().find(|s| s.decision == decision) else {
        return nothing(&db, &actor).await;
    };
    let (text, member) = match rules::noted(&actor, &body, &typed, db.clock.today()) {
        Ok(noted) => noted,
        Err(why) => {
            let again = Again::refused(format!("recue-{decision}"), typed, why);
            return refused(&db, &actor, &body, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::note(&mut tx, &actor, sent, (&text, member)).await?;
    told(tx, decision, "noted", back(body.id, "recues")).await
}

/// What is not there is refused, and noted.
async fn nothing(db: &Db, actor: &Actor) -> Answer<Response> {
    db.record(Some(actor), &Activity::GovernanceRefused).await?;
    Err(Error::NotFound)
}
