//! What equipment is, how long it lasts, what is written down of it. Pure.

use crate::amounts::count;
use chrono::{Months, NaiveDate};
use cockpit::equipment::{Kind, ends_after};
use cockpit::near::Near;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// How near the end is.
pub(super) fn is_ending(ends_on: Option<NaiveDate>, today: NaiveDate) -> bool {
    ends_on.is_some_and(|day| day <= today + Months::new(6))
}

pub(super) const STATES: [(&str, &str); 4] =
    [("new", "neuf"), ("good", "bon état"), ("worn", "usé"), ("broken", "hors service")];
pub(super) const OWNERS: [(&str, &str); 3] =
    [("commune", "la commune"), ("school", "l’école"), ("other", "un autre")];
pub(super) const REASONS: [(&str, &str); 4] =
    [("replaced", "remplacé"), ("worn_out", "hors d’usage"), ("lost", "perdu ou volé"), ("given", "donné")];
pub(super) const OUTCOMES: [(&str, &str); 3] =
    [("repaired", "réparé"), ("replaced", "remplacé"), ("given_up", "sans suite")];
/// Before any phase, then those of the project.
pub(super) const PHASES: [(&str, &str); 5] = [
    ("", "Cadrage"),
    ("experimentation", "Expérimentation"),
    ("deployment", "Déploiement"),
    ("generalisation", "Généralisation"),
    ("contract_end", "Fin de marché"),
];

pub(super) fn french(of: &[(&str, &'static str)], name: &str) -> &'static str {
    of.iter().find(|w| w.0 == name).map_or("", |w| w.1)
}

pub(super) fn names(of: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    of.iter().map(|(name, _)| (*name, *name)).collect()
}

pub(super) fn options(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
}

/// A batch as it is written down.
#[derive(Debug, Clone)]
pub(crate) struct New {
    pub kind: Kind,
    pub label: String,
    pub quantity: i32,
    pub state: &'static str,
    pub class: Option<Uuid>,
    pub owner: &'static str,
    pub funder: String,
    pub batch: String,
    pub spot: String,
    pub bought_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}

/// `classes`: those of the school, this year. `least`: so many units are out of order.
pub(super) fn new(typed: &Typed, classes: &[Uuid], least: i32, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("genre", &Kind::choices());
    let label = read.optional("modele", SHORT);
    let quantity = count(&mut read, typed, "nombre", (least.max(1), 5000));
    let state = read.one_of("etat", &names(&STATES));
    let owner = read.one_of("proprietaire", &names(&OWNERS));
    let funder = read.optional("financeur", SHORT);
    let batch = read.optional("lot", SHORT);
    let spot = read.optional("endroit", SHORT);
    let class = if typed.of("classe").is_empty() {
        None
    } else {
        read.among("classe", classes, "Choisissez une classe de l’école.")
    };
    let bought_on = read.far_day("achat", (25, 0));
    let ends_on = read
        .far_day("terme", (10, 25))
        .or_else(|| bought_on.zip(kind).map(|(day, kind)| ends_after(kind, day)));
    if bought_on.zip(ends_on).is_some_and(|(from, until)| until <= from) {
        read.errors.add("terme", "La fin vient après l’achat.");
    }
    let made = kind.zip(quantity).zip(state).zip(owner).map(|(((kind, quantity), state), owner)| New {
        kind,
        label,
        quantity,
        state,
        class,
        owner,
        funder,
        batch,
        spot,
        bought_on,
        ends_on,
    });
    read.checked(made)
}

/// Who keeps the register of this school.
pub(super) fn keeps(near: &Near) -> Result<(), Why> {
    if near.keeps() {
        return Ok(());
    }
    Err(Why::not(
        "L’équipement est tenu par la direction, par la commune ou par l’équipe projet\u{a0}: dites-leur ce qui change.",
    ))
}

pub(super) struct NewRule {
    pub phase: &'static str,
    pub kind: Kind,
    pub by_class: bool,
    pub least: i32,
    pub minimum: String,
}

pub(super) fn rule(typed: &Typed, today: NaiveDate) -> Result<NewRule, Why> {
    let mut read = Reading::new(typed, today);
    let phases: Vec<_> =
        PHASES.iter().map(|(name, _)| (if name.is_empty() { "framing" } else { *name }, *name)).collect();
    let phase = read.one_of("phase", &phases);
    let kind = read.one_of("genre", &Kind::choices());
    let by_class = read.one_of("par", &[("class", true), ("school", false)]);
    let least = count(&mut read, typed, "nombre", (1, 500));
    let minimum = read.optional("minimum", LONG);
    let made = phase.zip(kind).zip(by_class).zip(least);
    let made =
        made.map(|(((phase, kind), by_class), least)| NewRule { phase, kind, by_class, least, minimum });
    read.checked(made)
}

pub(super) struct NewContract {
    /// Nothing: for the whole project.
    pub commune: Option<Uuid>,
    pub supplier: String,
    pub covers: String,
    pub phone: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// `communes`: those that she acts for. Only the project makes one for all.
pub(super) fn contract(
    typed: &Typed,
    communes: &[Uuid],
    project: bool,
    today: NaiveDate,
) -> Result<NewContract, Why> {
    if communes.is_empty() && !project {
        return Err(Why::not(
            "Un contrat de maintenance est enregistré par la commune ou par l’équipe projet.",
        ));
    }
    let mut read = Reading::new(typed, today);
    let commune = if typed.of("commune").is_empty() && project {
        None
    } else {
        read.among("commune", communes, "Choisissez une commune de la liste.")
    };
    let supplier = read.text("prestataire", SHORT, "Donnez le nom du prestataire.");
    let covers = read.text("objet", LONG, "Dites ce qui est couvert.");
    let phone = read.text("telephone", 40, "Donnez le téléphone à appeler.");
    let (from, until) = (read.day("debut"), read.day("fin"));
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let made = from.zip(until);
    read.checked(made.map(|(from, until)| NewContract { commune, supplier, covers, phone, from, until }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn it_ends_when_it_usually_does_and_says_so_six_months_before() {
        let ends = ends_after(Kind::Tablet, day("2022-03-01"));
        assert_eq!(ends, day("2027-03-01"));
        assert!(!is_ending(Some(ends), day("2026-08-31")) && is_ending(Some(ends), day("2026-09-01")));
        assert!(!is_ending(None, day("2026-09-01")));
    }
}
