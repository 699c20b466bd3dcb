//! One meeting: its agenda, its minutes, what was decided, who does what.

use super::agenda;
use super::queries::{self, Action, Decision, Meeting, Member, Point};
use super::rules::{self, College};
use super::tiers::Groups;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, PersonId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "governance/meeting.html")]
struct MeetingPage<'a> {
    meeting: &'a Meeting,
    points: Vec<Point>,
    decisions: Vec<Decision>,
    /// Of the departments, to which a decision is sent.
    groups: Groups,
    actions: Vec<Action>,
    clock: &'a Clock,
    today: NaiveDate,
    keeps: bool,
    me: PersonId,
    again: Again,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn meeting(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let meeting = queries::meeting(&db.pool, id).await?;
    page(&db, &actor, &meeting, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, meeting: &Meeting, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let decisions = queries::decisions(&db.pool, Some(meeting.id)).await?;
    let body = MeetingPage {
        meeting,
        points: agenda::of(db, meeting).await?,
        groups: Groups::of(db, &meeting.body, &decisions).await?,
        decisions,
        actions: queries::actions(&db.pool, Some(meeting.id)).await?,
        clock: &db.clock,
        today: db.clock.today(),
        keeps: rules::keeps(actor).is_ok() && !meeting.cancelled,
        me: actor.person,
        again,
    };
    let page = Page::new(format!("{}, {}", meeting.body.name, full_day(meeting.day)), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) fn seat(member: &Member) -> (String, String) {
    (member.id.to_string(), format!("{}, {}", member.name, member.capacity))
}

impl MeetingPage<'_> {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn has_come(&self) -> bool {
        self.meeting.day <= self.today
    }

    fn colleges() -> [College; 2] {
        College::VOICES
    }

    /// She may speak for this college: she sits for it, or writes what a member said.
    fn may_say(&self, college: &College) -> bool {
        self.keeps || self.meeting.body.seats_of(self.me).iter().any(|m| m.college == *college)
    }

    fn speaks_herself(&self, college: &College) -> bool {
        self.meeting.body.seats_of(self.me).iter().any(|m| m.college == *college)
    }

    fn may_follow(&self) -> bool {
        self.keeps || !self.meeting.body.seats_of(self.me).is_empty()
    }

    fn may_do(&self, action: &Action) -> bool {
        action.done_at.is_none() && (self.keeps || action.person == Some(self.me))
    }

    /// To choose one who speaks for this college.
    fn seats_of(&self, college: &College) -> Vec<(String, String)> {
        self.meeting.body.of(*college).into_iter().map(seat).collect()
    }

    fn all_seats(&self) -> Vec<(String, String)> {
        self.meeting.body.members.iter().map(seat).collect()
    }

    /// Each form of a page has its own names of fields.
    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }
}
