//! A catalogue to begin with: our own codes and words, to be replaced by the official list.

use super::rules::{Family, Level};

pub(super) const TITLE: &str = "Catalogue de départ";
pub(super) const SOURCE: &str = "Rédaction du projet, à remplacer par la liste officielle du ministère";

use Family::{Legal as J, Organisational as O, Technical as T};
use Level::{Must as E, Should as R};

pub(super) const ITEMS: &[(&str, Family, Level, &str)] = &[
    ("FUN-01", T, E, "Un seul portail et une seule connexion pour tous les services."),
    ("FUN-02", T, E, "Les droits suivent le profil et la classe."),
    (
        "FUN-03",
        T,
        E,
        "Un fil, une messagerie, un blog, un espace de documents, un calendrier, un cahier, un enregistreur.",
    ),
    ("FUN-04", T, E, "L’interface s’adapte au cycle de l’élève."),
    ("FUN-05", T, E, "Chacun importe et exporte ses contenus dans des formats ouverts."),
    ("FUN-06", T, E, "L’aide s’ouvre depuis chaque page."),
    ("FUN-07", T, R, "La classe et l’école personnalisent leur espace."),
    ("IDE-01", T, E, "L’annuaire fédérateur du premier degré est repris, complet et incrémental."),
    ("IDE-02", T, E, "Les responsables peuvent se connecter avec ÉduConnect."),
    ("IDE-03", T, E, "Les agents peuvent se connecter avec la fédération de leur académie."),
    (
        "IDE-04",
        T,
        E,
        "Chaque personne garde le même identifiant de la maternelle à la suite de sa scolarité.",
    ),
    ("IDE-05", T, E, "Un compte est supprimé trois mois après la fin du droit à l’avoir."),
    ("INT-01", T, R, "Les ressources s’ouvrent par le gestionnaire d’accès aux ressources."),
    ("INT-02", T, R, "Des interfaces de programmation sont documentées."),
    ("INT-03", T, R, "Le passage vers l’ENT du collège est prévu."),
    ("SEC-01", T, E, "Les données sont hébergées dans l’Union européenne."),
    ("SEC-02", T, E, "Les échanges et les données gardées sont chiffrés."),
    ("SEC-03", T, E, "Les administrateurs ont un second facteur."),
    ("SEC-04", T, E, "Les essais de mot de passe sont freinés."),
    ("SEC-05", T, E, "Les journaux sont gardés de six à douze mois."),
    ("SEC-06", T, E, "Un service peut être arrêté aussitôt en cas d’incident."),
    ("SEC-07", T, R, "Un test d’intrusion a lieu chaque année."),
    ("SEC-08", T, E, "Un dossier d’homologation de sécurité est tenu."),
    ("JUR-01", J, E, "Le traitement est inscrit au registre."),
    ("JUR-02", J, E, "Une analyse d’impact est faite et tenue à jour."),
    ("JUR-03", J, E, "Un accord de sous-traitance est signé avec chaque prestataire."),
    ("JUR-04", J, E, "Chacun est informé de ses droits, l’enfant avec ses mots."),
    ("JUR-05", J, E, "L’arrêté de 2006 se lit depuis l’accueil."),
    ("JUR-06", J, E, "La charte des usages est annexée au règlement intérieur."),
    ("JUR-07", J, E, "Un registre tient les permissions d’image et de voix."),
    ("JUR-08", J, E, "Une modération est motivée et peut être contestée."),
    ("JUR-09", J, E, "La mesure d’audience reste dans l’exemption de consentement."),
    ("ACC-01", T, E, "L’accessibilité est auditée (RGAA 4.1) et déclarée."),
    ("ACC-02", T, E, "Des aides à la lecture sont offertes."),
    ("QUA-01", T, R, "La disponibilité est mesurée et publiée."),
    ("QUA-02", T, R, "Une classe entière travaille en même temps sans attendre."),
    ("QUA-03", T, R, "L’usage se compte par profil, par service et par école."),
    ("QUA-04", T, R, "Le soir et la fin de semaine sont calmes."),
    ("ORG-01", O, R, "Une convention dit les engagements, les responsabilités et le pilotage."),
    ("ORG-02", O, R, "Les instances existent et se réunissent à leur rythme."),
    ("ORG-03", O, R, "Un plan de formation est suivi."),
    ("ORG-04", O, R, "L’aide est organisée en trois niveaux."),
    ("ORG-05", O, R, "La réversibilité est prévue et essayée."),
    ("ECO-01", T, R, "Le poids des pages et le stockage ont un budget."),
];

/// Title, reminder, the text that counts.
pub(super) const NOTICES: &[(&str, &str, &str)] = &[
    (
        "Données personnelles",
        "La déclaration simplifiée à la CNIL (engagement à l’acte RU-003) n’existe plus depuis le 25 mai 2018\u{a0}: un registre, une analyse d’impact et l’information de chacun la remplacent.",
        "RGPD, art. 13, 30 et 35\u{a0}; arrêté du 30 novembre 2006",
    ),
    (
        "Vie privée et droit à l’image",
        "L’image ou la voix d’un enfant demande une permission écrite de ses responsables, pour un usage, un support et une durée.",
        "Code civil, art. 9 et 371-1",
    ),
    (
        "Liberté d’expression",
        "Chacun s’exprime, et répond de ce qu’il écrit. Retirer un texte se motive et se conteste.",
        "Déclaration de 1789, art. 11\u{a0}; loi du 29 juillet 1881",
    ),
    (
        "Charte des usages",
        "Les règles sont expliquées aux élèves\u{a0}; la charte est annexée au règlement intérieur, que le conseil d’école vote.",
        "Code de l’éducation, art. D. 411-2 et L. 312-9",
    ),
];
