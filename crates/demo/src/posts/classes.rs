//! What teachers told families and pupils.

use super::super::people::{KARIM, LINA, NADIA};
use super::super::scenes;
use super::super::staff::{
    AUBERT, BAPTISTE, BLANC, CARREL, DORVAL, DUVAL, FAURE, JOURDAN, LACROIX, LENOIR, PETIT, ROY,
};
use super::super::territory::{CM_CARREL, MS_JOURDAN};
use super::{CLASS, PLAIN, PUPILS, Piece, Post};

pub static POSTS: [Post; 16] = [
    Post {
        slug: "marrons",
        author: CARREL,
        place: CM_CARREL,
        audiences: CLASS,
        days: 8,
        at: (16, 52),
        text: "Retour du bois des Ormes, les poches pleines de marrons ! Nous avons compté : 214 en tout, que nous \
               avons rangés par dizaines et par centaines. Les bogues piquent, les doigts s’en souviennent.\n\n\
               Demain, nous en pèserons dix et nous chercherons combien pèse un sac entier.",
        pieces: &[
            Piece::Picture("marrons-et-bogue.jpg", scenes::chestnut),
            Piece::Picture("la-cour-en-automne.jpg", scenes::autumn),
        ],
        answers: &[
            (NADIA, 95, "Lina en a gardé trois sur sa table de nuit. Merci pour cette belle sortie !"),
            (CARREL, 160, "Avec plaisir ! Les trois sont autorisés, les autres servent demain."),
            (KARIM, 205, "Elle m’a tout raconté au téléphone, calculs compris."),
        ],
        reactions: &[("coeur", 7), ("bravo", 3), ("sourire", 2)],
        ..PLAIN
    },
    Post {
        slug: "question-du-lundi",
        author: CARREL,
        place: CM_CARREL,
        audiences: PUPILS,
        days: 6,
        at: (9, 5),
        text: "La question de la semaine : pourquoi les feuilles changent-elles de couleur avant de tomber ? Écrivez \
               ici vos idées, même si vous n’êtes pas sûrs. Nous vérifierons ensemble jeudi.",
        pupils_write: true,
        answers: &[
            (LINA, 58, "Je pense que l’arbre reprend le vert pour le garder dans son tronc."),
            (CARREL, 120, "Très bonne piste, Lina ! Garde-la pour jeudi."),
        ],
        reactions: &[("bravo", 4)],
        ..PLAIN
    },
    Post {
        slug: "robin",
        author: CARREL,
        place: CM_CARREL,
        audiences: CLASS,
        days: 3,
        at: (11, 20),
        text: "Un visiteur à la mangeoire ce matin : un rouge-gorge ! La classe est restée silencieuse quatre minutes \
               entières, c’est un record. Le carnet d’observation est ouvert près de la fenêtre.",
        pieces: &[Piece::Picture("rouge-gorge.jpg", scenes::robin)],
        answers: &[(DUVAL, 40, "Silence confirmé. Même mes chaussures n’ont pas grincé.")],
        reactions: &[("coeur", 9), ("sourire", 3)],
        ..PLAIN
    },
    Post {
        slug: "piscine",
        author: CARREL,
        place: CM_CARREL,
        days: 1,
        at: (17, 5),
        text: "Rappel pour la piscine de jeudi : maillot, bonnet, serviette et un goûter. Départ du car à 13 h 20, retour \
               à 16 h 15. Il nous manque encore un adulte agréé pour accompagner : qui peut se libérer ?",
        answers: &[(KARIM, 33, "Je suis agréé et libre ce jeudi, comptez sur moi.")],
        reactions: &[("merci", 5)],
        ..PLAIN
    },
    Post {
        slug: "comptine",
        author: JOURDAN,
        place: MS_JOURDAN,
        audiences: CLASS,
        days: 5,
        at: (16, 30),
        text: "Notre comptine de la semaine, à écouter et à fredonner à la maison : « Au clair de la lune ». Les enfants \
               savent déjà la première phrase ; la deuxième vient.",
        pieces: &[Piece::Voice("au-clair-de-la-lune.wav")],
        answers: &[
            (NADIA, 130, "Sami la chante dans le bain depuis hier !"),
            (KARIM, 190, "Écoutée trois fois de suite ce soir. Merci."),
        ],
        reactions: &[("coeur", 8), ("merci", 4)],
        ..PLAIN
    },
    Post {
        slug: "mains",
        author: JOURDAN,
        place: MS_JOURDAN,
        audiences: CLASS,
        days: 2,
        at: (11, 45),
        text: "La fresque des mains est terminée. Chacun a choisi sa couleur, puis l’a nommée. Venez la voir dans le \
               couloir, à hauteur d’enfant !",
        pieces: &[Piece::Picture("fresque-des-mains.jpg", scenes::hands)],
        answers: &[("", 64, "Quelle merveille ! Nous passerons demain matin.")],
        reactions: &[("coeur", 11), ("bravo", 5)],
        ..PLAIN
    },
    Post {
        slug: "escargot",
        author: AUBERT,
        place: "9201",
        days: 7,
        at: (15, 50),
        text: "Bienvenue à Turbo, l’escargot de la classe, trouvé sous le banc après la pluie. Il dort beaucoup, mange de \
               la salade et sort ses cornes quand on chuchote.",
        pieces: &[Piece::Picture("turbo-l-escargot.jpg", scenes::snail)],
        answers: &[("", 45, "On nous a demandé de la salade « pour Turbo » au marché. Tout s’explique !")],
        reactions: &[("sourire", 9), ("coeur", 4)],
        ..PLAIN
    },
    Post {
        slug: "soupe",
        author: LACROIX,
        place: "9203",
        days: 4,
        at: (16, 10),
        text: "De la graine à la soupe : nous avons vidé, coupé, mesuré et goûté. Résultat du vote : 17 « j’adore », 4 « un \
               peu », 1 « non merci ». La recette est dans le cahier de vie.",
        pieces: &[Piece::Picture("potiron-et-soupe.jpg", scenes::pumpkin)],
        reactions: &[("bravo", 6), ("sourire", 3)],
        ..PLAIN
    },
    Post {
        slug: "lanternes",
        author: BAPTISTE,
        place: "9204",
        days: 2,
        at: (18, 30),
        text: "Vos lanternes ont éclairé toute la cour ! Merci aux familles venues chanter avec nous à la nuit tombée. \
               Les objets oubliés (deux bonnets, une moufle rouge) attendent à l’accueil.",
        pieces: &[Piece::Picture("les-lanternes.jpg", scenes::lanterns)],
        answers: &[("", 25, "La moufle rouge est à nous, nous passons demain. Quelle belle soirée !")],
        reactions: &[("coeur", 12), ("merci", 6)],
        ..PLAIN
    },
    Post {
        slug: "premier-livre",
        author: ROY,
        place: "9211",
        audiences: CLASS,
        days: 6,
        at: (16, 35),
        text: "C’est arrivé aujourd’hui : toute la classe a lu sa première page, à voix haute, sans aide. Chaque enfant \
               rapporte un livre de la bibliothèque dans son cartable. Dix minutes le soir suffisent ; l’important est \
               de rire ensemble.",
        pieces: &[Piece::Picture("la-bibliotheque.jpg", scenes::library)],
        answers: &[("", 80, "Nous avons eu droit à la page entière, deux fois. Émotion !")],
        reactions: &[("bravo", 10), ("coeur", 5)],
        ..PLAIN
    },
    Post {
        slug: "jardin",
        author: DORVAL,
        place: "9218",
        audiences: CLASS,
        days: 5,
        at: (14, 15),
        text: "Au jardin de la classe : les radis d’hiver ont levé, les épinards aussi. Les CM1 ont relevé les hauteurs et \
               tracé leur premier graphique. La règle n’a pas résisté à la boue, le graphique si.",
        pieces: &[Piece::Picture("le-jardin-de-la-classe.jpg", scenes::garden)],
        reactions: &[("bravo", 6)],
        ..PLAIN
    },
    Post {
        slug: "fractions",
        author: PETIT,
        place: "9220",
        audiences: CLASS,
        days: 4,
        at: (16, 5),
        text: "Les fractions se mangent : demis, tiers et quarts de pommes du verger. Pour s’exercer à la maison : partagez \
               une pomme en quatre, mangez-en trois, et écrivez ce qui reste.",
        pieces: &[Piece::Picture("pommes-du-verger.jpg", scenes::apples)],
        answers: &[("", 75, "Il ne reste rien : le petit frère est passé par là.")],
        reactions: &[("sourire", 7), ("bravo", 2)],
        ..PLAIN
    },
    Post {
        slug: "trois-villages",
        author: FAURE,
        place: "9231",
        days: 7,
        at: (16, 45),
        text: "Nous avons dessiné le chemin du car, de Bruyères en Aulnes et du Lavoir à l’école. Les grands ont écrit les \
               noms, les petits ont posé les gommettes. Chacun a retrouvé sa maison !",
        pieces: &[Piece::Picture("les-trois-villages.jpg", scenes::villages)],
        answers: &[("", 52, "Notre maison est donc la gommette bleue. Merci maîtresse !")],
        reactions: &[("coeur", 6)],
        ..PLAIN
    },
    Post {
        slug: "pluie",
        author: BLANC,
        place: "9232",
        audiences: CLASS,
        days: 3,
        at: (12, 5),
        text: "Il pleut, le pluviomètre se remplit : 14 millimètres depuis lundi. Les CP lisent la graduation, les CE1 \
               calculent la différence avec la semaine dernière. Bottes conseillées demain.",
        pieces: &[Piece::Picture("jour-de-pluie.jpg", scenes::rain)],
        reactions: &[("sourire", 5)],
        ..PLAIN
    },
    Post {
        slug: "moisson-de-mots",
        author: LENOIR,
        place: "9233",
        audiences: CLASS,
        days: 9,
        at: (15, 30),
        text: "Sortie croquis au bord des champs. Consigne : cinq minutes sans parler, puis cinq mots. Les vôtres : \
               « rouille », « vent », « sillon », « loin », « goûter ».",
        pieces: &[Piece::Picture("au-bord-du-champ.jpg", scenes::field)],
        reactions: &[("coeur", 5), ("bravo", 2)],
        ..PLAIN
    },
    Post {
        slug: "a-l-instant",
        author: CARREL,
        place: CM_CARREL,
        audiences: CLASS,
        days: 0,
        text: "Merci à toutes et à tous pour les boîtes à chaussures : nos maquettes d’écosystèmes peuvent commencer. Il \
               reste quatre boîtes pour qui n’en a pas.",
        reactions: &[("merci", 2)],
        ..PLAIN
    },
];
