//! What an entry says. Pure.

use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, Typed, Why};

pub(super) const KINDS: [(&str, &str, &str); 3] = [
    ("intention", "Intention", "sky"),
    ("happened", "Ce qui s’est passé", "meadow"),
    ("hazard", "Aléa rencontré", "sun"),
];

pub(super) fn french(kind: &str) -> (&'static str, &'static str) {
    KINDS.iter().find(|k| k.0 == kind).map_or(("", ""), |k| (k.1, k.2))
}

pub(super) struct Entry {
    pub kind: &'static str,
    pub day: NaiveDate,
    pub text: String,
}

pub(super) fn entry(typed: &Typed, today: NaiveDate) -> Result<Entry, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("nature", &KINDS.map(|k| (k.0, k.0)));
    // An intention may be for a day that comes.
    let day = if kind == Some("intention") { read.day("jour") } else { read.past("jour") };
    let text = read.text("texte", LONG, "Écrivez quelques mots, sans nommer d’élève.");
    read.checked(kind.zip(day).map(|(kind, day)| Entry { kind, day, text }))
}
