//! Whether somebody named her child. Pure.

use super::queries::ChildName;
use crate::accounts::rules::plain_name;

/// Forgiving of accents, capitals, dashes and spaces; the last name may come along, and of several first
/// names the first is enough.
#[must_use]
pub(super) fn names_one(typed: &str, children: &[ChildName]) -> bool {
    let typed = folded(typed);
    !typed.is_empty() && children.iter().any(|child| ways_to_say(child).contains(&typed))
}

fn ways_to_say(child: &ChildName) -> Vec<String> {
    let (first, last) = (child.first_name.as_str(), child.last_name.as_str());
    let short = first.split_whitespace().next().unwrap_or_default();
    let all = [first.to_owned(), short.to_owned(), format!("{first} {last}"), format!("{last} {first}")];
    all.iter().map(|name| folded(name)).collect()
}

/// In plain letters; a name in another script stays as it is.
fn folded(name: &str) -> String {
    let plain = plain_name(name);
    if plain.is_empty() { name.trim().to_lowercase() } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_child_is_named_as_one_types_on_a_telephone() {
        let child = |first: &str, last: &str| ChildName { first_name: first.into(), last_name: last.into() };
        let hers = [child("Zoé", "Le Goff"), child("Jean-Noël", "Le Goff"), child("Lou Ann", "Le Goff")];
        for typed in
            ["Zoé", "zoe", " ZOE ", "Zoe le goff", "LE GOFF Zoé", "jean noel", "JeanNoël", "lou", "Louann"]
        {
            assert!(names_one(typed, &hers), "{typed}");
        }
        for typed in ["", " ", "-", "Tom", "Zo", "Le Goff", "Noël", "zoé tom"] {
            assert!(!names_one(typed, &hers), "{typed}");
        }
        let others = [child("李", "小龙"), child("محمد", "")];
        assert!(names_one("李", &others) && names_one("محمد ", &others) && !names_one("小", &others));
    }
}
