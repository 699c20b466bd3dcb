//! What may be said of the project. Pure.

use kernel::FieldErrors;
use kernel::holidays::Zone;
use serde::Deserialize;

/// As the form sends it, and as it is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(super) struct Said {
    pub marque: String,
    pub solution: String,
    pub version: String,
    pub constat: String,
    pub jumeau: String,
    pub adresse_jumeau: String,
    /// Of the school calendar: « A », « B », « C », or nothing yet.
    pub zone: String,
    /// « ps_cm2 », « ps_3e »: which levels it carries.
    pub niveaux: String,
}

/// From nursery school to CM2, or to the end of collège.
pub(super) const LEVELS: [(&str, &str); 2] =
    [("ps_cm2", "De la petite section au CM2"), ("ps_3e", "De la petite section à la 3e")];

/// A name, and a text that still fits on two pages.
const SHORT: usize = 120;
const LONG: usize = 6000;

impl Said {
    /// Without what surrounds it.
    pub(super) fn trimmed(self) -> Self {
        let trimmed = |text: String| text.trim().to_owned();
        Self {
            marque: trimmed(self.marque),
            solution: trimmed(self.solution),
            version: trimmed(self.version),
            constat: trimmed(self.constat),
            jumeau: trimmed(self.jumeau),
            adresse_jumeau: trimmed(self.adresse_jumeau),
            zone: trimmed(self.zone),
            niveaux: match self.niveaux.trim() {
                "" => LEVELS[0].0.to_owned(),
                said => said.to_owned(),
            },
        }
    }

    /// What is wrong with it.
    pub(super) fn checked(&self) -> Result<(), FieldErrors> {
        let said = self;
        let mut errors = FieldErrors::default();
        if said.marque.is_empty() {
            errors.add("marque", "Dites comment on appelle le projet.");
        }
        for (field, text) in [
            ("marque", &said.marque),
            ("solution", &said.solution),
            ("version", &said.version),
            ("jumeau", &said.jumeau),
        ] {
            if text.chars().count() > SHORT {
                errors.add(field, "C’est trop long\u{a0}: 120 caractères au plus.");
            }
        }
        if said.constat.chars().count() > LONG {
            errors.add("constat", "C’est trop long\u{a0}: deux pages au plus.");
        }
        if !said.zone.is_empty() && Zone::named(&said.zone).is_none() {
            errors.add("zone", "Choisissez une zone de la liste.");
        }
        if LEVELS.iter().all(|l| l.0 != said.niveaux) {
            errors.add("niveaux", "Choisissez jusqu’où va le projet.");
        }
        if !said.adresse_jumeau.is_empty() && !is_address(&said.adresse_jumeau) {
            errors.add("adresse_jumeau", "Écrivez une adresse qui commence par https://");
        }
        errors.checked()
    }
}

/// « https://ent2d.example.org »: what a link may lead to.
fn is_address(text: &str) -> bool {
    let host = text.strip_prefix("https://").unwrap_or_default();
    host.contains('.') && text.len() <= 300 && !text.contains(|c: char| c.is_whitespace() || c == '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_has_a_name_and_its_sister_an_address() {
        let good = Said { marque: " e-Ormes ".into(), ..Said::default() };
        let good = good.trimmed();
        assert!(good.marque == "e-Ormes" && good.checked().is_ok());
        assert_eq!(good.niveaux, "ps_cm2", "as long as nobody says more");
        let odd = Said { niveaux: "ps_terminale".into(), ..good };
        assert!(odd.checked().unwrap_err().of("niveaux").is_some());
        assert!(Said::default().checked().unwrap_err().of("marque").is_some());
        for (address, is_good) in [
            ("", true),
            ("https://ent.example.org", true),
            ("javascript:alert(1)", false),
            ("http://ent.example.org", false),
            ("https://nulle part.example", false),
        ] {
            let said = Said { marque: "e-Ormes".into(), adresse_jumeau: address.into(), ..Said::default() };
            assert_eq!(said.trimmed().checked().is_ok(), is_good, "{address}");
        }
    }
}
