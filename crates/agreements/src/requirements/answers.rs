//! Bidders and vendors: their grids come in as files or are pasted, and stand side by side.

use super::bids;
use super::catalogue::{Asked, found, refuse};
use super::queries::{self, Catalogue, Requirement};
use super::rules::{Level, State};
use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Multipart, Page, Path as Of, Query, see_other};
use std::collections::HashMap;
use uuid::Uuid;

/// A grid is a few kilobytes.
pub(super) const LARGEST: usize = 1 << 20;

#[derive(Template)]
#[template(path = "requirements/answers.html")]
struct MatrixPage {
    catalogue: Catalogue,
    items: Vec<Requirement>,
    bidders: Vec<(Uuid, String)>,
    answers: HashMap<(Uuid, Uuid), (State, String)>,
    again: Again,
}

pub(super) async fn matrix(db: Db, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let catalogue = queries::catalogue(&db.pool, id).await?;
    page(&db, catalogue, Again::done(asked.is_done())).await
}

async fn page(db: &Db, catalogue: Catalogue, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let answers = queries::answers(&db.pool, &catalogue).await?;
    let body = MatrixPage {
        items: in_force(db, &catalogue).await?,
        bidders: queries::bidders(&db.pool, &catalogue).await?,
        answers: answers.into_iter().map(|(b, r, state, note)| ((b, r), (state, note))).collect(),
        catalogue,
        again,
    };
    let page = Page::new("Réponses côte à côte", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

async fn in_force(db: &Db, catalogue: &Catalogue) -> Result<Vec<Requirement>, Error> {
    let mut items = queries::items(&db.pool, Some(catalogue.id), None).await?;
    items.retain(|r| r.accepted == Some(true));
    Ok(items)
}

impl MatrixPage {
    fn of(&self, bidder: &Uuid, item: &Requirement) -> Option<&(State, String)> {
        self.answers.get(&(*bidder, item.id))
    }

    /// « 21 sur 34 »: what a bidder covers of what is demanded, and of what is advised.
    fn covered(&self, bidder: &Uuid, level: &Level) -> String {
        let asked = self.items.iter().filter(|r| r.level == *level);
        let covered =
            asked.clone().filter(|r| self.of(bidder, r).is_some_and(|(s, _)| *s == State::Covered)).count();
        format!("{covered} sur {}", asked.count())
    }
}

struct Sent {
    name: String,
    pasted: Vec<u8>,
    file: Vec<u8>,
}

async fn sent(mut form: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent { name: String::new(), pasted: Vec::new(), file: Vec::new() };
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await?;
        match name.as_str() {
            "nom" => sent.name = String::from_utf8_lossy(&bytes).replace('\0', "").trim().to_owned(),
            "grille" => sent.pasted = bytes.to_vec(),
            "fichier" => sent.file = bytes.to_vec(),
            _ => {}
        }
    }
    Ok(sent)
}

/// Whose they are, and what they say; or what is wrong, and with which field.
fn read(sent: &Sent, codes: &HashMap<String, Uuid>) -> Result<Vec<bids::Line>, (&'static str, String)> {
    let grid = if sent.file.trim_ascii().is_empty() { &sent.pasted } else { &sent.file };
    match sent.name.chars().count() {
        0 => Err(("nom", "Donnez le nom du candidat ou de l’éditeur.".to_owned())),
        SHORT.. => Err(("nom", "C’est trop long.".to_owned())),
        _ => bids::lines(grid, codes).map_err(|why| ("grille", why)),
    }
}

pub(super) async fn receive(db: Db, actor: Actor, Of(id): Of<Uuid>, form: Multipart) -> Answer<Response> {
    let catalogue = found(&db, &actor, id).await?;
    let codes = in_force(&db, &catalogue).await?.into_iter().map(|r| (r.code, r.id)).collect();
    let interrupted =
        ("grille", "L’envoi s’est interrompu. Recommencez\u{a0}: rien n’a été changé.".to_owned());
    let decided = match sent(form).await {
        Ok(sent) => read(&sent, &codes).map(|lines| (sent.name, lines)),
        Err(_) => Err(interrupted),
    };
    let (name, lines) = match decided {
        Ok(decided) => decided,
        Err((field, why)) => {
            refuse(&db, &actor).await?;
            let again =
                Again::refused("reponses", Typed::default(), Why::Fields(FieldErrors::one(field, why)));
            return Ok(page(&db, catalogue, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let bidder = queries::receive(&mut tx, &actor, &catalogue, &name, &lines).await?;
    tx.record(&Activity::RequirementChanged { about: bidder, what: "answers" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/exigences/catalogue/{id}/reponses?fait=oui")))
}
