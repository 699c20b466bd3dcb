//! How it is said on a slip. Pure.

/// « la famille d’Ethan », « la famille de Lina ».
#[must_use]
pub(super) fn elided(words: &str) -> String {
    const BEFORE: &str = "Pour la famille de ";
    match words.strip_prefix(BEFORE) {
        Some(name) => format!("Pour la famille {}", kernel::french::of(name)),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::elided;

    #[test]
    fn de_becomes_d_before_a_vowel() {
        assert_eq!(elided("Pour la famille de Ethan Berger · CP"), "Pour la famille d’Ethan Berger · CP");
        assert_eq!(elided("Pour la famille de Émile · CP"), "Pour la famille d’Émile · CP");
        assert_eq!(elided("Pour la famille de Lina · CP"), "Pour la famille de Lina · CP");
        assert_eq!(elided("Les Tilleuls"), "Les Tilleuls");
    }
}
