//! A school’s part: what it needs, what came, what was received.

use super::queries::{self, Campaign, Delivery, Line, Member, Need};
use super::rules::{self, Moment};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use cockpit::near::{self, Near};
use database::{Db, Tx};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Form, Page, Path as Of, PlaceId, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "purchases/school.html")]
struct SchoolPage<'a> {
    near: &'a Near,
    /// Those to which its commune adhered.
    campaigns: Vec<(Campaign, Moment)>,
    needs: Vec<Need>,
    lines: Vec<Line>,
    deliveries: Vec<Delivery>,
    classes: Vec<(String, String)>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn purchases(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    page(&db, &near, Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(db: &Db, near: &Near, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let mut conn = db.pool.acquire().await?;
    let campaigns = match near.commune {
        Some(commune) => queries::of_commune(&mut conn, commune).await?,
        None => Vec::new(),
    };
    let zone = db.clock.zone().name();
    let classes = cockpit::equipment::classes(&mut *conn, near.id, today).await?;
    let body = SchoolPage {
        near,
        campaigns: campaigns.into_iter().map(|c| (c.clone(), Moment::of(&c, today))).collect(),
        needs: queries::needs(&mut *conn, near.id).await?,
        lines: queries::lines(&mut *conn, near.id, zone).await?,
        deliveries: queries::deliveries(&mut *conn, near.id).await?,
        classes: classes.into_iter().map(|c| (c.id.to_string(), c.name)).collect(),
        today,
        again,
    };
    let page = Page::new(format!("Achats groupés\u{a0}: {}", near.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl SchoolPage<'_> {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        crate::money::euros(*cents)
    }

    fn says_needs(&self, moment: &Moment) -> bool {
        self.near.keeps() && matches!(moment, Moment::Adhesions | Moment::Needs)
    }

    fn need(&self, item: &Uuid) -> i32 {
        self.needs.iter().find(|n| n.item == *item).map_or(0, |n| n.quantity)
    }

    fn lines_of(&self, campaign: &Uuid) -> Vec<&Line> {
        self.lines.iter().filter(|l| l.campaign == *campaign).collect()
    }

    fn deliveries_of(&self, line: &Uuid) -> Vec<&Delivery> {
        self.deliveries.iter().filter(|d| d.line == *line).collect()
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }

    fn may_accept(&self, delivery: &Delivery) -> bool {
        delivery.accepted.is_none() && (self.near.heads || self.near.commune_acts)
    }
}

pub(super) async fn refused(db: &Db, actor: &Actor, near: &Near, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::PurchaseRefused).await?;
    Ok(page(db, near, again).await?.into_response())
}

pub(super) async fn done(mut tx: Tx, near: &Near, campaign: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::PurchaseChanged { campaign, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/achats?fait=oui", near.id)))
}

pub(super) async fn say_needs(
    db: Db,
    actor: Actor,
    Of((school, campaign)): Of<(PlaceId, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let near = near::school(&db.pool, &actor, school, today).await?;
    let mut tx = db.begin_as(&actor).await?;
    let campaign = queries::lock(tx.conn(), campaign).await?;
    let members: Vec<Member> = queries::members(tx.conn(), campaign.id).await?;
    let member = members.iter().find(|m| near.commune.is_some_and(|c| c.0 == m.commune));
    let needs = match rules::needs(&campaign, member, &near, &typed, today) {
        Ok(needs) => needs,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("besoins-{}", campaign.id), typed, why);
            return refused(&db, &actor, &near, again).await;
        }
    };
    queries::say_needs(&mut tx, &actor, &campaign, near.id, &needs).await?;
    done(tx, &near, campaign.id, "needs").await
}

/// The classes of the school, this year.
pub(super) async fn class_ids(tx: &mut Tx, near: &Near) -> Result<Vec<Uuid>, Error> {
    let today = tx.today();
    let classes = cockpit::equipment::classes(tx.conn(), near.id, today).await?;
    Ok(classes.into_iter().map(|c| c.id).collect())
}
