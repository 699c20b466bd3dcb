//! One school’s path, for who has a part in it: its teachers and head, the circonscription’s inspector, the agents of
//! its commune, the project.

use super::super::rules::Details;
use super::super::standing::{Mark, Standing, Who};
use super::super::steps::{Holder, Step};
use super::around::{classes, convention, figures};
use super::place::{Place, place};
use crate::administrators::{self, Seat};
use crate::domains::Named;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::people::{Adult, adults_of};
use cockpit::register::{Attended, Track, attended};
use kernel::holidays::Zone;
use kernel::{Actor, Error, PersonId, PlaceId, RoleKind};
use sqlx::PgConnection;
use uuid::Uuid;

/// A row of a step, as it is shown.
#[derive(Debug, Clone)]
pub(in super::super) struct Row {
    pub step: Step,
    pub outcome: String,
    pub by: Option<String>,
    pub as_role: String,
    pub at: DateTime<Utc>,
    pub day: Option<NaiveDate>,
    pub reference: String,
    pub note: String,
    pub amount: Option<i32>,
    pub subject: Option<PersonId>,
    pub subject_name: Option<String>,
    pub details: Details,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Path {
    pub school: PlaceId,
    pub name: String,
    pub commune: Option<PlaceId>,
    pub commune_name: String,
    pub circonscription: Option<PlaceId>,
    pub circonscription_name: String,
    /// Accounts may open; with or without steps.
    pub is_open: bool,
    /// The one under way, or that led here.
    pub joining: Option<Uuid>,
    /// The one before, when it ended without the school: « refused », « withdrawn », and when.
    pub before: Option<(String, DateTime<Utc>)>,
    pub rows: Vec<Row>,
    pub standing: Standing,
    pub who: Who,
    pub adults: Vec<Adult>,
    pub classes: Vec<String>,
    /// By its reference.
    pub convention: Option<String>,
    /// Who administers the school today: whom the head named last first, then the head.
    pub administrators: Vec<Seat>,
    /// What the register of training holds of who works here, the last first.
    pub attended: Vec<Attended>,
    pub zone: Option<Zone>,
    /// Its domain name, as far as it was tried.
    pub named: Named,
}

impl Path {
    /// What the actor is when she does this step.
    pub(in super::super) fn acts_as(&self, step: Step) -> &'static str {
        let holds = |holder| self.standing.holders(step).contains(&holder);
        let who = self.who;
        [
            (who.head && holds(Holder::Head), Holder::Head),
            (who.administrator && holds(Holder::Administrator), Holder::Administrator),
            (who.inspector && holds(Holder::Inspector), Holder::Inspector),
            (who.commune && holds(Holder::Commune), Holder::Commune),
            (who.manager && holds(Holder::Manager), Holder::Manager),
            (who.operator && holds(Holder::Operator), Holder::Operator),
        ]
        .iter()
        .find(|(is, _)| *is)
        .map_or(Holder::Team, |(_, holder)| *holder)
        .french()
    }

    pub(in super::super) fn last(&self, step: Step) -> Option<&Row> {
        self.rows.iter().rev().find(|r| r.step == step)
    }

    /// What the register holds of an administrator’s training; hers alone opens what is hers.
    pub(in super::super) fn administrator_attended(&self, seat: &Seat) -> Option<&Attended> {
        self.attended.iter().find(|a| a.track == Track::Administrator && a.person == seat.person)
    }

    /// Who begins, each with what the register holds of her training.
    pub(in super::super) fn engaged(&self) -> impl Iterator<Item = (&Adult, Option<&Attended>)> {
        let came =
            |who: &Adult| self.attended.iter().find(|a| a.track == Track::Teacher && a.person == who.id);
        self.adults.iter().filter(|a| a.engaged).map(move |a| (a, came(a)))
    }

    /// The classes that were engaged.
    pub(in super::super) fn engaged_classes(&self) -> Vec<String> {
        self.last(Step::Volunteering).map(|r| r.details.classes.clone()).unwrap_or_default()
    }

    /// Who carries the project in the school.
    pub(in super::super) fn bearer(&self) -> Option<&str> {
        borne_by(&self.rows)?.subject_name.as_deref()
    }

    pub(in super::super) fn bearer_id(&self) -> Option<PersonId> {
        borne_by(&self.rows)?.subject
    }
}

/// One act after the other: of two who decide at once, the second sees what the first did.
pub(in super::super) async fn find_for_change(
    conn: &mut PgConnection,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Path, Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('joining'), hashtext($1))", school.to_string())
        .execute(&mut *conn)
        .await?;
    find(conn, actor, school, today).await
}

