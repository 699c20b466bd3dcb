//! The school as it is, for comparison.

use chrono::NaiveDate;
use identity::accounts::rules::plain_name;
use identity::people::making::NewPerson;
use kernel::{PersonId, PlaceId};

/// Somebody of the school, or a pupil of another one.
#[derive(Debug, Clone, Default)]
pub struct Known {
    pub id: Option<PersonId>,
    pub last_name: String,
    pub first_name: String,
    pub birth_date: Option<NaiveDate>,
    pub ine: Option<String>,
    pub email: Option<String>,
    pub class: Option<PlaceId>,
    pub class_name: String,
    /// Named by the academy's directory, which this file never overwrites.
    pub fed: bool,
    pub children: Vec<PersonId>,
    pub plain: Plain,
}

/// Names for comparison, made once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plain {
    lasts: [String; 2],
    first: String,
}

impl Plain {
    #[must_use]
    pub fn of(last: &str, other: &str, first: &str) -> Self {
        Self { lasts: [plain_name(last), plain_name(other)], first: plain_name(first) }
    }

    pub(super) fn of_new(new: &NewPerson) -> Self {
        Self::of(&new.last_name, new.birth_name.as_deref().unwrap_or_default(), &new.first_name)
    }

    /// The same first name, and one family name in common.
    pub(super) fn is(&self, other: &Self) -> bool {
        self.first == other.first && self.lasts.iter().any(|l| !l.is_empty() && other.lasts.contains(l))
    }
}

#[derive(Debug, Clone)]
pub struct Class {
    pub id: PlaceId,
    pub name: String,
}

/// The school as it is.
#[derive(Debug, Clone, Default)]
pub struct School {
    pub pupils: Vec<Known>,
    pub guardians: Vec<Known>,
    pub adults: Vec<Known>,
    /// Pupils of other schools with an INE or a birth date of the file.
    pub elsewhere: Vec<Known>,
    pub classes: Vec<Class>,
}
