//! When one is warned, what is done before one leaves, what keeps a market open. Pure.

use super::queries::{Contract, Step};
use chrono::{Days, Months, NaiveDate};
use identity::steering::full_day;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

/// Months before the end, the furthest first.
const WARNED: [u32; 5] = [18, 12, 9, 6, 3];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Warning {
    Within(u32),
    Over,
}

impl Warning {
    pub(super) fn of(last: NaiveDate, today: NaiveDate) -> Option<Self> {
        if last < today {
            return Some(Self::Over);
        }
        WARNED.iter().rev().find(|months| last - Months::new(**months) <= today).map(|m| Self::Within(*m))
    }

    pub(super) fn french(self) -> String {
        match self {
            Self::Within(months) => format!("dans moins de {months} mois"),
            Self::Over => "terminé".to_owned(),
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Within(18 | 12) => "sun",
            Self::Within(_) | Self::Over => "brick",
        }
    }
}

/// In the database, on a page.
pub(super) const KINDS: [(&str, &str); 7] = [
    ("export", "Export des données"),
    ("hand_over", "Remise au nouveau prestataire"),
    ("freeze", "Gel"),
    ("schools_told", "Annonce aux écoles"),
    ("families_told", "Annonce aux familles"),
    ("deletion", "Suppression attestée"),
    ("other", "Autre"),
];

pub(super) fn kind(name: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == name).map_or("", |k| k.1)
}

pub(super) struct NewStep {
    pub kind: &'static str,
    pub title: String,
    pub owner: String,
    pub due: NaiveDate,
}

/// What is proposed, backwards from the last day. Who keeps the market changes and completes it.
pub(super) fn plan(last: NaiveDate) -> Vec<NewStep> {
    const TEAM: &str = "Équipe projet";
    const PROVIDER: &str = "Prestataire sortant";
    let step = |kind, title: &str, owner: &str, due| NewStep {
        kind,
        title: title.to_owned(),
        owner: owner.to_owned(),
        due,
    };
    vec![
        step("schools_told", "Dire aux écoles ce qui change et quand", TEAM, last - Months::new(6)),
        step("export", "Essayer l’export des données de chaque école", PROVIDER, last - Months::new(4)),
        step(
            "families_told",
            "Dire aux familles ce qui change, et comment garder leurs données",
            TEAM,
            last - Months::new(3),
        ),
        step("freeze", "Geler ce qui s’écrit, à une date annoncée", TEAM, last - Days::new(14)),
        step("export", "Exporter les données de chaque école", PROVIDER, last - Days::new(10)),
        step(
            "hand_over",
            "Remettre les données au nouveau prestataire et vérifier leur reprise",
            PROVIDER,
            last - Days::new(5),
        ),
        step("deletion", "Supprimer les données, avec un certificat", PROVIDER, last + Days::new(30)),
    ]
}

