//! What may be said of a party and of its contacts. Pure.

use kernel::FieldErrors;
use serde::Deserialize;

/// Kinds of party, and whether it is a collectivity.
pub(super) const KINDS: [(&str, &str, bool); 9] = [
    ("commune", "Commune", true),
    ("epci", "Intercommunalité (EPCI)", true),
    ("syndicate", "Syndicat mixte ou scolaire", true),
    ("department", "Département", true),
    ("region", "Région", true),
    ("rectorat", "Rectorat", false),
    ("dsden", "DSDEN", false),
    ("publisher", "Éditeur", false),
    ("partner", "Partenaire sans compte", false),
];

/// What a party is to the project.
pub(super) const PARTS: [(&str, &str); 4] = [
    ("carrier", "porte le projet"),
    ("co_owner", "le porte avec le porteur"),
    ("provider", "fournit la solution"),
    ("member", "y prend part"),
];

/// What a party may bring.
pub(super) const BRINGS: [(&str, &str); 8] = [
    ("coordination", "Coordination"),
    ("funds", "Financement"),
    ("equipment", "Équipement"),
    ("hosting", "Hébergement"),
    ("data", "Données d’annuaire"),
    ("trainers", "Formation"),
    ("support", "Assistance"),
    ("content", "Ressources"),
];

pub(crate) fn french(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
}

pub(super) fn part_french(part: &str) -> &'static str {
    PARTS.iter().find(|p| p.0 == part).map_or("", |p| p.1)
}

pub(crate) fn is_collectivity(kind: &str) -> bool {
    KINDS.iter().any(|k| k.0 == kind && k.2)
}

/// Who may carry a project: those of the field (domain: commune, EPCI, syndicate, département, rectorat).
fn may_carry(kind: &str) -> bool {
    is_collectivity(kind) || kind == "rectorat"
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub nom: String,
    pub genre: String,
    pub role: String,
    pub lieu: String,
    pub membre_de: String,
    pub apports: Vec<String>,
    pub sortie: String,
}

const LONGEST: usize = 120;

pub(super) fn checked(typed: &Typed) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    let name = typed.nom.trim();
    if name.is_empty() || name.chars().count() > LONGEST {
        errors.add("nom", "Donnez le nom, en 120 caractères au plus.");
    }
    if french(&typed.genre).is_empty() {
        errors.add("genre", "Choisissez ce que c’est.");
    }
    if part_french(&typed.role).is_empty() {
        errors.add("role", "Choisissez ce qu’elle est pour le projet.");
    } else if typed.role == "carrier" && !may_carry(&typed.genre) {
        errors
            .add("role", "Une collectivité ou le rectorat porte un projet, pas un éditeur ni un partenaire.");
    }
    errors.checked()
}

/// A contact as the form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct TypedContact {
    pub prenom: String,
    pub nom: String,
    pub fonction: String,
    pub adresse: String,
    pub telephone: String,
}

pub(super) fn contact(typed: &TypedContact) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    for (field, text) in [("prenom", &typed.prenom), ("nom_contact", &typed.nom)] {
        if text.trim().is_empty() || text.chars().count() > LONGEST {
            errors.add(field, "Donnez le prénom et le nom.");
        }
    }
    for (field, text) in [("fonction", &typed.fonction), ("telephone", &typed.telephone)] {
        if text.chars().count() > LONGEST {
            errors.add(field, "C’est trop long\u{a0}: 120 caractères au plus.");
        }
    }
    if !typed.adresse.trim().is_empty() && !identity::accounts::rules::is_email(typed.adresse.trim()) {
        errors.add("adresse", "Cette adresse électronique n’est pas complète.");
    }
    errors.checked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_is_carried_by_a_collectivity_or_the_rectorat() {
        for (genre, good) in
            [("syndicate", true), ("rectorat", true), ("publisher", false), ("partner", false), ("", false)]
        {
            let typed =
                Typed { nom: "X".into(), genre: genre.into(), role: "carrier".into(), ..Typed::default() };
            assert_eq!(checked(&typed).is_ok(), good, "{genre}");
        }
        let named = TypedContact { prenom: "Mireille".into(), nom: "Pons".into(), ..TypedContact::default() };
        assert!(contact(&named).is_ok());
        assert!(contact(&TypedContact { adresse: "pons@".into(), ..named }).is_err());
    }
}
