//! What has been told in the invented schools over the last two weeks. Invariant: slugs are for life (a
//! post's id comes from its slug), nobody real is named.

mod classes;
mod schools;

use super::scenes::Scene;

/// A kind of reaction, and how many readers had it.
pub type Reaction = (&'static str, i64);

pub enum Piece {
    Picture(&'static str, Scene),
    /// The tune.
    Voice(&'static str),
    /// File name, title, lines.
    Paper(&'static str, &'static str, &'static [&'static str]),
}

/// Key of who answers (empty: some family that reads it), how many minutes later, what.
pub type Answer = (&'static str, i64, &'static str);

pub struct Post {
    pub slug: &'static str,
    pub author: &'static str,
    /// Key of a class, a school or a circonscription.
    pub place: &'static str,
    pub audiences: &'static [&'static str],
    /// How many working days ago; 0 is a moment ago.
    pub days: u64,
    /// Hour and minute.
    pub at: (u32, u32),
    pub text: &'static str,
    pub pupils_write: bool,
    pub pieces: &'static [Piece],
    pub answers: &'static [Answer],
    pub reactions: &'static [Reaction],
}

const FAMILIES: &[&str] = &["class_guardians"];
const CLASS: &[&str] = &["class_guardians", "class_pupils"];
const PUPILS: &[&str] = &["class_pupils"];
const SCHOOL: &[&str] = &["school_guardians"];
const TEAM: &[&str] = &["school_adults"];
const TEACHERS: &[&str] = &["circonscription_teachers"];

/// A post with nothing but words, to start from.
const PLAIN: Post = Post {
    slug: "",
    author: "",
    place: "",
    audiences: FAMILIES,
    days: 1,
    at: (16, 40),
    text: "",
    pupils_write: false,
    pieces: &[],
    answers: &[],
    reactions: &[],
};

pub fn all() -> impl Iterator<Item = &'static Post> {
    classes::POSTS.iter().chain(&schools::POSTS)
}

/// Non-breaking spaces where French wants them.
pub fn typeset(text: &str) -> String {
    let mut out = text.to_owned();
    for (plain, set) in [
        (" :", "\u{a0}:"),
        (" ;", "\u{a0};"),
        (" !", "\u{a0}!"),
        (" ?", "\u{a0}?"),
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
    ] {
        out = out.replace(plain, set);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_post_and_each_picture_is_its_own() {
        let slugs: HashSet<_> = all().map(|p| p.slug).collect();
        assert_eq!(slugs.len(), all().count());
        assert!((24..=30).contains(&slugs.len()), "{}", slugs.len());
        let mut pictures = HashSet::new();
        for piece in all().flat_map(|p| p.pieces) {
            if let Piece::Picture(name, scene) = piece {
                assert!(pictures.insert(scene().jpeg().unwrap()), "{name} is another's picture");
            }
        }
        assert!(pictures.len() >= 12);
    }

    #[test]
    fn spaces_are_set_as_in_french_print() {
        assert_eq!(typeset("« Oui » : vite !"), "«\u{a0}Oui\u{a0}»\u{a0}: vite\u{a0}!");
    }
}