pub(super) struct New {
    pub title: String,
    pub provider: String,
    pub reference: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

pub(super) fn new(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez l’objet du marché.");
    let provider = read.text("prestataire", SHORT, "Donnez le prestataire.");
    let reference = read.text("reference", SHORT, "Donnez la référence du marché.");
    let (from, until) = (read.far_day("debut", (15, 5)), read.day("fin"));
    if from.is_none() {
        read.errors.add("debut", "Donnez la date.");
    }
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let days = from.zip(until);
    read.checked(days.map(|(from, until)| New { title, provider, reference, from, until }))
}

pub(super) fn is_open(contract: &Contract) -> Result<(), Why> {
    match contract.closed_on {
        Some(_) => Err(Why::not("Ce marché est clos.")),
        None => Ok(()),
    }
}

pub(super) struct Extension {
    pub until: NaiveDate,
    pub reason: String,
    pub signed_on: NaiveDate,
}

pub(super) fn extension(contract: &Contract, typed: &Typed, today: NaiveDate) -> Result<Extension, Why> {
    is_open(contract)?;
    let mut read = Reading::new(typed, today);
    let until = read.day("fin");
    if until.is_some_and(|day| day <= contract.last) {
        let last = full_day(contract.last);
        read.errors.add("fin", format!("Le marché court déjà jusqu’au {last}."));
    }
    let reason = read.text("texte", LONG, "Dites pourquoi il est prolongé.");
    let signed_on = read.past("jour");
    let made = until.zip(signed_on);
    read.checked(made.map(|(until, signed_on)| Extension { until, reason, signed_on }))
}

/// A plan is proposed once.
pub(super) fn may_plan(contract: &Contract) -> Result<(), Why> {
    is_open(contract)?;
    if contract.steps.is_empty() {
        return Ok(());
    }
    Err(Why::not("Le plan existe déjà\u{a0}: complétez-le étape par étape."))
}

pub(super) fn step(contract: &Contract, typed: &Typed, today: NaiveDate) -> Result<NewStep, Why> {
    is_open(contract)?;
    let mut read = Reading::new(typed, today);
    let kinds: Vec<_> = KINDS.iter().map(|(name, _)| (*name, *name)).collect();
    let kind = read.one_of("genre", &kinds);
    let title = read.text("titre", SHORT, "Dites ce qui est à faire.");
    let owner = read.text("qui", SHORT, "Dites qui s’en charge.");
    let due = read.day("jour");
    let made = kind.zip(due);
    read.checked(made.map(|(kind, due)| NewStep { kind, title, owner, due }))
}

/// The day on which it was done, and what proves it: a deletion has its certificate.
pub(super) fn done(
    contract: &Contract,
    step: &Step,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(NaiveDate, String), Why> {
    is_open(contract)?;
    if step.done_on.is_some() {
        return Err(Why::not("Cette étape est déjà faite."));
    }
    let mut read = Reading::new(typed, today);
    let day = read.past("jour");
    let evidence = match step.kind.as_str() {
        "deletion" => read.text("preuve", LONG, "Donnez la référence du certificat de suppression."),
        _ => read.optional("preuve", LONG),
    };
    read.checked(day.map(|day| (day, evidence)))
}

/// What keeps it open.
pub(super) fn close(contract: &Contract) -> Result<(), Why> {
    is_open(contract)?;
    if contract.steps.is_empty() {
        return Err(Why::not("Un marché ne se clôt pas sans plan de réversibilité."));
    }
    let open: Vec<_> = contract.steps.iter().filter(|s| s.done_on.is_none()).collect();
    let Some(first) = open.first() else { return Ok(()) };
    Err(Why::Not(format!(
        "Le marché ne se clôt pas tant qu’une étape est ouverte\u{a0}: «\u{a0}{}\u{a0}» ({} en tout).",
        first.title,
        open.len()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn one_is_warned_five_times_then_told_that_it_is_over() {
        let last = day("2028-08-31");
        for (today, warned) in [
            ("2027-02-27", None),
            ("2027-02-28", Some(Warning::Within(18))),
            ("2027-08-31", Some(Warning::Within(12))),
            ("2027-11-30", Some(Warning::Within(9))),
            ("2028-02-29", Some(Warning::Within(6))),
            ("2028-05-31", Some(Warning::Within(3))),
            ("2028-08-31", Some(Warning::Within(3))),
            ("2028-09-01", Some(Warning::Over)),
        ] {
            assert_eq!(Warning::of(last, day(today)), warned, "{today}");
        }
    }

    #[test]
    fn the_plan_goes_backwards_from_the_last_day_and_ends_with_a_certificate() {
        let plan = plan(day("2028-08-31"));
        let days: Vec<_> = plan.iter().map(|s| (s.kind, s.due.to_string())).collect();
        assert_eq!(days.first(), Some(&("schools_told", "2028-02-29".to_owned())));
        assert_eq!(days.last(), Some(&("deletion", "2028-09-30".to_owned())));
        assert!(plan.is_sorted_by_key(|s| s.due));
    }
}
