//! What a rule says, how long something is kept, and how that is said.

use chrono::{DateTime, Months, TimeDelta, Utc};
use futures::future::BoxFuture;
use identity::App;
use kernel::Error;

#[derive(Debug, Clone, Copy)]
pub enum Keep {
    Days(i64),
    Months(u32),
    /// Not a length of time alone.
    Said(&'static str),
}

impl Keep {
    #[must_use]
    pub fn spoken(&self) -> String {
        match self {
            Self::Days(1) => "1 jour".to_owned(),
            Self::Days(365) => "1 an".to_owned(),
            Self::Days(days) if days % 365 == 0 => format!("{} ans", days / 365),
            Self::Days(days) => format!("{days} jours"),
            Self::Months(months) => format!("{months} mois"),
            Self::Said(words) => (*words).to_owned(),
        }
    }
}

/// Applied each night: given the time before which it goes. How many went.
type Apply = fn(App, DateTime<Utc>) -> BoxFuture<'static, Result<u64, Error>>;

pub struct Rule {
    /// In the reports.
    pub name: &'static str,
    pub data: &'static str,
    pub basis: &'static str,
    pub keep: Keep,
    pub then: &'static str,
    /// None: follows from another rule, or is said here for who reads.
    pub apply: Option<Apply>,
}

impl Rule {
    /// What is older goes.
    #[must_use]
    pub fn before(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self.keep {
            Keep::Days(days) => now - TimeDelta::days(days),
            Keep::Months(months) => now - Months::new(months),
            Keep::Said(_) => now,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_said_as_people_say_them() {
        assert_eq!(Keep::Days(365).spoken(), "1 an");
        assert_eq!(Keep::Days(3 * 365).spoken(), "3 ans");
        assert_eq!(Keep::Days(30).spoken(), "30 jours");
        assert_eq!(Keep::Months(13).spoken(), "13 mois");
    }
}
