//! What no school can change, and why. Pure.

use super::rules::{Who, Whom};

const AMONG_ADULTS: &str = "Un élève n’écrit pas aux familles et n’entre pas dans les échanges des adultes\u{a0}: la charte le protège.";

const YOUNG_AMONG_THEMSELVES: &str =
    "De la maternelle au CE2, les élèves ne s’écrivent pas entre eux\u{a0}: la charte l’interdit à cet âge.";
const YOUNG_TO_HEAD: &str =
    "De la maternelle au CE2, un élève n’écrit qu’à son enseignant\u{a0}: la charte l’interdit à cet âge.";
const PARENT_TO_PUPILS: &str = "Un parent n’écrit pas aux enfants des autres\u{a0}: la loi les protège, et aucune école ne peut l’ouvrir.";
const FAMILIES_OF_OTHERS: &str = "Les familles d’autres classes ne sont pas connues de celle-ci\u{a0}: leurs noms ne sont donnés à personne.";
const OUTSIDE: &str = "D’une école à l’autre, seuls les enseignants et les directions s’écrivent\u{a0}: jamais les élèves, les familles ni d’autres adultes.";
const REACHES_HEAD: &str = "Chacun peut toujours joindre la direction.";
const OWN_CLASS: &str =
    "C’est le travail de la classe\u{a0}: un enseignant écrit toujours à ses élèves et à leurs familles.";
const HEAD: &str = "La direction écrit à toute son école.";

/// What no school changes, and why.
pub fn settled(who: Who, whom: Whom) -> Option<(bool, &'static str)> {
    Some(match (who, whom) {
        (Who::Young, Whom::Pupils) => (false, YOUNG_AMONG_THEMSELVES),
        (Who::Young, Whom::Head) => (false, YOUNG_TO_HEAD),
        (
            Who::Young | Who::Older,
            Whom::Families | Whom::OtherFamilies | Whom::OtherAdults | Whom::Circonscription,
        ) => (false, AMONG_ADULTS),
        (Who::Families, Whom::Pupils) => (false, PARENT_TO_PUPILS),
        (Who::Families, Whom::OtherFamilies) => (false, FAMILIES_OF_OTHERS),
        (Who::Families | Who::OtherAdults, Whom::Circonscription)
        | (
            Who::Circonscription,
            Whom::Pupils | Whom::Families | Whom::OtherFamilies | Whom::Circonscription,
        ) => (false, OUTSIDE),
        (Who::Families | Who::Teachers | Who::OtherAdults, Whom::Head) => (true, REACHES_HEAD),
        (Who::Teachers, Whom::Pupils | Whom::Families) => (true, OWN_CLASS),
        (Who::Head, Whom::Circonscription) => return None,
        (Who::Head, _) => (true, HEAD),
        _ => return None,
    })
}
