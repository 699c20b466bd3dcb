//! What can be booked in a school, and by whom it is.

use super::queries::{self, Booking, Class, Shared};
use super::rules;
use askama::Template;
use chrono::NaiveDate;
use cockpit::equipment::Kind;
use cockpit::hours::when;
use cockpit::near::{self, Near};
use database::Db;
use identity::services::{self, Service};
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "booking/list.html")]
struct ListPage<'a> {
    near: &'a Near,
    shared: Vec<Shared>,
    classes: Vec<Class>,
    bookings: Vec<Booking>,
    /// Not in the school’s offer: nothing is booked any more.
    unoffered: Option<String>,
    today: NaiveDate,
    clock: Clock,
    again: Again,
}

pub(super) async fn list(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    page(&db, &actor, &near, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, near: &Near, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let body = ListPage {
        near,
        shared: queries::shared(&db.pool, near).await?,
        classes: queries::classes(&db.pool, near, today).await?,
        unoffered: services::refusal(&db.pool, near.id, Service::Booking, today).await?,
        bookings: queries::bookings(&db.pool, actor, near, db.clock.now()).await?,
        today,
        clock: db.clock.clone(),
        again,
    };
    let page = Page::new(format!("Réservations\u{a0}: {}", near.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Shared {
    fn name(&self) -> String {
        let kind = Kind::named(&self.kind).short();
        if self.label.is_empty() { kind.to_owned() } else { format!("{kind}, {}", self.label) }
    }
}

impl ListPage<'_> {
    fn when(&self, booking: &Booking) -> String {
        when(&self.clock, booking.starts, booking.ends)
    }

    fn of<'s>(&'s self, shared: &'s Shared) -> impl Iterator<Item = &'s Booking> {
        self.bookings.iter().filter(|b| b.equipment == shared.id)
    }

    fn is_free(&self, shared: &Shared) -> bool {
        self.of(shared).next().is_none()
    }

    /// Who works there reads how the class shares: it says something of how many they are.
    fn shares(&self, shared: &Shared, class: &Uuid) -> Option<&'static str> {
        let class = self.classes.iter().find(|c| c.id == *class).filter(|_| self.near.works)?;
        Some(rules::shared(shared.working.into(), class.pupils))
    }

    fn may_cancel(&self, booking: &Booking) -> bool {
        booking.hers || self.near.keeps()
    }

    fn machines(&self) -> Vec<(String, String)> {
        let said = |s: &Shared| (s.id.to_string(), format!("{} ({})", s.name(), s.working));
        self.shared.iter().map(said).collect()
    }

    fn options(&self) -> Vec<(String, String)> {
        self.classes.iter().map(|c| (c.id.to_string(), c.name.clone())).collect()
    }
}
