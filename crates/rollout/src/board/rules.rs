//! What waits, in words. Pure.

use super::queries::Count;

/// Something that waits for somebody of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wait {
    pub text: String,
    pub href: &'static str,
}

/// Kind, one, several (after the number), where it is done. In the order of the page.
pub(super) const KINDS: [(&str, &str, &str, &str); 14] = [
    (
        "successions",
        "école n’a plus personne pour porter son projet",
        "écoles n’ont plus personne pour porter leur projet",
        "/deploiement",
    ),
    (
        "slow_schools",
        "école attend depuis plus de 30 jours",
        "écoles attendent depuis plus de 30 jours",
        "/deploiement",
    ),
    ("signatures", "convention à faire signer", "conventions à faire signer", "/conventions"),
    (
        "lists",
        "convention sans la liste des écoles de cette année",
        "conventions sans la liste des écoles de cette année",
        "/conventions",
    ),
    ("ending_conventions", "convention à reconduire", "conventions à reconduire", "/conventions"),
    (
        "voices",
        "décision attend l’accord d’un collège",
        "décisions attendent l’accord d’un collège",
        "/gouvernance#decisions",
    ),
    ("late_actions", "action en retard", "actions en retard", "/gouvernance#actions"),
    ("late_contacts", "contact à reprendre", "contacts à reprendre", "/contacts"),
    ("sectors", "proposition de secteur à décider", "propositions de secteur à décider", "/colleges"),
    ("unfed", "école sans collège de secteur", "écoles sans collège de secteur", "/colleges#sans"),
    ("names", "nom de domaine à accepter", "noms de domaine à accepter", "/domaines"),
    (
        "failing_names",
        "nom de domaine ne mène pas à l’école, ou son certificat expire",
        "noms de domaine ne mènent pas à l’école, ou leur certificat expire",
        "/domaines",
    ),
    (
        "reviews",
        "objectif dont le bilan est à faire",
        "objectifs dont le bilan est à faire",
        "/pilotage/projet/objectifs",
    ),
    (
        "ending_grants",
        "aide à dépenser avant son terme",
        "aides à dépenser avant leur terme",
        "/finances/aides",
    ),
];

pub(super) fn waits(counts: &[Count]) -> Vec<Wait> {
    let found = KINDS.iter().filter_map(|(kind, one, several, href)| {
        let count = counts.iter().find(|c| c.kind == *kind)?.count;
        let text = format!("{count} {}", if count == 1 { one } else { several });
        Some(Wait { text, href })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_one_and_several_are_several() {
        let count = |kind: &str, count| Count { kind: kind.into(), count };
        let said = waits(&[count("late_actions", 2), count("successions", 1)]);
        let texts: Vec<_> = said.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(texts, ["1 école n’a plus personne pour porter son projet", "2 actions en retard"]);
    }
}
