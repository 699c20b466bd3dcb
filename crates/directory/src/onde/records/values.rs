//! What a cell may hold.

use chrono::{Datelike, NaiveDate};

pub(super) fn cut(value: &str) -> String {
    value.chars().take(30).collect()
}

/// Why this is not somebody's name. A formula for a spreadsheet is none.
pub(super) fn not_a_name(value: &str) -> Option<String> {
    let of_a_name =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '(' | ')' | '‑');
    if value.is_empty() {
        return Some("Cette case est vide.".to_owned());
    }
    if value.chars().count() > 100 {
        return Some("C’est trop long pour un nom.".to_owned());
    }
    let odd = value.chars().find(|c| !of_a_name(*c));
    if let Some(sign) = odd {
        return Some(format!(
            "«\u{a0}{}\u{a0}» n’est pas un nom (signe «\u{a0}{sign}\u{a0}»)\u{a0}: corrigez-le dans ONDE.",
            cut(value)
        ));
    }
    (!value.chars().any(char::is_alphabetic)).then(|| "Ce nom n’a pas de lettre.".to_owned())
}

/// Both forms that ONDE has had. A year in two figures, a day's number in a spreadsheet, a word: asked for.
pub(super) fn birth_date(value: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    if value.is_empty() {
        return Err("la date manque.");
    }
    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(value, "%d/%m/%Y"));
    let Ok(date) = date else { return Err("écrivez la date comme 04/03/2019.") };
    match today.year() - date.year() {
        1..=16 => Ok(date),
        _ => Err("ce n’est pas la date d’un élève de l’école."),
    }
}

pub(super) fn is_ine(text: &str) -> bool {
    text.len() == 11 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

pub(super) fn level(text: &str) -> Option<&'static str> {
    const LEVELS: [&str; 11] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS", "UPE2A"];
    let word: String = text.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let word = if word == "CLIS" { "ULIS".to_owned() } else { word };
    LEVELS.into_iter().find(|l| *l == word)
}
