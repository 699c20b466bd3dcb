//! What is said of an import, and whether it may be applied. Pure.

use crate::import::{ImportRow, Line, Mode, Totals};

/// A state in words, and the colour of its chip.
pub(super) fn spoken(state: &str) -> (&'static str, &'static str) {
    match state {
        "received" => ("Reçu, en attente de lecture", "sky"),
        "reading" => ("En cours", "sky"),
        "previewed" => ("À vérifier, puis à appliquer", "sun"),
        "held" => ("Retenu : trop de départs", "brick"),
        "applied" => ("Appliqué", "meadow"),
        _ => ("Refusé", "brick"),
    }
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

const WHAT: [(&str, &str, &str); 5] = [
    ("created", "créé", "créés"),
    ("changed", "modifié", "modifiés"),
    ("moved", "déplacé", "déplacés"),
    ("leaves", "part", "partent"),
    ("odd", "à vérifier", "à vérifier"),
];

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
        other => other.to_owned(),
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
}
