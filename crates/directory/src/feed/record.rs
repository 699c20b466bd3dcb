//! What a feed says, typed. Invariant: a [`Field`] has the same three meanings whatever the request, so an
//! addition of a known key is an update, and nothing is erased that the feed did not say to erase.

use chrono::NaiveDate;

use super::{
    composite::{Function, Group, Level, Link, SchoolKind, SchoolLevel},
    values::{Contract, Title},
};

/// The categories, in the order in which they are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    School,
    Pupil,
    Relative,
    Staff,
}

impl Category {
    pub const ALL: [Category; 4] = [Category::School, Category::Pupil, Category::Relative, Category::Staff];

    pub fn label(self) -> &'static str {
        match self {
            Category::School => "écoles",
            Category::Pupil => "élèves",
            Category::Relative => "responsables",
            Category::Staff => "personnels",
        }
    }

    /// As a record names it.
    pub(super) fn from_aaf(name: &str) -> Option<Category> {
        Some(match name {
            "EtabEducNat" => Category::School,
            "Eleve" => Category::Pupil,
            "PersRelEleve" => Category::Relative,
            "PersEducNat" => Category::Staff,
            _ => return None,
        })
    }
}

/// What a record says of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// Nothing, or nothing that can be read: what is known stays.
    #[default]
    Unlisted,
    /// That there is none.
    Empty,
    Set(T),
}

impl<T> Field<T> {
    pub fn get(&self) -> Option<&T> {
        match self {
            Field::Set(value) => Some(value),
            Field::Unlisted | Field::Empty => None,
        }
    }

    pub fn into_option(self) -> Option<T> {
        match self {
            Field::Set(value) => Some(value),
            Field::Unlisted | Field::Empty => None,
        }
    }

    pub fn is_listed(&self) -> bool {
        !matches!(self, Field::Unlisted)
    }
}

impl<T> From<Option<T>> for Field<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Field::Empty, Field::Set)
    }
}

impl<T> Field<Vec<T>> {
    /// The listed values, none when unlisted or empty.
    pub fn all(&self) -> &[T] {
        self.get().map_or(&[], Vec::as_slice)
    }
}

/// One request of the feed. `hash` is of the attributes as listed: equal hashes of two additions mean that
/// nothing changed. After a modification or a deletion the hash of the last addition no longer holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    pub key: String,
    pub hash: [u8; 16],
    pub action: Action<T>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action<T> {
    /// The whole of it: creates, or updates what exists.
    Add(T),
    /// Some of it.
    Modify(T),
    Delete,
}

impl<T> Action<T> {
    /// What is said of it, unless it is deleted.
    pub fn said(&self) -> Option<&T> {
        match self {
            Action::Add(said) | Action::Modify(said) => Some(said),
            Action::Delete => None,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    School(Entry<School>),
    Pupil(Entry<Pupil>),
    Relative(Entry<Relative>),
    Staff(Entry<Staff>),
}

impl Record {
    pub fn category(&self) -> Category {
        match self {
            Record::School(_) => Category::School,
            Record::Pupil(_) => Category::Pupil,
            Record::Relative(_) => Category::Relative,
            Record::Staff(_) => Category::Staff,
        }
    }

    pub fn key(&self) -> &str {
        match self {
            Record::School(entry) => &entry.key,
            Record::Pupil(entry) => &entry.key,
            Record::Relative(entry) => &entry.key,
            Record::Staff(entry) => &entry.key,
        }
    }

    pub fn hash(&self) -> [u8; 16] {
        match self {
            Record::School(entry) => entry.hash,
            Record::Pupil(entry) => entry.hash,
            Record::Relative(entry) => entry.hash,
            Record::Staff(entry) => entry.hash,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct School {
    pub uai: Field<String>,
    /// Without the type and the town that the feed packs with it.
    pub name: Field<String>,
    /// Unlisted when the record says neither type nor name.
    pub kind: Field<SchoolKind>,
    pub level: Field<SchoolLevel>,
    pub contract: Field<Contract>,
    pub street: Field<String>,
    pub postcode: Field<String>,
    pub town: Field<String>,
    pub phone: Field<String>,
    pub mail: Field<String>,
    pub academy: Field<String>,
    /// Key of the structure of the inspection.
    pub circonscription: Field<String>,
    /// INSEE code, usually; kept as found.
    pub commune: Field<String>,
    /// Regroupement pédagogique intercommunal; kept as found.
    pub rpi: Field<String>,
}

/// What the three kinds of people have in common.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Person {
    pub last_name: Field<String>,
    pub first_name: Field<String>,
    /// Usually begins with the first name again.
    pub other_first_names: Field<Vec<String>>,
    pub birth_name: Field<String>,
    pub birth_date: Field<NaiveDate>,
    pub title: Field<Title>,
    pub mail: Field<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pupil {
    pub person: Person,
    pub ine: Field<String>,
    pub links: Field<Vec<Link>>,
    pub school: Field<String>,
    pub classes: Field<Vec<Group>>,
    pub groups: Field<Vec<Group>>,
    pub level: Field<Level>,
    pub cycle: Field<String>,
    pub class_type: Field<String>,
    pub school_entry: Field<NaiveDate>,
    pub school_exit: Field<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Relative {
    pub person: Person,
    pub home_phone: Field<String>,
    pub work_phone: Field<String>,
    pub mobile: Field<String>,
    /// Lines, one below the other.
    pub street: Field<String>,
    pub postcode: Field<String>,
    pub town: Field<String>,
    pub country: Field<String>,
    /// May the address be given to associations of parents?
    pub share_address: Field<bool>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Staff {
    pub person: Person,
    pub functions: Field<Vec<Function>>,
    /// Keys of the structures to which the person is attached apart from functions.
    pub attached_to: Field<Vec<String>>,
    /// Keys of the schools that the feed says the person directs, apart from functions.
    pub directs: Field<Vec<String>>,
    /// What the feed says outright; see [`Staff::teaches`].
    pub teacher: Field<bool>,
}

impl Staff {
    /// Keys of all the structures of the person, those of functions first, each once.
    pub fn structures(&self) -> Vec<&str> {
        let by_function = self.functions.all().iter().map(|function| function.school.as_str());
        unique(by_function.chain(self.attached_to.all().iter().map(String::as_str)))
    }

    /// Keys of the schools that the person directs, outright or by function.
    pub fn director_of(&self) -> Vec<&str> {
        let by_function = self.functions.all().iter().filter(|function| function.is_direction());
        let listed = self.directs.all().iter().map(String::as_str);
        unique(listed.chain(by_function.map(|function| function.school.as_str())))
    }

    /// Is it a teacher? Unlisted when the record says nothing that would tell.
    pub fn teaches(&self) -> Field<bool> {
        match (&self.teacher, &self.functions) {
            (Field::Set(teacher), _) => Field::Set(*teacher),
            (_, Field::Set(functions)) => Field::Set(functions.iter().any(Function::is_teaching)),
            _ => Field::Unlisted,
        }
    }
}

fn unique<'s>(keys: impl Iterator<Item = &'s str>) -> Vec<&'s str> {
    let mut seen = Vec::new();
    for key in keys {
        if !seen.contains(&key) {
            seen.push(key);
        }
    }
    seen
}
