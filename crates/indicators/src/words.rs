//! How the figures are called, what each counts, where it comes from; which acts are of which service. Pure.

/// The families of services that the national measure (DNMA) compares, as far as the house has them, and the acts of each.
const SERVICES: [(&str, &str, &[&str]); 7] = [
    ("connexion", "Connexions", &["signed_in", "pupil_entered", "class_session_opened", "child_lent"]),
    (
        "fil",
        "Fil d’actualité",
        &[
            "feed_seen",
            "post_published",
            "post_edited",
            "post_withdrawn",
            "commented",
            "comment_withdrawn",
            "reacted",
            "comments_opened",
            "comments_closed",
            "file_put",
        ],
    ),
    (
        "compte",
        "Compte et réglages",
        &[
            "account_activated",
            "children_added",
            "charter_accepted",
            "password_changed",
            "email_changed",
            "factor_added",
        ],
    ),
    ("donnees", "Mes données", &["data_asked", "objection_made", "objection_taken_back"]),
    (
        "classe",
        "Classe et accès des élèves",
        &[
            "picture_codes_made",
            "animal_chosen",
            "cards_printed",
            "phrase_chosen",
            "way_chosen",
            "codes_printed",
            "invitations_sent",
            "class_picked",
            "class_left",
            "group_made",
            "group_changed",
        ],
    ),
    (
        "ecole",
        "Annuaire de l’école et année",
        &[
            "person_made",
            "person_attached",
            "people_merged",
            "doubt_settled",
            "onde_applied",
            "onde_drafted",
            "person_left",
            "identity_corrected",
            "class_made",
            "class_renamed",
            "class_closed",
            "access_given",
            "access_prolonged",
            "access_ended",
            "year_prepared",
            "year_planned",
            "year_turned",
            "pupil_moved",
            "guardian_link_changed",
            "communication_rules_changed",
        ],
    ),
    ("projet", "Déploiement", &["joining_step", "project_described"]),
];

/// Each act, and its service beside it.
pub(super) fn acts_by_service() -> (Vec<String>, Vec<String>) {
    let pairs = SERVICES
        .iter()
        .flat_map(|(key, _, acts)| acts.iter().map(|act| ((*act).to_owned(), (*key).to_owned())));
    pairs.unzip()
}

pub(super) fn services() -> impl Iterator<Item = (&'static str, &'static str)> {
    SERVICES.iter().map(|(key, name, _)| (*key, *name))
}

pub(super) const PROFILES: [(&str, &str); 4] = [
    ("pupil", "Élèves"),
    ("guardian", "Responsables"),
    ("teacher", "Enseignants et direction"),
    ("staff", "Autres personnels"),
];

pub(super) const BANDS: [(&str, &str); 3] =
    [("nursery", "Maternelle"), ("elementary", "Élémentaire"), ("all", "Ensemble")];

pub(super) fn profile(name: &str) -> &'static str {
    said(&PROFILES, name)
}

pub(super) fn band(name: &str) -> &'static str {
    said(&BANDS, name)
}

