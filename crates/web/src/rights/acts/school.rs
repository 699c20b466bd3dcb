//! In a class and in a school.

use super::{Act, CLASS, FEED, SCHOOL, act};
use crate::rights::Bound::{
    Equipped, Groups, Helped, HelpedClass, Joins, Led, Near, Own, Picks, School, Steered, Teaches, Team,
    Whole, Writes,
};

pub(super) const ACTS: &[Act] = &[
    act(
        FEED,
        "Lire le fil et ses fichiers",
        Own,
        &["GET /", "GET /direct", "GET /fichier/*", "GET /fil", "POST /fil/vu", "GET /fil/{item}"],
    ),
    act(
        FEED,
        "Écrire un message, le changer, le retirer",
        Writes,
        &[
            "* /fil/brouillon*",
            "GET /fil/ecrire",
            "POST /fil/publier",
            "GET /fil/qui-verra",
            "* /fil/{item}/modifier",
            "POST /fil/{item}/retirer",
            "POST /fil/{item}/commentaires",
            "GET /fil/{item}/qui",
        ],
    ),
    act(
        FEED,
        "Réagir, répondre là où c’est ouvert, retirer sa réponse",
        Own,
        &["POST /fil/{item}/reaction", "POST /fil/{item}/repondre", "POST /fil/{item}/commentaire/*"],
    ),
    act(CLASS, "Dire quelle classe est la sienne", Picks, &["* /ma-classe*"]),
    act(
        CLASS,
        "Proposer à la direction d’ouvrir sa classe à quelqu’un",
        Teaches,
        &["* /ecole/{school}/classe/{class}/proposer"],
    ),
    act(
        CLASS,
        "Voir les familles jointes d’une classe",
        Led,
        &["GET /ecole/{school}/classe/{class}/familles"],
    ),
    act(
        CLASS,
        "Choisir et gérer les entrées des élèves, les tablettes, les mots secrets",
        Led,
        &[
            "* /ecole/{school}/classe/{class}/entrees",
            "* /ecole/{school}/classe/{class}/tablettes*",
            "GET /ecole/{school}/classe/{class}/mots-secrets",
            "POST /ecole/{school}/classe/{class}/eleves/{pupil}/animal",
            "POST /ecole/{school}/classe/{class}/eleves/{pupil}/bloquer",
            "POST /ecole/{school}/classe/{class}/eleves/{pupil}/debloquer",
        ],
    ),
    act(
        CLASS,
        "Mettre la photo d’un enfant sur sa tuile, avec l’accord de sa famille",
        Teaches,
        &[
            "GET /ecole/{school}/classe/{class}/eleves/{pupil}/photo",
            "POST /ecole/{school}/classe/{class}/eleves/{pupil}/photo",
        ],
    ),
    act(
        CLASS,
        "Voir qui a dit oui ou non aux photos, recopier une réponse sur papier, effacer une photo",
        Led,
        &[
            "GET /ecole/{school}/classe/{class}/photos",
            "POST /ecole/{school}/classe/{class}/eleves/{pupil}/photo/*",
        ],
    ),
    act(
        CLASS,
        "Imprimer cartes, codes et images des élèves",
        Led,
        &[
            "* /ecole/{school}/classe/{class}/cartes",
            "* /ecole/{school}/classe/{class}/images",
            "* /ecole/{school}/classe/{class}/eleves/*",
            "* /ecole/{school}/fiches",
        ],
    ),
    act(
        CLASS,
        "Nommer et retirer les enseignants d’une classe, déplacer des élèves",
        Whole,
        &["* /ecole/{school}/classe/{class}/enseignants*", "POST /ecole/{school}/classe/{class}/deplacer"],
    ),
    act(
        CLASS,
        "Ouvrir un espace d’une classe de CM2 avec une classe de 6e, le terminer",
        Led,
        &["* /ecole/{school}/classe/{class}/sixieme*"],
    ),
    act(
        CLASS,
        "Ajouter à sa classe un lot de ressources pour commencer, l’enlever",
        Led,
        &["* /ecole/{school}/classe/{class}/pour-commencer*"],
    ),
    act(CLASS, "Voir qui est dans cet espace", Own, &["GET /espace/{space}"]),
    act(
        CLASS,
        "Préparer sa passation, lire celle que l’on reçoit, reprendre un message comme brouillon",
        Own,
        &["* /passation*"],
    ),
    act(CLASS, "Voir une classe et ses élèves", Team, &["GET /ecole/{school}/classe/{class}"]),
    act(
        SCHOOL,
        "Voir l’école et ses classes, qui peut écrire à qui, qui peut faire quoi",
        School,
        &["GET /ecole/{school}", "GET /ecole/{school}/regles", "GET /ecole/{school}/droits"],
    ),
    act(SCHOOL, "Changer qui peut écrire à qui", Whole, &["POST /ecole/{school}/regles"]),
    act(SCHOOL, "Permettre les photos sur les tuiles, les arrêter", Whole, &["* /ecole/{school}/photos"]),
    act(
        SCHOOL,
        "Faire un groupe d’élèves et d’adultes, le changer, le fermer",
        Groups,
        &["* /ecole/{school}/groupes*"],
    ),
    act(SCHOOL, "Ajouter quelqu’un à la main", Led, &["* /ecole/{school}/personnes/nouvelle*"]),
    act(
        SCHOOL,
        "Chercher quelqu’un de l’école, voir sa page",
        Whole,
        &["GET /ecole/{school}/personnes", "GET /ecole/{school}/personnes/{person}"],
    ),
    act(
        SCHOOL,
        "Corriger une fiche faite à la main, dire que quelqu’un ne fait plus partie de l’école",
        Whole,
        &["POST /ecole/{school}/personnes/{person}/depart", "* /ecole/{school}/personnes/{person}/identite"],
    ),
    act(
        SCHOOL,
        "Ouvrir une classe à la main, la renommer, la fermer",
        Whole,
        &[
            "POST /ecole/{school}/classes",
            "POST /ecole/{school}/classe/{class}/nom",
            "POST /ecole/{school}/classe/{class}/fermer",
        ],
    ),
    act(
        SCHOOL,
        "Donner un accès pour un temps, le prolonger, le terminer",
        Whole,
        &["* /ecole/{school}/acces*"],
    ),
    act(
        SCHOOL,
        "Bloquer ou rouvrir le compte d’un adulte, lui refaire un code",
        Whole,
        &["* /ecole/{school}/adulte/*"],
    ),
    act(
        SCHOOL,
        "Dire qui répond d’un enfant, le protéger d’un responsable",
        Whole,
        &[
            "* /ecole/{school}/personnes/{person}/famille*",
            "POST /ecole/{school}/personnes/{person}/protection/*",
            "GET /ecole/{school}/protections",
            "* /ecole/{school}/familles/preciser",
        ],
    ),
    act(
        SCHOOL,
        "Voir quelles familles sont jointes dans toute l’école",
        Whole,
        &["GET /ecole/{school}/familles"],
    ),
    act(SCHOOL, "Préparer la rentrée, l’appliquer, revenir en arrière", Whole, &["* /ecole/{school}/annee*"]),
    act(
        SCHOOL,
        "Faire entrer l’école dans le projet, chacun son étape",
        Joins,
        &["* /ecole/{school}/rejoindre*"],
    ),
    act(
        SCHOOL,
        "Savoir qui administre les comptes de l’école\u{a0}; la direction nomme, l’inspection et l’équipe projet dispensent de formation",
        Helped,
        &["* /ecole/{school}/administrateurs*"],
    ),
    // People and help on site.
    act(
        SCHOOL,
        "Suivre l’accompagnement de l’école\u{a0}; l’inspection et l’équipe projet le disent",
        Helped,
        &["* /ecole/{school}/accompagnement*"],
    ),
    act(
        SCHOOL,
        "Tenir le journal de bord de sa classe\u{a0}; la direction et qui accompagne le lisent",
        HelpedClass,
        &["* /ecole/{school}/journal*"],
    ),
    act(SCHOOL, "Savoir qui appeler", Near, &["GET /ecole/{school}/qui-appeler"]),
    act(SCHOOL, "Voir le collège de secteur, qui y appeler", Near, &["GET /ecole/{school}/college"]),
    // Equipment, purchases, changes.
    act(
        SCHOOL,
        "Lire l’équipement et les achats de l’école, signaler une panne\u{a0}; la direction tient le registre",
        Equipped,
        &["* /ecole/{school}/equipement*", "* /ecole/{school}/achats*"],
    ),
    act(SCHOOL, "Lire ce qui change dans l’ENT", Own, &["GET /nouveautes"]),
    act(
        SCHOOL,
        "Lire ce que l’annuaire a changé, importer de ONDE",
        Whole,
        &["* /ecole/{school}/imports*", "* /ecole/{school}/onde*"],
    ),
    act(SCHOOL, "Réunir deux fiches d’une même personne", Whole, &["* /ecole/{school}/doublons*"]),
    act(
        SCHOOL,
        "Voir, de l’extérieur, les écoles en chiffres et qui peut y faire quoi",
        Steered,
        &["GET /circonscription/{place}", "GET /ecole/{school}/direction/droits"],
    ),
    act(
        SCHOOL,
        "Nommer une direction par intérim, dire le dernier jour d’une direction",
        Steered,
        &["* /ecole/{school}/direction*"],
    ),
];
