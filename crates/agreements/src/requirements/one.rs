//! One item: voices and comments of parties, the decision, our answer with its evidence.

use super::catalogue::{Asked, refuse};
use super::queries::{self, Catalogue, Requirement, Said};
use super::rules::{self, State};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{LONG, Typed, Why};
use kernel::{Activity, Actor, Answer, Clock, Error, FieldErrors, Form, Page, Path as Of, Query, see_other};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "requirements/one.html")]
struct OnePage {
    item: Requirement,
    catalogue: Catalogue,
    said: Vec<Said>,
    parties: Vec<(Uuid, String)>,
    keeps: bool,
    clock: Clock,
    again: Again,
}

pub(super) async fn show(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let item = queries::find(&db.pool, id).await?;
    page(&db, &actor, item, Again::done(asked.is_done())).await
}

async fn page(db: &Db, actor: &Actor, item: Requirement, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = OnePage {
        catalogue: queries::catalogue(&db.pool, item.catalogue).await?,
        said: queries::said(&db.pool, &item).await?,
        parties: queries::parties(&db.pool, actor).await?,
        keeps: actor.is_project(),
        clock: db.clock.clone(),
        item,
        again,
    };
    let page = Page::new(body.item.code.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn at(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn options(&self) -> Vec<(String, String)> {
        self.parties.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    /// A comment may be her own, in nobody’s name.
    fn speakers(&self) -> Vec<(String, String)> {
        let own = [("moi".to_owned(), "Moi".to_owned())];
        own.into_iter().chain(self.options()).collect()
    }

    /// « pour », « contre », « couvert »…, and a colour.
    fn kind(said: &Said) -> (&'static str, &'static str) {
        match (said.kind.as_str(), State::named(&said.kind)) {
            ("agrees", _) => ("pour", "meadow"),
            ("disagrees", _) => ("contre", "brick"),
            (_, Some(state)) => (state.french(), state.colour()),
            _ => ("commentaire", "sky"),
        }
    }

    fn who(said: &Said) -> String {
        let by = said.by.as_deref().unwrap_or("une personne qui n’est plus là");
        if said.who.is_empty() { by.to_owned() } else { format!("{}, par {by}", said.who) }
    }

    fn due(&self) -> String {
        self.item.due.map(|d| d.to_string()).unwrap_or_default()
    }
}

/// Found, or refused and written down.
async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<Requirement, Error> {
    let item = queries::find(&db.pool, id).await;
    if matches!(item, Err(Error::NotFound)) {
        refuse(db, actor).await?;
    }
    item
}

async fn refused(
    db: &Db,
    actor: &Actor,
    item: Requirement,
    form: &str,
    typed: Typed,
    why: Why,
) -> Answer<Response> {
    refuse(db, actor).await?;
    Ok(page(db, actor, item, Again::refused(form, typed, why)).await?.into_response())
}

fn back(item: &Requirement) -> Response {
    see_other(&format!("/exigences/exigence/{}?fait=oui", item.id))
}

/// Whether something can still be said for or against it.
fn is_open(item: &Requirement) -> Result<(), Why> {
    match item.accepted {
        None => Ok(()),
        Some(_) => Err(Why::not("C’est déjà décidé.")),
    }
}

fn party(typed: &Typed, parties: &[(Uuid, String)]) -> Result<Uuid, Why> {
    let found = typed.of("partie").parse::<Uuid>().ok().filter(|id| parties.iter().any(|(p, _)| p == id));
    found.ok_or_else(|| {
        Why::Fields(FieldErrors::one("partie", "Choisissez une partie au nom de qui vous parlez."))
    })
}

pub(super) async fn vote(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let item = found(&db, &actor, id).await?;
    let parties = queries::parties(&db.pool, &actor).await?;
    let agrees = match typed.of("choix") {
        "oui" => Ok(true),
        "non" => Ok(false),
        _ => Err(Why::Fields(FieldErrors::one("choix", "Choisissez une réponse de la liste."))),
    };
    let decided =
        is_open(&item).and_then(|()| party(&typed, &parties)).and_then(|party| Ok((party, agrees?)));
    let (party, agrees) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(&db, &actor, item, "voix", typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::vote(&mut tx, &actor, &item, party, agrees).await?;
    tx.record(&Activity::RequirementChanged { about: id, what: "voice" }).await?;
    tx.commit().await?;
    Ok(back(&item))
}

pub(super) async fn comment(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let item = found(&db, &actor, id).await?;
    let parties = queries::parties(&db.pool, &actor).await?;
    let speaker = match typed.of("partie") {
        "" | "moi" => Ok(None),
        _ => party(&typed, &parties).map(Some),
    };
    let text = typed.of("texte");
    let decided = speaker.and_then(|party| match text.chars().count() {
        0 => Err(Why::Fields(FieldErrors::one("texte", "Écrivez votre commentaire."))),
        LONG.. => Err(Why::Fields(FieldErrors::one("texte", "C’est trop long."))),
        _ => Ok(party),
    });
    let party = match decided {
        Ok(party) => party,
        Err(why) => return refused(&db, &actor, item, "commentaire", typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::comment(&mut tx, &actor, &item, party, text).await?;
    tx.record(&Activity::RequirementChanged { about: id, what: "comment" }).await?;
    tx.commit().await?;
    Ok(back(&item))
}

pub(super) async fn decide(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let item = found(&db, &actor, id).await?;
    let accepted = typed.of("choix") == "oui";
    let decided = is_open(&item).and_then(|()| match typed.of("choix") {
        "oui" => rules::carried(item.agree, item.disagree),
        "non" => Ok(()),
        _ => Err(Why::not("Choisissez une réponse de la liste.")),
    });
    if let Err(why) = decided {
        return refused(&db, &actor, item, "decision", typed, why).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    if !queries::decide(&mut tx, &actor, &item, accepted).await? {
        drop(tx);
        return refused(
            &db,
            &actor,
            item,
            "decision",
            typed,
            Why::not("C’est déjà décidé, ou la version est figée."),
        )
        .await;
    }
    let what = if accepted { "accepted" } else { "refused" };
    tx.record(&Activity::RequirementChanged { about: id, what }).await?;
    tx.commit().await?;
    Ok(back(&item))
}

pub(super) async fn conform(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let item = found(&db, &actor, id).await?;
    let answer = match rules::answer(&typed, db.clock.today()) {
        Ok(answer) => answer,
        Err(why) => return refused(&db, &actor, item, "conformite", typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::answer(&mut tx, &actor, &item, &answer).await?;
    tx.record(&Activity::RequirementChanged { about: id, what: "conformity" }).await?;
    tx.commit().await?;
    Ok(back(&item))
}
