//! What help is asked about, and whose competence it is (domain annex C). Pure.

use crate::tickets::words::category_words;

/// In the order in which a form offers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Category {
    /// Forgotten password, lost slip, blocked account.
    Accounts,
    /// Pupil missing, wrong class, parent not linked, double.
    Directory,
    /// EduConnect, a national sign-in: not ours.
    NationalSignIn,
    /// Domain name, certificate, proxy, filter.
    Infrastructure,
    /// Tablet, board, wifi.
    Equipment,
    /// « Comment faire… », pedagogy.
    Uses,
    /// Wrong display, error, slowness, data lost.
    Application,
    /// A resource that does not open.
    Resources,
    /// Reported content, bullying, impersonation: a confidential queue of its own.
    Safety,
    /// Rights request, image withdrawn.
    DataProtection,
    /// Contract, invoice, quota.
    Funding,
}

impl Category {
    pub const ALL: [Self; 11] = [
        Self::Accounts,
        Self::Directory,
        Self::NationalSignIn,
        Self::Infrastructure,
        Self::Equipment,
        Self::Uses,
        Self::Application,
        Self::Resources,
        Self::Safety,
        Self::DataProtection,
        Self::Funding,
    ];

    /// As in the database and in forms.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accounts => "accounts",
            Self::Directory => "directory",
            Self::NationalSignIn => "national_sign_in",
            Self::Infrastructure => "infrastructure",
            Self::Equipment => "equipment",
            Self::Uses => "uses",
            Self::Application => "application",
            Self::Resources => "resources",
            Self::Safety => "safety",
            Self::DataProtection => "data_protection",
            Self::Funding => "funding",
        }
    }

    /// In plain words.
    #[must_use]
    pub fn french(self) -> &'static str {
        category_words(self.name())
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
}

#[cfg(test)]
mod tests {
    use super::Category;

    #[test]
    fn each_is_found_by_its_name() {
        for category in Category::ALL {
            assert_eq!(Category::named(category.name()), Some(category));
            assert!(!category.french().is_empty());
        }
        assert_eq!(Category::named("; drop table"), None);
    }
}
