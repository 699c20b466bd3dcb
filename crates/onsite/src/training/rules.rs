//! What may be written of a course and of a session, when one may enter, what is shown of opinions. Pure.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use cockpit::hours::{at_hour, hours, minutes_typed};
use cockpit::register::Track;
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// Who gives a course.
pub(super) const GIVEN_BY: [(&str, &str); 3] = [
    ("circonscription", "la circonscription"),
    ("academy", "l’académie"),
    ("publisher", "l’éditeur (intervenant extérieur)"),
];

pub(super) fn giver(name: &str) -> &'static str {
    GIVEN_BY.iter().find(|w| w.0 == name).map_or("", |w| w.1)
}

pub(super) struct Course {
    pub circonscription: Option<Uuid>,
    pub title: String,
    pub track: Track,
    pub minutes: i32,
    pub given_by: &'static str,
    pub content: String,
}

/// For whom: a circonscription of hers, or nothing: the whole project, which is the project’s to say.
fn for_whom(read: &mut Reading<'_>, typed: &Typed, mine: &[Uuid], project: bool) -> Option<Uuid> {
    if project && typed.of("pour") == "projet" {
        return None;
    }
    read.among("pour", mine, "Choisissez pour qui.")
}

pub(super) fn course(typed: &Typed, today: NaiveDate, mine: &[Uuid], project: bool) -> Result<Course, Why> {
    let mut read = Reading::new(typed, today);
    let circonscription = for_whom(&mut read, typed, mine, project);
    let title = read.text("titre", SHORT, "Donnez le titre.");
    let track = read.one_of("parcours", &Track::WORDS);
    let given_by = read.one_of("donne", &GIVEN_BY.map(|w| (w.0, w.0)));
    let minutes = minutes_typed(typed.of("heures")).filter(|m| (15..=6000).contains(m));
    if minutes.is_none() {
        read.errors.add("heures", "Donnez la durée en heures, par exemple 3 ou 1,5.");
    }
    let content = read.optional("contenu", LONG);
    let made = track.zip(given_by).zip(minutes).map(|((track, given_by), minutes)| Course {
        circonscription,
        title,
        track,
        minutes,
        given_by,
        content,
    });
    read.checked(made)
}

pub(super) struct Session {
    pub circonscription: Option<Uuid>,
    pub kind: &'static str,
    pub place: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub seats: i32,
    /// Of who has an account; else her name.
    pub trainer_login: String,
    pub trainer_name: String,
}

pub(super) fn session(
    typed: &Typed,
    (today, zone): (NaiveDate, Tz),
    mine: &[Uuid],
    project: bool,
) -> Result<Session, Why> {
    let mut read = Reading::new(typed, today);
    let circonscription = for_whom(&mut read, typed, mine, project);
    let kind = read.one_of("forme", &[("face_to_face", "face_to_face"), ("virtual", "virtual")]);
    let place = match kind {
        Some("face_to_face") => read.text("lieu", SHORT, "Dites où."),
        _ => read.optional("lieu", SHORT),
    };
    let day = read.day("jour");
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
    let seats = typed.of("places").parse::<i32>().ok().filter(|n| (1..=2000).contains(n));
    if seats.is_none() {
        read.errors.add("places", "Donnez le nombre de places.");
    }
    let (login, name) = (read.optional("identifiant", SHORT), read.optional("intervenant", SHORT));
    if login.is_empty() && name.is_empty() {
        read.errors.add("intervenant", "Dites qui anime\u{a0}: un nom, ou l’identifiant de son compte.");
    }
    let made = kind.zip(starts.zip(ends)).zip(seats).map(|((kind, (starts, ends)), seats)| Session {
        circonscription,
        kind,
        place,
        starts,
        ends,
        seats,
        trainer_login: login,
        trainer_name: name,
    });
    read.checked(made)
}

/// How long before its hour, and after its end, the door of a virtual class is open.
const DOOR: TimeDelta = TimeDelta::minutes(30);

/// Why nobody enters now.
pub(super) fn door(
    starts: DateTime<Utc>,
    ends: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), &'static str> {
    if now < starts - DOOR {
        Err("La classe virtuelle ouvre une demi-heure avant l’heure.")
    } else if now > ends + DOOR {
        Err("Cette classe virtuelle est finie.")
    } else {
        Ok(())
    }
}

pub(super) struct Replay {
    pub url: String,
    pub until: NaiveDate,
}

/// Kept a year at most.
pub(super) fn replay(typed: &Typed, today: NaiveDate) -> Result<Replay, Why> {
    let mut read = Reading::new(typed, today);
    let url = read.text("adresse", 500, "Donnez l’adresse de l’enregistrement.");
    if !url.is_empty() && (!url.starts_with("https://") || url.contains(char::is_whitespace)) {
        read.errors.add("adresse", "L’adresse commence par https://.");
    }
    let until = read.day("jusqu");
    if until.is_some_and(|day| day < today || day > today + TimeDelta::days(366)) {
        read.errors.add("jusqu", "Un enregistrement se garde un an au plus.");
    }
    read.checked(until.map(|until| Replay { url, until }))
}

/// Present (with how long) or absent, of one who was enrolled; nothing while it is not said.
pub(super) fn presence(typed: &Typed, person: Uuid, whole: i32) -> Result<Option<Option<i32>>, String> {
    match typed.of(&format!("presence-{person}")) {
        "" => Ok(None),
        "absent" => Ok(Some(None)),
        "present" => {
            let said = typed.of(&format!("duree-{person}"));
            if said.is_empty() {
                return Ok(Some(Some(whole)));
            }
            let minutes = minutes_typed(said).filter(|m| (1..=whole.max(1)).contains(m));
            minutes.map(|m| Some(Some(m))).ok_or_else(|| {
                format!(
                    "Une durée de présence va jusqu’à celle de la session\u{a0}: {}.",
                    hours(whole.into())
                )
            })
        }
        _ => Err("Choisissez présent ou absent.".to_owned()),
    }
}

/// The plan of a school year.
pub(super) fn plan(typed: &Typed, today: NaiveDate) -> Result<(i32, String), Why> {
    let mut read = Reading::new(typed, today);
    let minutes = minutes_typed(typed.of("heures"));
    if minutes.is_none() {
        read.errors.add("heures", "Donnez un nombre d’heures, par exemple 18.");
    }
    let themes = read.text("themes", LONG, "Dites les thèmes de l’année.");
    read.checked(minutes.map(|m| (m, themes)))
}

pub(super) fn because(typed: &Typed, today: NaiveDate) -> Result<String, Why> {
    let mut read = Reading::new(typed, today);
    let said = read.text("raison", SHORT, "Dites pourquoi\u{a0}: les inscrits le liront.");
    read.checked(Some(said))
}

pub(super) fn nobody_of(login_field: &'static str) -> Why {
    Why::Fields(FieldErrors::one(login_field, "Aucun compte d’adulte n’a cet identifiant."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn the_door_opens_half_an_hour_before() {
        let at = |h, m| Utc.with_ymd_and_hms(2026, 9, 16, h, m, 0).unwrap();
        let said = |now| door(at(9, 0), at(12, 0), now).is_ok();
        assert_eq!([at(8, 29), at(8, 30), at(12, 30), at(12, 31)].map(said), [false, true, true, false]);
    }
}
