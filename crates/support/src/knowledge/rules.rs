//! What an article says, for whom, and what becomes of it. Pure.

use super::tree;
use crate::category::Category;
use crate::concerned::Concerned;
use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

pub(super) struct Said {
    pub category: Category,
    pub concerned: Concerned,
    pub title: String,
    pub body: String,
}

/// The two lists of each form of the help.
pub(super) fn lists(read: &mut Reading<'_>) -> Option<(Category, Concerned)> {
    let categories = Category::ALL.map(|c| (c.name(), c));
    let category = read.one_of("theme", &categories);
    let concerned = read.one_of("pour", &Concerned::ALL.map(|c| (c.name(), c)));
    category.zip(concerned)
}

pub(super) fn said(typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let lists = lists(&mut read);
    let title = read.text("titre", SHORT, "Donnez un titre, avec les mots de qui cherche.");
    let body = read.text("texte", LONG, "Dites ce qu’il faut faire.");
    read.checked(lists.map(|(category, concerned)| Said { category, concerned, title, body }))
}

/// A guide: its title and its outline in the place of a text.
pub(super) fn guide(typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let lists = lists(&mut read);
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let body = read.text("questions", LONG, "Écrivez les questions.");
    if !body.is_empty() {
        tree::checked(&body, &mut read.errors);
    }
    read.checked(lists.map(|(category, concerned)| Said { category, concerned, title, body }))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Draft,
    Published,
    /// Published, and its day has come.
    ToReview,
    Withdrawn,
}

impl State {
    pub(super) fn of(
        published: bool,
        withdrawn: bool,
        review_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Self {
        match (published, withdrawn) {
            (_, true) => Self::Withdrawn,
            (false, _) => Self::Draft,
            (true, _) if review_on.is_some_and(|day| day <= today) => Self::ToReview,
            (true, _) => Self::Published,
        }
    }

    pub(super) fn french(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("brouillon", ""),
            Self::Published => ("publié", "meadow"),
            Self::ToReview => ("à relire", "sun"),
            Self::Withdrawn => ("retiré", "brick"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// To be read again by then.
    Publish(NaiveDate),
    /// Read again: still right, until then.
    Review(NaiveDate),
    Withdraw,
}

impl Act {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Publish(_) => "published",
            Self::Review(_) => "reviewed",
            Self::Withdraw => "withdrawn",
        }
    }
}

pub(super) fn act(typed: &Typed, state: State, today: NaiveDate) -> Result<Act, Why> {
    let out = matches!(state, State::Published | State::ToReview);
    let mut read = Reading::new(typed, today);
    match typed.of("geste") {
        "publier" if !out => {
            let day = later(&mut read);
            read.checked(day.map(Act::Publish))
        }
        "relu" if out => {
            let day = later(&mut read);
            read.checked(day.map(Act::Review))
        }
        "retirer" if state != State::Withdrawn => Ok(Act::Withdraw),
        _ => Err(Why::not("Ce n’est plus possible\u{a0}: regardez où en est l’article.")),
    }
}

fn later(read: &mut Reading<'_>) -> Option<NaiveDate> {
    let today = read.today;
    let day = read.day("relire")?;
    if day <= today {
        read.errors.add("relire", "Choisissez un jour à venir.");
        return None;
    }
    Some(day)
}

/// An address from a title: letters without accents, digits, hyphens.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::new();
    for c in title.to_lowercase().chars() {
        let plain = match c {
            'a'..='z' | '0'..='9' => c,
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            _ => '-',
        };
        if plain != '-' || !(slug.is_empty() || slug.ends_with('-')) {
            slug.push(plain);
        }
    }
    let cut: String = slug.chars().take(60).collect();
    match cut.trim_matches('-') {
        "" | "ecrire" | "depart" => "article".to_owned(),
        cut => cut.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(said: &str) -> NaiveDate {
        said.parse().unwrap()
    }

    #[test]
    fn an_address_from_a_title() {
        assert_eq!(slug("J’ai perdu la fiche… à l’école\u{a0}!"), "j-ai-perdu-la-fiche-a-l-ecole");
        assert_eq!(slug("¿?"), "article");
        assert_eq!(slug("Écrire"), "article", "the address of the form");
    }

    #[test]
    fn a_day_to_read_it_again_and_what_follows() {
        let today = day("2026-09-15");
        let typed = |geste: &str, relire: &str| {
            Typed::from(vec![
                ("geste".to_owned(), geste.to_owned()),
                ("relire".to_owned(), relire.to_owned()),
            ])
        };
        let next = day("2027-09-15");
        assert_eq!(act(&typed("publier", "2027-09-15"), State::Draft, today), Ok(Act::Publish(next)));
        assert_eq!(act(&typed("publier", "2027-09-15"), State::Withdrawn, today), Ok(Act::Publish(next)));
        assert!(act(&typed("publier", "2026-09-15"), State::Draft, today).is_err(), "not to come");
        assert!(act(&typed("publier", "2027-09-15"), State::Published, today).is_err());
        assert_eq!(act(&typed("relu", "2027-09-15"), State::ToReview, today), Ok(Act::Review(next)));
        assert!(act(&typed("relu", "2027-09-15"), State::Draft, today).is_err());
        assert!(act(&typed("retirer", ""), State::Withdrawn, today).is_err());
        let state = |on| State::of(true, false, Some(on), today);
        assert_eq!((state(today), state(next)), (State::ToReview, State::Published));
    }
}
