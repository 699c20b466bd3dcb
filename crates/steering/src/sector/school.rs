//! The collège of a school, for who works there: whom to call, the space with the 6e, where both degrees meet.

use super::queries::{self, Call, Liaison};
use super::rules::ent;
use askama::Template;
use cockpit::near::{self, Near};
use database::Db;
use kernel::{Actor, Answer, Error, Page, Path as Of, PlaceId};

#[derive(Template)]
#[template(path = "sector/school.html")]
struct SchoolPage {
    school: Near,
    colleges: Vec<Call>,
    liaisons: Vec<Liaison>,
}

pub(super) async fn show(db: Db, actor: Actor, Of(id): Of<PlaceId>) -> Answer<Page> {
    let today = db.clock.today();
    let school = near::school(&db.pool, &actor, id, today).await?;
    if !school.works {
        return Err(Error::NotFound);
    }
    let colleges = queries::of_school(&db.pool, id, today).await?;
    let liaisons = queries::of_this_school(&db.pool, id, today).await?;
    Page::new("Le collège de secteur", &SchoolPage { school, colleges, liaisons })
}

impl SchoolPage {
    fn ent(name: &str) -> &'static str {
        ent(name)
    }
}
