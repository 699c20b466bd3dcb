//! What good secret words are, and how they are compared. Pure, but for the draw.

use crate::accounts::rules::plain;
use chrono::{Datelike, NaiveDate};
use rand::Rng;
use std::sync::LazyLock;

/// Simple concrete words, ours; each is told from the others without accents.
static LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| include_str!("words.txt").lines().collect());

/// So many are asked for: drawn from the list they are 52 bits, above the 50 of CNIL's recommendation 2022-100 where
/// tries are slowed down (its second case). Four would be 41.6.
pub const AT_LEAST: usize = 5;
/// Beyond, nobody types them twice the same.
const AT_MOST: usize = 12;
const LONGEST: usize = 120;
const LETTERS_AT_LEAST: usize = 18;

/// Small words that one puts or forgets: they do not count.
const SMALL: [&str; 24] = [
    "le", "la", "les", "l", "un", "une", "des", "de", "du", "d", "et", "a", "au", "aux", "en", "dans", "sur",
    "sous", "avec", "qui", "mon", "ma", "mes", "est",
];
/// What everybody would think of, in a row.
const ROWS: [&[&str]; 4] = [
    &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    &["zero", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"],
    &[
        "rouge", "bleu", "bleue", "vert", "verte", "jaune", "rose", "noir", "noire", "blanc", "blanche",
        "orange", "gris",
    ],
    &MONTHS,
];
const MONTHS: [&str; 12] = [
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "novembre",
    "decembre",
];

/// What may not be among the words of a child.
#[derive(Debug, Clone, Default)]
pub struct About {
    pub first_name: String,
    pub last_name: String,
    pub login: String,
    pub birth_date: Option<NaiveDate>,
    /// Names of his class and school, and his level.
    pub places: Vec<String>,
}

/// The words that count, as they are compared: however they were typed.
#[must_use]
pub fn words(typed: &str) -> Vec<String> {
    typed
        .split(|c: char| !c.is_alphanumeric())
        .map(plain)
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.as_str()))
        .collect()
}

/// What is hashed and compared.
#[must_use]
pub fn secret(typed: &str) -> String {
    words(typed).join(" ")
}

/// Why these words will not do, kindly; nothing when they will.
#[must_use]
pub fn fault(typed: &str, about: &About) -> Option<String> {
    let words = words(typed);
    let said = |sentence: &str| Some(sentence.to_owned());
    if typed.chars().count() > LONGEST || words.len() > AT_MOST {
        return said("C’est très long\u{a0}! Garde cinq, six ou sept mots.");
    }
    if let Some(found) = words.iter().find(|w| w.chars().any(|c| c.is_ascii_digit())) {
        return Some(format!(
            "«\u{a0}{found}\u{a0}» n’est pas un mot. Prends seulement des mots, sans chiffres."
        ));
    }
    let mut different = words.clone();
    different.sort_unstable();
    different.dedup();
    if different.len() < words.len() {
        return said(
            "Un mot est là deux fois. Change-le\u{a0}: des mots tous différents, c’est plus solide.",
        );
    }
    match AT_LEAST.saturating_sub(words.len()) {
        0 => {}
        1 => {
            return said(
                "Presque\u{a0}! Ajoute encore un mot (les petits mots comme «\u{a0}le\u{a0}» ne comptent pas).",
            );
        }
        missing => return Some(format!("C’est un bon début. Ajoute encore {missing} mots.")),
    }
    if let Some(sentence) = about_himself(&words, about) {
        return said(sentence);
    }
    if ROWS.iter().any(|row| words.iter().all(|w| row.contains(&w.as_str()))) {
        return said(
            "Ces mots vont trop bien ensemble, on les devine. Mélange\u{a0}: un animal, un objet, un fruit…",
        );
    }
    let letters: usize = words.iter().map(String::len).sum();
    (letters < LETTERS_AT_LEAST)
        .then(|| "Ces mots sont très courts. Prends-en un ou deux plus longs.".to_owned())
}

fn about_himself(words: &[String], about: &About) -> Option<&'static str> {
    let among = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphanumeric()).map(plain).collect::<Vec<_>>();
        parts.iter().any(|part| part.len() >= 2 && !SMALL.contains(&part.as_str()) && words.contains(part))
    };
    if among(&about.first_name) || among(&about.last_name) || among(&about.login) {
        return Some("Ton nom est dedans\u{a0}: tout le monde le connaît. Prends un autre mot.");
    }
    if about.birth_date.is_some_and(|day| among(MONTHS[day.month0() as usize])) {
        return Some(
            "Le mois de ton anniversaire est dedans\u{a0}: on peut le deviner. Prends un autre mot.",
        );
    }
    if about.places.iter().any(|place| among(place)) {
        return Some(
            "Le nom de ta classe ou de ton école est dedans\u{a0}: on peut le deviner. Change ce mot.",
        );
    }
    None
}

