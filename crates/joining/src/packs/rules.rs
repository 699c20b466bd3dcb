//! What a pack says, and what is in it. Pure.

use chrono::NaiveDate;
use cockpit::upload::LICENCES;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

pub(super) const LEVELS: [&str; 9] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

pub(super) const ORIGINS: [(&str, &str); 2] =
    [("project", "Écrit par le projet"), ("partner", "Donné par un partenaire")];

pub(super) fn origin(name: &str) -> &'static str {
    ORIGINS.iter().find(|o| o.0 == name).map_or("", |o| o.1)
}

pub(super) fn licence(name: &str) -> &'static str {
    LICENCES.iter().find(|l| l.0 == name).map_or("", |l| l.1)
}

pub(super) struct Pack {
    pub title: String,
    pub author: String,
    pub origin: &'static str,
    pub licence: &'static str,
    pub subject: String,
    pub levels: Vec<String>,
    pub about: String,
    pub at_opening: bool,
}

pub(super) fn pack(typed: &Typed, today: NaiveDate) -> Result<Pack, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez le titre.");
    let author =
        read.text("auteur", SHORT, "Dites de qui il est\u{a0}: un service, un organisme, une personne.");
    let origin = read.one_of("origine", &ORIGINS.map(|o| (o.0, o.0)));
    let licence = read.one_of("licence", &LICENCES.map(|l| (l.0, l.0)));
    let subject = read.text("matiere", SHORT, "Dites dans quel domaine ou quelle matière.");
    let about = read.optional("presentation", LONG);
    let levels: Vec<String> =
        LEVELS.iter().filter(|l| typed.all("niveaux").any(|t| t == **l)).map(|l| (*l).to_owned()).collect();
    if levels.is_empty() {
        read.errors.add("niveaux", "Choisissez au moins un niveau.");
    }
    let at_opening = !typed.of("ouverture").is_empty();
    let made = origin.zip(licence).map(|(origin, licence)| Pack {
        title,
        author,
        origin,
        licence,
        subject,
        levels,
        about,
        at_opening,
    });
    read.checked(made)
}

pub(super) const KINDS: [(&str, &str); 3] = [
    ("text", "Un texte, pour un premier message"),
    ("link", "Une adresse, avec ce qu’on y trouve"),
    ("file", "Un document"),
];

#[derive(Debug)]
pub(super) struct Item {
    pub kind: &'static str,
    pub title: String,
    pub body: String,
    pub address: Option<String>,
}

pub(super) fn item(typed: &Typed, today: NaiveDate) -> Result<Item, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("genre", &KINDS.map(|k| (k.0, k.0)));
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let body = match kind {
        Some("text") => read.text("texte", LONG, "Écrivez le texte."),
        _ => read.optional("texte", LONG),
    };
    let address = typed.of("adresse");
    let good = address.strip_prefix("https://").is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric())
            && !rest.contains(char::is_whitespace)
            && rest.len() <= 500
    });
    let address = match (kind, good) {
        (Some("link"), true) => Some(address.to_owned()),
        (Some("link"), false) => {
            read.errors.add("adresse", "Donnez une adresse qui commence par https://.");
            None
        }
        _ => None,
    };
    read.checked(kind.map(|kind| Item { kind, title, body, address }))
}

/// As a message begins with it: its title is the first line.
pub(super) fn message(title: &str, body: &str, address: Option<&str>) -> String {
    let parts = [Some(title), Some(body), address];
    parts.into_iter().flatten().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Of a hundred, rounded; nothing without classes.
pub(super) fn share(with: i64, all: i64) -> Option<i64> {
    (all > 0).then(|| (with * 200 + all) / (all * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn an_item_is_a_text_an_address_or_a_document() {
        let today = "2026-09-15".parse().unwrap();
        let of = |kind: &str, text: &str, address: &str| {
            item(&typed(&[("genre", kind), ("titre", "T"), ("texte", text), ("adresse", address)]), today)
        };
        assert!(of("text", "Bonjour", "").is_ok() && of("text", "", "").is_err());
        assert!(of("file", "", "").is_ok() && of("film", "", "").is_err());
        for (address, good) in [
            ("https://a.example.org/x", true),
            ("http://a.example.org", false),
            ("javascript:alert(1)", false),
            ("https://", false),
            ("https://a b", false),
        ] {
            assert_eq!(of("link", "", address).is_ok(), good, "{address}");
        }
        assert_eq!(of("text", "Bonjour", "https://a.example.org").unwrap().address, None);
        assert_eq!(message("T", "", Some("https://a.example.org")), "T\n\nhttps://a.example.org");
    }

    #[test]
    fn a_pack_says_its_levels_in_their_order() {
        let today = "2026-09-15".parse().unwrap();
        let base = [
            ("titre", "T"),
            ("auteur", "A"),
            ("origine", "partner"),
            ("licence", "cc_by"),
            ("matiere", "Français"),
        ];
        assert!(pack(&typed(&base), today).is_err(), "no level");
        let mut with = base.to_vec();
        with.extend([("niveaux", "CM1"), ("niveaux", "CP"), ("niveaux", "6e")]);
        let made = pack(&typed(&with), today).ok().unwrap();
        assert_eq!((made.levels, made.at_opening), (vec!["CP".to_owned(), "CM1".to_owned()], false));
    }

    #[test]
    fn shares_are_of_a_hundred() {
        assert_eq!((share(1, 3), share(2, 3), share(0, 4), share(0, 0)), (Some(33), Some(67), Some(0), None));
    }
}
