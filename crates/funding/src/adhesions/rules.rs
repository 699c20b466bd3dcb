//! What is said of a commune. Pure.

use crate::amounts::count;
use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// In the database, on a page, its colour.
pub(super) const STAGES: [(&str, &str, &str); 5] = [
    ("contacted", "contactée", "sky"),
    ("deliberated", "délibération", "sun"),
    ("member", "adhérente", "sun"),
    ("live", "en service", "meadow"),
    ("left", "sortie", "brick"),
];

pub(super) fn stage(name: &str) -> (&'static str, &'static str) {
    STAGES.iter().find(|s| s.0 == name).map_or(("", ""), |s| (s.1, s.2))
}

/// Where it stands on the way; who left is behind nobody.
fn rank(name: &str) -> usize {
    STAGES.iter().position(|s| s.0 == name).unwrap_or(0)
}

/// What may be said next: forward, and back only after it left.
pub(super) fn next(now: &str) -> Vec<(&'static str, &'static str)> {
    let later = STAGES.iter().filter(|s| now == "left" || rank(s.0) > rank(now));
    later.filter(|s| s.0 != now).map(|s| (s.0, s.1)).collect()
}

pub(super) struct New {
    pub name: String,
    pub place: Option<Uuid>,
    pub wave: Option<i16>,
    pub day: NaiveDate,
}

/// `places`: communes of the directory that are not followed yet, by id and name.
pub(super) fn new(typed: &Typed, places: &[(Uuid, String)], today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let ids: Vec<Uuid> = places.iter().map(|p| p.0).collect();
    let place = if typed.of("commune").is_empty() {
        None
    } else {
        read.among("commune", &ids, "Choisissez une commune de la liste.")
    };
    let known = place.and_then(|id| places.iter().find(|p| p.0 == id)).map(|p| p.1.clone());
    let name = match known {
        Some(name) => name,
        None => read.text("nom", SHORT, "Choisissez une commune, ou donnez son nom."),
    };
    let wave = if typed.of("vague").is_empty() {
        None
    } else {
        count(&mut read, typed, "vague", (1, 99)).and_then(|n| i16::try_from(n).ok())
    };
    let day = passed(&mut read, typed);
    read.checked(day.map(|day| New { name, place, wave, day }))
}

/// Rounds of adhesions are told long after they were.
fn passed(read: &mut Reading<'_>, typed: &Typed) -> Option<NaiveDate> {
    if typed.of("jour").is_empty() {
        read.errors.add("jour", "Donnez la date.");
    }
    read.far_day("jour", (20, 0))
}

pub(super) struct Step {
    pub stage: &'static str,
    pub day: NaiveDate,
    pub note: String,
}

/// `last`: since when it is where it is.
pub(super) fn step(now: &str, last: NaiveDate, typed: &Typed, today: NaiveDate) -> Result<Step, Why> {
    let mut read = Reading::new(typed, today);
    let known: Vec<_> = next(now).into_iter().map(|(name, _)| (name, name)).collect();
    let stage = read.one_of("etape", &known);
    let day = passed(&mut read, typed);
    if day.is_some_and(|day| day < last) {
        read.errors.add("jour", "C’est avant l’étape précédente.");
    }
    let note = match stage {
        Some("deliberated" | "member") => read.text("texte", LONG, "Donnez la référence de l’acte."),
        Some("left") => read.text("texte", LONG, "Dites pourquoi elle sort."),
        _ => read.optional("texte", LONG),
    };
    let made = stage.zip(day);
    read.checked(made.map(|(stage, day)| Step { stage, day, note }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_forward_and_comes_back_after_leaving() {
        let names = |now| next(now).into_iter().map(|n| n.0).collect::<Vec<_>>();
        assert_eq!(names("member"), ["live", "left"]);
        assert_eq!(names("left"), ["contacted", "deliberated", "member", "live"]);
    }
}
