//! Asking for help: the form, and what becomes of it.

use super::queries::{self, Asker, Channel, Opening};
use super::words::URGENCIES;
use super::{rules, told, upload};
use crate::category::Category;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use identity::App;
use identity::accounts::Client;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, FieldErrors, Multipart, Page, PlaceId, see_other};

#[derive(Template)]
#[template(path = "tickets/ask.html")]
struct AskPage {
    schools: Vec<(PlaceId, String)>,
    page: String,
    device: String,
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

    fn is_danger(category: &Category) -> bool {
        *category == Category::Safety
    }
}

pub(super) async fn form(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    headers: HeaderMap,
) -> Answer<Page> {
    let from = headers.get(header::REFERER).and_then(|r| r.to_str().ok()).unwrap_or_default();
    let page = came_from(from, headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default());
    page_of(&app.db, &actor, client, page, Again::default()).await
}

/// The page of ours that she came from, without what follows the question mark.
fn came_from(referer: &str, host: &str) -> String {
    let rest = referer.split_once("://").map_or("", |(_, rest)| rest);
    let path = rest.strip_prefix(host).filter(|p| p.starts_with('/') && !p.starts_with("/aide"));
    let path = path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    path.chars().take(200).collect()
}

async fn page_of(db: &Db, actor: &Actor, client: Client, page: String, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = AskPage {
        schools: queries::schools(&db.pool, actor).await?,
        page,
        device: client.device,
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
    let (new, files) = match decided(db, &actor, &typed, files).await? {
        Ok(decided) => decided,
        Err(why) => {
            db.record(Some(&actor), &Activity::TicketRefused).await?;
            let page = typed.of("page").to_owned();
            let again = Again::refused("aide", typed, why);
            return Ok(page_of(db, &actor, client, page, again).await?.into_response());
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
    files: Result<Vec<storage::Prepared>, String>,
) -> Answer<Result<(rules::New, Vec<storage::Prepared>), Why>> {
    let schools: Vec<PlaceId> = queries::schools(&db.pool, actor).await?.into_iter().map(|s| s.0).collect();
    let new = match rules::new(typed, &schools) {
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
