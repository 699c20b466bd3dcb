//! Asking for help: the form, and what becomes of it.

use super::queries::{self, Asker, Channel, Opening, Origin};
use super::words::URGENCIES;
use super::{rules, told, upload};
use crate::category::Category;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::App;
use identity::accounts::Client;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, FieldErrors, Multipart, Page, PlaceId, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "tickets/ask.html")]
struct AskPage {
    schools: Vec<(PlaceId, String)>,
    page: String,
    device: String,
    /// The action of a meeting that it comes from.
    origin: Option<Origin>,
    /// What was typed may name a pupil: she is asked to be sure.
    unsure: bool,
    again: Again,
}

impl AskPage {
    fn categories() -> [Category; 11] {
        Category::ALL
    }

    fn urgencies() -> &'static [(&'static str, i16, &'static str)] {
        &URGENCIES
    }

    fn version() -> &'static str {
        env!("CARGO_PKG_VERSION")
    }

    /// What stands in the subject before anybody types.
    fn begun(&self) -> String {
        self.origin.as_ref().map(|o| o.text.chars().take(rules::TITLE).collect()).unwrap_or_default()
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn is_danger(category: &Category) -> bool {
        *category == Category::Safety
    }
}

#[derive(Deserialize)]
pub(super) struct Begun {
    /// An action of a meeting.
    action: Option<Uuid>,
}

pub(super) async fn form(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    Query(begun): Query<Begun>,
    headers: HeaderMap,
) -> Answer<Page> {
    let from = headers.get(header::REFERER).and_then(|r| r.to_str().ok()).unwrap_or_default();
    let page = came_from(from, headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default());
    let origin = match begun.action {
        Some(action) => queries::open_action(&app.db.pool, &actor, action).await?,
        None => None,
    };
    page_of(&app.db, &actor, client, (page, origin), Again::default()).await
}

/// The page of ours that she came from, without what follows the question mark.
fn came_from(referer: &str, host: &str) -> String {
    let rest = referer.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.strip_prefix(host).filter(|p| p.starts_with('/') && !p.starts_with("/aide"));
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    path.chars().take(200).collect()
}

async fn page_of(
    db: &Db,
    actor: &Actor,
    client: Client,
    (page, origin): (String, Option<Origin>),
    again: Again,
) -> Answer<Page> {
    let refused = again.is_refused();
    let body = AskPage {
        schools: queries::schools(&db.pool, actor).await?,
        page,
        device: client.device,
        origin,
        unsure: again.error("aide", "pas_un_eleve").is_some(),
        again,
    };
    let page = Page::new("Demander de l’aide", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

pub(super) async fn ask(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    form: Multipart,
) -> Answer<Response> {
    let db = &app.db;
    let upload::Sent { typed, files } = upload::read(form).await?;
    let origin = match typed.of("action").parse() {
        Ok(action) => queries::open_action(&db.pool, &actor, action).await?,
        Err(_) => None,
    };
    let (new, files) = match decided(db, &actor, &typed, origin.as_ref(), files).await? {
        Ok(decided) => decided,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            let page = typed.of("page").to_owned();
            let again = Again::refused("aide", typed, why);
            return Ok(page_of(db, &actor, client, (page, origin), again).await?.into_response());
        }
    };
    let files = upload::keep(&app.store, &db.pool, &files, db.clock.now()).await?;
    let service = queries::service(&db.pool, &db.clock).await?;
    let around = queries::around(&db.pool, new.school).await?;
    let mut tx = db.begin_as(&actor).await?;
    let today = tx.today();
    let to =
        queries::destination(tx.conn(), new.category, &around, Some(actor.person), new.past_the_head, today)
            .await?;
    let opening = Opening {
        asker: Asker::Known(actor.person),
        category: new.category,
        title: &new.title,
        text: &new.text,
        priority: new.priority,
        school: new.school,
        page: &new.page,
        device: &client.device,
        channel: Channel::Web,
        by: Some(actor.person),
        to,
    };
    let (ticket, entry) = queries::open(&mut tx, &opening, &service).await?;
    queries::attach(&mut tx, ticket, entry, &files, actor.person).await?;
    if let Some(origin) = &origin {
        queries::comes_from(&mut tx, ticket, origin).await?;
    }
    told::arrived(&mut tx, ticket, to, new.priority, Some(actor.person)).await?;
    tx.record(&Activity::TicketOpened { ticket }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/aide/demande/{ticket}?fait=oui")))
}

/// What she asks for, with its files; or why not.
async fn decided(
    db: &Db,
    actor: &Actor,
    typed: &Typed,
    origin: Option<&Origin>,
    files: Result<Vec<storage::Prepared>, String>,
) -> Answer<Result<(rules::New, Vec<storage::Prepared>), Why>> {
    if !typed.of("action").is_empty() && origin.is_none() {
        return Ok(Err(Why::not("Cette action n’est plus ouverte, ou elle est déjà suivie ailleurs.")));
    }
    let schools: Vec<PlaceId> = queries::schools(&db.pool, actor).await?.into_iter().map(|s| s.0).collect();
    let new = match rules::new(typed, &schools) {
        Ok(new) if origin.is_some() && new.category == Category::Safety => {
            let said = "Ce qui se dit en réunion n’est pas confidentiel\u{a0}: faites une autre demande.";
            return Ok(Err(Why::Fields(FieldErrors::one("sujet", said))));
        }
        Ok(new) => new,
        Err(why) => return Ok(Err(why)),
    };
    let capitals = rules::capitals(&new.title);
    let (whole, parts) =
        queries::pupils_named(&db.pool, &schools, &new.title, &capitals, db.clock.today()).await?;
    if let Some(errors) = rules::named(&whole, &parts, new.no_pupil) {
        return Ok(Err(Why::Fields(errors)));
    }
    Ok(match files {
        Ok(files) => Ok((new, files)),
        Err(said) => Err(Why::Fields(FieldErrors::one("fichier", said))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_is_noted() {
        let from = |referer| came_from(referer, "ent.example.org");
        assert_eq!(from("https://ent.example.org/fil?avant=3#post"), "/fil");
        for other in [
            "https://ailleurs.example.org/fil",
            "",
            "https://ent.example.org.autre.fr/x",
            "https://ent.example.org/aide/demander",
        ] {
            assert_eq!(from(other), "");
        }
    }
}
