//! A session, each with what is hers in it.

use super::opinions::{SATISFACTION, Satisfaction};
use super::pages::Shown;
use super::queries::{self, Enrolled, Person, Session};
use super::rules::{self, giver};
use askama::Template;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use cockpit::hours::{hours, when};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, Query};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "training/session.html")]
struct SessionPage {
    session: Session,
    when: String,
    begun: bool,
    over: bool,
    /// Why nobody enters the virtual class now, or nothing.
    shut: Option<&'static str>,
    has_server: bool,
    me: String,
    enrolled: Vec<Enrolled>,
    to_enrol: Vec<Person>,
    heads: bool,
    satisfaction: Satisfaction,
    said: Vec<String>,
    today: NaiveDate,
    clock: Clock,
    again: Again,
}

pub(super) async fn session(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    queries::reader(&actor)?;
    session_page(&db, &actor, id, Again::done(shown.fait.is_some())).await
}

pub(super) async fn session_page(db: &Db, actor: &Actor, id: Uuid, again: Again) -> Answer<Page> {
    let (now, today) = (db.clock.now(), db.clock.today());
    let session = queries::session(&db.pool, actor, &db.clock, id).await?;
    let (satisfaction, said) = queries::opinions(&db.pool, id).await?;
    let refused = again.is_refused();
    let heads = actor.headed().next().is_some();
    let open = session.cancelled.is_none() && session.starts > now;
    let body = SessionPage {
        when: when(&db.clock, session.starts, session.ends),
        begun: session.starts <= now,
        over: session.ends <= now,
        shut: rules::door(session.starts, session.ends, now).err(),
        has_server: session.online && queries::server(&db.pool).await?.is_some(),
        me: actor.person.to_string(),
        enrolled: queries::enrolled(&db.pool, actor, &session, today).await?,
        to_enrol: match heads && open {
            true => queries::adults_of_heads(&db.pool, actor, &session, today).await?,
            false => Vec::new(),
        },
        heads,
        satisfaction,
        said,
        today,
        clock: db.clock.clone(),
        session,
        again,
    };
    let page = Page::new(body.session.title.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl SessionPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn spoken(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn hours(minutes: &i32) -> String {
        hours((*minutes).into())
    }

    fn giver(name: &str) -> &'static str {
        giver(name)
    }

    fn may_enrol(&self) -> bool {
        self.session.mine.is_none()
            && !self.begun
            && self.session.cancelled.is_none()
            && !self.session.is_full()
    }

    fn may_leave(&self) -> bool {
        self.session.mine.as_ref().is_some_and(|m| m.attendance.is_none()) && !self.begun
    }

    fn may_enter(&self) -> bool {
        self.session.online
            && self.session.cancelled.is_none()
            && (self.session.mine.is_some() || self.session.gives)
    }

    fn sees_replay(&self) -> bool {
        self.session.gives || self.session.mine.is_some()
    }

    fn opines(&self) -> bool {
        self.session.was_there() && !self.session.mine.as_ref().is_some_and(|m| m.opined)
    }

    /// The answers, from the best to the worst, with how many.
    fn answers(&self) -> impl Iterator<Item = (&'static str, i64)> {
        SATISFACTION.iter().map(|s| s.2).zip(self.satisfaction.0)
    }

    fn presence(&self, of: &Enrolled, value: &str) -> bool {
        let name = format!("presence-{}", of.person);
        let typed = self.again.typed("presences", &name);
        match typed {
            "" => of.attendance.as_deref().unwrap_or("") == value,
            typed => typed == value,
        }
    }

    /// What stands in the field of her duration: what was typed, else what was written, in hours.
    fn duration(&self, of: &Enrolled) -> String {
        let typed = self.again.typed("presences", &format!("duree-{}", of.person));
        match (typed, of.minutes) {
            ("", Some(minutes)) => format!("{}", f64::from(minutes) / 60.0).replace('.', ","),
            (typed, _) => typed.to_owned(),
        }
    }

    fn in_half_a_year(&self) -> NaiveDate {
        self.today + TimeDelta::days(182)
    }
}
