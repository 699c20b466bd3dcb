//! How it is said that a school is not open. Pure.

/// Of a school whose path nobody has begun.
const NOT_BEGUN: &str =
    "un premier signe d’intérêt\u{a0}: c’est à l’équipe enseignante ou à la direction de l’école";

/// For whoever would print its sheets.
pub(super) fn of_school(name: &str, waits_for: Option<&str>) -> String {
    format!(
        "Les comptes des élèves et des familles ne sont pas encore ouverts ({name}). Il manque {}.",
        waits_for.unwrap_or(NOT_BEGUN)
    )
}

/// For whoever would open her account.
pub(super) fn of_person(school: &str, waits_for: Option<&str>) -> String {
    format!(
        "Votre compte ne s’ouvre pas encore\u{a0}: l’école n’a pas fini de rejoindre le projet ({school}). Il manque {}. \
         L’école vous préviendra\u{a0}: gardez votre fiche.",
        waits_for.unwrap_or(NOT_BEGUN)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_says_what_is_missing_and_who_holds_it() {
        let waits = Some("la décision de l’inspection : c’est à l’inspection (Odile Ségur)");
        assert!(
            of_school("Les Tilleuls", waits)
                .contains("Il manque la décision de l’inspection : c’est à l’inspection (Odile Ségur).")
        );
        assert!(of_person("Les Tilleuls", None).contains("Il manque un premier signe d’intérêt"));
    }
}
