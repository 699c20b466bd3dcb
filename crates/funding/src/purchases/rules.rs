//! What may be done when, and by whom. Pure.

use super::queries::{Campaign, Member};
use crate::amounts::euros;
use chrono::NaiveDate;
use cockpit::equipment::Kind;
use cockpit::near::Near;
use identity::steering::full_day;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// Where a campaign is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Moment {
    /// Communes adhere; those that did say their needs.
    Adhesions,
    Needs,
    /// Nothing more is said: to be ordered.
    ToOrder,
    Ordered,
}

impl Moment {
    pub(super) fn of(campaign: &Campaign, today: NaiveDate) -> Self {
        match () {
            () if campaign.ordered => Self::Ordered,
            () if today <= campaign.adhesion_until => Self::Adhesions,
            () if today <= campaign.needs_until => Self::Needs,
            () => Self::ToOrder,
        }
    }

    pub(super) fn french(self) -> &'static str {
        match self {
            Self::Adhesions => "adhésions ouvertes",
            Self::Needs => "besoins à dire",
            Self::ToOrder => "à commander",
            Self::Ordered => "commandé",
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Adhesions | Self::Needs => "sky",
            Self::ToOrder => "sun",
            Self::Ordered => "meadow",
        }
    }
}

const CLOSED: &str = "Le carnet de commandes est clos\u{a0}: plus rien n’y change.";

pub(super) struct New {
    pub title: String,
    pub terms: String,
    pub adhesion_until: NaiveDate,
    pub needs_until: NaiveDate,
}

pub(super) fn new(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez un nom à la campagne.");
    let terms = read.optional("conditions", LONG);
    let (adhesion, needs) = (read.day("adhesion"), read.day("besoins"));
    if adhesion.is_some_and(|day| day < today) {
        read.errors.add("adhesion", "Laissez aux communes le temps d’adhérer.");
    }
    if adhesion.zip(needs).is_some_and(|(adhesion, needs)| needs < adhesion) {
        read.errors.add("besoins", "Les besoins se disent encore après la fin des adhésions.");
    }
    let days = adhesion.zip(needs);
    read.checked(days.map(|(adhesion_until, needs_until)| New { title, terms, adhesion_until, needs_until }))
}

pub(super) struct NewItem {
    pub kind: Kind,
    pub label: String,
    pub supplier: String,
    pub reference: String,
    pub price: i64,
    pub minimum: String,
}

pub(super) fn item(campaign: &Campaign, typed: &Typed, today: NaiveDate) -> Result<NewItem, Why> {
    match Moment::of(campaign, today) {
        Moment::Adhesions => {}
        Moment::Ordered => return Err(Why::not(CLOSED)),
        Moment::Needs | Moment::ToOrder => {
            return Err(Why::not("Les communes se sont engagées sur ce catalogue\u{a0}: il ne change plus."));
        }
    }
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("genre", &Kind::choices());
    let label = read.text("article", SHORT, "Dites ce que c’est.");
    let supplier = read.text("fournisseur", SHORT, "Donnez le fournisseur.");
    let reference = read.text("reference", SHORT, "Donnez la référence du catalogue.");
    let price = euros(&mut read, typed, "prix");
    let minimum = read.optional("minimum", LONG);
    let made = kind.zip(price);
    read.checked(made.map(|(kind, price)| NewItem { kind, label, supplier, reference, price, minimum }))
}

pub(super) struct Adhesion {
    pub commune: Uuid,
    pub deliberation: String,
    pub decided_on: NaiveDate,
}

/// `acting`: the communes in whose name she writes.
pub(super) fn adhesion(
    campaign: &Campaign,
    members: &[Member],
    acting: &[Uuid],
    typed: &Typed,
    today: NaiveDate,
) -> Result<Adhesion, Why> {
    if acting.is_empty() {
        return Err(Why::not(
            "C’est à la commune d’adhérer, par ses agents, ou à l’équipe projet en son nom.",
        ));
    }
    match Moment::of(campaign, today) {
        Moment::Adhesions => {}
        Moment::Ordered => return Err(Why::not(CLOSED)),
        Moment::Needs | Moment::ToOrder => {
            let day = full_day(campaign.adhesion_until);
            return Err(Why::Not(format!("Les adhésions étaient ouvertes jusqu’au {day}.")));
        }
    }
    let mut read = Reading::new(typed, today);
    let commune = read.among("commune", acting, "Choisissez une commune de la liste.");
    if commune.is_some_and(|commune| members.iter().any(|m| m.commune == commune)) {
        return Err(Why::not("Cette commune a déjà adhéré."));
    }
    let deliberation = read.text("deliberation", SHORT, "Donnez la référence de la délibération.");
    let decided_on = read.past("jour");
    let made = commune.zip(decided_on);
    read.checked(made.map(|(commune, decided_on)| Adhesion { commune, deliberation, decided_on }))
}