/// « solide » or « très solide ».
#[must_use]
pub fn strength(typed: &str) -> &'static str {
    if words(typed).len() > AT_LEAST { "très solides" } else { "solides" }
}

/// Words drawn from the list, all different.
#[must_use]
pub fn drawn(count: usize) -> Vec<&'static str> {
    let mut chance = rand::rng();
    let mut words: Vec<&str> = Vec::with_capacity(count);
    while words.len() < count {
        let word = LIST[chance.random_range(0..LIST.len())];
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about() -> About {
        About {
            first_name: "Lina".to_owned(),
            last_name: "Haddad".to_owned(),
            login: "lina.haddad".to_owned(),
            birth_date: NaiveDate::from_ymd_opt(2017, 5, 12),
            places: vec!["CE2-CM1 MME CARREL".to_owned(), "Les Tilleuls".to_owned(), "CM1".to_owned()],
        }
    }

    #[test]
    fn the_list_holds_what_the_figures_say() {
        assert!(LIST.len() >= 1_024, "{}", LIST.len());
        let bits = (LIST.len() as f64).log2();
        assert!(AT_LEAST as f64 * bits > 50.0, "CNIL 2022-100, second case; docs/sign-in.md");
        let mut plain_words: Vec<String> = LIST.iter().map(|w| plain(w)).collect();
        assert!(plain_words.iter().all(|w| (3..=11).contains(&w.len()) && !SMALL.contains(&w.as_str())));
        plain_words.sort_unstable();
        plain_words.dedup();
        assert_eq!(plain_words.len(), LIST.len(), "each word is told from the others");
        for _ in 0..200 {
            let phrase = drawn(AT_LEAST).join(" ");
            assert_eq!(words(&phrase).len(), AT_LEAST, "{phrase}");
        }
    }

    #[test]
    fn words_are_the_same_however_they_are_typed() {
        for typed in [
            "hérisson fusée citron tambour",
            "HERISSON-FUSEE-CITRON-TAMBOUR",
            "Le hérisson, la fusée, le citron et le tambour !",
            "  herisson\u{a0}fusée  citron’tambour ",
        ] {
            assert_eq!(secret(typed), "herisson fusee citron tambour", "{typed}");
        }
        assert_ne!(
            secret("fusée hérisson citron tambour"),
            secret("hérisson fusée citron tambour"),
            "the order counts"
        );
        assert_eq!(secret("cœur de bœuf"), "coeur boeuf");
    }

    #[test]
    fn what_can_be_guessed_is_refused_with_a_reason() {
        let about = about();
        for (typed, reason) in [
            ("", "Ajoute encore 5 mots"),
            ("chat", "Ajoute encore 4 mots"),
            ("le chat et la lune", "Ajoute encore 3 mots"),
            ("chat lune citron robot", "encore un mot"),
            ("chat lune citron chat", "deux fois"),
            ("Lina chat lune citron robot", "Ton nom"),
            ("haddad chat lune citron robot", "Ton nom"),
            ("chat mai lune citron robot", "anniversaire"),
            ("chat 2017 lune citron", "sans chiffres"),
            ("tilleuls chat lune citron robot", "ton école"),
            ("carrel chat lune citron robot", "classe"),
            ("lundi mardi mercredi jeudi vendredi", "devine"),
            ("rouge bleu vert jaune rose", "devine"),
            ("rat ane coq oie vol", "courts"),
            ("chat lune citron fusée robot bille canard carotte botte wagon zèbre igloo kiwi", "très long"),
        ] {
            let said = fault(typed, &about);
            assert!(said.as_ref().is_some_and(|s| s.contains(reason)), "{typed}: {said:?}");
        }
        for good in [
            "chat lune citron fusée robot",
            "Le chat mange un citron vert sur la lune",
            "wagon-igloo-zèbre-kiwi-drap",
        ] {
            assert_eq!(fault(good, &about), None, "{good}");
        }
        assert_eq!(strength("chat lune citron fusée robot"), "solides");
        assert_eq!(strength("chat lune citron fusée robot bille"), "très solides");
    }
}
