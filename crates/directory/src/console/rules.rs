//! What is said of an import, and whether it may be applied. Pure.

use crate::import::{ImportRow, Line, Mode, Totals, Undone};

/// States, in words, the colour of their chip, and what comes next.
pub(super) const STATES: [(&str, &str, &str, &str); 7] = [
    ("received", "Reçu, en attente de lecture", "sky", "La lecture commence d’elle-même."),
    ("reading", "En cours", "sky", "Attendre la fin de la lecture."),
    ("previewed", "À vérifier, puis à appliquer", "sun", "Lire l’aperçu, puis appliquer."),
    (
        "held",
        "Retenu\u{a0}: trop de départs",
        "brick",
        "Vérifier les départs avec l’académie, puis confirmer ou redemander.",
    ),
    ("applied", "Appliqué", "meadow", "Rien\u{a0}: les accès ont suivi."),
    (
        "undone",
        "Appliqué, puis défait",
        "sun",
        "Demander un flux juste à l’académie, ou le déposer de nouveau.",
    ),
    ("refused", "Refusé", "brick", "Lire pourquoi, puis déposer un autre flux."),
];

fn state(name: &str) -> (&'static str, &'static str, &'static str) {
    STATES
        .iter()
        .find(|(known, ..)| *known == name)
        .map_or(("Refusé", "brick", ""), |(_, words, colour, next)| (words, colour, next))
}

/// A state in words, and the colour of its chip.
pub(super) fn spoken(name: &str) -> (&'static str, &'static str) {
    let (words, colour, _) = state(name);
    (words, colour)
}

/// What comes next for this feed.
pub(super) fn next(import: &ImportRow) -> &'static str {
    match import.undoing.as_deref() {
        Some("previewed") if import.state == "applied" => "Lire ce qui serait défait, puis décider.",
        Some("looking" | "undoing") => "Attendre la fin du retour en arrière.",
        _ if matches!(import.state.as_str(), "previewed" | "held") && !import.at_hand => {
            "L’appliquer depuis le terminal, ou déposer l’archive ici."
        }
        _ => state(&import.state).2,
    }
}

/// « 12 Mo ».
pub(super) fn size(bytes: i64) -> String {
    match bytes {
        ..1_000 => format!("{bytes} octets"),
        1_000..1_000_000 => format!("{} ko", bytes / 1_000),
        _ => format!("{} Mo", bytes / 1_000_000),
    }
}

/// What taking it back did, or would do.
pub(super) fn undone(import: &ImportRow) -> Undone {
    import.undone.clone().and_then(|said| serde_json::from_value(said).ok()).unwrap_or_default()
}

pub(super) fn kind(kind: Option<&str>) -> &'static str {
    match kind {
        Some("complete") => "complet",
        Some("delta") => "incrémental",
        _ => "",
    }
}

/// Whether the preview may be applied now. One that came from the terminal is applied there.
pub(super) fn is_open(import: &ImportRow) -> bool {
    matches!(import.state.as_str(), "previewed" | "held") && import.at_hand
}

/// How to apply, or why not.
pub(super) fn decide(import: &ImportRow, sure: bool) -> Result<Mode, &'static str> {
    if !is_open(import) {
        return Err("Cet import ne peut pas être appliqué maintenant : voyez où il en est.");
    }
    match (totals(import).losses.is_empty(), sure) {
        (true, _) => Ok(Mode::Apply),
        (false, true) => Ok(Mode::ApplyAnyway),
        (false, false) => {
            Err("Cochez la case pour confirmer ces départs, ou demandez un autre flux à l’académie.")
        }
    }
}

/// What the report counted; nothing before it was read.
pub(super) fn totals(import: &ImportRow) -> Totals {
    serde_json::from_value(import.summary.clone()).unwrap_or_default()
}

/// The lines of one school.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub school: String,
    /// « 3 créés, 1 part ».
    pub summary: String,
    /// What, who, why.
    pub lines: Vec<(&'static str, String, String)>,
}

/// Lines in their order, school by school.
pub(super) fn groups(lines: Vec<Line>) -> Vec<Group> {
    let mut groups: Vec<(Option<uuid::Uuid>, Vec<Line>)> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some((school, hers)) if *school == line.school_id => hers.push(line),
            _ => groups.push((line.school_id, vec![line])),
        }
    }
    groups.into_iter().map(|(_, lines)| group(lines)).collect()
}

/// What taking an import back leaves as it is.
pub(super) const KEPT: &str = "kept";

pub(super) const WHAT: [(&str, &str, &str); 6] = [
    ("created", "créé", "créés"),
    ("changed", "modifié", "modifiés"),
    ("moved", "déplacé", "déplacés"),
    ("leaves", "part", "partent"),
    ("odd", "à vérifier", "à vérifier"),
    (KEPT, "non défait", "non défaits"),
];

