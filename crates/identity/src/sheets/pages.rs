//! For whom? And the slips.

use super::Slip;
use super::queries::{self, Receiver};
use crate::{App, openings, school};
use askama::Template;
use database::Db;
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Error, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sheets/choose.html")]
struct Choose {
    school: school::School,
    /// The classes that she may print for.
    classes: Vec<(PlaceId, String)>,
    chosen: Option<PlaceId>,
    nobody: bool,
    /// So many letters were sent just now.
    sent: Option<usize>,
    /// For whoever has no address.
    paper: bool,
    /// Why nothing is printed yet for children and families.
    waits: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    classe: Option<PlaceId>,
    /// The choice before left nobody.
    personne: Option<String>,
    courriels: Option<usize>,
    papier: Option<String>,
}

pub(super) async fn choose(
    db: Db,
    actor: Actor,
    Path(id): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::school(&db.pool, &actor, id, today).await?.ok_or(Error::NotFound)?;
    let mut classes = Vec::new();
    for (class, name) in queries::classes(&db.pool, &school, school_year_of(today)).await? {
        let hers = school::class(&db.pool, &actor, id, class).await?;
        if hers.is_some_and(|c| c.head || c.teaches) {
            classes.push((class, name));
        }
    }
    if classes.is_empty() && !school.head {
        return Err(Error::NotFound);
    }
    let body = Choose {
        school,
        classes,
        chosen: asked.classe,
        nobody: asked.personne.is_some(),
        sent: asked.courriels,
        paper: asked.papier.is_some(),
        waits: openings::closed(&db.pool, id).await?,
    };
    Page::new("Fiches à imprimer", &body)
}

#[derive(Template)]
#[template(path = "sheets/heads.html")]
struct Heads {
    waiting: Vec<Receiver>,
}

pub(super) async fn choose_heads(db: Db) -> Answer<Page> {
    let waiting = queries::heads(&db.pool, false, db.clock.today()).await?;
    Page::new("Fiches des directions", &Heads { waiting })
}

/// A pupil's slip, for who has her before her eyes already.
pub(crate) fn slip_of(person: PersonId, name: String, login: String, place: String, code: String) -> Slip {
    Slip {
        receiver: Receiver { person, name, login, place, guardian: false, mail: false, closed: false },
        code,
        pupil: true,
    }
}

#[derive(Template)]
#[template(path = "sheets/slips.html")]
struct Slips<'a> {
    site: &'a str,
    project: &'a str,
    slips: &'a [Slip],
    back: &'a str,
}

/// To read a code out to somebody, or where no PDF can be opened.
pub(crate) fn slips(app: &App, slips: &[Slip], back: &str) -> Answer<Page> {
    let settings = &app.settings;
    let body = Slips { site: settings.site(), project: &settings.project, slips, back };
    Ok(Page::new("Fiches à découper", &body)?.bare())
}
