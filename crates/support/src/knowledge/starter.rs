//! What to begin with: the questions of the first weeks, in our own words, to be read again by the project.

use crate::category::Category as C;
use crate::concerned::Concerned as W;

pub(crate) struct Starter {
    pub slug: &'static str,
    pub category: C,
    pub concerned: W,
    pub title: &'static str,
    /// Of a guide: its outline.
    pub body: &'static str,
}

const fn one(
    slug: &'static str,
    category: C,
    concerned: W,
    title: &'static str,
    body: &'static str,
) -> Starter {
    Starter { slug, category, concerned, title, body }
}

pub(super) const ARTICLES: [Starter; 12] = [
    one(
        "premiere-connexion",
        C::Accounts,
        W::Everyone,
        "Me connecter pour la première fois",
        "L’école vous a remis une fiche, ou vous a écrit\u{a0}: elle porte un code de douze lettres et chiffres.\n\n\
         1. Scannez le carré de la fiche, ou ouvrez la page ci-dessous et tapez le code. Majuscules et tirets n’ont pas d’importance.\n\
         2. Parent\u{a0}: écrivez le prénom de votre enfant, comme à l’école.\n\
         3. Vérifiez que le nom affiché est le vôtre. Sinon, rendez la fiche à l’école.\n\
         4. Choisissez un mot de passe\u{a0}: quatre mots que vous seul·e mettriez ensemble, ou dix caractères mêlés.\n\
         > /activation Première connexion\n\n\
         Le code ne sert qu’une fois. Ensuite, votre identifiant et votre mot de passe suffisent, pour tous vos enfants.",
    ),
    one(
        "mot-de-passe-oublie",
        C::Accounts,
        W::Everyone,
        "J’ai oublié mon mot de passe",
        "Si une adresse électronique est dans votre compte, demandez un lien\u{a0}: il est valable une demi-heure et sert une fois.\n\
         > /mot-de-passe-oublie Mot de passe oublié\n\n\
         Rien n’arrive\u{a0}? Regardez dans les indésirables. Si votre compte n’a pas d’adresse, l’école vous imprime une nouvelle fiche.\n\n\
         Après plusieurs essais, la page fait attendre\u{a0}: c’est pour protéger votre compte. Attendez le temps indiqué.",
    ),
    one(
        "fiche-perdue",
        C::Accounts,
        W::Everyone,
        "J’ai perdu la fiche, ou le code ne marche plus",
        "Un code sert une seule fois, et il est valable environ six mois. Une nouvelle fiche rend l’ancienne inutile.\n\n\
         - Parent\u{a0}: demandez une fiche à l’enseignante, à l’enseignant ou à la direction de l’école.\n\
         - Élève\u{a0}: ta maîtresse ou ton maître t’en imprime une autre.\n\
         - Adulte d’une école\u{a0}: demandez à la direction. Direction\u{a0}: à l’équipe du projet.\n\n\
         Une fiche est remise en main propre ou envoyée à l’adresse que l’école connaît, jamais dictée au téléphone.",
    ),
    one(
        "carte-qr",
        C::Accounts,
        W::Everyone,
        "La carte à scanner d’un élève ne marche pas",
        "1. Montrez le carré à l’appareil photo, à plat et dans la lumière. Une carte froissée ou brillante se lit mal.\n\
         2. Touchez les trois images de l’élève, dans l’ordre. Après cinq erreurs, il faut attendre un peu.\n\
         3. Carte ou images perdues\u{a0}: qui enseigne en refait, depuis la page de la classe, «\u{a0}Comment les élèves entrent\u{a0}».\n\n\
         Une nouvelle carte arrête l’ancienne aussitôt. Une carte trouvée n’ouvre rien sans les trois images.",
    ),
    one(
        "educonnect",
        C::NationalSignIn,
        W::Everyone,
        "Mon identifiant EduConnect est refusé",
        "EduConnect est le compte du ministère, pour d’autres services. Nous ne le gérons pas, et nous ne pouvons pas changer son mot de passe.\n\n\
         Pour entrer ici, utilisez l’identifiant de la fiche remise par l’école pour cet ENT.\n\
         > /connexion Se connecter\n\n\
         Pour EduConnect lui-même, la page d’EduConnect propose de retrouver son compte\u{a0}; sinon, la direction de l’école peut vous aider.",
    ),
    one(
        "parent-pas-rattache",
        C::Directory,
        W::Families,
        "Un de mes enfants n’apparaît pas",
        "Si l’école vous a remis une fiche pour cet enfant, ajoutez-le à votre compte\u{a0}: il n’y en a qu’un pour toute la famille.\n\
         > /moi/enfants Mes enfants\n\n\
         Sans fiche, ou si le nom de l’autre responsable manque\u{a0}: écrivez à la direction. Elle vérifie d’abord dans ONDE, d’où viennent les liens entre responsables et élèves, puis corrige.\n\n\
         Après une correction dans ONDE, comptez le temps du prochain import de l’annuaire.",
    ),
    one(
        "ma-classe-n-est-pas-la",
        C::Directory,
        W::Teachers,
        "Ma classe n’est pas là, ou ce n’est pas la bonne",
        "1. Ouvrez «\u{a0}Ma classe\u{a0}» et touchez celle que vous enseignez. Il peut y en avoir plusieurs, et dans plusieurs écoles.\n\
         2. Une erreur\u{a0}? Sur la même page, «\u{a0}Ce n’est pas ma classe\u{a0}».\n\
         > /ma-classe Ma classe\n\n\
         La classe n’est pas dans la liste\u{a0}: la direction vérifie qu’elle existe dans ONDE pour cette année. Un élève manque ou se trouve dans une autre classe\u{a0}: c’est aussi dans ONDE qu’on le corrige, puis il vient avec l’import suivant.",
    ),
    one(
        "tablette-de-la-classe",
        C::Uses,
        W::Teachers,
        "Ouvrir la classe sur une tablette",
        "1. Sur votre téléphone ou votre ordinateur, page de la classe, «\u{a0}Comment les élèves entrent\u{a0}»\u{a0}: «\u{a0}Sur une autre tablette\u{a0}».\n\
         2. Sur la tablette, scannez le carré, ou tapez le code affiché sur la page ci-dessous.\n\
         3. L’enfant touche son animal, puis ses trois images. Il termine par «\u{a0}J’ai fini\u{a0}».\n\
         > /tablette Tablette de la classe\n\n\
         La classe se ferme seule à la fin de la demi-journée, jamais après 18\u{a0}h. Si un enfant est bloqué après trop d’erreurs, «\u{a0}Débloquer\u{a0}» est pour vous.",
    ),
    one(
        "publier-dans-le-fil",
        C::Uses,
        W::Teachers,
        "Écrire aux familles dans le fil",
        "1. Touchez «\u{a0}Écrire\u{a0}», en haut.\n\
         2. Tapez le message, ajoutez des photos s’il le faut.\n\
         3. Choisissez pour qui\u{a0}: la page dit qui le verra avant que vous publiiez.\n\
         > /fil/ecrire Écrire\n\n\
         Le brouillon se garde tout seul. Après la publication, «\u{a0}Qui le voit\u{a0}?\u{a0}» le redit\u{a0}; vous pouvez modifier ou retirer le message.",
    ),
    one(
        "qui-voit-quoi",
        C::DataProtection,
        W::Families,
        "Qui voit ce qui est écrit\u{a0}?",
        "Rien n’est public. Chaque message dit pour qui il est, et «\u{a0}Qui le voit\u{a0}?\u{a0}» en donne le détail à qui l’a écrit.\n\n\
         - Un message aux familles d’une classe est lu par elles et par l’équipe de la classe.\n\
         - Deux responsables qui vivent séparément ne voient ni l’adresse ni les réponses de l’autre.\n\
         - Une famille ne lit pas ce qui concerne les enfants des autres.\n\n\
         Ce que l’ENT garde de vous, et comment le demander\u{a0}:\n\
         > /moi/mes-donnees Mes données",
    ),
    one(
        "photo-d-un-eleve",
        C::DataProtection,
        W::Families,
        "Donner ou refuser l’accord pour la photo",
        "La petite photo à la place de l’animal, sur la tablette de la classe, est facultative. Il faut le oui d’un responsable, et aucun non.\n\
         > /moi/photos Photos de mes enfants\n\n\
         Vous pouvez changer d’avis à tout moment\u{a0}: dès qu’un responsable dit non, la photo est effacée et l’animal revient. Un accord donné dans une école ne vaut pas dans une autre.\n\n\
         Pour les photos des messages de la classe, adressez-vous à l’école\u{a0}: elle tient les autorisations écrites.",
    ),
    one(
        "wifi-ou-tablette",
        C::Equipment,
        W::Teachers,
        "Le wifi ou la tablette ne marche pas",
        "Cherchez d’abord d’où cela vient.\n\n\
         1. Un autre site s’ouvre-t-il sur la même tablette\u{a0}? Si non, c’est le réseau ou la tablette, pas l’ENT.\n\
         2. L’ENT s’ouvre-t-il sur un téléphone, hors du wifi de l’école\u{a0}? Si oui, le réseau de l’école le bloque ou le ralentit\u{a0}: dites-le en demandant de l’aide.\n\
         3. Éteignez et rallumez la tablette\u{a0}; vérifiez l’heure affichée, une heure fausse empêche de se connecter.\n\n\
         Si rien ne s’ouvre nulle part, regardez si une panne est connue.\n\
         > /etat L’état du service\n\n\
         Le matériel est réparé par qui l’entretient pour la commune\u{a0}: la direction sait qui appeler.",
    ),
];