fn said(words: &[(&str, &'static str)], name: &str) -> &'static str {
    words.iter().find(|w| w.0 == name).map_or("", |w| w.1)
}

type Queue = (&'static str, &'static str);

/// Who helps: the level, how it is called, its queues.
pub(super) const LEVELS: [(&str, &str, &[Queue]); 3] = [
    ("level_1", "Niveau 1, au plus près", &[("school", "École"), ("circonscription", "Circonscription")]),
    (
        "level_2",
        "Niveau 2, le projet",
        &[
            ("commune", "Commune"),
            ("project", "Équipe projet (DANE)"),
            ("dsi", "DSI"),
            ("cdti", "CDTI"),
            ("dpo", "Protection des données"),
        ],
    ),
    ("level_3", "Niveau 3, l’éditeur", &[("publisher", "Éditeur")]),
];

/// A kind of place: what its column is called, « par … », how several are said, its word in an address.
pub(super) struct Kind {
    pub name: &'static str,
    pub column: &'static str,
    pub by: &'static str,
    pub slug: &'static str,
}

pub(super) const KINDS: [Kind; 8] = [
    kind("project", "Projet", "Le projet", "projet"),
    kind("academy", "Académie", "Par académie", "academie"),
    kind("department", "Département", "Par département", "departement"),
    kind("circonscription", "Circonscription", "Par circonscription", "circonscription"),
    kind("epci", "EPCI", "Par EPCI", "epci"),
    kind("commune", "Commune", "Par commune", "commune"),
    kind("school", "École", "Par école", "ecole"),
    kind("perimeter", "Périmètre", "Par périmètre", "perimetre"),
];

const fn kind(name: &'static str, column: &'static str, by: &'static str, slug: &'static str) -> Kind {
    Kind { name, column, by, slug }
}

pub(super) fn kind_named(name: &str) -> &'static Kind {
    KINDS.iter().find(|k| k.name == name).unwrap_or(&KINDS[0])
}

pub(super) const ACCOUNTS: (&str, &str) = (
    "Peuvent avoir un compte\u{a0}: qui a un rôle dans une école ouverte à la date du comptage, et les responsables de ses élèves. Créé\u{a0}: le compte existe et son école est ouverte dans le projet. Activé\u{a0}: la personne est entrée une première fois. Venus\u{a0}: entrés une semaine du mois au moins. Chacun compte une fois par lieu\u{a0}; qui a deux profils compte dans chacun.",
    "Annuaire (AAF, ONDE, saisie des écoles) et comptes du service. Compté par le serveur, sans traceur.",
);
pub(super) const CLASSES: (&str, &str) = (
    "Une classe compte quand un élève y est inscrit. Elle est déployée quand un enseignant l’a prise en charge et qu’un élève ou un responsable a activé son compte. Maternelle\u{a0}: tous les niveaux sont de maternelle\u{a0}; une GS-CP est élémentaire. École entière\u{a0}: toutes ses classes sont déployées\u{a0}; elle compte dans chaque type dont elle a des classes.",
    "Annuaire et comptes du service.",
);
pub(super) const FAMILIES: (&str, &str) = (
    "Un foyer est joint quand le compte d’un de ses responsables est actif. Les responsables à la même adresse forment un foyer. Un élève dont les parents vivent séparés a deux foyers\u{a0}: il est joint tout à fait quand chacun l’est.",
    "Liens de responsabilité de l’annuaire, hors tiers et liens masqués par une protection.",
);
pub(super) const WEEKS: (&str, &str) = (
    "Personnes entrées au moins une fois dans la semaine, sur celles qui peuvent avoir un compte. Venir n’est pas réussir\u{a0}: ce nombre dit l’accès, pas l’effet sur les apprentissages.",
    "Dernière semaine de venue de chaque compte\u{a0}: ni jour, ni heure, ni page.",
);
pub(super) const SINCE: (&str, &str) = (
    "Part des classes déployées, au dernier comptage de chaque mois\u{a0}; avant le service, la part dite par le projet pour chaque année scolaire, avec sa source.",
    "Comptages mensuels\u{a0}; années antérieures\u{a0}: la source écrite à côté.",
);
pub(super) const RURAL: (&str, &str) = (
    "Communes du territoire de moins de 2\u{202f}500 habitants, avec ou sans école du projet.",
    "Populations légales (Insee, COG 2026), Licence Ouverte.",
);
pub(super) const COLLEGES: (&str, &str) = (
    "Écoles qui ont un CM2, ou dont les niveaux ne sont pas connus, et parmi elles celles rattachées à un collège à la date du comptage. Les collèges se comptent à part\u{a0}: ils n’entrent dans aucun nombre de la maternelle ni de l’élémentaire.",
    "Registre des collèges, tenu par l’équipe projet.",
);
pub(super) const USES: (&str, &str) = (
    "Actes faits dans le mois, par service et par profil. Un acte n’est pas une visite\u{a0}: lire une page n’en est pas un, ouvrir le fil sur du nouveau en est un. Qui travaille dans une école y agit comme tel.",
    "Journal du service, compté par jour et par lieu, sans personne\u{a0}; familles de services du dispositif national de mesure d’audience (DNMA).",
);
pub(super) const EQUIPMENT: (&str, &str) = (
    "Appareils qui marchent\u{a0}: ni hors service, ni en panne signalée, ni sortis du registre. Une classe a un tableau interactif quand le registre en met un dans cette classe, cette année. Une classe mobile compte par ses ordinateurs. Une école dont le registre est vide compte zéro.",
    "Registres tenus par les écoles, les communes et l’équipe projet\u{a0}; élèves\u{a0}: annuaire.",
);
pub(super) const HELP: (&str, &str) = (
    "Demandes d’aide reçues dans le mois, résolues dans le mois, encore ouvertes à sa fin (ce mois-ci\u{a0}: au comptage). Durée médiane\u{a0}: de la demande à la solution, en heures de service (du lundi au vendredi, de 8 h à 18 h, hors vacances et jours fériés), sans le temps où une précision était attendue. Comptes venus\u{a0}: ceux du mois\u{a0}; qui a deux profils compte dans chacun. Une demande compte dans les lieux de son école\u{a0}; sans école, pour le projet seulement. Ce qui est confidentiel n’est pas compté.",
    "Demandes d’aide du service, comptées sans dire qui demande ni quoi.",
);
pub(super) const HELP_QUEUES: (&str, &str) = (
    "Les demandes du mois par la file où elles sont au comptage\u{a0}: celle où elles attendent, ou celle qui les a résolues. Les mois d’avant sont au-dessous.",
    "Demandes d’aide du service, comptées sans dire qui demande ni quoi.",
);
pub(super) const HELP_BY_MONTH: (&str, &str) = (
    "Les demandes reçues et résolues dans chaque mois, par la file où elles étaient à sa fin (ce mois-ci\u{a0}: au comptage). Les mois d’avant le premier comptage sont comptés de même, sur les demandes encore gardées. La page montre douze mois, les tableurs tous.",
    "Demandes d’aide du service, comptées sans dire qui demande ni quoi.",
);
pub(super) const PARTS: (&str, &str) = (
    "Les mêmes nombres pour chaque lieu. Une commune que deux circonscriptions se partagent compte toutes ses écoles.",
    "Annuaire, comptes du service, Insee. Contours\u{a0}: IGN Admin Express, Licence Ouverte.",
);
pub(super) const PERIMETERS: (&str, &str) = (
    "Un périmètre garde, sous un nom et à une date, des écoles et le nombre de comptes possibles ce jour-là. Les comptes créés y sont ceux d’aujourd’hui.",
    "Comptage du jour où il a été gardé.",
);

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn an_act_is_of_one_service() {
        let (acts, services) = acts_by_service();
        assert_eq!(acts.len(), services.len());
        assert_eq!(acts.iter().collect::<HashSet<_>>().len(), acts.len());
    }
}
