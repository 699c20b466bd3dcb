//! Who is reached, and how it is said. Pure.

use super::queries::Guardian;
use chrono::{Datelike, NaiveDate, TimeDelta};
use std::collections::BTreeMap;

/// A child with those who answer for her, household by household.
#[derive(Debug, Clone)]
pub(super) struct Family {
    pub pupil: String,
    pub households: Vec<Household>,
}

#[derive(Debug, Clone)]
pub(super) struct Household {
    pub guardians: Vec<Guardian>,
}

impl Household {
    /// One of the house has come in: what is written arrives there.
    pub fn reached(&self) -> bool {
        self.guardians.iter().any(Guardian::active)
    }
}

impl Family {
    pub fn reached(&self) -> bool {
        !self.households.is_empty() && self.households.iter().all(Household::reached)
    }

    /// One house is reached and another is not.
    pub fn half(&self) -> bool {
        !self.reached() && self.households.iter().any(Household::reached)
    }
}

/// Rows of (pupil, guardian), in order, become families. Guardians with the same address are one household;
/// where none is known, each is her own.
pub(super) fn families(rows: Vec<Guardian>) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for pupil in rows.chunk_by(|a, b| a.pupil_id == b.pupil_id) {
        let mut households: BTreeMap<(usize, &str), Vec<Guardian>> = BTreeMap::new();
        for guardian in pupil.iter().filter(|g| g.person.is_some()) {
            let first = pupil.iter().position(|g| g.household == guardian.household).unwrap_or_default();
            households.entry((first, &guardian.household)).or_default().push(guardian.clone());
        }
        let households = households.into_values().map(|guardians| Household { guardians }).collect();
        families.push(Family { pupil: pupil[0].pupil.clone(), households });
    }
    families
}

impl Guardian {
    pub fn active(&self) -> bool {
        self.state.as_deref() == Some("active")
    }

    /// May be given a slip or a letter by the class.
    pub fn can_be_invited(&self) -> bool {
        self.state.as_deref() == Some("to_activate") && !self.works_here
    }

    /// The word and its colour.
    pub fn chip(&self) -> (&'static str, &'static str) {
        match self.state.as_deref() {
            Some("active") => ("joint·e", "meadow"),
            Some("to_activate") if self.works_here => ("fiche d’adulte de l’école", "sky"),
            Some("to_activate") if self.mail_failed => ("courriel revenu", "brick"),
            Some("to_activate") if self.mailed.is_some() || self.printed.is_some() => ("prévenu·e", "sun"),
            Some("to_activate") => ("rien encore", "brick"),
            _ => ("compte fermé", "brick"),
        }
    }
}

/// The Monday of the week of a day: no more is kept of when somebody came.
#[must_use]
pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))
}

/// « venu·e cette semaine », « venu·e il y a 3 semaines ».
#[must_use]
pub(crate) fn week_words(week: Option<NaiveDate>, today: NaiveDate) -> String {
    let Some(week) = week else { return "pas venu·e ces derniers temps".to_owned() };
    match (monday(today) - monday(week)).num_weeks() {
        ..=0 => "venu·e cette semaine".to_owned(),
        1 => "venu·e la semaine dernière".to_owned(),
        n @ 2..=8 => format!("venu·e il y a {n}\u{a0}semaines"),
        _ => "pas venu·e depuis plus de deux mois".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::PersonId;

    fn guardian(pupil: PersonId, state: &str, household: &str) -> Guardian {
        Guardian {
            pupil_id: pupil,
            pupil: "Lina".into(),
            person: Some(PersonId::fresh().0),
            name: String::new(),
            household: household.into(),
            state: Some(state.into()),
            works_here: false,
            has_address: false,
            printed: None,
            mailed: None,
            mail_failed: false,
            came_week: None,
        }
    }

    #[test]
    fn each_household_counts() {
        let (lina, tom) = (PersonId::fresh(), PersonId::fresh());
        let rows = vec![
            guardian(lina, "active", "1 rue haute"),
            guardian(lina, "to_activate", "2 rue basse"),
            guardian(tom, "to_activate", "3 rue"),
            guardian(tom, "active", "3 rue"),
        ];
        let families = families(rows);
        assert_eq!(families.iter().map(|f| f.households.len()).collect::<Vec<_>>(), [2, 1]);
        assert!(families[0].half() && !families[0].reached());
        assert!(families[1].reached() && !families[1].half());
    }

    #[test]
    fn a_child_without_anybody_is_not_reached() {
        let mut alone = guardian(PersonId::fresh(), "active", "");
        alone.person = None;
        let families = families(vec![alone]);
        assert!(families[0].households.is_empty() && !families[0].reached() && !families[0].half());
    }

    #[test]
    fn weeks_not_minutes() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 9, d).unwrap();
        assert_eq!(week_words(Some(day(14)), day(20)), "venu·e cette semaine");
        assert_eq!(week_words(Some(day(13)), day(14)), "venu·e la semaine dernière");
        assert_eq!(week_words(Some(day(1)), day(20)), "venu·e il y a 2\u{a0}semaines");
        assert_eq!(week_words(None, day(20)), "pas venu·e ces derniers temps");
    }
}
