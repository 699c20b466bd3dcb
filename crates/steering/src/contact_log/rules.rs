//! What is written down of a contact. Pure.

use chrono::NaiveDate;
use cockpit::offered::Offered;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

pub(super) const KINDS: [(&str, &str); 6] = [
    ("visit", "Visite"),
    ("call", "Appel"),
    ("letter", "Courrier"),
    ("field_visit", "Visite dans une école"),
    ("college_visit", "Visite dans un collège"),
    ("liaison", "Liaison école–collège"),
];

pub(crate) fn french(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
}

/// With whom one may have spoken.
pub(super) struct WithWhom {
    pub parties: Offered,
    /// That the actor steers.
    pub schools: Offered,
    /// That they feed.
    pub colleges: Offered,
}

impl WithWhom {
    pub(super) fn offers_colleges(&self) -> bool {
        self.colleges.by_name.is_some() || !self.colleges.found.is_empty()
    }
}

pub(super) struct New {
    pub kind: &'static str,
    pub party: Option<Uuid>,
    pub school: Option<Uuid>,
    pub college: Option<Uuid>,
    pub day: NaiveDate,
    pub subject: String,
    pub notes: String,
    pub again_on: Option<NaiveDate>,
}

pub(super) fn new(typed: &Typed, with: &WithWhom, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("nature", &KINDS.map(|k| (k.0, k.0)));
    let (mut party, mut school, mut college) = (None, None, None);
    match kind {
        Some("field_visit") => school = with.schools.read(&mut read, "ecole", "Choisissez l’école."),
        Some("college_visit" | "liaison") => {
            college = with.colleges.read(&mut read, "college", "Choisissez le collège.");
        }
        Some(_) => party = with.parties.read(&mut read, "partie", "Choisissez avec qui."),
        None => {}
    }
    let day = read.past("jour");
    let subject = read.text("objet", SHORT, "Dites de quoi il s’agissait.");
    let notes = read.optional("notes", LONG);
    let again_on = reminder(&mut read, typed);
    let made = kind.zip(day);
    let made = made.map(|(kind, day)| New { kind, party, school, college, day, subject, notes, again_on });
    read.checked(made)
}

fn reminder(read: &mut Reading<'_>, typed: &Typed) -> Option<NaiveDate> {
    if typed.of("rappel").is_empty() {
        return None;
    }
    let day = read.day("rappel");
    if day.is_some_and(|d| d < read.today) {
        read.errors.add("rappel", "Un rappel est pour un jour qui vient.");
    }
    day
}

/// Came back to it; and when again, if ever.
pub(super) fn settled(typed: &Typed, today: NaiveDate) -> Result<Option<NaiveDate>, Why> {
    let mut read = Reading::new(typed, today);
    let again = reminder(&mut read, typed);
    read.checked(Some(again))
}
