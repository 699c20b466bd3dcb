//! What may be written of another ENT by which people come in. Pure.

use crate::registry::rules::{self, State, chosen};
use crate::{address, profiles};
use chrono::NaiveDate;
use identity::sources::{Opening, Said, Source};
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

pub(super) fn said(typed: &Typed, today: NaiveDate, inner: bool) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let name = read.text("nom", SHORT, "Dites comment on appelle cet ENT.");
    let basis = read.optional("fondement", LONG);
    let address =
        address::kept(typed.of("adresse"), inner).map_err(|why| read.errors.add("adresse", why)).ok();
    let profiles = chosen(typed, "profil", &profiles::ALL.map(|p| p.0));
    if profiles.is_empty() {
        read.errors.add("profil", "Dites qui peut entrer par lui.");
    }
    let children = profiles.iter().any(|p| [profiles::PUPIL, profiles::GUARDIAN].contains(&p.as_str()));
    if children && basis.is_empty() {
        read.errors.add("fondement", "Dites ce qui permet à des élèves ou à des familles d’entrer ainsi\u{a0}: convention, décision, avis du délégué.");
    }
    read.checked(address.map(|address| Said { name, address, profiles, basis }))
}

pub(crate) fn state(source: &Source, today: NaiveDate) -> State {
    State::of(source.opening, today)
}

pub(super) fn opening(source: &Source, typed: &Typed, today: NaiveDate) -> Result<Opening, Why> {
    if matches!(state(source, today), State::Open(_) | State::Waits(_)) {
        return Err(Why::not("On entre déjà par cet ENT, ou bientôt\u{a0}: fermez-le d’abord."));
    }
    rules::opening(State::Closed, typed, today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_an_address_and_children_need_a_text() {
        let today: NaiveDate = "2026-09-15".parse().unwrap();
        let form = |fields: &[(&str, &str)]| {
            Typed::from(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
        };
        let base =
            [("nom", "e-Collège"), ("adresse", "https://ent2d.example.org/cas"), ("profil", "National_ENS")];
        let good = said(&form(&base), today, false).unwrap();
        assert_eq!((good.address.as_str(), good.profiles.len()), ("https://ent2d.example.org/cas/", 1));
        for more in [("profil", "National_ELV"), ("profil", "National_TUT")] {
            let fields: Vec<_> = base.into_iter().chain([more]).collect();
            assert!(said(&form(&fields), today, false).is_err(), "{more:?}");
            let fields: Vec<_> = fields.into_iter().chain([("fondement", "Convention")]).collect();
            assert!(said(&form(&fields), today, false).is_ok(), "{more:?}");
        }
        for (field, value) in
            [("nom", ""), ("adresse", "http://ent2d.example.org"), ("adresse", "https://10.0.0.8/")]
        {
            let fields: Vec<_> = base.into_iter().filter(|f| f.0 != field).chain([(field, value)]).collect();
            assert!(said(&form(&fields), today, false).is_err(), "{field}={value}");
        }
        assert!(said(&form(&base[..2]), today, false).is_err(), "for nobody");
    }
}
