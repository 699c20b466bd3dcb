//! What people do, a sentence each, with the routes that do it: the one place where a new route is named.
//! The first line that matches a route has it: `GET /a`, `* /a` (any method), a last `*` for all below.

use super::Bound::{
    self, Counted, Equipped, Given, Groups, Helped, HelpedClass, Joins, Learns, Led, Near, Own, Picks,
    School, Steered, Teaches, Team, Whole, Writes,
};

pub(super) struct Act {
    pub group: &'static str,
    pub sentence: &'static str,
    pub bound: Bound,
    pub routes: &'static [&'static str],
}

const fn act(
    group: &'static str,
    sentence: &'static str,
    bound: Bound,
    routes: &'static [&'static str],
) -> Act {
    Act { group, sentence, bound, routes }
}

const FEED: &str = "Le fil";
const CLASS: &str = "La classe";
const SCHOOL: &str = "L’école";
const SELF: &str = "Son compte et ses données";
const SAFE: &str = "La sécurité";
const PROJECT: &str = "Le projet";
const PUBLIC: &str = "Sans se connecter";

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
            "* /ecole/{school}/personnes/{person}/*",
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
        &["GET /circonscription/*", "GET /ecole/{school}/direction/droits"],
    ),
    act(
        SCHOOL,
        "Nommer une direction par intérim, dire le dernier jour d’une direction",
        Steered,
        &["* /ecole/{school}/direction*"],
    ),
    act(SELF, "Dire oui ou non à la photo de son enfant", Own, &["* /moi/photos*"]),
    act(
        SELF,
        "Voir son compte et ses connexions, fermer les autres",
        Own,
        &["GET /moi", "POST /moi/sessions/*"],
    ),
    act(SELF, "Demander ses données, s’opposer", Own, &["* /moi/mes-donnees*"]),
    act(SELF, "Choisir ses mots secrets", Own, &["* /mes-mots"]),
    act(
        SELF,
        "Changer adresse et mot de passe, ajouter une clé ou une application",
        Own,
        &["POST /moi/adresse", "POST /moi/mot-de-passe", "* /moi/securite*", "* /confirmer"],
    ),
    act(
        SELF,
        "Rattacher ses enfants, ouvrir le compte d’un petit qui est à côté",
        Own,
        &["* /moi/enfants", "POST /enfants/{child}/ouvrir"],
    ),
    act(SELF, "Reprendre les fiches que l’on a demandées", Own, &["* /fiches/*"]),
    act(SAFE, "Voir la sécurité d’une classe ou de l’école", Led, &["GET /ecole/{school}/securite"]),
    act(SAFE, "Fermer des comptes, geler ce qui s’écrit, rouvrir, s’exercer", Given, &["* /securite/*"]),
    act(
        PROJECT,
        "Piloter le projet",
        Own,
        &[
            "GET /pilotage",
            "GET /pilotage/ecoles",
            "GET /pilotage/personnes",
            "GET /pilotage/conservation",
            "GET /pilotage/securite",
        ],
    ),
    act(
        PROJECT,
        "Décrire le projet, ses parties, ses phases, et décider comment les écoles ouvrent",
        Own,
        &["* /pilotage/projet*"],
    ),
    act(
        PROJECT,
        "Lire la gouvernance\u{a0}; l’équipe projet la tient, chaque collège donne son accord",
        Own,
        &["* /gouvernance*"],
    ),
    act(
        PROJECT,
        "Lire les conventions de ses écoles\u{a0}; l’équipe projet les tient, chaque commune signe la sienne",
        Steered,
        &["* /conventions*"],
    ),
    // People and help on site.
    act(
        PROJECT,
        "Faire le catalogue des formations, annoncer et annuler une session, dire le plan de l’année",
        Steered,
        &[
            "POST /formations/cours*",
            "POST /formations/session/{session}/annulation",
            "* /formations/plan",
            "GET /accompagnements",
        ],
    ),
    act(PROJECT, "Nommer le serveur de classes virtuelles", Own, &["* /formations/serveur"]),
    act(
        PROJECT,
        "Suivre une formation, s’y inscrire\u{a0}; qui l’anime note les présences",
        Learns,
        &["* /formations*"],
    ),
    act(PROJECT, "Raconter une pratique", Own, &["POST /pratiques", "POST /pratiques/{practice}"]),
    act(
        PROJECT,
        "Lire les pratiques\u{a0}; l’inspection et l’équipe projet les publient",
        Learns,
        &["* /pratiques*"],
    ),
    act(
        PROJECT,
        "Lire l’encadrement, dire sa propre absence",
        Steered,
        &["GET /encadrement", "POST /encadrement/fonction/{function}/absence"],
    ),
    act(PROJECT, "Tenir l’encadrement, ses seuils, les référents de l’éditeur", Own, &["POST /encadrement*"]),
    act(PROJECT, "Noter les contacts avec les collectivités et les visites", Steered, &["* /contacts*"]),
    act(PROJECT, "Déposer une facture", Own, &["POST /finances/factures"]),
    act(PROJECT, "Dire où les noms de domaine peuvent être", Own, &["* /domaines/regles"]),
    act(
        PROJECT,
        "Accepter un nom de domaine, l’essayer",
        Own,
        &["POST /domaines/nom/{request}/decision", "POST /domaines/nom/{request}/essai"],
    ),
    act(
        PROJECT,
        "Proposer un nom de domaine, voir où il en est, y renoncer\u{a0}; une inspection lit seulement",
        Counted,
        &["* /domaines*"],
    ),
    act(
        PROJECT,
        "Tenir les catalogues d’exigences, leur conformité, les rappels juridiques, les réponses des candidats",
        Own,
        &[
            "POST /exigences",
            "POST /exigences/catalogue/{catalogue}/gel",
            "* /exigences/catalogue/{catalogue}/reponses",
            "POST /exigences/exigence/{requirement}/decision",
            "POST /exigences/exigence/{requirement}/conformite",
            "POST /exigences/rappels*",
        ],
    ),
    act(
        PROJECT,
        "Lire les exigences et les rappels juridiques, proposer, commenter, donner la voix de sa partie",
        Steered,
        &["* /exigences*"],
    ),
    act(PROJECT, "Tenir les aides reçues, leurs demandes et leurs indicateurs", Own, &["* /finances/aide*"]),
    act(
        PROJECT,
        "Lire ce que portent les communes\u{a0}; l’équipe projet enregistre et répartit",
        Steered,
        &["* /finances*"],
    ),
    // Equipment, purchases, the contract, changes.
    act(PROJECT, "Dire ce que chaque phase demande d’équipement", Own, &["* /equipement/regle*"]),
    act(
        PROJECT,
        "Lire l’équipement du territoire\u{a0}; les communes disent qui répare",
        Steered,
        &["* /equipement*"],
    ),
    act(
        PROJECT,
        "Ouvrir un achat groupé, tenir son catalogue, clore son carnet de commandes",
        Own,
        &["POST /achats", "POST /achats/{campaign}/articles", "POST /achats/{campaign}/commande"],
    ),
    act(
        PROJECT,
        "Lire les achats groupés\u{a0}; chaque commune adhère et valide ses besoins",
        Steered,
        &["* /achats*"],
    ),
    act(PROJECT, "Tenir le marché et son plan de réversibilité", Own, &["POST /marche*"]),
    act(PROJECT, "Lire le marché, jusqu’à quand il court et comment on le quitte", Own, &["GET /marche*"]),
    act(
        PROJECT,
        "Dire où en est une évolution, après quelle décision",
        Own,
        &["POST /evolutions/{change}/etat"],
    ),
    act(PROJECT, "Lire les évolutions, en demander une", Own, &["* /evolutions*"]),
    act(
        PROJECT,
        "Suivre les communes, les avantages annoncés et le plan de mobilisation",
        Own,
        &["POST /communes*", "POST /avantages*", "POST /mobilisation*"],
    ),
    act(
        PROJECT,
        "Lire où en sont les communes, ce que la mise en commun apporte, le plan de mobilisation",
        Own,
        &["GET /communes", "GET /avantages", "GET /mobilisation"],
    ),
    act(PROJECT, "Voir où en sont les écoles du territoire", Steered, &["GET /deploiement"]),
    act(
        PROJECT,
        "Compter maintenant, garder un périmètre, dire une année d’avant le service",
        Own,
        &["POST /indicateurs*"],
    ),
    act(PROJECT, "Lire les indicateurs, les prendre en tableur", Counted, &["GET /indicateurs*"]),
    act(PROJECT, "Nommer qui est de l’équipe du projet", Own, &["* /pilotage/equipe*"]),
    act(
        PROJECT,
        "Importer un annuaire, imprimer des fiches, réunir des doublons, suivre les départs",
        Own,
        &["* /pilotage/*"],
    ),
    act(
        PUBLIC,
        "Lire l’aide, l’accessibilité et ce que deviennent les données",
        Own,
        &[
            "GET /a/*",
            "GET /accessibilite",
            "GET /aide",
            "GET /confidentialite",
            "GET /hors-ligne",
            "GET /sante",
            "GET /sw.js",
            "GET /demonstration/courrier",
        ],
    ),
    act(
        PUBLIC,
        "Activer son compte, se connecter, se déconnecter, dire «\u{a0}ce n’était pas moi\u{a0}»",
        Own,
        &[
            "* /activation*",
            "* /carte*",
            "* /ce-n-etait-pas-moi/*",
            "* /connexion*",
            "POST /deconnexion",
            "* /enfants/*",
            "* /mot-de-passe-oublie",
            "* /nouveau-mot-de-passe/*",
            "* /tablette*",
        ],
    ),
];
