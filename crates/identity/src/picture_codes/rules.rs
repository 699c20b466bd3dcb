//! Three pictures out of twenty-four, all different, in an order: 12,144 codes, 13.5 bits. Pure, but for the draw.

use super::pictures::{ANIMALS, PICTURES, Picture, picture};
use rand::Rng;

/// Wrong tries, since the child last came in, after which only the teacher helps.
pub const WRONG_AT_MOST: i16 = 20;

/// Three different pictures, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code(pub [Picture; 3]);

impl Code {
    /// From what was touched; nothing when it is not a code.
    #[must_use]
    pub fn touched(names: [&str; 3]) -> Option<Self> {
        let code = [picture(names[0])?, picture(names[1])?, picture(names[2])?];
        let [a, b, c] = code;
        (a != b && b != c && a != c).then_some(Self(code))
    }

    #[must_use]
    pub fn drawn() -> Self {
        let mut chance = rand::rng();
        loop {
            let code = Self([(); 3].map(|()| PICTURES[chance.random_range(0..PICTURES.len())]));
            if Self::touched(code.0.map(|p| p.name)).is_some() && !code.is_first_row() {
                return code;
            }
        }
    }

    /// What everybody would try first.
    #[must_use]
    pub fn is_first_row(&self) -> bool {
        let at = |picture: Picture| PICTURES.iter().position(|p| *p == picture).unwrap_or_default();
        let [a, b, c] = self.0.map(at);
        b == a + 1 && c == b + 1
    }

    /// What is hashed.
    #[must_use]
    pub fn secret(&self) -> String {
        self.0.map(|p| p.name).join(" ")
    }

    /// « Le soleil, la clé, le vélo ».
    #[must_use]
    pub fn french(&self) -> String {
        let [first, second, third] = self.0.map(|p| p.french);
        format!("{first}, {}, {}", second.to_lowercase(), third.to_lowercase())
    }
}

/// Animals for so many children, none of those taken while there are others.
#[must_use]
pub fn free_animals(taken: &[String], wanted: usize, start: usize) -> Vec<&'static str> {
    let turn = |at: usize| ANIMALS[(start + at) % ANIMALS.len()].name;
    let all: Vec<_> = (0..ANIMALS.len()).map(turn).collect();
    let free = all.iter().filter(|name| !taken.iter().any(|t| t == *name));
    free.chain(all.iter().cycle()).take(wanted).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_three_different_pictures_in_order() {
        assert!(Code::touched(["sun", "key", "bicycle"]).is_some());
        assert_ne!(Code::touched(["sun", "key", "bicycle"]), Code::touched(["key", "sun", "bicycle"]));
        for bad in [["sun", "sun", "key"], ["sun", "key", ""], ["sun", "key", "cat"]] {
            assert!(Code::touched(bad).is_none());
        }
        assert_eq!(
            Code::touched(["sun", "key", "bicycle"]).map(|c| c.french()).as_deref(),
            Some("Le soleil, la clé, le vélo")
        );
        let all = PICTURES.len();
        assert_eq!(all * (all - 1) * (all - 2), 12_144, "the figure of docs/sign-in.md");
        for _ in 0..200 {
            let code = Code::drawn();
            assert_eq!(Code::touched(code.0.map(|p| p.name)), Some(code));
        }
    }

    #[test]
    fn the_children_of_a_class_have_different_animals() {
        let mut animals = free_animals(&["cat".to_owned()], 31, 30);
        assert!(!animals.contains(&"cat"));
        animals.sort_unstable();
        animals.dedup();
        assert_eq!(animals.len(), 31);
        assert_eq!(free_animals(&[], 40, 3).len(), 40, "a very large class has doubles");
    }
}
