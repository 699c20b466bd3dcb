//! What a convention says and how long it holds. Pure.

use super::clauses::NEEDED;
use super::queries::{Convention, Party};
use chrono::{Days, Months, NaiveDate};
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};

/// Who signs.
pub(super) const SIDES: [(&str, &str); 4] = [
    ("carrier", "Porteur du projet"),
    ("commune", "Commune ou intercommunalité"),
    ("education", "Éducation nationale"),
    ("partner", "Partenaire sans comptes"),
];

pub(super) fn side(name: &str) -> &'static str {
    SIDES.iter().find(|s| s.0 == name).map_or("", |s| s.1)
}

/// « 2026-2027 ».
pub(super) fn year(first: i16) -> String {
    format!("{first}-{}", first + 1)
}

/// From the beginning of the school year.
pub(super) fn first_day(today: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(school_year_of(today)), 9, 1).unwrap_or(today)
}

/// Three years, less a day.
pub(super) fn three_years(from: NaiveDate) -> NaiveDate {
    from + Months::new(36) - Days::new(1)
}

/// How near its end is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Warning {
    Over,
    /// Less than so many months are left: 3, 6 or 9.
    Within(u32),
}

impl Warning {
    pub(super) fn of(last: NaiveDate, today: NaiveDate) -> Option<Self> {
        if today > last {
            return Some(Self::Over);
        }
        [3, 6, 9].into_iter().find(|months| today + Months::new(*months) > last).map(Self::Within)
    }

    pub(super) fn french(self) -> String {
        match self {
            Self::Over => "terminée".to_owned(),
            Self::Within(months) => format!("à reconduire\u{a0}: moins de {months} mois"),
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Over => "",
            Self::Within(3) => "brick",
            Self::Within(6) => "sun",
            Self::Within(_) => "sky",
        }
    }
}

pub(super) fn keeps(actor: &Actor) -> Result<(), Why> {
    if actor.is_project() {
        return Ok(());
    }
    Err(Why::not("C’est à l’équipe projet de tenir les conventions\u{a0}: dites-lui ce qui doit changer."))
}

pub(super) struct New {
    pub with_schools: bool,
    pub reference: String,
    pub object: String,
    pub brings: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

pub(super) fn new(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let with_schools = read.one_of("nature", &[("schools", true), ("partner", false)]);
    let reference = read.text("reference", 60, "Donnez-lui une référence, par exemple 2026-01.");
    let object = read.text("objet", LONG, "Dites sur quoi elle porte.");
    let brings = read.optional("apporte", LONG);
    if with_schools == Some(false) && brings.is_empty() {
        read.errors.add("apporte", "Dites ce que le partenaire apporte.");
    }
    let from = read.day("debut");
    let until = if typed.of("fin").is_empty() { from.map(three_years) } else { read.day("fin") };
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let new = with_schools.zip(from.zip(until)).map(|(with_schools, (from, until))| New {
        with_schools,
        reference,
        object,
        brings,
        from,
        until,
    });
    read.checked(new)
}

/// What was signed does not change.
pub(super) fn is_open(convention: &Convention) -> Result<(), Why> {
    if convention.ended_on.is_some() {
        return Err(Why::not("Cette convention a pris fin."));
    }
    if convention.parties.iter().any(|p| p.signed_on.is_some()) {
        return Err(Why::not("Une partie a signé\u{a0}: le texte ne change plus. Écrivez un avenant."));
    }
    Ok(())
}

pub(super) struct NewParty {
    pub side: &'static str,
    pub name: String,
    pub signatory: String,
    pub place: Option<PlaceId>,
}

/// A commune may be one of the territory: its agents then record its signature themselves.
pub(super) fn new_party(typed: &Typed, communes: &[PlaceId], today: NaiveDate) -> Result<NewParty, Why> {
    let mut read = Reading::new(typed, today);
    let sides = SIDES.map(|(name, _)| (name, name));
    let side = read.one_of("cote", &sides);
    let name = read.text("nom", SHORT, "Donnez le nom de la partie.");
    let signatory = read.text("signataire", SHORT, "Dites qui signe pour elle, par sa fonction.");
    let known: Vec<_> = communes.iter().map(|c| c.0).collect();
    let place = match typed.of("commune") {
        "" => None,
        _ => read.among("commune", &known, "Choisissez une commune de la liste."),
    };
    read.checked(side.map(|side| NewParty { side, name, signatory, place: place.map(PlaceId) }))
}

/// Two sides that answer each other, and what a convention must say.
pub(super) fn can_be_signed(convention: &Convention) -> Result<(), Why> {
    let has = |sides: &[&str]| convention.parties.iter().any(|p| sides.contains(&p.side.as_str()));
    let carried = has(&["carrier", "commune"]);
    let sentence = match convention.with_schools {
        true if !carried => "Il manque la collectivité parmi les parties.",
        true if !has(&["education"]) => "Il manque l’Éducation nationale parmi les parties.",
        false if !has(&["partner"]) => "Il manque le partenaire parmi les parties.",
        false if !carried && !has(&["education"]) => {
            "Il manque le porteur ou l’Éducation nationale parmi les parties."
        }
        _ => return Ok(()),
    };
    Err(Why::not(sentence))
}

/// The team, or the commune for itself.
pub(super) fn may_sign(actor: &Actor, convention: &Convention, party: &Party) -> Result<(), Why> {
    let hers = actor.communes().any(|place| party.places.contains(&place));
    if !hers && !actor.is_project() {
        return Err(Why::not(format!(
            "La signature de {} s’enregistre par {}l’équipe projet.",
            party.name,
            if party.places.is_empty() { "" } else { "ses agents ou " }
        )));
    }
    if convention.ended_on.is_some() {
        return Err(Why::not("Cette convention a pris fin."));
    }
    if party.signed_on.is_some() {
        return Err(Why::not(format!("{} a déjà signé.", party.name)));
    }
    can_be_signed(convention)
}

/// A clause goes when it is emptied, but not the last one of what is needed.
pub(super) fn may_empty(convention: &Convention, position: i16) -> Result<(), Why> {
    let of = |clause: &&super::queries::Clause| clause.position == position;
    let Some(clause) = convention.clauses.iter().find(of) else { return Ok(()) };
    let others = convention.clauses.iter().any(|c| c.theme == clause.theme && c.position != position);
    if NEEDED.contains(&clause.theme.as_str()) && !others {
        let theme = super::clauses::theme(&clause.theme);
        return Err(Why::not(format!(
            "Une convention dit au moins un mot de ceci\u{a0}: {}.",
            theme.to_lowercase()
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_years_and_its_warnings() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(first_day(day("2026-11-26")), day("2026-09-01"));
        let last = three_years(day("2026-09-01"));
        assert_eq!(last, day("2029-08-31"));
        for (today, warning) in [
            ("2028-11-30", None),
            ("2028-12-01", Some(Warning::Within(9))),
            ("2029-03-01", Some(Warning::Within(6))),
            ("2029-06-01", Some(Warning::Within(3))),
            ("2029-08-31", Some(Warning::Within(3))),
            ("2029-09-01", Some(Warning::Over)),
        ] {
            assert_eq!(Warning::of(last, day(today)), warning, "{today}");
        }
    }
}
