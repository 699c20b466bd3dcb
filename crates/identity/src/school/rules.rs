//! How the state of an account is said, a class called, and its page found. Pure.

use kernel::PlaceId;

/// The word and its colour. A pupil has nothing to choose: her sheet is enough.
#[must_use]
pub(crate) fn spoken(state: Option<&str>, pupil: bool, has_code: bool) -> (&'static str, &'static str) {
    match (state, pupil) {
        (Some("active"), _) => ("Actif", "meadow"),
        (Some("to_activate"), true) if has_code => ("Fiche donnée", "sun"),
        (Some("to_activate"), _) => ("À activer", "sun"),
        (Some("blocked"), _) => ("Bloqué", "brick"),
        (Some("leaving"), _) => ("Sur le départ", "brick"),
        _ => ("Sans compte", "brick"),
    }
}

/// « CE1 A »: what stands in a list, once a school.
pub(super) fn class_name(typed: &str) -> Result<String, String> {
    const LONGEST: usize = 60;
    let name = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    if !name.chars().any(char::is_alphanumeric) {
        return Err("Donnez un nom à la classe\u{a0}: «\u{a0}CE1 A\u{a0}», par exemple.".to_owned());
    }
    if name.chars().count() > LONGEST {
        return Err(format!("{LONGEST}\u{a0}signes au plus."));
    }
    Ok(name)
}

/// The class whose page has this path.
pub(crate) fn class_at(path: &str) -> Option<PlaceId> {
    let (school, class) = path.strip_prefix("/ecole/")?.split_once("/classe/")?;
    school.parse::<PlaceId>().ok()?;
    class.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_class_is_known_by_its_path() {
        let (school, class) = (PlaceId::fresh(), PlaceId::fresh());
        assert_eq!(class_at(&format!("/ecole/{school}/classe/{class}")), Some(class));
        for other in
            [format!("/ecole/{school}"), format!("/ecole/{school}/classe/{class}/nom"), "/fil".to_owned()]
        {
            assert_eq!(class_at(&other), None, "{other}");
        }
    }

    #[test]
    fn a_class_has_a_short_name() {
        assert_eq!(class_name("  CE1   A "), Ok("CE1 A".to_owned()));
        for wrong in ["", "   ", "—", &"C".repeat(61)] {
            assert!(class_name(wrong).is_err(), "{wrong}");
        }
    }
}
