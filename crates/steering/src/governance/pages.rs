//! All bodies at a glance, and one body.

use super::calendar::{self, Period, Rhythm};
use super::meeting;
use super::queries::{self, Action, Body, Decision, Line, Member};
use super::rules::{self, College, Kind};
use super::tiers::{Group, Groups, Tiers};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::holidays::Zone;
use kernel::{Actor, Answer, Clock, Error, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
    /// A day that is proposed.
    jour: Option<NaiveDate>,
}

#[derive(Template)]
#[template(path = "governance/overview.html")]
struct OverviewPage {
    bodies: Vec<Body>,
    missing: Vec<Kind>,
    zone: Option<Zone>,
    /// Of the technical body.
    technical: Option<Uuid>,
    periods: Vec<Period>,
    meetings: Vec<Line>,
    publisher: Option<(Uuid, Rhythm)>,
    decisions: Vec<Decision>,
    actions: Vec<Action>,
    groups: Vec<Group>,
    clock: Clock,
    today: NaiveDate,
    keeps: bool,
    again: Again,
}

pub(super) async fn overview(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    overview_page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn overview_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let bodies = queries::bodies(&db.pool, today).await?;
    let meetings = queries::meetings(&db.pool, None).await?;
    let zone = queries::zone(&db.pool).await?;
    let technical: Vec<Line> = meetings.iter().filter(|m| m.kind == Kind::Technical).cloned().collect();
    let days: Vec<_> = technical.iter().map(|m| m.day).collect();
    let refused = again.is_refused();
    let body = OverviewPage {
        missing: queries::missing(&db.pool, today).await?,
        technical: bodies.iter().find(|b| b.kind == Kind::Technical).map(|b| b.id),
        periods: zone.map(|zone| calendar::periods(zone, today, &days)).unwrap_or_default(),
        zone,
        publisher: bodies
            .iter()
            .find(|b| b.kind == Kind::Publisher)
            .map(|b| (b.id, rhythm(&meetings, db.clock.day_of(b.since), today))),
        decisions: queries::decisions(&db.pool, None)
            .await?
            .into_iter()
            .filter(|d| d.state().is_to_follow())
            .collect(),
        actions: queries::actions(&db.pool, None).await?,
        groups: Groups::everywhere(db).await?,
        clock: db.clock.clone(),
        meetings: technical,
        bodies,
        today,
        keeps: rules::keeps(actor).is_ok(),
        again,
    };
    let page = Page::new("Gouvernance", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// Meetings that somebody has to find a day for: the committee before the next holidays, the publisher’s.
pub async fn due(db: &Db) -> Result<Vec<String>, Error> {
    let today = db.clock.today();
    let meetings = queries::meetings(&db.pool, None).await?;
    let days: Vec<_> = meetings.iter().filter(|m| m.kind == Kind::Technical).map(|m| m.day).collect();
    let zone = queries::zone(&db.pool).await?;
    let periods = zone.map(|zone| calendar::periods(zone, today, &days)).unwrap_or_default();
    let committees = periods.iter().filter(|p| p.is_due(today)).map(|p| {
        format!("Le comité technique est à convoquer avant les {} ({})", p.name, full_day(p.holidays))
    });
    let mut due: Vec<String> = committees.collect();
    let bodies = queries::bodies(&db.pool, today).await?;
    let publisher = bodies.iter().find(|b| b.kind == Kind::Publisher);
    let rhythm = publisher.map(|b| rhythm(&meetings, db.clock.day_of(b.since), today));
    if let Some(rhythm) = rhythm.filter(|r| r.slips || r.to_convene) {
        due.push(format!("La réunion avec l’éditeur est à tenir avant le {}", full_day(rhythm.due)));
    }
    Ok(due)
}

/// Those with the publisher, whatever body they are of.
fn rhythm(meetings: &[Line], since: NaiveDate, today: NaiveDate) -> Rhythm {
    let of = |held: bool| {
        let theirs = meetings.iter().filter(|m| m.kind == Kind::Publisher && m.held == held);
        theirs.map(|m| m.day).collect::<Vec<_>>()
    };
    calendar::rhythm(&of(true), &of(false), since, today)
}

impl OverviewPage {
    fn kinds() -> Vec<(String, String)> {
        Kind::all().map(|k| (k.name().to_owned(), k.french().to_owned())).collect()
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn zone_name(zone: &Zone) -> String {
        format!("{zone:?}")
    }

    fn is_due(&self, period: &Period) -> bool {
        period.is_due(self.today)
    }

    fn is_missed(&self, period: &Period) -> bool {
        period.is_missed(self.today)
    }

    /// Its committee, if somebody convened it.
    fn committee(&self, period: &Period) -> Option<&Line> {
        period.meeting.and_then(|at| self.meetings.get(at))
    }
}

#[derive(Template)]
#[template(path = "governance/body.html")]
struct BodyPage<'a> {
    body: &'a Body,
    meetings: Vec<Line>,
    colleges: Vec<College>,
    tiers: Tiers,
    rhythm: Option<Rhythm>,
    proposed: Option<NaiveDate>,
    today: NaiveDate,
    keeps: bool,
    again: Again,
}

pub(super) async fn body(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let body = queries::body(&db.pool, id, db.clock.today()).await?;
    body_page(&db, &actor, &body, Again::done(asked.fait.is_some()), asked.jour).await
}

pub(super) async fn body_page(
    db: &Db,
    actor: &Actor,
    body: &Body,
    again: Again,
    proposed: Option<NaiveDate>,
) -> Answer<Page> {
    let today = db.clock.today();
    let meetings = queries::meetings(&db.pool, Some(body.id)).await?;
    let refused = again.is_refused();
    let publisher = body.kind == Kind::Publisher;
    let page = BodyPage {
        body,
        rhythm: publisher.then(|| rhythm(&meetings, db.clock.day_of(body.since), today)),
        meetings,
        colleges: College::all().collect(),
        tiers: Tiers::of(db, actor, body).await?,
        proposed,
        today,
        keeps: rules::keeps(actor).is_ok(),
        again,
    };
    let page = Page::new(body.name.clone(), &page)?;
    Ok(if refused { page.invalid() } else { page })
}

impl BodyPage<'_> {
    fn colleges() -> Vec<(String, String)> {
        College::all().map(|c| (c.name().to_owned(), c.french().to_owned())).collect()
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn seated(&self, college: &College) -> Vec<&Member> {
        self.body.of(*college)
    }

    fn all_seats(&self) -> Vec<(String, String)> {
        self.body.members.iter().map(meeting::seat).collect()
    }

    fn has_seen(&self) -> bool {
        self.tiers.reports.iter().any(|r| r.seen_at.is_some())
    }

    fn first_day(&self) -> String {
        self.proposed.map(|day| day.to_string()).unwrap_or_default()
    }
}
