//! Whose the address is, who gets a ticket, what leaves with it, and by what name a service knows somebody. Pure.

use crate::registry::queries::Service;
use crate::{address, profiles};
use chrono::NaiveDate;
use identity::Vault;
use kernel::{Actor, PersonId};
use sha2::{Digest, Sha256};
use url::Url;
use uuid::Uuid;

/// Of which service an address is: the one that says most of it.
pub(crate) fn of_address<'s>(services: &'s [Service], asked: &Url) -> Option<&'s Service> {
    let found = services.iter().filter(|s| address::lies_in(asked, &s.said.address));
    found.max_by_key(|s| s.said.address.len())
}

/// Why there is no ticket, as a page says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum No {
    /// Nobody wrote this address down.
    Unknown,
    /// Not open today.
    Closed(String),
    /// Her entitlement has ended.
    Leaving,
    /// What she writes is stopped for now.
    Frozen(String),
    /// Opened by a tile, a card or a guardian who is near.
    Short,
    /// Not for what she is.
    NotForHer(String),
    /// It asks that she shows again that she is herself; a pupil does that by signing in.
    Again,
}

/// What she is to this service; or why it is closed to her.
pub(crate) fn admits(service: &Service, actor: &Actor, today: NaiveDate) -> Result<Vec<&'static str>, No> {
    if !service.state(today).is_open() {
        return Err(No::Closed(service.said.name.clone()));
    }
    if let Some(sentence) = &actor.frozen {
        return Err(No::Frozen(sentence.clone()));
    }
    if profiles::is_short(actor) {
        return Err(No::Short);
    }
    let held = profiles::admitted(actor.roles.iter().map(|r| r.kind), &service.said.profiles);
    match held.is_empty() {
        true => Err(No::NotForHer(service.said.name.clone())),
        false => Ok(held),
    }
}

/// By what one service knows somebody: of no other service, and of nobody who has not our key.
pub(crate) fn identifier(vault: &Vault, service: Uuid, person: PersonId) -> String {
    let mark = vault.mark("sso person", &[*service.as_bytes(), *person.0.as_bytes()].concat());
    hex::encode(&mark[..16])
}

/// What a ticket is called. 192 bits, worked out from a number of chance and our key: the database cannot say it.
pub(crate) fn ticket(vault: &Vault, id: Uuid) -> String {
    format!("ST-{}", hex::encode(&vault.mark("sso ticket", id.as_bytes())[..24]))
}

pub(crate) fn hash(ticket: &str) -> Vec<u8> {
    Sha256::digest(ticket.as_bytes()).to_vec()
}

/// Was she told of all of this?
pub(crate) fn knows(told: &[String], leaves: &[String]) -> bool {
    !told.iter().any(|word| word == "elsewhere") && leaves.iter().all(|word| told.contains(word))
}

/// What a service is told of somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Leaves {
    pub user: String,
    /// As it is called there, and what is said; a name may come several times.
    pub attributes: Vec<(&'static str, String)>,
}

/// Somebody, with all that could be said of her.
#[derive(Debug, Clone, Default)]
pub(crate) struct Who {
    pub first_name: String,
    pub last_name: String,
    /// What she is, and the UAI of where.
    pub roles: Vec<(kernel::RoleKind, Option<String>)>,
}