/// What a school needs of each item; none is nothing.
pub(super) fn needs(
    campaign: &Campaign,
    member: Option<&Member>,
    near: &Near,
    typed: &Typed,
    today: NaiveDate,
) -> Result<Vec<(Uuid, i32)>, Why> {
    if !near.keeps() {
        return Err(Why::not(
            "Les besoins sont dits par la direction, par la commune ou par l’équipe projet.",
        ));
    }
    let Some(member) = member else {
        return Err(Why::not("La commune de l’école n’a pas adhéré à cet achat."));
    };
    if campaign.ordered {
        return Err(Why::not(CLOSED));
    }
    if member.validated {
        return Err(Why::not("La commune a validé ses besoins\u{a0}: elle seule peut les rouvrir."));
    }
    if today > campaign.needs_until {
        let day = full_day(campaign.needs_until);
        return Err(Why::Not(format!("Les besoins se disaient jusqu’au {day}.")));
    }
    let mut out = Vec::new();
    for item in &campaign.items {
        let text = typed.of(&format!("article-{}", item.id));
        let quantity = if text.is_empty() { Some(0) } else { text.parse::<i32>().ok() };
        match quantity.filter(|n| (0..=5000).contains(n)) {
            Some(0) => {}
            Some(quantity) => out.push((item.id, quantity)),
            None => {
                return Err(Why::Not(format!(
                    "«\u{a0}{}\u{a0}»\u{a0}: donnez un nombre, de 0 à 5000.",
                    item.label
                )));
            }
        }
    }
    Ok(out)
}

/// Whether the commune’s needs are whole from now on, or open again.
pub(super) fn validation(
    campaign: &Campaign,
    member: &Member,
    acts: bool,
    typed: &Typed,
    today: NaiveDate,
) -> Result<bool, Why> {
    if !acts {
        return Err(Why::not("C’est à la commune de valider ses besoins."));
    }
    if campaign.ordered {
        return Err(Why::not(CLOSED));
    }
    let mut read = Reading::new(typed, today);
    let whole = read.one_of("choix", &[("valider", true), ("rouvrir", false)]);
    match read.checked(whole)? {
        true if member.units == 0 => Err(Why::not("Aucune école de la commune n’a encore dit de besoin.")),
        true if member.validated => Err(Why::not("C’est déjà validé.")),
        false if today > campaign.needs_until => {
            Err(Why::not("Les besoins ne se disent plus\u{a0}: il n’y a rien à rouvrir."))
        }
        whole => Ok(whole),
    }
}

/// The order book may be closed: those who did not validate are left out, once their time is over.
pub(super) fn order(campaign: &Campaign, members: &[Member], today: NaiveDate) -> Result<(), Why> {
    if campaign.ordered {
        return Err(Why::not(CLOSED));
    }
    if !members.iter().any(|m| m.validated) {
        return Err(Why::not("Aucune commune n’a validé de besoin\u{a0}: il n’y a rien à commander."));
    }
    let missing: Vec<_> = members.iter().filter(|m| !m.validated).map(|m| m.name.clone()).collect();
    if today <= campaign.needs_until && !missing.is_empty() {
        let day = full_day(campaign.needs_until);
        return Err(Why::Not(format!(
            "Jusqu’au {day}, on attend encore les besoins de\u{a0}: {}.",
            missing.join(", ")
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn campaign() -> Campaign {
        Campaign {
            id: Uuid::nil(),
            title: "Tablettes".into(),
            terms: String::new(),
            adhesion_until: day("2026-10-01"),
            needs_until: day("2026-10-20"),
            ordered: false,
            items: Vec::new(),
        }
    }

    fn member(validated: bool) -> Member {
        Member {
            commune: Uuid::nil(),
            name: "Ormes".into(),
            deliberation: "1".into(),
            decided_on: day("2026-09-01"),
            validated,
            units: 3,
            cents: 300,
        }
    }

    #[test]
    fn each_in_its_time() {
        let mut c = campaign();
        let at = |c: &Campaign, d: &str| Moment::of(c, day(d));
        assert_eq!(at(&c, "2026-10-01"), Moment::Adhesions);
        assert_eq!(at(&c, "2026-10-02"), Moment::Needs);
        assert_eq!(at(&c, "2026-10-21"), Moment::ToOrder);
        c.ordered = true;
        assert_eq!(at(&c, "2026-09-01"), Moment::Ordered);
    }

    #[test]
    fn one_orders_when_all_have_validated_or_their_time_is_over() {
        let c = campaign();
        assert!(order(&c, &[member(true), member(false)], day("2026-10-20")).is_err());
        assert!(order(&c, &[member(true), member(false)], day("2026-10-21")).is_ok());
        assert!(order(&c, &[member(true)], day("2026-10-05")).is_ok());
        assert!(order(&c, &[member(false)], day("2026-10-21")).is_err());
    }
}
