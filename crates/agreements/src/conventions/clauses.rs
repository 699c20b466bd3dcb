//! The library of clauses: what a convention says as long as its parties have not written it otherwise (domain §3.11; the
//! four parts that the référentiel asks for: commitments, responsibilities, steering, protection of data).

/// What a clause is about.
pub(super) const THEMES: [(&str, &str); 6] = [
    ("perimeter", "Objet et périmètre"),
    ("commitments", "Engagements"),
    ("responsibilities", "Responsabilités"),
    ("steering", "Pilotage"),
    ("protection", "Protection des données"),
    ("life", "Vie de la convention"),
];

/// Without a word of each of these it is no convention.
pub(super) const NEEDED: [&str; 4] = ["commitments", "responsibilities", "steering", "protection"];

pub(super) fn theme(name: &str) -> &'static str {
    THEMES.iter().find(|t| t.0 == name).map_or("", |t| t.1)
}

/// Theme, title, text.
pub(super) type Clause = (&'static str, &'static str, &'static str);

pub(super) fn library(with_schools: bool) -> &'static [Clause] {
    if with_schools { &SCHOOLS } else { &PARTNER }
}

const SCHOOLS: [Clause; 15] = [
    (
        "perimeter",
        "Textes de référence",
        "La convention s’appuie sur le schéma directeur des ENT en vigueur, l’arrêté du 30 novembre 2006 modifié et le règlement général sur la protection des données. Ces textes sont rappelés ici, ils ne sont pas recopiés.",
    ),
    (
        "perimeter",
        "Écoles concernées",
        "La liste des écoles est donnée en annexe. Elle est arrêtée chaque année scolaire, et vaut pour cette année.",
    ),
    (
        "commitments",
        "Engagements de la collectivité",
        "La collectivité porte le marché et finance les comptes. Elle fournit l’équipement, le réseau et le filtrage des écoles, assure leur maintenance, et nomme un interlocuteur unique.",
    ),
    (
        "commitments",
        "Engagements de l’Éducation nationale",
        "Les services de l’Éducation nationale fournissent les données de l’annuaire, valident les projets pédagogiques, forment les équipes, les accompagnent, et aident au premier et au deuxième niveau.",
    ),
    (
        "commitments",
        "Engagements de l’école",
        "L’école écrit un projet pédagogique lié au projet d’école. Elle fait adopter la charte, informe les familles, et nomme un administrateur, qui est formé.",
    ),
    (
        "responsibilities",
        "Qui répond de quoi",
        "Chaque partie répond de ce qu’elle met en œuvre. L’éditeur répond de la solution et de son hébergement devant la partie qui porte le marché. Les contenus publiés relèvent de la direction de l’école.",
    ),
    (
        "responsibilities",
        "Ressources et droits d’auteur",
        "Les ressources restent la propriété de leurs auteurs. Ce qu’une école produit reste à l’école, y compris quand la personne qui l’a écrit s’en va.",
    ),
    (
        "steering",
        "Instances",
        "Une instance d’orientation et d’arbitrage, un pilotage technique avant chaque période de vacances, un groupe de référents et un groupe d’utilisateurs réunissent les deux collèges. Une décision demande l’accord des deux.",
    ),
    (
        "steering",
        "Indicateurs et évaluation",
        "Les parties partagent des indicateurs agrégés, jamais nominatifs, et en font le bilan chaque année.",
    ),
    (
        "protection",
        "Responsables et sous-traitant",
        "La responsabilité du traitement, et son partage s’il y a lieu, sont décrits en annexe. L’éditeur est sous-traitant. Chaque partie fait connaître son délégué à la protection des données, et tient la fiche au registre.",
    ),
    (
        "protection",
        "Sécurité, durées, incidents",
        "Les comptes sont supprimés trois mois après la fin des droits. Une violation de données est signalée sans délai aux autres parties. Les données sont hébergées dans l’Union européenne.",
    ),
    (
        "life",
        "Finances et communication",
        "La clé de répartition est arrêtée par les parties. Les obligations de publicité des financeurs, européens compris, sont respectées.",
    ),
    (
        "life",
        "Durée et reconduction",
        "La convention vaut trois années scolaires. Les parties préparent sa reconduction neuf mois avant son terme.",
    ),
    ("life", "Avenants", "Toute modification passe par un avenant signé de toutes les parties."),
    (
        "life",
        "Fin, réversibilité, différends",
        "Une partie peut mettre fin à la convention au terme d’une année scolaire. Les données sont rendues dans un format ouvert, puis effacées. Les différends se règlent d’abord entre les parties.",
    ),
];

const PARTNER: [Clause; 7] = [
    (
        "perimeter",
        "Sans comptes",
        "Le partenaire apporte des ressources et son savoir-faire. Il n’a pas de compte dans l’ENT, et ne reçoit aucune donnée d’élève.",
    ),
    (
        "commitments",
        "Engagements du partenaire",
        "Le partenaire met à disposition les ressources décrites à l’objet, les tient à jour, et prévient de leur retrait.",
    ),
    (
        "commitments",
        "Engagements du projet",
        "Le projet propose ces ressources aux classes, et dit au partenaire, en nombres seulement, comment elles servent.",
    ),
    (
        "responsibilities",
        "Droits d’auteur",
        "Le partenaire garantit qu’il peut donner ces ressources en usage aux écoles. Elles restent sa propriété, ou celle de leurs auteurs.",
    ),
    ("steering", "Suivi", "Les parties font le point une fois par an devant l’instance d’orientation."),
    (
        "protection",
        "Données personnelles",
        "Aucune donnée personnelle n’est transmise. S’il devait en aller autrement, les parties l’écriraient d’abord dans un avenant.",
    ),
    (
        "life",
        "Durée, avenants, fin",
        "La convention vaut trois années scolaires. Elle se modifie par avenant, et peut prendre fin au terme d’une année scolaire.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_library_says_what_is_needed() {
        for with_schools in [true, false] {
            for needed in NEEDED {
                assert!(library(with_schools).iter().any(|c| c.0 == needed), "{needed}");
            }
            assert!(library(with_schools).iter().all(|c| !theme(c.0).is_empty()));
        }
    }
}