/// Of all that, what this service gets; nothing when it is not for her.
pub(crate) fn leaves(service: &Service, who: &Who, user: String) -> Option<Leaves> {
    let admitted = profiles::admitted(who.roles.iter().map(|r| r.0), &service.said.profiles);
    if admitted.is_empty() {
        return None;
    }
    let given = |word: &str| service.said.attributes.iter().any(|a| a == word);
    let mut attributes = Vec::new();
    if given("profile") {
        attributes.extend(admitted.iter().map(|p| ("ENTPersonProfils", (*p).to_owned())));
    }
    if given("name") {
        attributes.push(("ENTPersonNom", who.last_name.clone()));
        attributes.push(("ENTPersonPrenom", who.first_name.clone()));
    }
    if given("schools") {
        let hers = |kind| profiles::of(kind).is_some_and(|profile| admitted.contains(&profile));
        let mut schools: Vec<_> =
            who.roles.iter().filter(|r| hers(r.0)).filter_map(|r| r.1.clone()).collect();
        schools.sort();
        schools.dedup();
        attributes.extend(schools.into_iter().map(|uai| ("ENTPersonStructRattachUAI", uai)));
    }
    Some(Leaves { user, attributes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registry::rules::Said;
    use kernel::RoleKind;

    fn service(address: &str, attributes: &[&str]) -> Service {
        Service {
            id: Uuid::from_u128(1),
            said: Said {
                name: "e-Collège".into(),
                address: address.into(),
                home: address.into(),
                sister: true,
                profiles: vec!["National_ENS".into()],
                basis: String::new(),
                attributes: attributes.iter().map(|a| (*a).to_owned()).collect(),
                single_logout: true,
            },
            by: None,
            at: chrono::DateTime::UNIX_EPOCH,
            opening: None,
            people: 0,
        }
    }

    #[test]
    fn the_longest_address_has_it() {
        let all = [service("https://a.example/", &[]), service("https://a.example/moodle/", &[])];
        let found = |text: &str| {
            of_address(&all, &address::asked(text, false).unwrap()).map(|s| s.said.address.as_str())
        };
        assert_eq!(found("https://a.example/moodle/login"), Some("https://a.example/moodle/"));
        assert_eq!(found("https://a.example/moodles"), Some("https://a.example/"));
        assert_eq!(found("https://b.example/"), None);
    }

    #[test]
    fn an_identifier_is_of_one_service_one_person_and_one_key() {
        let vault = Vault::of(&"0f".repeat(32)).unwrap();
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let (anna, yann) = (PersonId(Uuid::from_u128(3)), PersonId(Uuid::from_u128(4)));
        let one = identifier(&vault, a, anna);
        assert_eq!((one.len(), &one), (32, &identifier(&vault.clone(), a, anna)));
        for other in
            [identifier(&vault, b, anna), identifier(&vault, a, yann), identifier(&Vault::fresh(), a, anna)]
        {
            assert_ne!(one, other);
        }
        let ticket = ticket(&vault, a);
        assert!(ticket.starts_with("ST-") && ticket.len() == 51 && !ticket.contains(&one));
    }

    #[test]
    fn no_more_leaves_than_was_chosen() {
        let uai = |text: &str| Some(text.to_owned());
        let who = Who {
            first_name: "Marion".into(),
            last_name: "Carrel".into(),
            roles: vec![
                (RoleKind::Teacher, uai("0800001A")),
                (RoleKind::Teacher, uai("0800001A")),
                // As a mother she is nothing to a service for teachers, and where her child is neither.
                (RoleKind::Guardian, uai("0800002B")),
            ],
        };
        let of = |attributes: &[&str]| {
            leaves(&service("https://a.example/", attributes), &who, "x".into()).unwrap().attributes
        };
        assert!(of(&[]).is_empty());
        assert_eq!(of(&["profile"]), [("ENTPersonProfils", "National_ENS".to_owned())]);
        assert_eq!(of(&["schools"]), [("ENTPersonStructRattachUAI", "0800001A".to_owned())]);
        assert_eq!(of(&["profile", "name", "schools"]).len(), 4);
        let pupil = Who { roles: vec![(RoleKind::Pupil, None)], ..who.clone() };
        assert_eq!(leaves(&service("https://a.example/", &[]), &pupil, "x".into()), None);
    }

    #[test]
    fn she_is_told_again_when_more_leaves_or_it_leaves_elsewhere() {
        let words = |all: &[&str]| all.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        assert!(knows(&words(&["profile", "name"]), &words(&["name"])));
        assert!(!knows(&words(&["profile"]), &words(&["profile", "name"])));
        assert!(!knows(&words(&["profile", "elsewhere"]), &words(&["profile"])));
        assert!(knows(&[], &[]));
    }
}
