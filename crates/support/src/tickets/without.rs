//! Help for who cannot sign in: a name, a school, a way to reach her. Nothing here looks for an account, so that nothing is
//! said of who has one; nobody has checked who writes, and that is said to the school.

use super::queries::{self, Asker, Channel, Opening};
use super::rules;
use super::told;
use crate::category::Category;
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use database::Db;
use identity::accounts::{Client, throttle};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Answer, Error, FieldErrors, Form, Page, PlaceId, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

/// The most that one school gets in an hour.
const MOST: i64 = 30;

#[derive(Template)]
#[template(path = "tickets/without.html")]
struct WithoutPage {
    sent: bool,
    /// Among which schools, when several have this name.
    schools: Vec<(PlaceId, String)>,
    again: Again,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    envoye: Option<String>,
}

pub(super) async fn form(Query(shown): Query<Shown>) -> Answer<Page> {
    let body = WithoutPage { sent: shown.envoye.is_some(), schools: Vec::new(), again: Again::default() };
    Ok(Page::new("Je n’arrive pas à entrer", &body)?.bare())
}

pub(super) async fn ask(db: Db, client: Client, Form(typed): Form<Typed>) -> Answer<Response> {
    let may = throttle::address_may_try(&db, &client.address).await;
    if may.is_ok() {
        throttle::failed(&db, &client.address).await?;
    }
    let decided = match rules::without(&typed) {
        Ok(asked) => school(&db, &typed).await?.map(|school| (asked, school)),
        Err(why) => Err((why, Vec::new())),
    };
    let few = match (&may, &decided) {
        (Ok(()), Ok((asked, _))) => throttle::mail(&db, &format!("aide {}", asked.contact)).await,
        _ => Ok(()),
    };
    if let Err(too_many) = may.and(few) {
        db.record(None, &Activity::TicketRefused).await?;
        return Err(too_many);
    }
    let (asked, school) = match decided {
        Ok(decided) => decided,
        Err((why, schools)) => {
            db.record(None, &Activity::TicketRefused).await?;
            let body = WithoutPage { sent: false, schools, again: Again::refused("aide", typed, why) };
            return Ok(Page::new("Je n’arrive pas à entrer", &body)?.bare().invalid().into_response());
        }
    };
    opened(&db, &client, &asked, school).await?;
    Ok(see_other("/aide/sans-compte?envoye=1"))
}

async fn opened(db: &Db, client: &Client, asked: &rules::Without, school: PlaceId) -> Answer<()> {
    // What those who cannot sign in ask is about coming in.
    let category = Category::Accounts;
    let since = db.clock.now() - TimeDelta::hours(1);
    if queries::unverified_since(&db.pool, school, since).await? >= MOST {
        db.record(None, &Activity::TicketRefused).await?;
        return Err(Error::TooMany { seconds: 3600 });
    }
    let service = queries::service(&db.pool, &db.clock).await?;
    let around = queries::around(&db.pool, Some(school)).await?;
    let mut tx = db.begin().await?;
    let today = tx.today();
    let to = queries::destination(tx.conn(), category, &around, None, false, today).await?;
    let opening = Opening {
        asker: Asker::Unknown { name: asked.name.clone(), contact: asked.contact.clone() },
        category,
        title: "N’arrive pas à entrer",
        text: &asked.text,
        priority: 3,
        school: Some(school),
        page: "",
        device: &client.device,
        channel: Channel::WithoutAccount,
        by: None,
        to,
    };
    let (ticket, _) = queries::open(&mut tx, &opening, &service).await?;
    told::arrived(&mut tx, ticket, to, 3, None).await?;
    tx.record(&Activity::TicketOpened { ticket }).await?;
    tx.commit().await
}

/// The school of this name; or those among which to choose.
async fn school(db: &Db, typed: &Typed) -> Answer<Result<PlaceId, (Why, Vec<(PlaceId, String)>)>> {
    let chosen = typed.of("ecole_choisie").parse::<Uuid>().ok();
    let found = queries::schools_named(&db.pool, typed.of("ecole"), chosen).await?;
    let said = match found.as_slice() {
        [one] => return Ok(Ok(one.0)),
        [] => "Aucune école de ce nom\u{a0}: essayez un seul mot, ou la commune.",
        _ => "Plusieurs écoles\u{a0}: choisissez la vôtre.",
    };
    Ok(Err((Why::Fields(FieldErrors::one("ecole", said)), found)))
}
