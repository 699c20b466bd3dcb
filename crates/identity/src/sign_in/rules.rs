//! Where one may be sent after signing in, and what was typed as a secret. Pure.

use crate::accounts::{Account, codes};
use crate::pass_phrases;
use kernel::SessionKind;

/// A path of ours, or the front door: an address given from outside never leads elsewhere.
#[must_use]
pub fn local(path: Option<&str>) -> &str {
    let is_local = |p: &&str| {
        p.starts_with('/')
            && !p.starts_with("//")
            && !p.chars().any(|c| c == '\\' || c.is_control())
            && !p.starts_with("/connexion")
    };
    path.filter(is_local).unwrap_or("/")
}

/// Where one stands after leaving: before the tiles of the class, or before the guardian who is near.
#[must_use]
pub fn door(kind: Option<SessionKind>) -> &'static str {
    match kind {
        Some(SessionKind::ClassSession) => "/tablette",
        Some(SessionKind::Lent) => "/enfants/fini",
        _ => "/connexion",
    }
}

/// A pupil's code may be typed in any case, with or without its dash; secret words in any case, with or without
/// accents, articles and commas.
#[must_use]
pub fn secret(account: Option<&Account>, typed: &str) -> String {
    if account.is_some_and(|a| a.pupil && a.phrase) {
        return pass_phrases::rules::secret(typed);
    }
    let code = account.filter(|a| a.pupil).and_then(|_| codes::pupil_typed(typed));
    code.unwrap_or_else(|| typed.to_owned())
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn one_is_sent_back_inside_only() {
        assert_eq!(local(Some("/fil?avant=1_2")), "/fil?avant=1_2");
        for outside in ["https://autre.example", "//autre.example", "/\\autre.example", "fil", "", "/a\nb"] {
            assert_eq!(local(Some(outside)), "/", "{outside}");
        }
        assert_eq!(local(Some("/connexion?retour=/fil")), "/");
        assert_eq!(local(None), "/");
    }
}
