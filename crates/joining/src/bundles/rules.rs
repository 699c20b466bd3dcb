//! What an offer holds, for whom and until when. Pure.

use chrono::{Months, NaiveDate, TimeDelta};
use identity::services::{SERVICES, Service};
use kernel::PlaceId;
use kernel::typed::{Reading, SHORT, Typed, Why};
use kernel::year::school_year_of;
use uuid::Uuid;

pub(super) const KINDS: [(&str, &str); 2] = [("trial", "Essai, limité"), ("full", "Complet")];

pub(super) fn kind(name: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == name).map_or("", |k| k.1)
}

/// How long before the end of funding those whom it concerns are told.
pub(super) const WARNED: TimeDelta = TimeDelta::days(60);

/// « 2026-2027 ».
pub(super) fn year(first: i16) -> String {
    format!("{first}-{}", first + 1)
}

/// From 1 September to 31 August: what is proposed.
pub(super) fn days(first: i16) -> (NaiveDate, NaiveDate) {
    let day =
        |year: i16, month, day| NaiveDate::from_ymd_opt(i32::from(year), month, day).unwrap_or_default();
    (day(first, 9, 1), day(first + 1, 8, 31))
}

pub(super) struct Bundle {
    pub kind: &'static str,
    pub name: String,
    pub services: Vec<String>,
}

pub(super) fn bundle(typed: &Typed, taken: &[&str], today: NaiveDate) -> Result<Bundle, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("genre", &KINDS.map(|k| (k.0, k.0)));
    let name = read.text("nom", SHORT, "Donnez un nom à l’offre.");
    if taken.contains(&name.as_str()) {
        read.errors.add("nom", "Une offre porte déjà ce nom.");
    }
    let chosen: Vec<_> = typed.all("services").filter_map(Service::named).collect();
    let services: Vec<String> = SERVICES
        .iter()
        .filter(|s| kind == Some("full") || chosen.contains(&s.0))
        .map(|s| s.1.to_owned())
        .collect();
    if kind == Some("trial") {
        match services.len() {
            0 => read.errors.add("services", "Choisissez au moins un service."),
            n if n == SERVICES.len() => {
                read.errors
                    .add("services", "Un essai ne tient pas tout\u{a0}: choisissez «\u{a0}Complet\u{a0}».");
            }
            _ => {}
        }
    }
    read.checked(kind.map(|kind| Bundle { kind, name, services }))
}

/// A commitment that may pay: its commune, until when.
#[derive(Debug, Clone)]
pub(super) struct Commitment {
    pub id: Uuid,
    pub commune: PlaceId,
    pub words: String,
    pub until: NaiveDate,
}

