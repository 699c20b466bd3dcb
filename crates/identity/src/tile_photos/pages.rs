//! The head's switch; the teacher's page of her class.

use super::queries::{self, Counts, Fact, Guardian};
use super::rules;
use crate::options::{self, LocalOption};
use crate::picture_codes::pictures::{self, Picture};
use crate::school::{self, School};
use crate::ways::{self, Led, LedPupil, Way};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "tile_photos/school.html")]
struct OfSchool {
    school: School,
    on: bool,
    counts: Counts,
    done: Option<&'static str>,
    /// Why they cannot be switched on.
    hindrance: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn school(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let school = school::headed(&db.pool, &actor, school, db.clock.today()).await?;
    let done = match asked.fait.as_deref() {
        Some("oui") => Some("Les photos sont permises. Rien ne change avant l’accord d’une famille."),
        Some("non") => Some("Les photos sont arrêtées, et toutes celles de l’école sont effacées."),
        _ => None,
    };
    of_school(&db, school, done).await
}

pub(super) async fn of_school(db: &Db, school: School, done: Option<&'static str>) -> Answer<Page> {
    let on = queries::is_on(&db.pool, school.id).await?;
    let hindrance = match on {
        true => None,
        false => options::refusal(&db.pool, LocalOption::TilePhotos).await?,
    };
    let counts = queries::counts(&db.pool, &school, db.clock.today()).await?;
    Page::new("Photos sur la tablette", &OfSchool { school, on, counts, done, hindrance })
}

#[derive(Template)]
#[template(path = "tile_photos/class.html")]
struct OfClass {
    class: Led,
    on: bool,
    children: Vec<Child>,
    today: String,
    done: Option<&'static str>,
    /// Whose form was refused, and why.
    wrong: Option<(PersonId, FieldErrors)>,
}

struct Child {
    pupil: LedPupil,
    animal: Option<Picture>,
    photo: bool,
    allowed: bool,
    refused: bool,
    guardians: Vec<Guardian>,
}

impl Child {
    fn state(&self) -> (&'static str, &'static str) {
        rules::state(self.photo, self.allowed, self.refused)
    }

    fn shows(&self) -> bool {
        self.photo && self.allowed
    }
}

impl Guardian {
    /// « oui le 12 septembre, sur papier ».
    fn said(&self) -> String {
        let (Some(granted), Some(day)) = (self.granted, self.said_on) else {
            return "pas encore de réponse".to_owned();
        };
        let how = if self.on_paper == Some(true) { "sur papier" } else { "depuis son compte" };
        format!("{} le {}, {how}", if granted { "oui" } else { "non" }, french_day(day))
    }
}

impl OfClass {
    fn path(&self, child: &Child) -> String {
        format!("{}/eleves/{}/photo", self.class.path(), child.pupil.person)
    }

    fn error(&self, child: &Child, field: &str) -> Option<&str> {
        let (_, errors) = self.wrong.as_ref().filter(|w| w.0 == child.pupil.person)?;
        errors.of(field)
    }

    fn is_wrong(&self, child: &Child) -> bool {
        ["reponse", "jour"].iter().any(|field| self.error(child, field).is_some())
    }

    fn photos(&self) -> usize {
        self.children.iter().filter(|c| c.shows()).count()
    }
}

pub(super) async fn class(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let class = ways::led(&db.pool, &actor, school, class).await?.ok_or(Error::NotFound)?;
    let done = match asked.fait.as_deref() {
        Some("mise") => Some("La photo est sur la tablette de la classe."),
        Some("enlevee") => Some("La photo est effacée\u{a0}: l’animal est revenu."),
        Some("accord") => Some("La réponse est enregistrée."),
        _ => None,
    };
    of_class(&db, class, done, None).await
}

pub(super) async fn of_class(
    db: &Db,
    class: Led,
    done: Option<&'static str>,
    wrong: Option<(PersonId, FieldErrors)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let pupils = ways::led_pupils(&db.pool, &class, today).await?;
    let facts = queries::facts(&db.pool, &class, today).await?;
    let guardians = queries::guardians(&db.pool, &class, today).await?;
    let child = |pupil: LedPupil| {
        let fact = facts.iter().find(|f| f.pupil == pupil.person);
        let is = |what: fn(&Fact) -> bool| fact.is_some_and(what);
        Child {
            animal: pupil.animal.as_deref().and_then(pictures::animal),
            photo: is(|f| f.photo),
            allowed: is(|f| f.allowed),
            refused: is(|f| f.refused),
            guardians: guardians.iter().filter(|g| g.pupil == pupil.person).cloned().collect(),
            pupil,
        }
    };
    let of_tablet = pupils.into_iter().filter(|p| p.way() == Way::ClassSession);
    let body = OfClass {
        on: queries::is_on(&db.pool, class.school()).await?,
        children: of_tablet.map(child).collect(),
        today: today.to_string(),
        class,
        done,
        wrong,
    };
    Page::new(format!("Photos · {}", body.class.name()), &body)
}
