//! The list of parties, and one of them.

use super::queries::{self, Contact, Party};
use super::rules::{self, BRINGS, KINDS, PARTS, Typed, TypedContact};
use askama::Template;
use database::Db;
use kernel::{Answer, FieldErrors, Page, Path, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "parties/list.html")]
struct List {
    parties: Vec<Party>,
    collectivities: usize,
    contacts: i64,
    /// « 1,4 »: contacts for each collectivity that has some.
    each: String,
    several: usize,
    places: Vec<(PlaceId, String)>,
    typed: Typed,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn list(db: Db) -> Answer<Page> {
    list_page(&db, Typed::default(), FieldErrors::default()).await
}

pub(super) async fn list_page(db: &Db, typed: Typed, errors: FieldErrors) -> Answer<Page> {
    let parties = queries::parties(&db.pool, None).await?;
    let here: Vec<_> =
        parties.iter().filter(|p| rules::is_collectivity(&p.kind) && p.left_on.is_none()).collect();
    let contacts = here.iter().map(|p| p.contacts).sum();
    let with = i64::try_from(here.iter().filter(|p| p.contacts > 0).count()).unwrap_or(1).max(1);
    let body = List {
        collectivities: here.len(),
        contacts,
        each: format!("{},{}", contacts / with, contacts * 10 / with % 10),
        several: here.iter().filter(|p| p.contacts > 1).count(),
        places: queries::places(&db.pool).await?,
        parties,
        typed,
        errors,
    };
    let refused = !body.errors.is_empty();
    let page = Page::new("Parties du projet", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "parties/one.html")]
struct One {
    party: Party,
    contacts: Vec<Contact>,
    /// Syndicates and EPCI, to be a member of.
    above: Vec<Party>,
    typed: TypedContact,
    errors: FieldErrors,
    done: bool,
}

pub(super) async fn one(db: Db, Path(party): Path<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    let party = queries::find(&db.pool, party).await?;
    one_page(&db, party, TypedContact::default(), FieldErrors::default(), shown.fait.is_some()).await
}

pub(super) async fn one_page(
    db: &Db,
    party: Party,
    typed: TypedContact,
    errors: FieldErrors,
    done: bool,
) -> Answer<Page> {
    let contacts = queries::contacts(&db.pool, party.id).await?;
    let mut above = queries::parties(&db.pool, None).await?;
    above.retain(|p| {
        matches!(p.kind.as_str(), "epci" | "syndicate") && p.id != party.id && p.left_on.is_none()
    });
    let (title, refused) = (party.name.clone(), !errors.is_empty());
    let page = Page::new(title, &One { party, contacts, above, typed, errors, done })?;
    Ok(if refused { page.invalid() } else { page })
}

impl Party {
    fn kind_words(&self) -> &'static str {
        rules::french(&self.kind)
    }

    fn part_words(&self) -> &'static str {
        rules::part_french(&self.part)
    }

    fn brings_words(&self) -> String {
        let words: Vec<_> = BRINGS
            .iter()
            .filter(|b| self.brings.iter().any(|k| k == b.0))
            .map(|b| b.1.to_lowercase())
            .collect();
        words.join(", ")
    }

    /// Its people may act here: it is a commune, or an EPCI, that the directory knows.
    pub(super) fn may_act(&self) -> bool {
        matches!(self.place_kind.as_deref(), Some("commune" | "epci")) && self.left_on.is_none()
    }

    fn is_member_of(&self, above: &Self) -> bool {
        self.member_of == Some(above.id)
    }

    fn does_bring(&self, kind: &&str) -> bool {
        self.brings.iter().any(|k| k == kind)
    }
}
