//! The teacher's page: how each pupil comes in.

use super::queries::{self, Led, LedPupil};
use super::rules::Way;
use crate::class_session::{self, OpenSession};
use crate::picture_codes::pictures::{self, Picture};
use crate::picture_codes::rules::WRONG_AT_MOST;
use crate::reach::week_words;
use crate::tile_photos;
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Error, Page, Path, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "ways/show.html")]
struct Show {
    class: Led,
    pupils: Vec<Line>,
    levels: Vec<Level>,
    open_sessions: Vec<OpenSession>,
    choices: Vec<(&'static str, String)>,
    done: Option<&'static str>,
    /// The school has pictures on tiles, or the head may have them.
    photos: bool,
}

/// The pupils of one level, and how they come in.
struct Level {
    name: String,
    chosen: Option<Way>,
}

impl Level {
    fn usual(&self) -> Way {
        Way::of_level(&self.name)
    }

    /// « CP », or who has no level.
    fn words(&self) -> &str {
        if self.name.is_empty() { "sans niveau" } else { &self.name }
    }

    fn is(&self, way: Way) -> bool {
        self.chosen == Some(way)
    }
}

/// Those of the class, from the youngest on.
fn levels(pupils: &[LedPupil]) -> Vec<Level> {
    let mut levels: Vec<Level> = Vec::new();
    for pupil in pupils {
        if !levels.iter().any(|level| level.name == pupil.level) {
            levels.push(Level { name: pupil.level.clone(), chosen: pupil.way_chosen() });
        }
    }
    levels.sort_by_key(|level| Way::rank_of_level(&level.name));
    levels
}

/// A pupil, with when he last came, in words.
struct Line {
    pupil: LedPupil,
    came: Option<String>,
    animal: Option<Picture>,
}

impl Line {
    /// What stands between him and his way in, and its colour.
    fn ready(&self) -> (&'static str, &'static str) {
        let p = &self.pupil;
        match p.way() {
            _ if p.blocked_above() => ("bloqué par la direction", "brick"),
            _ if p.state == "blocked" => ("bloqué", "brick"),
            Way::ClassSession | Way::Card if p.wrong >= WRONG_AT_MOST => ("trop d’essais", "brick"),
            Way::Card if p.card_at.is_none() => ("carte à imprimer", "sun"),
            Way::ClassSession | Way::Card if p.pictures_at.is_none() => ("images à donner", "sun"),
            Way::Phrase if p.phrase_at.is_none() && p.has_secret => ("mots à choisir", "sun"),
            Way::Phrase if p.phrase_at.is_none() => ("code à donner", "sun"),
            _ => ("prêt", "meadow"),
        }
    }

    fn is_blocked(&self) -> bool {
        self.pupil.state == "blocked" || self.pupil.wrong >= WRONG_AT_MOST
    }
}

impl Show {
    fn has(&self, way: Way) -> bool {
        self.pupils.iter().any(|line| line.pupil.way() == way)
    }

    /// Somebody above her blocked him: who opens again is said instead.
    fn is_above(&self, line: &Line) -> bool {
        line.pupil.blocked_above() && !self.class.head()
    }

    fn never(&self) -> usize {
        self.pupils.iter().filter(|line| line.came.is_none()).count()
    }

    fn has_cards(&self) -> bool {
        self.pupils.iter().any(|l| l.pupil.way() == Way::Card && l.pupil.card_at.is_some())
    }

    fn without_cards(&self) -> usize {
        let without = |l: &&Line| l.pupil.way() == Way::Card && l.pupil.card_at.is_none();
        self.pupils.iter().filter(without).count()
    }

    fn without_pictures(&self) -> usize {
        let without = |l: &&Line| l.pupil.needs_pictures() && l.pupil.pictures_at.is_none();
        self.pupils.iter().filter(without).count()
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let (now, today) = (db.clock.now(), db.clock.today());
    let class = queries::led(&db.pool, &actor, school, class).await?.ok_or(Error::NotFound)?;
    let pupils = queries::led_pupils(&db.pool, &class, today).await?;
    let line = |pupil: LedPupil| Line {
        came: pupil.came_week.map(|week| week_words(Some(week), today)),
        animal: pupil.animal.as_deref().and_then(pictures::animal),
        pupil,
    };
    let body = Show {
        levels: levels(&pupils),
        pupils: pupils.into_iter().map(line).collect(),
        open_sessions: class_session::open_of(&db, class.id(), now).await?,
        choices: class_session::rules::choices(),
        done: asked.fait.as_deref().and_then(done),
        photos: class.head() || tile_photos::is_on(&db.pool, class.school()).await?,
        class,
    };
    Page::new(format!("Entrées · {}", body.class.name()), &body)
}

fn done(what: &str) -> Option<&'static str> {
    Some(match what {
        "animal" => "L’animal est changé.",
        "bloque" => "C’est bloqué, et ses sessions sont fermées.",
        "debloque" => "C’est débloqué\u{a0}: il ou elle peut entrer.",
        "cartes" => "Tout le monde a déjà sa carte.",
        "choix" => "L’entrée est changée.",
        "fermee" => "La tablette est fermée.",
        _ => return None,
    })
}
