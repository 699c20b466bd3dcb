//! Of oneself, and for safety.

use super::{Act, SAFE, SELF, act};
use crate::rights::Bound::{Given, Led, Own, Teaches};

pub(super) const ACTS: &[Act] = &[
    act(SELF, "Dire oui ou non à la photo de son enfant", Own, &["* /moi/photos*"]),
    act(
        SELF,
        "Voir son compte et ses connexions, fermer les autres",
        Own,
        &["GET /moi", "POST /moi/sessions/*"],
    ),
    act(SELF, "Demander ses données, s’opposer", Own, &["* /moi/mes-donnees*"]),
    act(
        SELF,
        "Relier son compte d’un autre ENT, défaire le lien",
        Own,
        &["* /entrer/{source}/relier", "POST /moi/comptes-relies/*"],
    ),
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
    // Help.
    act(SELF, "Décider où vont les demandes d’aide", Own, &["* /aide/aiguillage*"]),
    act(SELF, "Dire que cela ne marche pas, d’une touche", Own, &["POST /aide/ca-ne-marche-pas"]),
    act(
        SELF,
        "Voir que des élèves disent que cela ne marche pas",
        Teaches,
        &["POST /aide/classe/{class}/vu"],
    ),
    act(
        SELF,
        "Demander de l’aide, suivre sa demande, dire si l’on a été bien aidé",
        Own,
        &["* /aide/demand*", "* /aide/courriel/*"],
    ),
    act(SELF, "Traiter les demandes d’aide des files que l’on tient", Own, &["* /assistance*"]),
    act(SAFE, "Voir la sécurité d’une classe ou de l’école", Led, &["GET /ecole/{school}/securite"]),
    act(SAFE, "Fermer des comptes, geler ce qui s’écrit, rouvrir, s’exercer", Given, &["* /securite/*"]),
];
