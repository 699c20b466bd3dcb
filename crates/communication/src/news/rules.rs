//! What may be written, and how it is said. Pure.

use super::Side;
use kernel::FieldErrors;

pub const LONGEST_POST: usize = 5_000;
pub const LONGEST_COMMENT: usize = 1_000;
pub const MOST_FILES: usize = 20;

/// One of the few ways to answer without words.
#[derive(Debug, PartialEq, Eq)]
pub struct Reaction {
    /// In the database, in the form, and its picture in the sprite (`assets/icons/own`).
    pub name: &'static str,
    /// For who cannot see the picture.
    pub words: &'static str,
}

pub const REACTIONS: [Reaction; 4] = [
    Reaction { name: "bravo", words: "Bravo" },
    Reaction { name: "coeur", words: "J’aime" },
    Reaction { name: "merci", words: "Merci" },
    Reaction { name: "sourire", words: "Ça me fait sourire" },
];

#[must_use]
pub fn reaction(name: &str) -> Option<&'static Reaction> {
    REACTIONS.iter().find(|r| r.name == name)
}

/// Said beside the form of an answer: who will read it (`comment_shown` in the database holds it).
/// `classes`: how many of the post's classes the reader has children in.
#[must_use]
pub(super) fn who_reads(side: Side, classes: usize) -> &'static str {
    match side {
        Side::Family => match classes {
            0 => {
                "Seule la personne qui a écrit ce message lira votre réponse\u{a0}: les autres familles ne la voient pas."
            }
            1 => {
                "Seules l’équipe de la classe et la personne qui a écrit ce message liront votre réponse\u{a0}: les autres familles ne la voient pas."
            }
            _ => {
                "Seules les équipes des classes de vos enfants et la personne qui a écrit ce message liront votre réponse\u{a0}: les autres familles ne la voient pas."
            }
        },
        Side::Pupil => "Les élèves qui ont reçu ce message et les adultes de l’école liront ta réponse.",
        Side::Author => "",
        Side::Team | Side::School => {
            "Tous les destinataires liront votre réponse. Les familles ne voient pas les réponses des autres familles."
        }
    }
}

/// As it will be kept: line ends of one kind, nothing at the end, no zero byte (PostgreSQL takes none).
#[must_use]
pub fn tidied(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\0', "").trim_end().to_owned()
}

/// A post may be pictures without words, never nothing.
pub fn check_words(text: &str, files: usize) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let length = text.chars().count();
    if text.trim().is_empty() && files == 0 {
        errors.add("texte", "Écrivez quelques mots, ou ajoutez une photo.");
    }
    if length > LONGEST_POST {
        let over = length - LONGEST_POST;
        errors.add(
            "texte",
            format!("C’est trop long de {over}\u{a0}signes\u{a0}: raccourcissez, ou joignez un document."),
        );
    }
    if files > MOST_FILES {
        errors.add(
            "fichier",
            format!("{MOST_FILES} fichiers au plus\u{a0}: retirez-en {}.", files - MOST_FILES),
        );
    }
    errors.checked()
}

/// To a pupil whose school chose that she does not write, and whose page was opened before.
pub const QUIET: &str = "Dans ton école, les élèves lisent et ne répondent pas par écrit. Tu peux réagir avec une image, et en parler en classe.";

/// `reachable`: how many of the chosen audiences the author may really write to.
pub fn check_audiences(chosen: usize, reachable: usize) -> Result<(), FieldErrors> {
    match (chosen, reachable) {
        (0, _) => Err(FieldErrors::one("audience", "Choisissez qui verra ce message.")),
        (c, r) if r < c => Err(FieldErrors::one(
            "audience",
            "Vous ne pouvez plus écrire à l’un de ces groupes\u{a0}: choisissez encore.",
        )),
        _ => Ok(()),
    }
}

pub fn check_comment(text: &str) -> Result<(), FieldErrors> {
    let length = text.chars().count();
    if text.trim().is_empty() {
        return Err(FieldErrors::one("texte", "Écrivez votre réponse avant d’envoyer."));
    }
    if length > LONGEST_COMMENT {
        let over = length - LONGEST_COMMENT;
        return Err(FieldErrors::one(
            "texte",
            format!("C’est trop long de {over}\u{a0}signes\u{a0}: raccourcissez."),
        ));
    }
    Ok(())
}

/// A run of a text: words, or an address to follow. The template escapes both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    pub text: &'a str,
    pub link: bool,
}

/// Paragraphs (split at empty lines) in pieces, so that addresses can be followed.
#[must_use]
pub fn paragraphs(text: &str) -> Vec<Vec<Piece<'_>>> {
    text.split("\n\n").map(|p| p.trim_matches('\n')).filter(|p| !p.trim().is_empty()).map(pieces).collect()
}