pub(super) struct Grant {
    pub bundle: Uuid,
    pub place: PlaceId,
    pub commitment: Option<Uuid>,
    pub year: i16,
    pub classes: i32,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// `school`: what the typed UAI is, when one was typed.
pub(super) fn grant(
    typed: &Typed,
    (bundles, commitments): (&[Uuid], &[Commitment]),
    school: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Grant, Why> {
    let mut read = Reading::new(typed, today);
    let bundle = read.among("offre", bundles, "Choisissez une offre.");
    let commitment =
        typed.of("engagement").parse::<Uuid>().ok().and_then(|id| commitments.iter().find(|c| c.id == id));
    let place = match (typed.of("uai").is_empty(), school, commitment) {
        (true, _, Some(commitment)) => Some(commitment.commune),
        (false, Some(school), None) => Some(school),
        (false, _, Some(_)) => {
            read.errors
                .add("uai", "C’est l’engagement d’une commune ou une école\u{a0}: laissez l’un des deux.");
            None
        }
        (false, None, None) => {
            read.errors.add("uai", "Aucune école du projet n’a cet UAI.");
            None
        }
        (true, _, None) => {
            read.errors.add("engagement", "Choisissez un engagement, ou donnez l’UAI d’une école.");
            None
        }
    };
    let this = school_year_of(today);
    let years = [this, this + 1].map(|y| (year(y), y));
    let year = read.one_of("annee", &[(&*years[0].0, years[0].1), (&*years[1].0, years[1].1)]);
    let classes = typed.of("classes").parse::<i32>().ok().filter(|n| (1..=20_000).contains(n));
    if classes.is_none() {
        read.errors.add("classes", "Donnez le nombre de classes financées.");
    }
    let (from, until) = (read.day("bascule"), read.day("fin"));
    if let (Some(year), Some(from), Some(until)) = (year, from, until) {
        // The directory turns on 1 August, what is paid for ends on the 31st.
        let (first, last) = (days(year).0 - Months::new(1), days(year).1);
        let whole = |day: NaiveDate| first <= day && day <= last;
        if !whole(from) {
            read.errors.add("bascule", "Ce jour n’est pas dans l’année scolaire choisie.");
        }
        if !whole(until) {
            read.errors.add("fin", "Ce jour n’est pas dans l’année scolaire choisie.");
        }
        if until <= from {
            read.errors.add("fin", "La fin vient après la bascule.");
        }
        if until < today {
            read.errors.add("fin", "Ce jour est passé\u{a0}: l’école ne pourrait plus écrire aussitôt.");
        }
        if commitment.is_some_and(|c| until > c.until) {
            read.errors.add("fin", "L’engagement de la commune finit avant.");
        }
    }
    let said = bundle.zip(place).zip(year.zip(classes)).zip(from.zip(until));
    let made = said.map(|(((bundle, place), (year, classes)), (from, until))| Grant {
        bundle,
        place,
        commitment: commitment.map(|c| c.id),
        year,
        classes,
        from,
        until,
    });
    read.checked(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_trial_holds_some_services_and_a_full_offer_all() {
        let today = "2026-09-15".parse().unwrap();
        let trial = |services: &[&str]| {
            let mut fields = vec![("genre", "trial"), ("nom", "Essai")];
            fields.extend(services.iter().map(|s| ("services", *s)));
            bundle(&typed(&fields), &["Autre"], today)
        };
        assert_eq!(trial(&["families", "answers", "?"]).ok().unwrap().services, ["families", "answers"]);
        assert!(trial(&[]).is_err() && trial(&SERVICES.map(|s| s.1)).is_err());
        let full = bundle(&typed(&[("genre", "full"), ("nom", "Complet")]), &[], today).ok().unwrap();
        assert_eq!(full.services, SERVICES.map(|s| s.1));
        assert!(bundle(&typed(&[("genre", "full"), ("nom", "Autre")]), &["Autre"], today).is_err());
    }

    #[test]
    fn it_is_for_a_commitment_or_a_school_within_one_year() {
        let today = "2026-09-15".parse().unwrap();
        let (bundle, school) = (Uuid::now_v7(), PlaceId::fresh());
        let commitment = Commitment {
            id: Uuid::now_v7(),
            commune: PlaceId::fresh(),
            words: String::new(),
            until: "2027-06-30".parse().unwrap(),
        };
        let (offer, paid) = (bundle.to_string(), commitment.id.to_string());
        let asked = |of: &[(&str, &str)], fin: &str, school| {
            let mut fields = vec![
                ("offre", &*offer),
                ("annee", "2026-2027"),
                ("classes", "4"),
                ("bascule", "2026-10-01"),
                ("fin", fin),
            ];
            fields.extend(of);
            grant(&typed(&fields), (&[bundle], std::slice::from_ref(&commitment)), school, today)
        };
        let uai = [("uai", "0809901A")];
        let by = [("engagement", &*paid)];
        assert_eq!(asked(&uai, "2027-08-31", Some(school)).ok().unwrap().place, school);
        assert_eq!(asked(&by, "2027-06-30", None).ok().unwrap().place, commitment.commune);
        for wrong in [
            asked(&uai, "2027-08-31", None),
            asked(&[uai[0], by[0]], "2027-06-30", Some(school)),
            asked(&[], "2027-06-30", None),
            asked(&by, "2027-07-01", None),
            asked(&uai, "2027-09-01", Some(school)),
            asked(&uai, "2026-10-01", Some(school)),
        ] {
            assert!(wrong.is_err());
        }
    }
}
