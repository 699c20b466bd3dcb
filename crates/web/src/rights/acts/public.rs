//! Before signing in.

use super::{Act, PUBLIC, act};
use crate::rights::Bound::Own;

pub(super) const ACTS: &[Act] = &[
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
        "Lire les articles d’aide qui sont pour soi, l’état du service",
        Own,
        &["GET /aide/articles", "GET /aide/articles/{slug}", "GET /aide/guides/{slug}", "GET /etat*"],
    ),
    act(
        PUBLIC,
        "Ouvrir un autre service avec son compte d’ici, s’il est ouvert à son profil",
        Own,
        &["* /cas/*"],
    ),
    act(
        PUBLIC,
        "Entrer avec un autre ENT, s’il est ouvert et si l’on a relié son compte",
        Own,
        &["GET /entrer/{source}", "* /entrer/{source}/retour"],
    ),
    act(PUBLIC, "Ne plus recevoir la lettre aux collectivités", Own, &["* /lettre/{token}"]),
    act(
        PUBLIC,
        "Activer son compte, se connecter, se déconnecter, dire «\u{a0}ce n’était pas moi\u{a0}»",
        Own,
        &[
            "* /activation*",
            "* /aide/sans-compte",
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
