//! What a note on a class may say. Pure.

use kernel::FieldErrors;

pub const LONGEST: usize = 2_000;

/// Words about a child's health or behaviour, without accents: what begins with one of them is asked about.
/// Health is a special category of data (GDPR, art. 9), and both have their own ways: the school doctor, the
/// head, a meeting; not a page of an ENT.
const DELICATE: [&str; 26] = [
    "sante",
    "maladi",
    "malade",
    "allergi",
    "asthm",
    "epilep",
    "diabet",
    "handicap",
    "mdph",
    "autis",
    "tdah",
    "hyperactif",
    "hyperactiv",
    "dyslexi",
    "dysprax",
    "dysorth",
    "dysphas",
    "medicament",
    "traitement",
    "psycholog",
    "orthophon",
    "comportement",
    "violen",
    "agress",
    "insolent",
    "signalement",
];
/// Those that are a word only when whole.
const WHOLE: [&str; 4] = ["pai", "ritaline", "trouble", "troubles"];

fn plain(word: &str) -> String {
    word.to_lowercase()
        .chars()
        .map(|c| match c {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'û' | 'ù' | 'ü' => 'u',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

/// The words of a note that may be about a child's health or behaviour, as they were written.
#[must_use]
pub fn delicate(note: &str) -> Vec<&str> {
    let mut found: Vec<&str> = note
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            let plain = plain(word);
            WHOLE.contains(&plain.as_str()) || DELICATE.iter().any(|d| plain.starts_with(d))
        })
        .collect();
    found.dedup();
    found.truncate(5);
    found
}

/// `reread`: she has been asked, and says that no child is meant.
pub fn check(note: &str, reread: bool) -> Result<(), FieldErrors> {
    let length = note.chars().count();
    if length > LONGEST {
        let sentence = format!("C’est trop long de {}\u{a0}signes\u{a0}: raccourcissez.", length - LONGEST);
        return Err(FieldErrors::one("note", sentence));
    }
    let words = delicate(note);
    if reread || words.is_empty() {
        return Ok(());
    }
    let said: Vec<String> = words.iter().map(|w| format!("«\u{a0}{w}\u{a0}»")).collect();
    Err(FieldErrors::one(
        "relu",
        format!(
            "Nous lisons {}. La santé et le comportement d’un enfant se disent de vive voix, avec la direction et \
             la famille\u{a0}: ici, ils resteraient écrits. Rien n’est perdu\u{a0}: relisez, puis enregistrez.",
            said.join(", ")
        ),
    ))
}

/// The first words of a text, for a list.
#[must_use]
pub fn beginning(body: &str, files: i64) -> String {
    let line = body.lines().find(|l| !l.trim().is_empty()).unwrap_or_default().trim();
    if line.is_empty() {
        return if files == 1 {
            "Un fichier, sans texte".to_owned()
        } else {
            format!("{files}\u{a0}fichiers, sans texte")
        };
    }
    let mut cut: String = line.chars().take(90).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn health_and_behaviour_are_asked_about_and_the_rest_is_not() {
        for said in [
            "Allergie aux noix",
            "un PAI",
            "des problèmes de COMPORTEMENT",
            "Troubles du langage",
            "suivi à la M.D.P.H. : MDPH",
        ] {
            assert!(!delicate(said).is_empty(), "{said}");
            assert!(check(said, false).unwrap_err().of("relu").is_some());
            assert!(check(said, true).is_ok(), "she has read again");
        }
        for said in [
            "La paix du vendredi",
            "Nous avons lu trois albums",
            "paires de ciseaux",
            "Le projet jardin continue",
        ] {
            assert!(check(said, false).is_ok(), "{said}: {:?}", delicate(said));
        }
        assert!(check(&"é".repeat(LONGEST + 1), true).unwrap_err().of("note").is_some());
    }

    #[test]
    fn a_list_shows_first_words() {
        assert_eq!(beginning("\n  Bonjour  \nà tous", 0), "Bonjour");
        assert_eq!(beginning("", 2), "2\u{a0}fichiers, sans texte");
        assert_eq!(beginning(&"a".repeat(200), 0).chars().count(), 91);
    }
}
