//! The child's page, and the lesson for the class.

use super::queries::{self, Chooser};
use super::rules;
use crate::ways::{self, Led, LedPupil, Way};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PlaceId, Query, SessionKind};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "pass_phrases/choose.html")]
pub(super) struct Choose {
    pub chooser: Chooser,
    pub ideas: Vec<String>,
    /// As typed, while it is no secret yet.
    pub typed: String,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "pass_phrases/chosen.html")]
struct Chosen {
    strength: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Chosen: with more words than are asked for, or not.
    fait: Option<String>,
}

/// The pupil at his own session, opened with a secret of his own.
pub(super) async fn chooser(db: &Db, actor: &Actor) -> Result<Option<Chooser>, Error> {
    if !matches!(actor.session_kind, SessionKind::Login | SessionKind::Phrase) {
        return Ok(None);
    }
    Ok(queries::chooser(&db.pool, actor.person, db.clock.today()).await?)
}

pub(super) async fn choose(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let chooser = chooser(&db, &actor).await?.ok_or(Error::NotFound)?;
    if let (Some(how), true) = (&asked.fait, chooser.has_phrase) {
        let strength = if how == "tres-solides" { "très solides" } else { "solides" };
        return Page::new("Mes mots secrets", &Chosen { strength });
    }
    page(chooser, String::new(), FieldErrors::default())
}

pub(super) fn page(chooser: Chooser, typed: String, errors: FieldErrors) -> Answer<Page> {
    let ideas = (0..3).map(|_| rules::drawn(rules::AT_LEAST).join(" ")).collect();
    let invalid = !errors.is_empty();
    let page = Page::new("Mes mots secrets", &Choose { chooser, ideas, typed, errors })?;
    Ok(if invalid { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "pass_phrases/lesson.html")]
struct Lesson {
    class: Led,
    pupils: Vec<LedPupil>,
    /// Has pupils of cycle 2 (CE2), of cycle 3 (CM1, CM2).
    cycle2: bool,
    cycle3: bool,
}

impl Lesson {
    fn without_code(&self) -> usize {
        self.pupils.iter().filter(|p| !p.has_secret).count()
    }

    fn chosen(&self) -> usize {
        self.pupils.iter().filter(|p| p.phrase_at.is_some()).count()
    }
}

pub(super) async fn lesson(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let class = ways::led(&db.pool, &actor, school, class).await?.ok_or(Error::NotFound)?;
    let mut pupils = ways::led_pupils(&db.pool, &class, today).await?;
    pupils.retain(|p| p.way() == Way::Phrase);
    let cycle3 = pupils.iter().any(|p| matches!(p.level.as_str(), "CM1" | "CM2"));
    let cycle2 = !cycle3 || pupils.iter().any(|p| !matches!(p.level.as_str(), "CM1" | "CM2"));
    Page::new("Mes mots secrets\u{a0}: la séance", &Lesson { class, pupils, cycle2, cycle3 })
}
