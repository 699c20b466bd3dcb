//! What the project set, and what a name may be. Pure.

use chrono::NaiveDate;
use kernel::typed::{Reading, SHORT, Typed, Why};
use std::net::IpAddr;

/// What the project set.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Rules {
    /// « ent.example.org »: names end with one of them.
    pub suffixes: Vec<String>,
    /// Where names are to lead.
    pub addresses: Vec<IpAddr>,
    /// One name for all schools: none has one of its own.
    pub common: String,
}

/// So many days before its end a certificate is told of.
pub(super) const WARNING: i64 = 21;

/// What a request has reached: each step needs the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Nothing,
    /// The name exists.
    Name,
    /// It leads where it should.
    Address,
    /// Its certificate is good.
    Certificate,
    /// And a page comes.
    Page,
}

impl Step {
    pub(super) const ALL: [Self; 5] =
        [Self::Nothing, Self::Name, Self::Address, Self::Certificate, Self::Page];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Name => "name",
            Self::Address => "address",
            Self::Certificate => "certificate",
            Self::Page => "page",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.name() == name).unwrap_or(Self::Nothing)
    }
}

/// A name that may be proposed: lower case, under a suffix of the project’s.
pub(super) fn name(typed: &Typed, rules: &Rules, today: NaiveDate) -> Result<String, Why> {
    let mut read = Reading::new(typed, today);
    let name = read.text("nom", SHORT, "Donnez le nom de domaine.").to_lowercase();
    let name = name.trim_end_matches('.').to_owned();
    if !name.is_empty() {
        if !is_name(&name) {
            read.errors.add("nom", "Des lettres sans accent, des chiffres et des tirets, entre des points.");
        } else if !is_under(&name, &rules.suffixes) {
            let suffixes = rules.suffixes.join(", ");
            read.errors.add("nom", format!("Le projet n’a de noms que sous\u{a0}: {suffixes}."));
        }
    }
    read.checked(Some(name))
}

/// Letters, digits and hyphens, as a host may be called (RFC 1123 §2.1); at least two labels, and no number alone.
pub(super) fn is_name(name: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = name.rsplit('.').next().unwrap_or_default();
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(label)
        && last.bytes().any(|b| b.is_ascii_lowercase())
}

/// Below one of the suffixes, and not one of them.
pub(super) fn is_under(name: &str, suffixes: &[String]) -> bool {
    suffixes
        .iter()
        .any(|s| name.strip_suffix(s.as_str()).is_some_and(|rest| rest.len() > 1 && rest.ends_with('.')))
}

/// The rules as the form sends them: lists, one line each.
pub(super) fn rules(typed: &Typed, today: NaiveDate) -> Result<Rules, Why> {
    let mut read = Reading::new(typed, today);
    let suffixes: Vec<String> = read
        .optional("suffixes", 2000)
        .split_whitespace()
        .map(|s| s.trim_matches('.').to_lowercase())
        .collect();
    if let Some(bad) = suffixes.iter().find(|s| !is_name(s)) {
        read.errors.add("suffixes", format!("«\u{a0}{bad}\u{a0}» n’est pas un nom de domaine."));
    }
    let typed_addresses = read.optional("adresses", 2000);
    let mut addresses = Vec::new();
    for word in typed_addresses.split_whitespace() {
        match word.parse() {
            Ok(address) => addresses.push(address),
            Err(_) => read.errors.add("adresses", format!("«\u{a0}{word}\u{a0}» n’est pas une adresse IP.")),
        }
    }
    let common = read.optional("commun", SHORT).trim_end_matches('.').to_lowercase();
    if !common.is_empty() && !is_name(&common) {
        read.errors.add("commun", "Ce n’est pas un nom de domaine.");
    }
    if addresses.is_empty() && !suffixes.is_empty() {
        read.errors.add("adresses", "Dites vers quelle adresse les noms doivent mener.");
    }
    read.checked(Some(Rules { suffixes, addresses, common }))
}

/// « expire dans 12 jours », while there is something to say.
pub(super) fn ends_soon(until: Option<NaiveDate>, today: NaiveDate) -> Option<String> {
    let days = (until? - today).num_days();
    match days {
        ..0 => Some("certificat expiré".to_owned()),
        0 => Some("certificat expire aujourd’hui".to_owned()),
        1 => Some("certificat expire demain".to_owned()),
        2..=WARNING => Some(format!("certificat expire dans {days} jours")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_hosts_under_the_projects() {
        let suffixes = ["ent.example.org".to_owned()];
        for (name, good) in [
            ("tilleuls.ent.example.org", true),
            ("les-tilleuls.ormes.ent.example.org", true),
            ("ent.example.org", false),
            (".ent.example.org", false),
            ("tilleulsent.example.org", false),
            ("tilleuls.example.net", false),
            ("-tilleuls.ent.example.org", false),
            ("les_tilleuls.ent.example.org", false),
            ("école.ent.example.org", false),
            ("a..ent.example.org", false),
            ("169.254.169.254", false),
            ("tilleuls.ent.example.org/x", false),
        ] {
            assert_eq!(is_name(name) && is_under(name, &suffixes), good, "{name}");
        }
    }

    #[test]
    fn an_end_is_told_three_weeks_before() {
        let today = "2026-09-15".parse().unwrap();
        let told = |day: &str| ends_soon(day.parse().ok(), today);
        assert_eq!(told("2026-09-27").as_deref(), Some("certificat expire dans 12 jours"));
        assert_eq!(told("2026-10-06").as_deref(), Some("certificat expire dans 21 jours"));
        assert_eq!(told("2026-10-07"), None);
        assert_eq!(told("2026-09-14").as_deref(), Some("certificat expiré"));
        assert_eq!(ends_soon(None, today), None);
    }
}