pub(in super::super) async fn find(
    conn: &mut PgConnection,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Path, Error> {
    load(conn, Some(actor), school, today).await
}

/// For the night’s work, in nobody’s name.
pub(in super::super) async fn find_at_night(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Path, Error> {
    load(conn, None, school, today).await
}

async fn load(
    conn: &mut PgConnection,
    actor: Option<&Actor>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Path, Error> {
    let place = place(conn, actor, school, today).await?;
    let last = sqlx::query!(
        "select id, begun_at, ended_at, end_reason from joining where school_id = $1 order by begun_at desc limit 1",
        school.0,
    )
    .fetch_optional(&mut *conn)
    .await?;
    let (joining, begun_at) = match &last {
        Some(j) if j.ended_at.is_none() => (Some(j.id), Some(j.begun_at)),
        _ => (None, None),
    };
    let before = last.and_then(|j| Some((j.end_reason?, j.ended_at?)));
    let rows = match joining {
        Some(joining) => rows(conn, joining).await?,
        None => Vec::new(),
    };
    let adults = adults_of(conn, school, today).await?;
    let mut figures = figures(conn, school, today).await?;
    let convention = convention(conn, school, today).await?;
    figures.bearer_left = bearer_left(&rows, &adults);
    let mut administrators = administrators::seats(conn, school, today).await?;
    administrators.retain(|seat| seat.runs(today));
    figures.administered = !administrators.is_empty();
    figures.administrator_ready = administrators.iter().any(|seat| seat.ready.is_some());
    let who = actor.map(|actor| who(actor, &place, &adults, &administrators)).unwrap_or_default();
    Ok(Path {
        school,
        name: place.name,
        commune: place.commune,
        commune_name: place.commune_name,
        circonscription: place.circonscription,
        circonscription_name: place.circonscription_name,
        is_open: place.is_open,
        joining,
        before,
        standing: Standing::new(marks(&rows), figures, begun_at).agreed(convention.is_some()),
        rows,
        who,
        adults,
        classes: classes(conn, school, today).await?,
        convention,
        administrators,
        attended: attended(conn, &[school], today).await?.into_iter().map(|(_, a)| a).collect(),
        zone: Zone::named(&place.zone),
        named: Named::of(conn, actor, school).await?,
    })
}

fn who(actor: &Actor, place: &Place, adults: &[Adult], administrators: &[Seat]) -> Who {
    let seat = administrators.iter().find(|seat| seat.person == actor.person);
    let borne = [place.commune, place.above];
    Who {
        team: adults.iter().any(|a| a.id == actor.person && a.teaches),
        head: adults.iter().any(|a| a.id == actor.person && a.head),
        administrator: seat.is_some(),
        ready: seat.is_some_and(|seat| seat.ready.is_some()),
        inspector: place.circonscription.is_some_and(|c| actor.inspected().any(|p| p == c)),
        commune: actor.communes().any(|p| borne.contains(&Some(p))),
        manager: actor.is(RoleKind::ProjectManager),
        operator: actor.is(RoleKind::Operator),
    }
}

fn marks(rows: &[Row]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for row in rows.iter().rev() {
        if !marks.iter().any(|m| m.step == row.step) {
            let Row { step, at, amount, .. } = *row;
            marks.push(Mark { step, outcome: row.outcome.clone(), at, amount });
        }
    }
    marks
}

/// Whoever took the project over last, or volunteered: the subject of that row.
fn borne_by(rows: &[Row]) -> Option<&Row> {
    let last = |step| rows.iter().rev().find(|r| r.step == step);
    last(Step::Succession).or(last(Step::Volunteering))
}

/// The path is the school’s: whoever carried it may leave, and is missed.
fn bearer_left(rows: &[Row], adults: &[Adult]) -> bool {
    let works_here = |person: PersonId| adults.iter().any(|a| a.id == person);
    borne_by(rows).is_some_and(|row| row.subject.is_none_or(|person| !works_here(person)))
}

async fn rows(conn: &mut PgConnection, joining: Uuid) -> Result<Vec<Row>, Error> {
    let rows = sqlx::query!(
        r#"select j.step, j.outcome, b.first_name || ' ' || b.last_name as by, j.as_role, j.at, j.day, j.reference, j.note, j.amount,
                j.subject_id as subject, s.first_name || ' ' || s.last_name as subject_name, j.details
         from joining_step j left join person_card b on b.person_id = j.by_id
         left join person_card s on s.person_id = j.subject_id
         where j.joining_id = $1 order by j.at, j.id"#,
        joining,
    )
    .fetch_all(conn)
    .await?;
    let mut out = Vec::new();
    for r in rows {
        let Some(step) = Step::named(&r.step) else { continue };
        out.push(Row {
            step,
            outcome: r.outcome,
            by: r.by,
            as_role: r.as_role,
            at: r.at,
            day: r.day,
            reference: r.reference,
            note: r.note,
            amount: r.amount,
            subject: r.subject.map(PersonId),
            subject_name: r.subject_name,
            details: serde_json::from_value(r.details)?,
        });
    }
    Ok(out)
}
