//! For the project, and with it.

use super::{Act, PROJECT, act};
use crate::rights::Bound::{Counted, Learns, Meant, Own, Steered};

pub(super) const ACTS: &[Act] = &[
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
    // Events, what is handed out.
    act(PROJECT, "Annoncer un événement", Steered, &["POST /evenements"]),
    act(
        PROJECT,
        "Tenir un événement\u{a0}: programme, combien sont venus, annulation",
        Steered,
        &[
            "POST /evenements/{event}/ateliers",
            "POST /evenements/{event}/atelier/{workshop}/retrait",
            "POST /evenements/{event}/presents",
            "POST /evenements/{event}/annulation",
        ],
    ),
    act(PROJECT, "Lire les événements où l’on est invité, s’y inscrire", Meant, &["* /evenements*"]),
    act(
        PROJECT,
        "Joindre un document à un événement ou au projet, le renouveler, le retirer",
        Steered,
        &["POST /documents*"],
    ),
    act(PROJECT, "Lire les documents que le projet ou un événement distribue", Meant, &["* /documents*"]),
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
];
