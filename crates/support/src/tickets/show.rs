//! One ticket: for who asked her thread, for who helps all of it and what can be done.

use super::desk::desk;
use super::problem;
use super::queries::{self, Entry, External, Origin, Place, Ticket, Turn};
use super::rules;
use super::words::{self, Queue};
use crate::canned::{self, Canned, Filled};
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Access, Actor, Answer, Clock, Error, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
    /// A canned answer to begin with.
    modele: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "tickets/ticket.html")]
struct TicketPage {
    t: Ticket,
    entries: Vec<Entry>,
    way: Vec<Turn>,
    externals: Vec<External>,
    targets: Vec<Queue>,
    reopens: bool,
    late: bool,
    /// The action of a meeting that it comes from; whether the meeting’s page is open to the reader.
    origin: Option<Origin>,
    steers: bool,
    /// The asker’s page in her school’s console, where accounts are mended at once (row 119).
    console: Option<String>,
    canned: Vec<Canned>,
    /// Known problems that may explain it.
    problems: Vec<(String, String)>,
    /// What stands in the answer before anybody types.
    begun: String,
    clock: Clock,
    again: Again,
}

pub(super) async fn ticket(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    begun(&db, &actor, id, Again::done(shown.fait.is_some()), shown.modele).await
}

/// Where the ticket can go from here, each with its place.
pub(super) async fn targets(db: &Db, ticket: &Ticket) -> Result<Vec<Place>, Error> {
    let cdti = crate::routing::cdti_works(&db.pool).await?;
    let around = queries::around(&db.pool, ticket.school.map(PlaceId)).await?;
    let all = rules::targets(ticket.queue(), cdti);
    Ok(all.into_iter().filter_map(|queue| around.of(queue)).collect())
}

pub(super) async fn page(db: &Db, actor: &Actor, id: Uuid, again: Again) -> Answer<Page> {
    begun(db, actor, id, again, None).await
}

async fn begun(db: &Db, actor: &Actor, id: Uuid, again: Again, model: Option<Uuid>) -> Answer<Page> {
    let desk = desk(&db.pool, actor, db.clock.today()).await?;
    let t = queries::ticket(&db.pool, actor, &desk, id).await?;
    let refused = again.is_refused();
    let headed = t.school.filter(|s| actor.headed().any(|h| h.0 == *s));
    let canned = if t.works { canned::of_category(&db.pool, &t.category).await? } else { Vec::new() };
    let with = Filled { asker: &t.asker_name, number: t.number, school: &t.school_name, helper: &actor.name };
    let begun = canned.iter().find(|c| Some(c.id) == model).map(|c| canned::filled(&c.text, &with));
    let begun = begun.unwrap_or_default();
    let body = TicketPage {
        entries: queries::thread(&db.pool, &t).await?,
        way: if t.inside() { queries::way(&db.pool, &t).await? } else { Vec::new() },
        externals: if t.inside() { queries::externals(&db.pool, &t).await? } else { Vec::new() },
        targets: if t.works {
            targets(db, &t).await?.into_iter().map(|p| p.queue).collect()
        } else {
            Vec::new()
        },
        problems: problem::choices(&db.pool, actor, &t).await?,
        origin: queries::origin(&db.pool, t.id).await?,
        steers: Access::Territory.admits(Some(actor)),
        reopens: t.reopens(db.clock.now()),
        late: t.is_late(db.clock.now()),
        console: headed.zip(t.asker).map(|(s, p)| format!("/ecole/{s}/personnes/{p}")),
        canned,
        begun,
        clock: db.clock.clone(),
        t,
        again,
    };
    let page = Page::new(format!("Demande n° {}", body.t.number), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl TicketPage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn subject(&self) -> &str {
        if self.t.title.is_empty() { "(effacé)" } else { &self.t.title }
    }

    fn here(&self) -> String {
        let words = self.t.queue().words();
        if self.t.place_name.is_empty() {
            words.to_owned()
        } else {
            format!("{words} · {}", self.t.place_name)
        }
    }

    fn target_options(&self) -> Vec<(String, String)> {
        self.targets
            .iter()
            .map(|q| (q.key().to_owned(), format!("{} (niveau {})", q.words(), q.level())))
            .collect()
    }

    fn priority_options() -> Vec<(String, String)> {
        words::PRIORITIES.iter().map(|p| (p.0.to_owned(), p.2.to_owned())).collect()
    }

    fn external_options() -> Vec<(String, String)> {
        words::EXTERNAL_STATES.iter().map(|s| (s.0.to_owned(), s.1.to_owned())).collect()
    }

    fn external_form(external: &External) -> String {
        format!("externe-{}", external.id)
    }

    fn resolver_options() -> Vec<(String, String)> {
        words::RESOLVERS.iter().map(|r| (r.0.to_owned(), r.1.to_owned())).collect()
    }

    fn resolution_options() -> Vec<(String, String)> {
        words::RESOLUTIONS.iter().map(|r| (r.0.to_owned(), r.1.to_owned())).collect()
    }

    fn who(&self, entry: &Entry) -> String {
        match (entry.by.is_empty(), entry.by_asker) {
            (false, _) => entry.by.clone(),
            (true, true) if !self.t.asker_name.is_empty() => self.t.asker_name.clone(),
            (true, true) => "La personne qui demande".to_owned(),
            (true, false) => "Une personne qui n’est plus là".to_owned(),
        }
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn size(bytes: &i64) -> String {
        format!("{}\u{a0}ko", (bytes / 1000).max(1))
    }
}
