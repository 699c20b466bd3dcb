//! What may be opened, and until when. Pure.

use chrono::NaiveDate;
use kernel::FieldErrors;
use serde::Deserialize;

const LONGEST: usize = 60;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub college: String,
    pub classe: String,
    pub au: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub college: String,
    pub class: String,
    pub until: NaiveDate,
}

impl Asked {
    /// « CM2 et 6e B (Collège des Lilas) ».
    pub fn name(&self) -> String {
        format!("CM2 et {} ({})", self.class, self.college)
    }
}

/// The pupils of a CM2 of this school year enter collège in the next September; its first term is the time in
/// which the two classes have something to do together. After it they have been no pupils of the school for
/// longer than what the order of 30 November 2006 lets a school keep (art. 6: three months).
#[must_use]
pub(super) fn latest(school_year: i16) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(school_year) + 1, 12, 31).unwrap_or_default()
}

pub(super) fn asked(typed: &Typed, school_year: i16, today: NaiveDate) -> Result<Asked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let (college, class) = (tidy(&typed.college), tidy(&typed.classe));
    for (field, text, sentence) in [
        ("college", &college, "Donnez le nom du collège."),
        ("classe", &class, "Donnez la classe de 6e, par exemple «\u{a0}6e\u{a0}B\u{a0}»."),
    ] {
        if text.is_empty() {
            errors.add(field, sentence);
        } else if text.chars().count() > LONGEST {
            errors.add(field, format!("{LONGEST}\u{a0}signes au plus."));
        }
    }
    let until = typed.au.parse::<NaiveDate>().ok();
    match until {
        None => errors.add("au", "Donnez le dernier jour."),
        Some(day) if day < today => errors.add("au", "Ce jour est passé."),
        Some(day) if day > latest(school_year) => errors.add(
            "au",
            format!("Au plus tard le 31\u{a0}décembre {}\u{a0}: après le premier trimestre de 6e, les élèves n’ont plus rien à l’école.", school_year + 1),
        ),
        Some(_) => {}
    }
    errors.checked()?;
    Ok(Asked { college, class, until: until.unwrap_or(today) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_ends_with_the_first_term_of_college() {
        let today = NaiveDate::from_ymd_opt(2027, 3, 1).unwrap();
        let typed = |au: &str| Typed { college: " Les  Lilas ".into(), classe: "6e B".into(), au: au.into() };
        let fine = asked(&typed("2027-12-31"), 2026, today).unwrap();
        assert_eq!(fine.name(), "CM2 et 6e B (Les Lilas)");
        for late in ["2028-01-01", "2027-02-28", "", "demain"] {
            assert!(asked(&typed(late), 2026, today).unwrap_err().of("au").is_some(), "{late}");
        }
        assert!(asked(&Typed::default(), 2026, today).unwrap_err().of("college").is_some());
    }
}
