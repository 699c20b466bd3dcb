//! What a booking says, and how a class shares the machines. Pure.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use cockpit::hours::at_hour;
use cockpit::near::Near;
use kernel::typed::{Reading, Typed, Why};
use uuid::Uuid;

pub(super) struct New {
    pub equipment: Uuid,
    pub class: Uuid,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
}

pub(super) fn books(near: &Near) -> Result<(), Why> {
    if near.works {
        Ok(())
    } else {
        Err(Why::not("Le matériel se réserve par qui travaille dans l’école."))
    }
}

/// How far ahead.
const AHEAD: TimeDelta = TimeDelta::days(366);

pub(super) fn new(
    typed: &Typed,
    (shared, classes): (&[Uuid], &[Uuid]),
    (today, now, zone): (NaiveDate, DateTime<Utc>, Tz),
) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let equipment = read.among("materiel", shared, "Choisissez le matériel.");
    let class = read.among("classe", classes, "Choisissez une classe de l’école.");
    let day = read.day("jour");
    if day.is_some_and(|day| day > today + AHEAD) {
        read.errors.add("jour", "On réserve un an à l’avance au plus.");
    }
    let mut hour = |field| {
        let hour = NaiveTime::parse_from_str(typed.of(field), "%H:%M").ok();
        if hour.is_none() {
            read.errors.add(field, "Donnez l’heure, par exemple 9:00.");
        }
        day.zip(hour).and_then(|(day, hour)| at_hour(zone, day, hour))
    };
    let (starts, ends) = (hour("debut"), hour("fin"));
    if starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    if ends.is_some_and(|ends| ends <= now) {
        read.errors.add("jour", "Ce créneau est passé.");
    }
    let made = equipment.zip(class).zip(starts.zip(ends)).map(|((equipment, class), (starts, ends))| New {
        equipment,
        class,
        starts,
        ends,
    });
    read.checked(made)
}

/// How a class shares what works.
pub(super) fn shared(machines: i64, pupils: i64) -> &'static str {
    match (machines, pupils) {
        (0, _) => "rien ne marche aujourd’hui",
        (m, p) if m >= p => "une machine par élève",
        (m, p) if m * 2 >= p => "par binômes, ou en demi-classe",
        _ => "en demi-classe et par petits groupes",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_machines_than_pupils_says_how() {
        for (machines, pupils, said) in [
            (15, 15, "une machine par élève"),
            (15, 24, "par binômes, ou en demi-classe"),
            (15, 30, "par binômes, ou en demi-classe"),
            (15, 31, "en demi-classe et par petits groupes"),
            (0, 24, "rien ne marche aujourd’hui"),
        ] {
            assert_eq!(shared(machines, pupils), said, "{machines} {pupils}");
        }
    }
}
