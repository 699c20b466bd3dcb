//! What is said of a document and of a version. Pure.

use chrono::NaiveDate;
use cockpit::upload::LICENCES;
use kernel::typed::{Reading, SHORT, Typed, Why};

pub(super) fn licence(name: &str) -> &'static str {
    LICENCES.iter().find(|l| l.0 == name).map_or("", |l| l.1)
}

/// For whom a document of the project is.
pub(super) const READERS: [(&str, &str); 3] = [
    ("project", "L’équipe projet"),
    ("territory", "Qui pilote (projet, inspections, communes)"),
    ("schools", "Les écoles, et qui pilote"),
];

pub(super) fn readers(name: &str) -> &'static str {
    READERS.iter().find(|r| r.0 == name).map_or("", |r| r.1)
}

pub(super) struct Version {
    pub author: String,
    pub licence: &'static str,
    pub what: String,
}

fn version_of(read: &mut Reading<'_>) -> Option<Version> {
    let author =
        read.text("auteur", SHORT, "Dites de qui il est\u{a0}: un service, une fonction, un organisme.");
    let licence = read.one_of("licence", &LICENCES.map(|l| (l.0, l.0)));
    let what = read.optional("precisions", SHORT);
    licence.map(|licence| Version { author, licence, what })
}

pub(super) fn version(typed: &Typed, today: NaiveDate) -> Result<Version, Why> {
    let mut read = Reading::new(typed, today);
    let version = version_of(&mut read);
    read.checked(version)
}

pub(super) struct New {
    pub title: String,
    /// Nothing: those of its event.
    pub readers: Option<&'static str>,
    pub version: Version,
}

pub(super) fn new(typed: &Typed, of_event: bool, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez le titre.");
    let readers = if of_event { None } else { read.one_of("lecteurs", &READERS.map(|r| (r.0, r.0))) };
    let version = version_of(&mut read);
    read.checked(version.map(|version| New { title, readers, version }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_says_whose_it_is_and_how_it_may_be_used() {
        let today = "2026-09-15".parse().unwrap();
        let of = |pairs: &[(&str, &str)]| {
            let typed: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            Typed::from(typed)
        };
        let good =
            [("titre", "Diapos"), ("auteur", "La DRANE"), ("licence", "cc_by"), ("lecteurs", "schools")];
        assert!(new(&of(&good), false, today).is_ok() && new(&of(&good[..3]), true, today).is_ok());
        assert!(new(&of(&good[..3]), false, today).is_err(), "for whom");
        assert!(version(&of(&[("auteur", "La DRANE"), ("licence", "cc_nc")]), today).is_err());
        assert!(version(&of(&[("licence", "cc_by")]), today).is_err(), "whose");
    }
}
