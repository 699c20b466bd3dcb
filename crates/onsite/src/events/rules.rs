//! What an event says, when one registers, when one counts. Pure.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use cockpit::hours::at_hour;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// Whom one invites.
pub(super) const GUESTS: [(&str, &str); 3] = [
    ("steering", "Qui pilote (projet, inspections, communes)"),
    ("heads", "Les directions"),
    ("teachers", "Les enseignants"),
];

pub(super) fn guests(name: &str) -> &'static str {
    GUESTS.iter().find(|g| g.0 == name).map_or("", |g| g.1)
}

pub(super) struct New {
    pub title: String,
    pub about: String,
    pub place: String,
    pub link: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub guests: Vec<String>,
    /// Empty: of all.
    pub circonscriptions: Vec<Uuid>,
}

fn hour(read: &mut Reading<'_>, typed: &Typed, field: &'static str) -> Option<NaiveTime> {
    let hour = NaiveTime::parse_from_str(typed.of(field), "%H:%M").ok();
    if hour.is_none() {
        read.errors.add(field, "Donnez l’heure, par exemple 9:00.");
    }
    hour
}

/// An inspector invites of her circonscriptions; all at once is the project’s to say.
pub(super) fn new(
    typed: &Typed,
    (today, zone): (NaiveDate, Tz),
    known: &[Uuid],
    project: bool,
) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez le titre.");
    let about = read.optional("texte", LONG);
    let (place, link) = (read.optional("lieu", SHORT), read.optional("lien", 500));
    if place.is_empty() && link.is_empty() {
        read.errors.add("lieu", "Dites où, ou donnez le lien.");
    }
    if !link.is_empty() && (!link.starts_with("https://") || link.contains(char::is_whitespace)) {
        read.errors.add("lien", "Le lien commence par https://.");
    }
    let day = read.day("jour");
    if day.is_some_and(|day| day < today) {
        read.errors.add("jour", "Cette date est passée.");
    }
    let mut moment = |field| {
        let hour = hour(&mut read, typed, field);
        day.zip(hour).and_then(|(day, hour)| at_hour(zone, day, hour))
    };
    let (starts, ends) = (moment("debut"), moment("fin"));
    if starts.zip(ends).is_some_and(|(starts, ends)| ends <= starts) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let guests: Vec<String> =
        typed.all("invites").filter(|g| GUESTS.iter().any(|k| k.0 == *g)).map(str::to_owned).collect();
    if guests.is_empty() {
        read.errors.add("invites", "Choisissez qui est invité.");
    }
    let asked: Vec<Uuid> = typed.all("circonscriptions").filter_map(|c| c.parse().ok()).collect();
    let circonscriptions: Vec<Uuid> = known.iter().copied().filter(|c| asked.contains(c)).collect();
    if circonscriptions.len() < asked.len() || circonscriptions.is_empty() && !project {
        read.errors.add("circonscriptions", "Choisissez parmi vos circonscriptions.");
    }
    let made = starts.zip(ends).map(|(starts, ends)| New {
        title,
        about,
        place,
        link,
        starts,
        ends,
        guests,
        circonscriptions,
    });
    read.checked(made)
}

pub(super) struct Workshop {
    pub starts: DateTime<Utc>,
    pub theme: String,
    pub speaker: String,
}

/// On the day of the event.
pub(super) fn workshop(
    typed: &Typed,
    (today, zone): (NaiveDate, Tz),
    (day, from, until): (NaiveDate, DateTime<Utc>, DateTime<Utc>),
) -> Result<Workshop, Why> {
    let mut read = Reading::new(typed, today);
    let starts = hour(&mut read, typed, "heure").and_then(|hour| at_hour(zone, day, hour));
    if starts.is_some_and(|at| at < from || at >= until) {
        read.errors.add("heure", "C’est en dehors de l’événement.");
    }
    let theme = read.text("theme", SHORT, "Dites le thème.");
    let speaker = read.text("intervenant", SHORT, "Dites qui intervient, par sa fonction.");
    read.checked(starts.map(|starts| Workshop { starts, theme, speaker }))
}

/// Why nobody registers any more.
pub(super) fn registers(cancelled: bool, ends: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Why> {
    match (cancelled, ends <= now) {
        (true, _) => Err(Why::not("Cet événement est annulé.")),
        (_, true) => Err(Why::not("Cet événement est passé.")),
        _ => Ok(()),
    }
}

/// How many came, once it has begun.
pub(super) fn attended(
    typed: &Typed,
    today: NaiveDate,
    (cancelled, begun): (bool, bool),
) -> Result<i32, Why> {
    if cancelled || !begun {
        return Err(Why::not("Les présents se comptent une fois l’événement commencé."));
    }
    let mut read = Reading::new(typed, today);
    let count = typed.of("presents").parse::<i32>().ok().filter(|n| (0..=20_000).contains(n));
    if count.is_none() {
        read.errors.add("presents", "Donnez un nombre de personnes.");
    }
    read.checked(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINE: Uuid = Uuid::from_u128(1);

    fn typed(changed: &[(&str, &str)]) -> Typed {
        let circonscription = MINE.to_string();
        let mut pairs: Vec<(String, String)> = [
            ("titre", "Journée d’échanges"),
            ("lieu", "Salle des fêtes"),
            ("jour", "2026-10-07"),
            ("debut", "9:00"),
            ("fin", "16:30"),
            ("invites", "heads"),
            ("circonscriptions", &circonscription),
        ]
        .iter()
        .filter(|(name, _)| !changed.iter().any(|c| c.0 == *name))
        .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
        .collect();
        pairs.extend(changed.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        Typed::from(pairs)
    }

    #[test]
    fn an_event_is_somewhere_some_day_for_somebody() {
        let now = ("2026-09-15".parse().unwrap(), chrono_tz::Europe::Paris);
        let good = |changed: &[(&str, &str)], project| new(&typed(changed), now, &[MINE], project).is_ok();
        assert!(good(&[], false));
        assert!(good(&[("lieu", ""), ("lien", "https://visio.example")], false));
        for wrong in [
            [("lieu", "")],
            [("lien", "javascript:alert(1)")],
            [("fin", "8:00")],
            [("invites", "families")],
            [("jour", "2026-09-14")],
            [("circonscriptions", "00000000-0000-0000-0000-000000000009")],
        ] {
            assert!(!good(&wrong, true), "{wrong:?}");
        }
        assert!(good(&[("circonscriptions", "")], true) && !good(&[("circonscriptions", "")], false));
    }
}
