//! « C’est bien moi »: whoever follows the link of our letter, signed in, has the ticket; and what was read in the mailbox.

use super::queries::{self, Claimed, Received};
use askama::Template;
use axum::response::Response;
use chrono::{DateTime, Utc};
use database::Db;
use kernel::{Activity, Actor, Answer, Clock, Error, Page, Path as Of, see_other};

#[derive(Template)]
#[template(path = "mailbox/claim.html")]
struct ClaimPage {
    claim: String,
    claimed: Claimed,
}

pub(super) async fn ask(db: Db, _: Actor, Of(claim): Of<String>) -> Answer<Page> {
    let claimed = queries::claimed(&db.pool, &claim).await?;
    Page::new("Est-ce votre demande\u{a0}?", &ClaimPage { claim, claimed })
}

pub(super) async fn claim(db: Db, actor: Actor, Of(claim): Of<String>) -> Answer<Response> {
    let claimed = queries::claimed(&db.pool, &claim).await?;
    let mut tx = db.begin_as(&actor).await?;
    if !queries::claim(&mut tx, &actor, &claimed).await? {
        return Err(Error::NotFound);
    }
    tx.record(&Activity::TicketChanged { ticket: claimed.ticket, what: "claimed" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/aide/demande/{}?fait=oui", claimed.ticket)))
}

#[derive(Template)]
#[template(path = "mailbox/received.html")]
struct ReceivedPage {
    received: Vec<Received>,
    address: Option<String>,
    clock: Clock,
}

pub(super) async fn received(
    axum::extract::State(app): axum::extract::State<identity::App>,
    _: Actor,
) -> Answer<Page> {
    let received = queries::received(&app.db.pool).await?;
    let (address, clock) = (app.settings.help_address.clone(), app.db.clock.clone());
    Page::new("Courrier de l’aide", &ReceivedPage { received, address, clock })
}

impl ReceivedPage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn words(outcome: &str) -> (&'static str, &'static str) {
        match outcome {
            "opened" => ("demande ouverte", "meadow"),
            "joined" => ("suite d’une demande", "meadow"),
            "automatic" => ("réponse automatique", ""),
            "returned" => ("lettre revenue\u{a0}: cette adresse n’existe plus", "sun"),
            "ours" => ("écrit par nous", ""),
            "empty" => ("vide", ""),
            "too_heavy" => ("trop lourd", "brick"),
            "too_many" => ("trop de courriers en une heure", "brick"),
            _ => ("illisible", "brick"),
        }
    }
}