fn pieces(mut rest: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    while let Some(start) = next_link(rest) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"«»".contains(c)).unwrap_or(from.len());
        // What ends the sentence is not part of the address.
        let link = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '’', '…']);
        if !before.is_empty() {
            found.push(Piece { text: before, link: false });
        }
        found.push(Piece { text: link, link: true });
        rest = &from[link.len()..];
    }
    if !rest.is_empty() {
        found.push(Piece { text: rest, link: false });
    }
    found
}

/// Where the next address starts: at the start of a word, and with something behind the slashes.
fn next_link(text: &str) -> Option<usize> {
    if !text.contains("://") {
        return None;
    }
    let start_of_word = |at: usize| text[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    let goes_on =
        |at: usize, scheme: &str| text[at + scheme.len()..].starts_with(|c: char| c.is_alphanumeric());
    ["https://", "http://"]
        .into_iter()
        .flat_map(|scheme| text.match_indices(scheme))
        .filter(|(at, scheme)| start_of_word(*at) && goes_on(*at, scheme))
        .map(|(at, _)| at)
        .min()
}

/// « 3 réponses ».
#[must_use]
pub fn answers(count: i64) -> String {
    match count {
        0 => "Répondre".to_owned(),
        1 => "1\u{a0}réponse".to_owned(),
        201.. => "Plus de 200\u{a0}réponses".to_owned(),
        _ => format!("{count}\u{a0}réponses"),
    }
}

/// « 3 nouveaux messages ». `more`: this is a page full of them, and others follow.
#[must_use]
pub fn unread(count: usize, more: bool) -> String {
    match (count, more) {
        (1, _) => "1\u{a0}nouveau message".to_owned(),
        (_, true) => format!("Plus de {}\u{a0}nouveaux messages", count - 1),
        _ => format!("{count}\u{a0}nouveaux messages"),
    }
}

/// « 340 ko », « 1,2 Mo ».
#[must_use]
pub fn size(bytes: i64) -> String {
    if bytes < 1_000_000 {
        return format!("{}\u{a0}ko", (bytes + 999) / 1_000);
    }
    format!("{},{}\u{a0}Mo", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// « CR » for « Mme Carrel »… no title, two letters at most.
#[must_use]
pub fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|w| !matches!(*w, "M." | "Mme" | "Mlle"))
        .filter_map(|w| w.chars().next())
        .take(2)
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_can_be_followed_and_nothing_else() {
        let said = |text| {
            paragraphs(text)
                .concat()
                .into_iter()
                .filter(|p| p.link)
                .map(|p| p.text.to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(
            said("Voir https://ecole.example/a?b=c&d, puis (http://x.example)."),
            ["https://ecole.example/a?b=c&d", "http://x.example"]
        );
        assert!(said("javascript:alert(1) https:// xhttps://a.example http://<b>").is_empty());
    }

    #[test]
    fn pieces_put_together_are_the_text() {
        for text in
            ["Bonjour", "a https://b.example c\nd", "https://b.example…", "«\u{a0}http://é.example\u{a0}»"]
        {
            let again: String = paragraphs(text).concat().iter().map(|p| p.text).collect();
            assert_eq!(again, text);
        }
        assert_eq!(paragraphs("un\n\n\n\ndeux\ntrois").len(), 2);
    }

    #[test]
    fn a_post_says_something_to_somebody() {
        assert!(check_words(" \n", 0).unwrap_err().of("texte").is_some());
        assert!(check_words("", 1).is_ok());
        assert!(check_words(&"é".repeat(LONGEST_POST), 0).is_ok());
        assert!(check_words(&"é".repeat(LONGEST_POST + 1), 0).is_err());
        assert!(check_words("a", MOST_FILES + 1).unwrap_err().of("fichier").is_some());
        assert!(
            check_audiences(0, 0).is_err() && check_audiences(2, 1).is_err() && check_audiences(2, 2).is_ok()
        );
    }

    #[test]
    fn names_and_sizes_are_said_shortly() {
        assert_eq!(initials("Mme Carrel"), "C");
        assert_eq!(initials("Nadia Benali"), "NB");
        assert_eq!(initials("Mme de La Tour"), "DL");
        assert_eq!(unread(2, false), "2\u{a0}nouveaux messages");
        assert_eq!(unread(20, true), "Plus de 19\u{a0}nouveaux messages");
        assert_eq!(size(1), "1\u{a0}ko");
        assert_eq!(size(1_250_000), "1,2\u{a0}Mo");
    }
}
