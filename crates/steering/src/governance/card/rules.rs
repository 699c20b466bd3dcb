//! What a change of the card says, and whose voice counts. Pure.

use super::super::queries::{Body, Member};
use super::super::rules::{self, College};
use chrono::NaiveDate;
use kernel::Actor;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// The key parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    pub brand: String,
    pub solution: String,
    pub carrier: Uuid,
    /// In the order of their ids.
    pub owners: Vec<Uuid>,
    pub provider: Option<Uuid>,
}

pub(super) struct New {
    pub key: Key,
    pub reason: String,
}

/// `carriers`: those that may carry a project; `all`: every party that is still there.
pub(super) fn new(
    typed: &Typed,
    (carriers, all): (&[Uuid], &[Uuid]),
    now: Option<&Key>,
    today: NaiveDate,
) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let brand = read.text("nom", SHORT, "Dites comment on appelle le projet.");
    let solution = read.optional("solution", SHORT);
    let carrier = read.among("porteur", carriers, "Choisissez qui porte le projet.");
    let provider = match typed.of("prestataire") {
        "" => None,
        _ => read.among("prestataire", all, "Choisissez une partie du projet."),
    };
    let asked: Vec<Uuid> = typed.all("coporteurs").filter_map(|id| id.parse().ok()).collect();
    let mut owners: Vec<Uuid> = all.iter().copied().filter(|id| asked.contains(id)).collect();
    owners.sort();
    if owners.iter().any(|o| Some(*o) == carrier || Some(*o) == provider)
        || carrier.is_some() && carrier == provider
    {
        read.errors.add("coporteurs", "Une partie tient une seule place.");
    }
    let reason = read.text("raison", LONG, "Dites pourquoi\u{a0}: l’autre collège le lira.");
    let made = carrier.map(|carrier| Key { brand, solution, carrier, owners, provider });
    let key = read.checked(made)?;
    if now == Some(&key) {
        return Err(Why::not("C’est déjà ce qui vaut."));
    }
    Ok(New { key, reason })
}

/// A member who has a voice, or the team.
pub(super) fn proposes(actor: &Actor, body: &Body) -> Result<(), Why> {
    let has_voice = body.seats_of(actor.person).iter().any(|m| m.college != College::Guest);
    if has_voice || actor.is_project() {
        return Ok(());
    }
    Err(Why::not("La carte est proposée par qui siège au comité stratégique, ou par l’équipe projet."))
}

/// A member speaks for her own college; the team writes what a member said.
pub(super) fn voice<'m>(
    actor: &Actor,
    body: &'m Body,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(&'m Member, bool, String), Why> {
    let mut read = Reading::new(typed, today);
    let colleges: Vec<_> = College::VOICES.iter().map(|c| (c.name(), *c)).collect();
    let Some(college) = read.one_of("college", &colleges) else {
        return Err(Why::not("Dites pour quel collège vous parlez."));
    };
    let agrees = read.one_of("choix", &[("oui", true), ("non", false)]);
    let note = read.optional("texte", LONG);
    if agrees == Some(false) && note.is_empty() {
        read.errors.add("texte", "Dites pourquoi\u{a0}: l’autre collège le lira.");
    }
    let hers = body.members.iter().find(|m| m.person == Some(actor.person) && m.college == college);
    let member = if hers.is_some() {
        hers
    } else {
        rules::keeps(actor).map_err(|_| {
            Why::not(format!("L’accord pour {} est à qui siège pour ce collège.", college.for_whom()))
        })?;
        let seats: Vec<_> = body.of(college).iter().map(|m| m.id).collect();
        let whose = read.among("qui", &seats, "Choisissez qui a parlé pour ce collège.");
        body.members.iter().find(|m| Some(m.id) == whose)
    };
    let said = member.zip(agrees).map(|(member, agrees)| (member, agrees, note));
    read.checked(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_party_has_one_place_and_something_changes() {
        let ids = [1, 2, 3].map(Uuid::from_u128);
        let [one, two, three] = ids.map(|id| id.to_string());
        let today = "2026-09-15".parse().unwrap();
        let of = |pairs: &[(&str, &str)], now: Option<&Key>| {
            let typed: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
            new(&Typed::from(typed), (&ids[..1], &ids), now, today)
        };
        let good = [
            ("nom", "e-Ormes"),
            ("porteur", &*one),
            ("coporteurs", &*two),
            ("prestataire", &*three),
            ("raison", "Élargir"),
        ];
        let key = of(&good, None).ok().unwrap().key;
        assert_eq!((key.carrier, key.owners.clone(), key.provider), (ids[0], vec![ids[1]], Some(ids[2])));
        assert!(of(&good, Some(&key)).is_err(), "nothing changes");
        let changed = |field: &str, value: &str| {
            let fields: Vec<_> =
                good.iter().map(|(n, v)| (*n, if *n == field { value } else { v })).collect();
            of(&fields, None).is_ok()
        };
        assert!(!changed("porteur", &two), "may not carry");
        assert!(
            !changed("coporteurs", &one) && !changed("prestataire", &one) && !changed("prestataire", &two)
        );
        assert!(!changed("raison", "") && changed("prestataire", ""));
    }
}
