//! What is said of a problem, and how it goes on. Pure.

use crate::category::Category;
use crate::concerned::Concerned;
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

pub(super) struct Said {
    pub category: Category,
    pub concerned: Concerned,
    pub place: Option<Uuid>,
    pub title: String,
    pub happens: String,
    pub workaround: String,
    pub since: DateTime<Utc>,
    pub major: bool,
}

/// Now, where it is, and the places that may be concerned.
pub(super) struct Around<'a> {
    pub now: DateTime<Utc>,
    pub zone: Tz,
    pub places: &'a [Uuid],
}

pub(super) fn said(typed: &Typed, around: &Around<'_>) -> Result<Said, Why> {
    let mut read = Reading::new(typed, day(around.now, around.zone));
    let category = read.one_of("theme", &Category::ALL.map(|c| (c.name(), c)));
    let concerned = read.one_of("pour", &Concerned::ALL.map(|c| (c.name(), c)));
    let title = read.text("titre", SHORT, "Dites en une ligne ce qui ne va pas.");
    let happens = read.text("constat", LONG, "Dites ce que l’on voit.");
    let workaround = read.optional("contournement", LONG);
    let place = match typed.of("lieu") {
        "" => None,
        _ => read.among("lieu", around.places, "Choisissez un lieu de la liste."),
    };
    let since = moment(typed.of("depuis"), around);
    if since.is_none() {
        read.errors.add("depuis", "Donnez le jour et l’heure, qui ne sont pas à venir.");
    }
    let major = typed.of("majeur") == "oui";
    let read_lists = category.zip(concerned).zip(since);
    read.checked(read_lists.map(|((category, concerned), since)| Said {
        category,
        concerned,
        place,
        title,
        happens,
        workaround,
        since,
        major,
    }))
}

fn day(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// What a field of day and hour says, when it has been; nothing typed is now.
fn moment(typed: &str, around: &Around<'_>) -> Option<DateTime<Utc>> {
    if typed.is_empty() {
        return Some(around.now);
    }
    let local = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").ok()?;
    let at = around.zone.from_local_datetime(&local).earliest()?.with_timezone(&Utc);
    let old = around.now - TimeDelta::days(366);
    (old..=around.now).contains(&at).then_some(at)
}

/// How the field of day and hour shows a moment.
pub(super) fn field_of(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%dT%H:%M").to_string()
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// What is new.
    Tell(String),
    /// It is over; in which version, when it is known.
    End {
        fixed_in: String,
        text: String,
    },
    Reopen(String),
}

impl Act {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Tell(_) => "told",
            Self::End { .. } => "ended",
            Self::Reopen(_) => "reopened",
        }
    }
}

pub(super) fn act(typed: &Typed, ended: bool, today: NaiveDate) -> Result<Act, Why> {
    let mut read = Reading::new(typed, today);
    let text = read.text("texte", LONG, "Dites ce qui a changé.");
    let fixed_in = read.optional("version", SHORT);
    let act = match (typed.of("geste"), ended) {
        ("dire", _) => Act::Tell(text),
        ("finir", false) => Act::End { fixed_in, text },
        ("rouvrir", true) => Act::Reopen(text),
        _ => return Err(Why::not("Quelqu’un l’a changé entre-temps.")),
    };
    read.checked(Some(act))
}

/// « 2 h 20 », « 3 jours »: how long it lasted.
pub(super) fn lasted(from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    let minutes = (until - from).num_minutes();
    match (minutes / 1440, minutes / 60, minutes % 60) {
        (0, 0, 0 | 1) => "1\u{a0}minute".to_owned(),
        (0, 0, minutes) => format!("{minutes}\u{a0}minutes"),
        (0, hours, 0) => format!("{hours}\u{a0}h"),
        (0, hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
        (1, ..) => "1\u{a0}jour".to_owned(),
        (days, ..) => format!("{days}\u{a0}jours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(said: &str) -> DateTime<Utc> {
        said.parse().unwrap()
    }

    #[test]
    fn a_moment_is_read_where_the_project_is() {
        let around = Around { now: at("2026-09-15T08:30:00Z"), zone: chrono_tz::Europe::Paris, places: &[] };
        assert_eq!(moment("2026-09-15T10:00", &around), Some(at("2026-09-15T08:00:00Z")));
        assert_eq!(moment("", &around), Some(around.now));
        for wrong in ["2026-09-15T10:31", "2019-01-01T00:00", "hier"] {
            assert_eq!(moment(wrong, &around), None, "{wrong}");
        }
        assert_eq!(field_of(around.now, around.zone), "2026-09-15T10:30");
    }

    #[test]
    fn how_long_it_lasted() {
        let from = at("2026-09-15T08:00:00Z");
        for (until, said) in [
            ("2026-09-15T08:00:20Z", "1\u{a0}minute"),
            ("2026-09-15T08:45:00Z", "45\u{a0}minutes"),
            ("2026-09-15T10:00:00Z", "2\u{a0}h"),
            ("2026-09-15T10:05:00Z", "2\u{a0}h\u{a0}05"),
            ("2026-09-16T09:00:00Z", "1\u{a0}jour"),
            ("2026-09-18T09:00:00Z", "3\u{a0}jours"),
        ] {
            assert_eq!(lasted(from, at(until)), said);
        }
    }
}
