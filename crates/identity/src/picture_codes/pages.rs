//! The pad of pictures, a pupil's page, and the sheet that shows codes once.

use super::pictures::{ANIMALS, PICTURES, Picture};
use super::rules::Code;
use crate::ways::{self, Led, LedPupil};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PersonId, PlaceId};

/// Where a child touches three pictures, or the teacher with her.
#[derive(Template)]
#[template(path = "picture_codes/_pad.html")]
pub(crate) struct Pad {
    action: String,
    pictures: [Picture; 24],
    steps: [(&'static str, &'static str); 3],
    /// Nothing is sent before the teacher says so.
    waits: bool,
}

pub(crate) fn pad(action: String, waits: bool) -> Pad {
    let steps = [("un", "Première image"), ("deux", "Deuxième image"), ("trois", "Troisième image")];
    Pad { action, pictures: PICTURES, steps, waits }
}

#[derive(Template)]
#[template(path = "picture_codes/choose.html")]
struct Choose {
    class: Led,
    pupil: LedPupil,
    pad: Pad,
    animals: [Picture; 32],
    errors: FieldErrors,
}

pub(super) async fn choose(
    db: Db,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Page> {
    let today = db.clock.today();
    let class = ways::led(&db.pool, &actor, school, class).await?.ok_or(Error::NotFound)?;
    let pupil = ways::led_pupil(&db.pool, &class, pupil, today).await?.ok_or(Error::NotFound)?;
    chosen_page(class, pupil, FieldErrors::default())
}

pub(super) fn chosen_page(class: Led, pupil: LedPupil, errors: FieldErrors) -> Answer<Page> {
    let pad = pad(format!("{}/eleves/{}/images", class.path(), pupil.person), true);
    let title = format!("Images de {}", pupil.first_name);
    Page::new(title, &Choose { class, pupil, pad, animals: ANIMALS, errors })
}

/// A pupil with a fresh code: shown this once.
pub(crate) struct Shown {
    pub first_name: String,
    pub last_name: String,
    pub animal: Option<Picture>,
    pub code: Code,
}

#[derive(Template)]
#[template(path = "picture_codes/sheet.html")]
struct Sheet<'a> {
    class: &'a Led,
    shown: &'a [Shown],
}

pub(super) fn sheet(class: &Led, shown: &[Shown]) -> Answer<Page> {
    Ok(Page::new("Images à garder", &Sheet { class, shown })?.bare())
}
