//! What heads, colleagues and the inspection told.

use super::super::people::NADIA;
use super::super::scenes;
use super::super::staff::{CARREL, FAURE, JOURDAN, KELLER, PETIT, ROY, SEGUR, SIMONIN, VIDAL};
use super::super::territory::{LES_AULNES, LES_RIVES, MOULIN, TILLEULS, VAL_D_ORMES};
use super::{PLAIN, Piece, Post, SCHOOL, TEACHERS, TEAM};

pub static POSTS: [Post; 10] = [
    Post {
        slug: "menus",
        author: PETIT,
        place: TILLEULS,
        audiences: SCHOOL,
        days: 6,
        at: (8, 20),
        text: "Les menus de la cantine pour la semaine prochaine sont en pièce jointe. Mardi, le repas est préparé avec les \
               légumes du maraîcher d’Ormes-le-Vieux.",
        pieces: &[Piece::Paper(
            "menus-de-la-cantine.pdf",
            "Cantine des Tilleuls – menus de la semaine",
            &[
                "Lundi : betteraves, hachis de lentilles, yaourt, pomme",
                "Mardi : soupe de potiron, poulet rôti, blettes, compote",
                "Jeudi : carottes râpées, poisson, riz, clémentine",
                "Vendredi : chou rouge, gratin de pâtes, fromage, poire",
                "",
                "Pain de la boulangerie du Moulin. Allergies : à signaler à la direction.",
            ],
        )],
        reactions: &[("merci", 14)],
        ..PLAIN
    },
    Post {
        slug: "conseil-d-ecole",
        author: PETIT,
        place: TILLEULS,
        audiences: SCHOOL,
        days: 9,
        at: (18, 10),
        text: "Le conseil d’école se tient mardi prochain à 18 h, salle de motricité. À l’ordre du jour : le règlement \
               intérieur, le projet jardin et la circulation devant l’école à 16 h 30. Écrivez-nous vos questions ici ou \
               par vos représentants.",
        answers: &[
            (NADIA, 70, "Pourrait-on parler du passage piéton de la rue du Puits ? Merci."),
            (PETIT, 110, "C’est noté, le point est ajouté. Le service voirie sera présent."),
        ],
        reactions: &[("merci", 9)],
        ..PLAIN
    },
    Post {
        slug: "arc-en-ciel",
        author: PETIT,
        place: TILLEULS,
        audiences: SCHOOL,
        days: 1,
        at: (13, 40),
        text: "Entre deux averses, un arc-en-ciel complet au-dessus de la cour. La récréation a duré cinq minutes de plus ; \
               personne ne s’est plaint.",
        pieces: &[Piece::Picture("arc-en-ciel.jpg", scenes::rainbow)],
        reactions: &[("sourire", 18), ("coeur", 11)],
        ..PLAIN
    },
    Post {
        slug: "semaine-de-la-maternelle",
        author: JOURDAN,
        place: MOULIN,
        audiences: SCHOOL,
        days: 8,
        at: (8, 40),
        text: "La semaine prochaine, les portes de la maternelle s’ouvrent : chaque famille peut passer une demi-heure en \
               classe, de 8 h 30 à 9 h. Inscrivez-vous auprès de la maîtresse ou du maître. Les petits frères et sœurs \
               sont les bienvenus.",
        answers: &[("", 50, "Formidable. Nous viendrons jeudi.")],
        reactions: &[("coeur", 13), ("merci", 8)],
        ..PLAIN
    },
    Post {
        slug: "salle-des-maitres",
        author: PETIT,
        place: TILLEULS,
        audiences: TEAM,
        days: 5,
        at: (12, 50),
        text: "Conseil des maîtres jeudi à 16 h 45 : répartition des créneaux du gymnase et point sur les élèves à besoins \
               particuliers. Le café est fourni, les gâteaux sont espérés.",
        answers: &[
            (ROY, 12, "Je m’occupe du gâteau au citron."),
            (SIMONIN, 35, "J’apporte les fiches de suivi de l’ULIS."),
            (KELLER, 90, "Je serai au Moulin jusqu’à 16 h 30, j’arrive juste après."),
        ],
        reactions: &[("sourire", 5)],
        ..PLAIN
    },
    Post {
        slug: "defi-maths",
        author: CARREL,
        place: VAL_D_ORMES,
        audiences: TEACHERS,
        days: 4,
        at: (17, 25),
        text: "Chers collègues, nous lançons un défi mathématique entre les écoles de la circonscription : un problème par \
               période, résolu en groupes, la démarche racontée en une photo et trois phrases. Qui se joint à nous ? Les \
               classes à plusieurs niveaux sont les bienvenues.",
        answers: &[
            (FAURE, 140, "Les trois vallées en sont, avec nos trois niveaux !"),
            (JOURDAN, 1_020, "Le Moulin Bleu aussi : nos grandes sections savent compter les marrons."),
            (CARREL, 1_080, "Merci ! Je dépose le premier énoncé vendredi."),
        ],
        reactions: &[("bravo", 8), ("merci", 3)],
        ..PLAIN
    },
    Post {
        slug: "animation-pedagogique",
        author: SEGUR,
        place: VAL_D_ORMES,
        audiences: TEACHERS,
        days: 7,
        at: (10, 0),
        text: "Mesdames et messieurs les directrices, directeurs, enseignantes et enseignants, la prochaine animation \
               pédagogique portera sur l’oral au cycle 1 et la lecture à voix haute au cycle 3. Deux dates au choix ; le \
               détail est en pièce jointe.",
        pieces: &[Piece::Paper(
            "animation-pedagogique.pdf",
            "Circonscription du Val d’Ormes",
            &[
                "Animation pédagogique : parler, lire, dire",
                "",
                "Session A : mercredi matin, 9 h – 12 h, école Les Tilleuls",
                "Session B : mercredi matin suivant, 9 h – 12 h, école Le Lavoir",
                "",
                "Apporter un enregistrement d’élève (deux minutes) avec l’accord des familles.",
            ],
        )],
        reactions: &[("merci", 6)],
        ..PLAIN
    },
    Post {
        slug: "car-des-vallees",
        author: FAURE,
        place: LES_AULNES,
        audiences: SCHOOL,
        days: 2,
        at: (7, 50),
        text: "Verglas annoncé demain matin : le car des Trois Vallées partira avec dix minutes de retard de chaque arrêt. \
               La garderie ouvre à l’heure habituelle. Prudence sur la route.",
        answers: &[("", 15, "Bien reçu, merci de prévenir si tôt.")],
        reactions: &[("merci", 9)],
        ..PLAIN
    },
    Post {
        slug: "rives-photos",
        author: VIDAL,
        place: LES_RIVES,
        audiences: SCHOOL,
        days: 3,
        at: (16, 20),
        text: "La photographie de classe aura lieu lundi matin. Les frères et sœurs peuvent être photographiés ensemble à \
               partir de 8 h 15. Pensez à rendre l’autorisation, signée ou non : un « non » se respecte aussi.",
        reactions: &[("merci", 7)],
        ..PLAIN
    },
    Post {
        slug: "bibliotheque-benevoles",
        author: ROY,
        place: TILLEULS,
        audiences: TEAM,
        days: 1,
        at: (12, 35),
        text: "La bibliothèque a besoin de mains pour couvrir soixante albums neufs, jeudi midi. Rouleaux et ciseaux sur \
               place, bonne humeur à apporter.",
        answers: &[(CARREL, 20, "J’en suis, avec deux paires de ciseaux.")],
        reactions: &[("bravo", 4)],
        ..PLAIN
    },
];
