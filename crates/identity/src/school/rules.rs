//! How the state of an account is said, and a class called. Pure.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_has_a_short_name() {
        assert_eq!(class_name("  CE1   A "), Ok("CE1 A".to_owned()));
        for wrong in ["", "   ", "—", &"C".repeat(61)] {
            assert!(class_name(wrong).is_err(), "{wrong}");
        }
    }
}
