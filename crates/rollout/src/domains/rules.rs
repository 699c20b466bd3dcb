//! What a name may be, where the server may go, and how a try is told. Pure.

use super::certificate::{Certificate, Reached, Trouble};
use super::dns::Found;
use crate::typed::{Reading, SHORT, Typed, Why};
use chrono::{DateTime, NaiveDate, Utc};
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

/// What a try found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tried {
    pub reached: Step,
    /// « Le nom n’existe pas encore. »
    pub sentence: String,
    pub addresses: Vec<IpAddr>,
    pub certificate: Option<Certificate>,
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

/// An address of an inner network, of this machine, or of nobody: the server is sent to none of them by a name that
/// somebody else makes.
pub(super) fn is_inner(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => {
            let [a, b, ..] = four.octets();
            four.is_private()
                || four.is_loopback()
                || four.is_link_local()
                || four.is_multicast()
                || four.is_broadcast()
                || a == 0
                || a >= 240
                // Carriers' own (RFC 6598), tests of devices (RFC 2544), protocol assignments (RFC 6890).
                || a == 100 && (64..128).contains(&b)
                || a == 198 && (18..20).contains(&b)
                || a == 192 && b == 0 && four.octets()[2] == 0
        }
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => is_inner(IpAddr::V4(four)),
            None => {
                let first = six.segments()[0];
                // Only what is routed on the internet, and no tunnel into an inner network (6to4, Teredo, NAT64).
                first & 0xe000 != 0x2000 || first == 0x2002 || six.segments()[..2] == [0x2001, 0]
            }
        },
    }
}

/// What was found of a name, as far as the address.
pub(super) fn located(found: Found, rules: &Rules, inner_allowed: bool) -> Result<Vec<IpAddr>, Box<Tried>> {
    let tried = |reached, sentence: String, addresses| {
        Box::new(Tried { reached, sentence, addresses, certificate: None })
    };
    let all = match found {
        Found::NoAnswer => {
            let sentence = "Aucun serveur de noms n’a répondu\u{a0}: l’essai recommencera.".to_owned();
            return Err(tried(Step::Nothing, sentence, Vec::new()));
        }
        Found::NoSuchName => {
            return Err(tried(Step::Nothing, "Le nom n’existe pas encore.".to_owned(), Vec::new()));
        }
        Found::Addresses(none) if none.is_empty() => {
            let sentence = "Le nom existe, mais ne mène à aucune adresse.".to_owned();
            return Err(tried(Step::Name, sentence, none));
        }
        Found::Addresses(all) => all,
    };
    if let Some(other) = all.iter().find(|a| !rules.addresses.contains(a)) {
        let expected = said(&rules.addresses);
        let sentence = format!("Il mène à {other}, on attend {expected}.");
        return Err(tried(Step::Name, sentence, all));
    }
    if let Some(inner) = all.iter().find(|a| is_inner(**a) && !inner_allowed) {
        let sentence = format!("Il mène à {inner}, une adresse d’un réseau intérieur\u{a0}: on n’y va pas.");
        return Err(tried(Step::Address, sentence, all));
    }
    Ok(all)
}

fn said(addresses: &[IpAddr]) -> String {
    addresses.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ou ")
}

/// What the handshake and the page gave.
pub(super) fn reached(
    found: Reached,
    addresses: Vec<IpAddr>,
    spoken: impl Fn(DateTime<Utc>) -> String,
) -> Tried {
    let (reached, sentence, certificate) = match found {
        Reached::NoServer => (Step::Address, "Personne ne répond en HTTPS à cette adresse.".to_owned(), None),
        Reached::Certificate(one) => (Step::Address, against(&one, spoken), Some(one)),
        Reached::Page(one, Some(200)) => {
            (Step::Page, "Le nom mène au service, certificat compris.".to_owned(), Some(one))
        }
        Reached::Page(one, status) => {
            let what =
                status.map_or_else(|| "autre chose qu’une page".to_owned(), |s| format!("le code {s}"));
            let sentence = format!("Le certificat est bon, mais la page d’essai répond {what}.");
            (Step::Certificate, sentence, Some(one))
        }
    };
    Tried { reached, sentence, addresses, certificate }
}

fn against(one: &Certificate, spoken: impl Fn(DateTime<Utc>) -> String) -> String {
    let day = |at: Option<DateTime<Utc>>| at.map(spoken).unwrap_or_default();
    match one.trouble {
        Some(Trouble::OtherName) if one.names.is_empty() => "Le certificat ne porte aucun nom.".to_owned(),
        Some(Trouble::OtherName) => {
            let names: Vec<_> = one.names.iter().take(4).map(String::as_str).collect();
            format!("Le certificat est au nom de {}.", names.join(", "))
        }
        Some(Trouble::Over) => format!("Le certificat a expiré le {}.", day(one.until)),
        Some(Trouble::NotYet) => format!("Le certificat ne vaut qu’à partir du {}.", day(one.from)),
        Some(Trouble::Unknown) => {
            format!("L’autorité du certificat ({}) n’est pas connue des navigateurs.", one.issuer)
        }
        Some(Trouble::Unsound) => "Le certificat est mal fait.".to_owned(),
        None => "La liaison s’est coupée après le certificat.".to_owned(),
    }
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

    fn project() -> Rules {
        Rules {
            suffixes: vec!["ent.example.org".into()],
            addresses: vec!["198.51.100.7".parse().unwrap()],
            common: String::new(),
        }
    }

    #[test]
    fn a_name_is_a_hosts_under_the_projects() {
        let suffixes = project().suffixes;
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
    fn inner_addresses_are_known_in_both_families() {
        for inner in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:a00:1::",
            "2001:0:1::",
            "ff02::1",
        ] {
            assert!(is_inner(inner.parse().unwrap()), "{inner}");
        }
        for outer in ["198.51.100.7", "8.8.8.8", "2001:db8::7", "2a01:e0a::1"] {
            assert!(!is_inner(outer.parse().unwrap()), "{outer}");
        }
    }

    #[test]
    fn each_step_has_its_sentence() {
        let at = |found| located(found, &project(), false).map_err(|t| (t.reached, t.sentence));
        assert_eq!(at(Found::NoSuchName), Err((Step::Nothing, "Le nom n’existe pas encore.".into())));
        let other = at(Found::Addresses(vec!["192.0.2.4".parse().unwrap()]));
        assert_eq!(other, Err((Step::Name, "Il mène à 192.0.2.4, on attend 198.51.100.7.".into())));
        let mixed = at(Found::Addresses(vec!["198.51.100.7".parse().unwrap(), "10.0.0.1".parse().unwrap()]));
        assert!(mixed.is_err(), "one address elsewhere is elsewhere");
        assert!(at(Found::Addresses(vec!["198.51.100.7".parse().unwrap()])).is_ok());
        let inner = Rules { addresses: vec!["10.0.0.1".parse().unwrap()], ..project() };
        let found = || Found::Addresses(inner.addresses.clone());
        assert!(located(found(), &inner, false).is_err(), "expected, and still inner");
        assert!(located(found(), &inner, true).is_ok(), "allowed by who runs it");
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
