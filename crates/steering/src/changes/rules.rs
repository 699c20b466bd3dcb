//! What is asked, and how it goes on. Pure.

use super::queries::{Change, Taken};
use chrono::{Days, NaiveDate};
use identity::steering::full_day;
use kernel::holidays::{self, Zone};
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// In the database, on a page.
pub(super) const KINDS: [(&str, &str); 3] =
    [("change", "Évolution"), ("release", "Nouvelle version"), ("resource", "Ressource à intégrer")];
pub(super) const ORIGINS: [(&str, &str); 5] = [
    ("meeting", "une réunion"),
    ("school", "une école"),
    ("publisher", "l’éditeur"),
    ("project", "l’équipe projet"),
    ("law", "la loi"),
];
pub(super) const STATES: [(&str, &str, &str); 5] = [
    ("studied", "à l’étude", "sky"),
    ("kept", "retenue", "sun"),
    ("planned", "planifiée", "sun"),
    ("delivered", "livrée", "meadow"),
    ("dismissed", "écartée", ""),
];

pub(super) fn words(of: &[(&str, &'static str)], name: &str) -> &'static str {
    of.iter().find(|w| w.0 == name).map_or("", |w| w.1)
}

pub(crate) fn state_words(name: &str) -> (&'static str, &'static str) {
    STATES.iter().find(|s| s.0 == name).map_or(("", ""), |s| (s.1, s.2))
}

/// What may come after a state.
pub(super) fn next(state: &str) -> &'static [&'static str] {
    match state {
        "studied" => &["kept", "dismissed"],
        "kept" => &["planned", "dismissed"],
        "planned" => &["delivered", "dismissed"],
        _ => &[],
    }
}

pub(super) struct New {
    pub kind: &'static str,
    pub title: String,
    pub origin: &'static str,
    pub what: String,
    pub cost: String,
    pub law: String,
    pub calendar: String,
    pub training: String,
    pub options: String,
    pub owner: String,
    pub action: Option<Uuid>,
}

fn names(of: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    of.iter().map(|(name, _)| (*name, *name)).collect()
}

/// `actions`: those of meetings that are open, and no request yet.
pub(super) fn new(typed: &Typed, actions: &[Uuid], today: NaiveDate) -> Result<New, Why> {
    let action = typed.of("action").parse::<Uuid>().ok();
    if action.is_some_and(|id| !actions.contains(&id)) {
        return Err(Why::not(
            "Cette action n’est plus ouverte, ou elle est déjà une évolution ou une demande d’aide.",
        ));
    }
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("genre", &names(&KINDS));
    let title = read.text("titre", SHORT, "Donnez un nom à la demande.");
    let origin = read.one_of("origine", &names(&ORIGINS));
    let what = read.text("texte", LONG, "Dites ce qui devrait changer, et pourquoi.");
    let cost = read.optional("cout", LONG);
    let law = read.optional("droit", LONG);
    let calendar = read.optional("calendrier", LONG);
    let training = read.optional("formation", LONG);
    let options = read.optional("options", LONG);
    let owner = read.text("qui", SHORT, "Dites qui instruit la demande.");
    if action.is_some() && origin.is_some_and(|o| o != "meeting") {
        read.errors.add("origine", "Une action vient d’une réunion.");
    }
    let made = kind.zip(origin).map(|(kind, origin)| New {
        kind,
        title,
        origin,
        what,
        cost,
        law,
        calendar,
        training,
        options,
        owner,
        action,
    });
    read.checked(made)
}

pub(super) struct Move {
    pub state: &'static str,
    pub decision: Option<Uuid>,
    pub day: Option<NaiveDate>,
    pub note: String,
}

/// Two weeks from their first day: what is put in place then meets no class.
const HOLIDAYS: Days = Days::new(16);

/// The holidays that come next.
pub(super) fn next_holidays(zone: Option<Zone>, today: NaiveDate) -> Option<NaiveDate> {
    holidays::after(zone?, today).next().map(|h| h.first_day)
}

fn in_holidays(zone: Zone, day: NaiveDate) -> bool {
    holidays::after(zone, day - HOLIDAYS).take(3).any(|h| h.first_day <= day && day < h.first_day + HOLIDAYS)
}

/// `taken`: decisions that hold.
pub(super) fn go_on(
    change: &Change,
    taken: &[Taken],
    zone: Option<Zone>,
    typed: &Typed,
    today: NaiveDate,
) -> Result<Move, Why> {
    let allowed = next(&change.state);
    if allowed.is_empty() {
        let said = state_words(&change.state).0;
        return Err(Why::Not(format!("Cette demande est {said}\u{a0}: elle ne change plus.")));
    }
    let mut read = Reading::new(typed, today);
    let states: Vec<_> = allowed.iter().map(|s| (*s, *s)).collect();
    let Some(state) = read.one_of("etat", &states) else { return read.checked(None) };
    let note = match state {
        "dismissed" => read.text("texte", LONG, "Dites pourquoi elle est écartée."),
        "planned" => read.text("texte", LONG, "Écrivez ce que les écoles liront."),
        _ => read.optional("texte", LONG),
    };
    let decision = match state {
        "kept" | "dismissed" => decided(&mut read, change, taken),
        _ => None,
    };
    let day = match state {
        "planned" => planned(&mut read, change, zone),
        "delivered" => delivered(&mut read, change),
        _ => None,
    };
    read.checked(Some(Move { state, decision, day, note }))
}

/// « évolution 4 », or the title of the request.
pub(super) fn is_named(text: &str, change: &Change) -> bool {
    let text = text.to_lowercase();
    let number = format!("évolution {}", change.number);
    let by_number = text
        .match_indices(&number)
        .any(|(at, found)| !text[at + found.len()..].starts_with(|c: char| c.is_ascii_digit()));
    by_number || text.contains(&change.title.to_lowercase())
}

/// Of a meeting that could speak of it, naming it. A release and a resource are validated by the technical committee.
fn decided(read: &mut Reading<'_>, change: &Change, taken: &[Taken]) -> Option<Uuid> {
    let known: Vec<Uuid> = taken.iter().filter(|t| t.decides(change)).map(|t| t.id).collect();
    let missing = if change.is_technical() {
        "Choisissez la décision du comité technique\u{a0}: prise par les deux collèges, elle nomme la demande."
    } else {
        "Choisissez la décision\u{a0}: prise par les deux collèges, elle nomme la demande («\u{a0}évolution 4\u{a0}», ou son titre)."
    };
    read.among("decision", &known, missing)
}

fn planned(read: &mut Reading<'_>, change: &Change, zone: Option<Zone>) -> Option<NaiveDate> {
    let day = read.day("jour")?;
    if day < read.today {
        read.errors.add("jour", "Cette date est passée.");
    } else if change.is_technical() {
        match zone {
            None => read.errors.add("jour", "Dites d’abord la zone du calendrier scolaire, dans le projet."),
            Some(zone) if !in_holidays(zone, day) => {
                let next = next_holidays(Some(zone), read.today).map(full_day).unwrap_or_default();
                let said = format!(
                    "Cela se met en place pendant des vacances\u{a0}: les prochaines commencent le {next}."
                );
                read.errors.add("jour", said);
            }
            Some(_) => return Some(day),
        }
    } else {
        return Some(day);
    }
    None
}

fn delivered(read: &mut Reading<'_>, change: &Change) -> Option<NaiveDate> {
    let day = read.past("jour")?;
    if change.day.is_some_and(|planned| day < planned) {
        read.errors.add("jour", "C’était prévu plus tard\u{a0}: rien n’est livré avant.");
        return None;
    }
    Some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_is_put_in_place_comes_during_holidays() {
        // Zone B, 2026-27: 17 October, 19 December.
        assert_eq!(next_holidays(Some(Zone::B), day("2026-10-01")), Some(day("2026-10-17")));
        for (on, good) in [
            ("2026-10-16", false),
            ("2026-10-17", true),
            ("2026-11-01", true),
            ("2026-11-02", false),
            ("2026-12-24", true),
            ("2027-01-05", false),
        ] {
            assert_eq!(in_holidays(Zone::B, day(on)), good, "{on}");
        }
    }

    #[test]
    fn a_decision_names_what_it_decides() {
        let change = Change::titled(4, "Un mode sombre");
        for (text, good) in [
            ("L’évolution 4 est retenue.", true),
            ("Évolution 4", true),
            ("Les évolutions 4 et 5", false),
            ("L’évolution 41 est retenue.", false),
            ("Un Mode Sombre viendra.", true),
            ("Retenu.", false),
        ] {
            assert_eq!(is_named(text, &change), good, "{text}");
        }
    }

    #[test]
    fn a_request_goes_forward_and_ends() {
        assert_eq!(next("studied"), ["kept", "dismissed"]);
        assert_eq!(next("kept"), ["planned", "dismissed"]);
        assert_eq!(next("planned"), ["delivered", "dismissed"]);
        assert!(next("delivered").is_empty() && next("dismissed").is_empty());
    }
}
