//! What may be written of a service, and whether it is open. Pure.

use crate::{address, profiles};
use chrono::NaiveDate;
use identity::sources::Opening;
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

/// What may leave beside the identifier: in the database, on a page, and as it is called there.
pub(crate) const ATTRIBUTES: [(&str, &str, &str); 3] = [
    ("profile", "Profil (enseignant, direction…)", "ENTPersonProfils"),
    ("name", "Nom et prénom", "ENTPersonNom, ENTPersonPrenom"),
    ("schools", "Écoles (UAI)", "ENTPersonStructRattachUAI"),
];

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub name: String,
    pub address: String,
    pub home: String,
    pub sister: bool,
    pub profiles: Vec<String>,
    pub basis: String,
    pub attributes: Vec<String>,
    pub single_logout: bool,
}

/// Of the list only, each once.
pub(crate) fn chosen(typed: &Typed, field: &str, known: &[&str]) -> Vec<String> {
    let all: Vec<_> = typed.all(field).collect();
    known.iter().filter(|word| all.contains(*word)).map(|word| (*word).to_owned()).collect()
}

pub(super) fn said(typed: &Typed, today: NaiveDate, inner: bool) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let name = read.text("nom", SHORT, "Dites comment on appelle ce service.");
    let basis = read.optional("fondement", LONG);
    let profiles = chosen(typed, "profil", &profiles::ALL.map(|p| p.0));
    let attributes = chosen(typed, "donnee", &ATTRIBUTES.map(|a| a.0));
    let address = address::kept(typed.of("adresse"), inner);
    let home = where_it_opens(&mut read.errors, typed, address.as_deref(), inner);
    if profiles.is_empty() {
        read.errors.add("profil", "Dites qui peut s’en servir.");
    }
    let children = profiles.iter().any(|p| [profiles::PUPIL, profiles::GUARDIAN].contains(&p.as_str()));
    if children && basis.is_empty() {
        read.errors.add("fondement", "Dites ce qui permet d’y envoyer des élèves ou des familles\u{a0}: convention, décision, avis du délégué.");
    }
    let said = address.ok().zip(home).map(|(address, home)| Said {
        name,
        address,
        home,
        sister: typed.of("jumeau") == "oui",
        profiles,
        basis,
        attributes,
        single_logout: typed.of("fin") == "oui",
    });
    read.checked(said)
}

/// « Ouvrir … » leads into the service; where nothing was said, to its address.
fn where_it_opens(
    errors: &mut FieldErrors,
    typed: &Typed,
    address: Result<&str, &&'static str>,
    inner: bool,
) -> Option<String> {
    let address = match address {
        Ok(address) => address,
        Err(sentence) => {
            errors.add("adresse", *sentence);
            return None;
        }
    };
    match typed.of("accueil") {
        "" => Some(address.to_owned()),
        typed => {
            let home = address::asked(typed, inner).filter(|url| address::lies_in(url, address));
            if home.is_none() {
                errors.add("accueil", "Cette page n’est pas sous l’adresse du service.");
            }
            home.map(|url| url.to_string())
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Closed,
    Waits(NaiveDate),
    Open(Option<NaiveDate>),
    Over(NaiveDate),
}

impl State {
    pub(crate) fn of(opening: Option<Opening>, today: NaiveDate) -> Self {
        match opening {
            None => Self::Closed,
            Some(Opening { from, .. }) if today < from => Self::Waits(from),
            Some(Opening { until: Some(until), .. }) if until < today => Self::Over(until),
            Some(Opening { until, .. }) => Self::Open(until),
        }
    }

    pub(crate) fn is_open(self) -> bool {
        matches!(self, Self::Open(_))
    }
}

pub(crate) fn opening(state: State, typed: &Typed, today: NaiveDate) -> Result<Opening, Why> {
    if matches!(state, State::Open(_) | State::Waits(_)) {
        return Err(Why::not("Ce service est déjà ouvert, ou va l’être\u{a0}: fermez-le d’abord."));
    }
    let mut read = Reading::new(typed, today);
    let from = read.day("debut");
    if from.is_some_and(|from| from < today) {
        read.errors.add("debut", "Cette date est passée\u{a0}: au plus tôt aujourd’hui.");
    }
    let until = if typed.of("fin").is_empty() { None } else { read.day("fin") };
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    read.checked(from.map(|from| Opening { from, until }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn form(more: &[(&str, &str)]) -> Typed {
        let base =
            [("nom", "e-Collège"), ("adresse", "https://ent2d.example.org/"), ("profil", "National_ENS")];
        let all = base.iter().filter(|b| !more.iter().any(|m| m.0 == b.0 && b.0 != "profil")).chain(more);
        Typed::from(all.map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
    }

    fn wrong(more: &[(&str, &str)]) -> Vec<&'static str> {
        match said(&form(more), day("2026-09-15"), false) {
            Err(Why::Fields(errors)) => ["nom", "adresse", "accueil", "profil", "fondement"]
                .into_iter()
                .filter(|field| errors.of(field).is_some())
                .collect(),
            Err(Why::Not(_)) => vec!["not"],
            Ok(_) => Vec::new(),
        }
    }

    #[test]
    fn a_service_is_an_address_and_children_need_a_text() {
        let good = said(&form(&[]), day("2026-09-15"), false).unwrap();
        assert_eq!((good.home.as_str(), good.single_logout), ("https://ent2d.example.org/", false));
        assert!(good.attributes.is_empty(), "nothing leaves but what was chosen");
        for (more, fields) in [
            (&[("nom", " ")][..], &["nom"][..]),
            (&[("adresse", "http://ent2d.example.org")], &["adresse"]),
            (&[("adresse", "https://.*")], &["adresse"]),
            (&[("accueil", "https://ailleurs.example.org/")], &["accueil"]),
            (&[("profil", "National_ELV")], &["fondement"]),
            (&[("profil", "National_TUT")], &["fondement"]),
            (&[("profil", "National_ELV"), ("fondement", "Convention du 1er juin")], &[]),
        ] {
            assert_eq!(wrong(more), fields, "{more:?}");
        }
        let nobody =
            Typed::from(vec![("nom".into(), "X".into()), ("adresse".into(), "https://x.example".into())]);
        assert!(said(&nobody, day("2026-09-15"), false).is_err());
    }

    #[test]
    fn a_service_opens_and_closes_at_its_days() {
        let of = |from, until: Option<&str>| Some(Opening { from: day(from), until: until.map(day) });
        let today = day("2026-09-15");
        for (opening, state) in [
            (None, State::Closed),
            (of("2026-09-16", None), State::Waits(day("2026-09-16"))),
            (of("2026-09-15", None), State::Open(None)),
            (of("2026-09-01", Some("2026-09-15")), State::Open(Some(today))),
            (of("2026-09-01", Some("2026-09-14")), State::Over(day("2026-09-14"))),
        ] {
            assert_eq!(State::of(opening, today), state);
        }
        let typed =
            Typed::from(vec![("debut".into(), "2026-09-15".into()), ("fin".into(), "2026-09-14".into())]);
        assert!(super::opening(State::Closed, &typed, today).is_err());
        let typed = Typed::from(vec![("debut".into(), "2026-09-15".into())]);
        assert!(super::opening(State::Open(None), &typed, today).is_err());
        assert_eq!(super::opening(State::Closed, &typed, today).ok(), of("2026-09-15", None));
    }
}