pub(super) const GUIDES: [Starter; 1] = [one(
    "je-n-arrive-pas-a-me-connecter",
    C::Accounts,
    W::Everyone,
    "Je n’arrive pas à me connecter",
    "Qui êtes-vous\u{a0}?\n\
     - Un parent\n\
     \u{20} Vous êtes-vous déjà connecté·e ici\u{a0}?\n\
     \u{20} - Non, jamais\n\
     \u{20}   Avez-vous la fiche de l’école\u{a0}?\n\
     \u{20}   - Oui => premiere-connexion\n\
     \u{20}   - Non, ou le code ne marche plus => fiche-perdue\n\
     \u{20} - Oui, avec un mot de passe => mot-de-passe-oublie\n\
     \u{20} - J’utilise EduConnect => educonnect\n\
     - Un élève\n\
     \u{20} Comment entres-tu\u{a0}?\n\
     \u{20} - Avec une carte => carte-qr\n\
     \u{20} - Avec un code ou des mots => fiche-perdue\n\
     - Un adulte de l’école\n\
     \u{20} Avez-vous déjà un mot de passe\u{a0}?\n\
     \u{20} - Oui => mot-de-passe-oublie\n\
     \u{20} - Non => premiere-connexion\n\
     - Quelqu’un d’autre => demande",
)];

