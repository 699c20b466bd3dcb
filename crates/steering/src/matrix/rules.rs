//! The rows and the columns, and what is missing in them. Pure.

use std::collections::BTreeMap;

/// Activities: implementation, steering, carrying (« mise en œuvre, pilotage, portage »).
pub(crate) const ACTIVITIES: [(&str, &str, &str); 12] = [
    ("schools", "Mise en œuvre", "Choisir et accompagner les écoles"),
    ("training", "Mise en œuvre", "Former"),
    ("equipment", "Mise en œuvre", "Équiper et entretenir"),
    ("data", "Mise en œuvre", "Fournir l’annuaire et les comptes"),
    ("help", "Mise en œuvre", "Aider, du niveau 1 au niveau 3"),
    ("content", "Mise en œuvre", "Apporter des ressources"),
    ("decisions", "Pilotage", "Décider et arbitrer"),
    ("figures", "Pilotage", "Suivre les indicateurs"),
    ("protection", "Pilotage", "Protéger les données"),
    ("conventions", "Portage", "Conventionner"),
    ("funding", "Portage", "Financer"),
    ("market", "Portage", "Acheter la solution"),
];

/// Families of actors.
pub(crate) const FAMILIES: [(&str, &str); 6] = [
    ("carrier", "Porteur"),
    ("funders", "Communes"),
    ("education", "Éducation nationale"),
    ("schools", "Écoles"),
    ("publisher", "Éditeur"),
    ("parents", "Familles"),
];

pub(crate) const LETTERS: [(&str, &str); 5] =
    [("R", "fait"), ("A", "en répond"), ("C", "est consulté"), ("I", "est informé"), ("N", "pas concerné")];

/// (activity, family) → letter.
pub(crate) type Cells = BTreeMap<(String, String), String>;

/// What keeps the matrix from being whole, a sentence for each activity.
pub(crate) fn gaps(cells: &Cells) -> Vec<String> {
    let of = |activity: &str, family: &str| {
        cells.get(&(activity.to_owned(), family.to_owned())).map(String::as_str).unwrap_or_default()
    };
    let mut gaps = Vec::new();
    for (activity, _, title) in ACTIVITIES {
        let letters: Vec<_> = FAMILIES.iter().map(|(family, _)| of(activity, family)).collect();
        let count = |letter: &str| letters.iter().filter(|l| **l == letter).count();
        let empty = count("");
        if empty > 0 {
            gaps.push(format!("{title}\u{a0}: {empty} case{} vide{}", plural(empty), plural(empty)));
        } else if count("A") != 1 {
            gaps.push(format!("{title}\u{a0}: une seule famille en répond (A)"));
        } else if count("R") == 0 {
            gaps.push(format!("{title}\u{a0}: personne ne le fait (R)"));
        }
    }
    gaps
}

fn plural(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_matrix_has_no_empty_cell_and_one_who_answers() {
        let mut cells = Cells::new();
        assert_eq!(gaps(&cells).len(), ACTIVITIES.len());
        for (activity, ..) in ACTIVITIES {
            for (family, _) in FAMILIES {
                let letter = match family {
                    "carrier" => "A",
                    "education" => "R",
                    _ => "I",
                };
                cells.insert((activity.to_owned(), family.to_owned()), letter.to_owned());
            }
        }
        assert_eq!(gaps(&cells), Vec::<String>::new());
        let put = |letter: &str, family: &str| {
            let mut other = cells.clone();
            other.insert(("training".to_owned(), family.to_owned()), letter.to_owned());
            gaps(&other)
        };
        assert_eq!(put("A", "parents"), ["Former\u{a0}: une seule famille en répond (A)"]);
        assert_eq!(put("I", "education"), ["Former\u{a0}: personne ne le fait (R)"]);
    }
}
