//! What to begin with: three packs in our own words, one a cycle.

pub(super) struct Starter {
    pub key: &'static str,
    pub title: &'static str,
    pub subject: &'static str,
    pub levels: &'static [&'static str],
    pub about: &'static str,
    /// Title, text.
    pub texts: &'static [(&'static str, &'static str)],
}

pub(super) static PACKS: [Starter; 3] = [
    Starter {
        key: "rituels",
        title: "Les rituels du matin",
        subject: "Langage, temps et espace",
        levels: &["TPS", "PS", "MS", "GS"],
        about: "Montrer aux familles ce que l’on fait chaque matin, une photo et une phrase à la fois. Trois messages, à publier quand la classe est prête.",
        texts: &[
            (
                "Bonjour, qui est là\u{a0}?",
                "Chaque matin, les enfants accrochent leur prénom et comptent qui est là. À la maison, demandez\u{a0}: «\u{a0}Qui manquait aujourd’hui\u{a0}?\u{a0}» C’est une vraie question, et votre enfant connaît la réponse.",
            ),
            (
                "Le jour, la météo",
                "Nous regardons par la fenêtre avant de choisir l’image\u{a0}: soleil, nuage, pluie. Le mot de la semaine\u{a0}: […]. Vous pouvez le faire aussi, au petit déjeuner.",
            ),
            (
                "La comptine de la semaine",
                "Voici la comptine que nous apprenons. Écoutez-la avec votre enfant\u{a0}: c’est lui, ou elle, qui vous l’apprend. [Ajouter l’enregistrement de la classe.]",
            ),
        ],
    },
    Starter {
        key: "mots-secrets",
        title: "Mes mots secrets",
        subject: "Enseignement moral et civique, lecture",
        levels: &["CP", "CE1", "CE2"],
        about: "Une séance pour comprendre ce qu’est un secret qui protège, avant de choisir ses propres mots secrets\u{a0}: une élève ou un élève s’en sert à partir du CE2, et s’y prépare en CP et CE1 avec sa carte et ses images.",
        texts: &[
            (
                "Un secret qui protège",
                "Aujourd’hui nous avons parlé des secrets. Il y a ceux que l’on doit dire à un adulte, quand quelque chose ne va pas. Et il y a ceux qui protègent, comme une clé\u{a0}: on ne les prête pas, même à sa meilleure amie. Nos images et nos mots secrets sont de ceux-là.",
            ),
            (
                "Trois mots que personne ne devine",
                "Le jeu\u{a0}: choisir trois mots qui n’ont rien à voir ensemble (un animal, un objet, une action) et inventer l’histoire qui les relie. On s’entraîne avec des mots pour jouer, que tout le monde entend. Ensuite, chacun choisit les siens, pour de vrai, sans les dire.",
            ),
            (
                "À la maison",
                "Votre enfant a maintenant ses mots secrets, ou ses images. Aidez-le à s’en souvenir, sans les écrire sur le cartable. S’il les oublie, ce n’est pas grave\u{a0}: en classe, nous en faisons d’autres en une minute.",
            ),
        ],
    },
    Starter {
        key: "charte",
        title: "Notre charte, écrite ensemble",
        subject: "Enseignement moral et civique",
        levels: &["CM1", "CM2"],
        about: "Trois temps pour que la classe écrive elle-même ses règles d’usage de l’espace numérique\u{a0}: ce qui se partage, ce qui se demande, ce qui se répare.",
        texts: &[
            (
                "Nos questions",
                "Cette semaine, la classe écrit sa charte. Premier temps\u{a0}: nos questions. Qui lit ce que j’écris\u{a0}? Ai-je le droit de montrer la photo d’une autre personne\u{a0}? Que fait-on si quelqu’un se moque\u{a0}? Chacun en apporte une.",
            ),
            (
                "Nos règles",
                "Nous avons trié nos questions et écrit des règles courtes, qui disent ce que l’on fait, pas seulement ce qui est interdit\u{a0}:\n\n1. Avant de publier, je relis et je me demande qui va lire.\n2. Je demande avant de montrer quelqu’un.\n3. Si je blesse, je répare\u{a0}; si je suis blessé·e, je le dis à un adulte.\n4. […]",
            ),
            (
                "Notre charte",
                "Voici la charte de la classe, signée par toutes et tous. Elle est affichée en classe et ici. Lisez-la avec votre enfant\u{a0}: il ou elle sait expliquer pourquoi chaque règle est là. Nous la relirons après les vacances.",
            ),
        ],
    },
];
