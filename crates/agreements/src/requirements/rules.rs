//! Families, levels, states; what a form must say; the score. Pure.

use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident: $($one:ident = $word:literal, $french:literal;)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name { $($one),* }

        impl $name {
            pub(super) const ALL: &[Self] = &[$(Self::$one),*];

            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$one => $word),* }
            }

            pub(super) fn french(self) -> &'static str {
                match self { $(Self::$one => $french),* }
            }

            pub(super) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }

            pub(super) fn options() -> Vec<(String, String)> {
                Self::ALL.iter().map(|one| (one.name().to_owned(), one.french().to_owned())).collect()
            }

            fn read(read: &mut Reading<'_>, field: &'static str) -> Option<Self> {
                let words: Vec<_> = Self::ALL.iter().map(|one| (one.name(), *one)).collect();
                read.one_of(field, &words)
            }
        }
    };
}

words! {
    Family:
    Technical = "technical", "technique";
    Legal = "legal", "juridique";
    Organisational = "organisational", "organisationnel";
}

words! {
    Level:
    Must = "must", "exigence";
    Should = "should", "recommandation";
}

words! {
    /// How far something is answered.
    State:
    Covered = "covered", "couvert";
    Partial = "partial", "partiel";
    Not = "not", "non";
    NoObject = "no_object", "sans objet";
}

impl State {
    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Covered => "meadow",
            Self::Partial => "sun",
            Self::Not => "brick",
            Self::NoObject => "",
        }
    }
}

/// A catalogue to make: from which other, if any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct New {
    pub title: String,
    pub version: String,
    pub source: String,
    pub source_day: NaiveDate,
    pub from: From,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    Nothing,
    Starter,
    Other(Uuid),
}

pub(super) fn new(typed: &Typed, known: &[Uuid], today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let version = read.text("version", SHORT, "Donnez la version.");
    let source = read.text("source", SHORT, "Dites d’où vient le texte, et où se lit l’officiel.");
    let source_day = read.past("jour");
    let from = match typed.of("depuis") {
        "" => Some(From::Nothing),
        "depart" => Some(From::Starter),
        _ => read.among("depuis", known, "Choisissez une réponse de la liste.").map(From::Other),
    };
    let made =
        source_day.zip(from).map(|(source_day, from)| New { title, version, source, source_day, from });
    read.checked(made)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub code: String,
    pub family: Family,
    pub level: Level,
    pub text: String,
    pub source: String,
}

pub(super) fn item(typed: &Typed, today: NaiveDate) -> Result<Item, Why> {
    let mut read = Reading::new(typed, today);
    let code = read.text("code", 20, "Donnez un code\u{a0}: «\u{a0}FUN-08\u{a0}».").to_uppercase();
    if !code.is_empty() && !code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        read.errors.add("code", "Des lettres, des chiffres et des tirets.");
    }
    let (family, level) = (Family::read(&mut read, "famille"), Level::read(&mut read, "niveau"));
    let text = read.text("texte", LONG, "Écrivez ce qui est demandé.");
    let source = read.optional("source", SHORT);
    let item = family.zip(level).map(|(family, level)| Item { code, family, level, text, source });
    read.checked(item)
}

/// Our answer to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    pub state: State,
    pub evidence: String,
    pub owner: String,
    pub plan: String,
    pub due: Option<NaiveDate>,
}

pub(super) fn answer(typed: &Typed, today: NaiveDate) -> Result<Answer, Why> {
    let mut read = Reading::new(typed, today);
    let state = State::read(&mut read, "etat");
    let evidence = read.optional("preuve", LONG);
    let (owner, plan) = (read.optional("responsable", SHORT), read.optional("plan", LONG));
    let due = (!typed.of("echeance").is_empty()).then(|| read.day("echeance")).flatten();
    if state == Some(State::Covered) && evidence.is_empty() {
        read.errors.add("preuve", "Dites ce qui le montre\u{a0}: une page, un document, un essai.");
    }
    if matches!(state, Some(State::Partial | State::Not)) {
        if owner.is_empty() {
            read.errors.add("responsable", "Dites qui s’en occupe.");
        }
        if plan.is_empty() {
            read.errors.add("plan", "Dites comment l’écart se comble, ou pourquoi il reste.");
        }
    }
    for (field, text) in [("preuve", &evidence), ("plan", &plan)] {
        if boasts(text) {
            read.errors.add(
                field,
                "Personne ne délivre cette conformité\u{a0}: dites ce qui est fait, et où cela se voit.",
            );
        }
    }
    read.checked(state.map(|state| Answer { state, evidence, owner, plan, due }))
}

/// Says that something conforms to the SDET as a whole: a claim that nobody certifies, and that is printed nowhere.
pub(super) fn boasts(text: &str) -> bool {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .filter(|w| !matches!(w.as_str(), "au" | "à" | "le" | "la" | "l" | "du" | "avec"))
        .collect();
    words.windows(2).any(|pair| {
        matches!(
            pair[0].as_str(),
            "conforme" | "conformes" | "conformité" | "certifié" | "certifiée" | "compatible"
        ) && pair[1] == "sdet"
    })
}

/// Of the items that have an object: how many are covered, how many in part, how many there are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub covered: usize,
    pub partial: usize,
    pub all: usize,
    /// Nobody has said anything of them yet.
    pub unsaid: usize,
}

impl Score {
    pub(super) fn of(states: impl Iterator<Item = Option<State>>) -> Self {
        let mut score = Self::default();
        for state in states.filter(|s| *s != Some(State::NoObject)) {
            score.all += 1;
            match state {
                Some(State::Covered) => score.covered += 1,
                Some(State::Partial) => score.partial += 1,
                None => score.unsaid += 1,
                _ => {}
            }
        }
        score
    }

    /// Whole percents, downwards: nothing is rounded up to all.
    pub(super) fn percent(self) -> usize {
        (self.covered * 100).checked_div(self.all).unwrap_or(0)
    }
}

/// What votes say: more for than against.
pub(super) fn carried(agree: i64, disagree: i64) -> Result<(), Why> {
    match (agree, disagree) {
        (0, 0) => Err(Why::not("Aucune partie n’a encore donné sa voix.")),
        (a, d) if a <= d => {
            Err(Why::not(format!("{a} voix pour et {d} contre\u{a0}: ce n’est pas accepté.")))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_counts_what_has_an_object() {
        use State::{Covered, NoObject, Not, Partial};
        let states = [Some(Covered), Some(Covered), Some(Partial), Some(Not), Some(NoObject), None];
        let score = Score::of(states.into_iter());
        assert_eq!(score, Score { covered: 2, partial: 1, all: 5, unsaid: 1 });
        assert_eq!(score.percent(), 40);
        assert_eq!(Score { covered: 199, all: 200, ..Score::default() }.percent(), 99);
        assert_eq!(Score::default().percent(), 0);
    }

    #[test]
    fn an_item_needs_more_voices_for_than_against() {
        assert!(carried(2, 1).is_ok());
        for (agree, disagree) in [(0, 0), (1, 1), (0, 3)] {
            assert!(carried(agree, disagree).is_err(), "{agree} {disagree}");
        }
    }

    #[test]
    fn nobody_boasts_of_the_sdet() {
        for boast in
            ["Solution conforme SDET", "conforme au SDET v6", "Certifiée SDET", "conformité avec le SDET"]
        {
            assert!(boasts(boast), "{boast}");
        }
        for fair in ["Le SDET demande un portail.", "Conforme au RGAA", ""] {
            assert!(!boasts(fair), "{fair}");
        }
    }
}
