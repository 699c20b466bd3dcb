//! How the state of an account is said. Pure.

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
