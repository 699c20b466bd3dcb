//! Single values: each is normalised, or `None` when it is not what it should be.

use chrono::{Datelike, NaiveDate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Title {
    Mr,
    Mrs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contract {
    Public,
    Private,
}

pub(super) fn title(value: &str) -> Option<Title> {
    match value.trim_end_matches('.').to_lowercase().as_str() {
        "m" | "mr" | "monsieur" => Some(Title::Mr),
        "mme" | "mlle" | "madame" | "mademoiselle" => Some(Title::Mrs),
        _ => None,
    }
}

pub(super) fn contract(value: &str) -> Option<Contract> {
    match value {
        "PU" => Some(Contract::Public),
        "PR" => Some(Contract::Private),
        _ => None,
    }
}

pub(super) fn flag(value: &str) -> Option<bool> {
    match value {
        "O" => Some(true),
        "N" => Some(false),
        _ => None,
    }
}

/// `dd/MM/yyyy`, of somebody who could be alive or of a school year.
pub(super) fn date(value: &str) -> Option<NaiveDate> {
    let bytes = value.as_bytes();
    if bytes.len() != 10 || bytes[2] != b'/' || bytes[5] != b'/' {
        return None;
    }
    let number = |range: std::ops::Range<usize>| {
        bytes[range]
            .iter()
            .try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
    };
    let year = i32::try_from(number(6..10)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(3..5)?, number(0..2)?)?;
    (1900..2100).contains(&date.year()).then_some(date)
}

/// A French number as ten digits, a foreign one as `+` and digits.
pub(super) fn phone(value: &str) -> Option<String> {
    let mut digits = String::with_capacity(16);
    for c in value.replace("(0)", "").chars() {
        match c {
            '0'..='9' => digits.push(c),
            '+' if digits.is_empty() => digits.push('+'),
            ' ' | '.' | '-' | '/' | '(' | ')' | '\u{a0}' | '\u{202f}' => {}
            _ => return None,
        }
    }
    let international = digits.strip_prefix('+').or_else(|| digits.strip_prefix("00"));
    let Some(number) = international else {
        let french = digits.len() == 10 && digits.starts_with('0') && !digits.starts_with("00");
        return french.then_some(digits);
    };
    match number.strip_prefix("33") {
        // Some write the zero of the French form after the country code.
        Some(french) => {
            let french = french.strip_prefix('0').unwrap_or(french);
            (french.len() == 9 && !french.starts_with('0')).then(|| format!("0{french}"))
        }
        None => ((7..=15).contains(&number.len()) && !number.starts_with('0')).then(|| format!("+{number}")),
    }
}

/// Lower-case, because it is compared with what an identity provider sends.
pub(super) fn mail(value: &str) -> Option<String> {
    let (local, domain) = value.split_once('@')?;
    let local_ok = !local.is_empty()
        && local.len() <= 64
        && !local.starts_with('.')
        && !local.ends_with('.')
        && local.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b));
    let label_ok = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let domain_ok = domain.contains('.') && domain.len() <= 189 && domain.split('.').all(label_ok);
    (local_ok && domain_ok).then(|| value.to_ascii_lowercase())
}

pub(super) fn ine(value: &str) -> Option<String> {
    let plausible = value.len() == 11 && value.bytes().all(|b| b.is_ascii_alphanumeric());
    plausible.then(|| value.to_ascii_uppercase())
}

/// Does the letter match the seven digits?
pub(super) fn uai_is_valid(value: &str) -> bool {
    let Some((digits, letter)) = value.split_at_checked(7) else { return false };
    let number: Option<usize> =
        digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok()).flatten();
    number.is_some_and(|number| letter.as_bytes() == &b"ABCDEFGHJKLMNPRSTUVWXYZ"[number % 23..=number % 23])
}

/// Lines joined by `$`, empty ones left out.
pub(super) fn street(value: &str) -> Option<String> {
    let lines: Vec<&str> = value.split('$').map(str::trim).filter(|line| !line.is_empty()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// Blanks inside a name as one space each.
pub(super) fn words(value: &str) -> String {
    if !value.contains("  ") && !value.contains('\u{a0}') {
        return value.to_owned();
    }
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_one_form_or_nothing() {
        for (value, expected) in [
            ("+33 6 39 98 00 11", Some("0639980011")),
            ("06.39.98.00.11", Some("0639980011")),
            ("+33 (0)1 99 00 00 01", Some("0199000001")),
            ("0033199000001", Some("0199000001")),
            ("+32 2 555 12 12", Some("+3225551212")),
            ("06 39 98", None),
            ("0639980000 (tata)", None),
            ("liste rouge", None),
            ("+33639980000000", None),
            ("0000000000", None),
            ("", None),
        ] {
            assert_eq!(phone(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn mails_are_lower_case_or_nothing() {
        for (value, expected) in [
            ("Claire.Marchand@Example.org", Some("claire.marchand@example.org")),
            ("o'hara+ecole@mail.example.org", Some("o'hara+ecole@mail.example.org")),
            ("a @example.org", None),
            ("a@@example.org", None),
            ("a(a)example.org", None),
            ("a@example", None),
            ("a@-x.org", None),
            ("é@example.org", None),
            ("a@example.org\r\nBcc: b@example.org", None),
            ("@example.org", None),
        ] {
            assert_eq!(mail(value).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn dates_exist_or_are_nothing() {
        assert_eq!(date("14/03/2020"), NaiveDate::from_ymd_opt(2020, 3, 14));
        for value in
            ["31/02/2020", "2020-03-14", "14/3/2020", "00/00/0000", "14/03/20", "é4/03/2020", "+1/03/2020"]
        {
            assert_eq!(date(value), None, "{value}");
        }
    }

    #[test]
    fn codes_of_structures_carry_a_letter_of_control() {
        for value in ["0870003F", "0049951V", "0889901J"] {
            assert!(uai_is_valid(value), "{value}");
        }
        for value in ["0123456A", "1004001V", "0870003f", "087000F", "", "é870003F"] {
            assert!(!uai_is_valid(value), "{value}");
        }
    }

    #[test]
    fn an_address_keeps_its_lines() {
        assert_eq!(street("APT 4$3 IMPASSE DES FORGES$$").as_deref(), Some("APT 4\n3 IMPASSE DES FORGES"));
        assert_eq!(street("$$$"), None);
    }
}