/// A kind of line that may be asked for by itself.
pub(super) fn is_a_change(what: &str) -> bool {
    what != KEPT && WHAT.iter().any(|(known, ..)| *known == what)
}

fn group(lines: Vec<Line>) -> Group {
    let school = lines.first().map(|l| l.school.clone()).filter(|s| !s.is_empty());
    let count = |what: &str| lines.iter().filter(|l| l.what == what).map(people).sum::<usize>();
    let summary = WHAT
        .iter()
        .map(|(what, one, many)| (count(what), one, many))
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if count > 1 { many } else { one }))
        .collect::<Vec<_>>()
        .join(", ");
    let said = |line: Line| {
        let what = WHAT.iter().find(|(what, ..)| *what == line.what).map_or("", |(_, one, _)| one);
        (what, line.label, reason(&line.reason))
    };
    let school = school.unwrap_or_else(|| "Sans école".to_owned());
    Group { school, summary, lines: lines.into_iter().map(said).collect() }
}

/// A line may stand for many (« 412 personnes »).
fn people(line: &Line) -> usize {
    line.label.strip_suffix(" personnes").and_then(|n| n.parse().ok()).unwrap_or(1)
}

fn reason(reason: &str) -> String {
    match reason {
        "pupil" => "élève".to_owned(),
        "relative" => "responsable".to_owned(),
        "staff" => "personnel".to_owned(),
        other => why_kept(other).unwrap_or_else(|| other.to_owned()),
    }
}

/// « n’a pas été défait parce que… ».
fn why_kept(reason: &str) -> Option<String> {
    let mut words = reason.split(' ');
    let why = match words.next()? {
        "came" => "le compte est déjà ouvert",
        "printed" => "une fiche a déjà été imprimée",
        "by_hand" => "une place lui a été donnée à la main",
        "family" => "sa famille a été corrigée à la main",
        "holds" => "quelque chose s’y rattache déjà",
        "kin" => "quelqu’un de sa famille est gardé",
        "apart" | "account" => "le compte a changé depuis l’import",
        "role" => "la classe ou la fonction a changé depuis l’import",
        "link" => "la famille a changé depuis l’import",
        "place_holds" => "quelque chose y a été mis depuis l’import",
        "person" | "place" => {
            let columns: Vec<&str> = words.map(column).collect();
            return Some(match columns.as_slice() {
                [] => "a été changé depuis l’import".to_owned(),
                some => format!("a été changé depuis l’import\u{a0}: {}", some.join(", ")),
            });
        }
        _ => return None,
    };
    Some(why.to_owned())
}

fn column(name: &str) -> &'static str {
    match name {
        "last_name" | "first_name" | "other_names" | "birth_name" | "title" | "name" => "le nom",
        "birth_date" => "la date de naissance",
        "email" => "l’adresse électronique",
        "mobile" | "home_phone" | "work_phone" | "phone" => "le téléphone",
        "street" | "postcode" | "town" | "country" | "share_address" => "l’adresse",
        "level" | "level_code" | "levels" => "le niveau",
        "leaving_since" => "le départ",
        "ine" => "l’INE, porté par une autre fiche",
        "uai" => "l’UAI, porté par une autre école",
        _ => "un autre champ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(school: u128, what: &str, label: &str) -> Line {
        let (id, name) = (uuid::Uuid::from_u128(school), format!("École {school}"));
        let (what, label) = (what.to_owned(), label.to_owned());
        Line { school_id: Some(id), school: name, what, label, reason: "pupil".to_owned() }
    }

    #[test]
    fn lines_are_told_school_by_school() {
        let lines = vec![
            line(1, "created", "412 personnes"),
            line(1, "leaves", "Lina HADDAD"),
            line(2, "changed", "Tom LE GOFF"),
        ];
        let told: Vec<_> = groups(lines).into_iter().map(|g| (g.school, g.summary)).collect();
        let expected = [("École 1", "412 créés, 1 part"), ("École 2", "1 modifié")];
        assert_eq!(told, expected.map(|(school, summary)| (school.to_owned(), summary.to_owned())));
    }

    #[test]
    fn why_something_was_left_is_said_in_words() {
        assert_eq!(reason("came"), "le compte est déjà ouvert");
        assert_eq!(
            reason("person email mobile"),
            "a été changé depuis l’import\u{a0}: l’adresse électronique, le téléphone"
        );
        assert_eq!(reason("Classe renommée"), "Classe renommée");
        assert_eq!(
            (size(900), size(12_400), size(7_200_000)),
            ("900 octets".into(), "12 ko".into(), "7 Mo".into())
        );
    }
}
