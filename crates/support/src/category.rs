//! What help is asked about, in plain words, whose competence it is, and where it goes (domain annex C). Pure.

use crate::tickets::words::Queue;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    Accounts,
    Directory,
    Uses,
    Application,
    Resources,
    Equipment,
    NationalSignIn,
    Infrastructure,
    /// A confidential queue of its own.
    Safety,
    DataProtection,
    Funding,
}

struct Row {
    category: Category,
    name: &'static str,
    words: &'static str,
    domain: &'static str,
    first: Queue,
    second: Queue,
}

const fn row(
    category: Category,
    name: &'static str,
    words: &'static str,
    domain: &'static str,
    (first, second): (Queue, Queue),
) -> Row {
    Row { category, name, words, domain, first, second }
}

use Category::*;
use Queue::{Circonscription, Commune, Dpo, Dsi, Project, School};

/// All of annex C, the most frequent first.
const ROWS: [Row; 11] = [
    row(
        Accounts,
        "accounts",
        "Mot de passe oublié, fiche perdue, compte bloqué",
        "Comptes",
        (School, Project),
    ),
    row(
        Directory,
        "directory",
        "Un élève, une classe ou un responsable manque ou n’est pas le bon",
        "Annuaire (ONDE, AAF)",
        (School, Dsi),
    ),
    row(Uses, "uses", "Je ne sais pas comment faire", "Usages", (Circonscription, Project)),
    row(
        Application,
        "application",
        "Une page s’affiche mal, est lente ou a perdu quelque chose",
        "Application",
        (School, Project),
    ),
    row(
        Resources,
        "resources",
        "Une ressource ne s’ouvre pas",
        "Ressources, GAR",
        (Circonscription, Project),
    ),
    row(
        Equipment,
        "equipment",
        "Tablette, tableau numérique, wifi",
        "Équipement",
        (Circonscription, Commune),
    ),
    row(
        NationalSignIn,
        "national_sign_in",
        "EduConnect d’une famille",
        "Connexion nationale",
        (School, Project),
    ),
    row(
        Infrastructure,
        "infrastructure",
        "Adresse du site, certificat, filtrage, réseau",
        "Infrastructure",
        (Circonscription, Dsi),
    ),
    row(
        Safety,
        "safety",
        "Un contenu choquant, un harcèlement, quelqu’un se fait passer pour un autre",
        "Sécurité des personnes",
        (Queue::Safety, Queue::Safety),
    ),
    row(
        DataProtection,
        "data_protection",
        "Mes données, le retrait d’une image",
        "Protection des données",
        (School, Dpo),
    ),
    row(Funding, "funding", "Convention, facture, nombre de comptes", "Financement", (Commune, Project)),
];

impl Category {
    /// In the order in which a form offers them.
    pub const ALL: [Self; ROWS.len()] = {
        let mut all = [Accounts; ROWS.len()];
        let mut at = 0;
        while at < ROWS.len() {
            all[at] = ROWS[at].category;
            at += 1;
        }
        all
    };

    fn row(self) -> &'static Row {
        ROWS.iter().find(|row| row.category == self).unwrap_or(&ROWS[0])
    }

    /// As in the database and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// In plain words.
    #[must_use]
    pub fn french(self) -> &'static str {
        self.row().words
    }

    #[must_use]
    pub fn domain(self) -> &'static str {
        self.row().domain
    }

    /// Of the first and of the second level, unless the project said otherwise.
    #[must_use]
    pub fn queues(self) -> (Queue, Queue) {
        (self.row().first, self.row().second)
    }

    /// Those that may be noted in a queue that others read, or sent elsewhere.
    pub fn open() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|c| *c != Safety)
    }

    /// Value and words, for a form.
    #[must_use]
    pub fn options() -> Vec<(String, String)> {
        Self::ALL.map(|c| (c.name().to_owned(), c.french().to_owned())).into()
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }

    /// The plain words of a name.
    #[must_use]
    pub fn words(name: &str) -> &'static str {
        Self::named(name).map_or("", Self::french)
    }
}

#[cfg(test)]
mod tests {
    use super::{Category, Queue, ROWS};

    #[test]
    fn each_has_its_row_its_name_and_its_queues_and_safety_goes_nowhere_else() {
        for (row, category) in ROWS.iter().zip(Category::ALL) {
            assert_eq!(row.category, category);
            assert_eq!(Category::named(category.name()), Some(category));
            let ((first, second), safe) = (category.queues(), category == Category::Safety);
            assert_eq!((first == Queue::Safety, second == Queue::Safety), (safe, safe), "{category:?}");
            assert!(safe || second.level() == 2, "{category:?}");
        }
        assert_eq!(Category::named("; drop table"), None);
    }
}
