//! The invented project’s requests for help, at each level: new ones, one that is late, some that are over.

use super::queries::{self, Ticket};
use super::territory::TILLEULS;
use identity::App;

const ASKED: Ticket = Ticket {
    category: "uses",
    title: "",
    text: "",
    queue: "school",
    asker: "teacher",
    channel: "web",
    priority: 3,
    hours: 3,
    passed_on: "",
    answer: "",
    resolved: None,
};

const TICKETS: [Ticket; 7] = [
    Ticket {
        category: "accounts",
        title: "Une famille a perdu sa fiche",
        text: "La maman l’a demandée ce matin au portail. Peut-on l’imprimer à nouveau\u{a0}?",
        ..ASKED
    },
    Ticket {
        title: "Partager une photo avec une seule classe",
        text: "Je ne trouve pas comment choisir seulement ma classe.",
        priority: 4,
        hours: 30,
        answer: "Dans « Écrire », cochez la classe sous « Qui verra ce message ». Les autres ne voient rien.",
        resolved: Some(("school", "explained", Some(4))),
        ..ASKED
    },
    Ticket {
        category: "directory",
        title: "Une élève manque dans ma classe",
        text: "Arrivée lundi, elle est dans ONDE et pas ici.",
        queue: "dsi",
        priority: 2,
        hours: 50,
        passed_on: "Elle est bien dans ONDE depuis lundi, vérifié avec la direction.",
        ..ASKED
    },
    Ticket {
        category: "application",
        title: "La page de la classe est blanche sur la tablette",
        text: "Depuis hier, sur une tablette seulement.",
        queue: "project",
        channel: "phone",
        hours: 70,
        passed_on: "Essayé sur deux tablettes\u{a0}: une seule, la plus ancienne.",
        answer: "Le navigateur de cette tablette date de 2019. La mise à jour suffit-elle\u{a0}?",
        ..ASKED
    },
    Ticket {
        category: "application",
        title: "Une vidéo reste bloquée à la moitié de l’envoi",
        text: "Toujours au même endroit, avec le wifi de l’école et sans lui.",
        queue: "publisher",
        asker: "head",
        hours: 120,
        passed_on: "Reproduit deux fois avec un fichier de 180 Mo.",
        answer: "Transmis à l’éditeur, avec les étapes pour reproduire.",
        ..ASKED
    },
    Ticket {
        category: "equipment",
        title: "Le wifi de la salle des maîtres coupe",
        text: "Plusieurs fois par jour, depuis la rentrée.",
        queue: "commune",
        asker: "head",
        hours: 200,
        passed_on: "Le point d’accès a déjà été redémarré.",
        answer: "Le point d’accès a été remplacé mercredi.",
        resolved: Some(("commune", "quick_fix", Some(3))),
        ..ASKED
    },
    Ticket {
        category: "accounts",
        title: "Je n’arrive pas à me connecter",
        text: "Je suis la grand-mère d’un enfant de la classe, le code ne marche pas.",
        asker: "",
        channel: "without_account",
        priority: 4,
        hours: 5,
        ..ASKED
    },
];

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let guerin = queries::person(tx.conn(), "demo", "guerin").await?;
    let tilleuls = queries::place(tx.conn(), TILLEULS, 0).await?;
    if let (Some(guerin), Some(tilleuls)) = (guerin, tilleuls) {
        for ticket in &TICKETS {
            queries::ask_for_help(tx.conn(), (guerin, tilleuls), ticket, now).await?;
        }
    }
    tx.commit().await.map_err(super::cause)
}
