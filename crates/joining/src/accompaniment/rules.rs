//! The four components, what is planned and what is done. Pure.

use chrono::NaiveDate;
use cockpit::hours::hours;
use cockpit::register::Done;
use kernel::PlaceId;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

/// In the order of the source: face to face, virtual, the publisher’s sessions, projects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Training,
    VirtualClass,
    Technical,
    Project,
}

impl Part {
    pub(super) const ALL: [Self; 4] = [Self::Training, Self::VirtualClass, Self::Technical, Self::Project];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::VirtualClass => "virtual_class",
            Self::Technical => "technical",
            Self::Project => "project",
        }
    }

    pub(super) fn french(self) -> &'static str {
        match self {
            Self::Training => "Formations en présentiel",
            Self::VirtualClass => "Classes virtuelles",
            Self::Technical => "Séances techniques de l’éditeur",
            Self::Project => "Projets pédagogiques",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }
}

/// Planned and done, in minutes, of one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Balance {
    pub part: Part,
    pub planned: i64,
    pub done: i64,
}

impl Balance {
    pub(super) fn done_words(self) -> String {
        hours(self.done)
    }

    pub(super) fn planned_words(self) -> String {
        hours(self.planned)
    }

    pub(super) fn said(self) -> String {
        match self.planned {
            0 => format!("{} faites", hours(self.done)),
            planned => format!("{} faites sur {}", hours(self.done), hours(planned)),
        }
    }
}

/// What was planned of each, what the register holds of it, and what was noted by hand.
pub(super) fn balances(
    school: PlaceId,
    planned: &[(String, i64)],
    by_hand: &[(String, i64)],
    register: &[Done],
) -> [Balance; 4] {
    let of = |list: &[(String, i64)], part: Part| {
        list.iter().filter(|(name, _)| name == part.name()).map(|(_, m)| m).sum::<i64>()
    };
    Part::ALL.map(|part| {
        let held = register.iter().filter(|d| d.school == school && d.part == part.name());
        let done = of(by_hand, part) + held.map(|d| d.minutes).sum::<i64>();
        Balance { part, planned: of(planned, part), done }
    })
}

pub(super) struct New {
    pub planned: [i32; 4],
    pub dane: bool,
    pub companion_login: String,
    pub companion_name: String,
    pub plan: String,
    pub result: String,
}

pub(super) fn plan(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let planned = Part::ALL.map(|part| match typed.of(part.name()) {
        "" => 0,
        hours => cockpit::hours::minutes_typed(hours).unwrap_or_else(|| {
            read.errors.add(part.name(), "Donnez un nombre d’heures, par exemple 6 ou 1,5.");
            0
        }),
    });
    let companion_login = read.optional("identifiant", SHORT);
    let companion_name = read.optional("accompagnateur", SHORT);
    let plan = read.optional("plan", LONG);
    let result = read.optional("resultat", LONG);
    let dane = !typed.of("dane").is_empty();
    if dane && plan.is_empty() {
        read.errors.add("plan", "Dites ce que l’académie accompagne.");
    }
    read.checked(Some(New { planned, dane, companion_login, companion_name, plan, result }))
}

pub(super) struct Act {
    pub part: Part,
    pub day: NaiveDate,
    pub minutes: i32,
    pub what: String,
}

pub(super) fn act(typed: &Typed, today: NaiveDate) -> Result<Act, Why> {
    let mut read = Reading::new(typed, today);
    let part = read.one_of("composante", &Part::ALL.map(|p| (p.name(), p)));
    let day = read.past("jour");
    let minutes = cockpit::hours::minutes_typed(typed.of("heures")).filter(|m| (15..=6000).contains(m));
    if minutes.is_none() {
        read.errors.add("heures", "Donnez la durée en heures, par exemple 1,5.");
    }
    let what = read.text("quoi", LONG, "Dites ce qui a été fait, sans nommer d’élève.");
    let made = part.zip(day).zip(minutes).map(|((part, day), minutes)| Act { part, day, minutes, what });
    read.checked(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_register_and_what_was_noted_add_up() {
        let school = PlaceId::fresh();
        let register = [
            Done { school, part: "training".into(), minutes: 180 },
            Done { school: PlaceId::fresh(), part: "training".into(), minutes: 90 },
        ];
        let all = balances(school, &[("training".into(), 360)], &[("project".into(), 60)], &register);
        assert_eq!(all.map(|b| (b.planned, b.done)), [(360, 180), (0, 0), (0, 0), (0, 60)]);
        assert_eq!(
            (all[0].said().as_str(), all[3].said().as_str()),
            ("3\u{a0}h faites sur 6\u{a0}h", "1\u{a0}h faites")
        );
    }
}