#[cfg(test)]
mod tests {
    use super::super::text::{Block, blocks};
    use super::super::tree::{self, Then};
    use super::*;

    fn ends(question: &tree::Question, into: &mut Vec<String>) {
        for (_, then) in &question.answers {
            match then {
                Then::Ask(next) => ends(next, into),
                Then::Article(slug) => into.push(slug.clone()),
                Then::Request => {}
            }
        }
    }

    #[test]
    fn every_end_of_a_guide_is_an_article_that_its_reader_may_open() {
        for guide in &GUIDES {
            let mut slugs = Vec::new();
            ends(&tree::read(guide.body).unwrap(), &mut slugs);
            assert!(slugs.len() > 5);
            for slug in slugs {
                let article = ARTICLES.iter().find(|a| a.slug == slug);
                assert!(article.is_some_and(|a| a.concerned == W::Everyone), "{slug}");
            }
        }
    }

    #[test]
    fn each_has_an_address_of_its_own_and_says_more_than_one_thing() {
        let slugs: std::collections::BTreeSet<_> = ARTICLES.iter().map(|a| a.slug).collect();
        assert_eq!(slugs.len(), ARTICLES.len());
        for article in &ARTICLES {
            let blocks = blocks(article.body);
            assert!(blocks.len() > 1, "{}", article.slug);
            assert!(matches!(blocks[0], Block::Paragraph(_) | Block::Steps(_)), "{}", article.slug);
        }
    }
}
