//! Where the server may go, and how a try is told. Pure.

use super::certificate::{Certificate, Reached, Trouble};
use super::dns::Found;
use super::rules::{Rules, Step};
use chrono::{DateTime, Utc};
use std::net::IpAddr;

/// What a try found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tried {
    pub reached: Step,
    /// « Le nom n’existe pas encore. »
    pub sentence: String,
    pub addresses: Vec<IpAddr>,
    pub certificate: Option<Certificate>,
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
}
