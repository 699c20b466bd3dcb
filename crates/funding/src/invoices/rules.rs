//! What an invoice says, what it pays, how it is split. Pure.

use crate::amounts::euros;
use crate::money::shares;
use chrono::NaiveDate;
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// What it pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pays {
    Contract(Uuid),
    Campaign(Uuid),
    Statement(Uuid),
    Other,
}

impl Pays {
    /// As in the form: « marche:… ».
    pub(super) fn named(text: &str) -> Option<Self> {
        if text == "autre" {
            return Some(Self::Other);
        }
        let (kind, id) = text.split_once(':')?;
        let id = id.parse().ok()?;
        match kind {
            "marche" => Some(Self::Contract(id)),
            "achat" => Some(Self::Campaign(id)),
            "etat" => Some(Self::Statement(id)),
            _ => None,
        }
    }
}

/// Which communes bear it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Split {
    /// As the statement was split; as each ordered.
    Statement,
    Campaign,
    Account,
    Class,
    Flat,
}

impl Split {
    const WORDS: [(Self, &'static str, &'static str); 5] = [
        (Self::Statement, "statement", "comme l’état de répartition"),
        (Self::Campaign, "campaign", "selon ce que chacune a commandé"),
        (Self::Account, "account", "par compte d’élève ouvert"),
        (Self::Class, "class", "par classe"),
        (Self::Flat, "flat", "à parts égales"),
    ];

    pub(super) fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("flat", |w| w.1)
    }

    pub(super) fn french(name: &str) -> &'static str {
        Self::WORDS.iter().find(|w| w.1 == name).map_or("", |w| w.2)
    }

    /// Those that one chooses.
    pub(super) fn keys() -> Vec<(String, String)> {
        Self::WORDS[2..].iter().map(|w| (w.1.to_owned(), w.2.to_owned())).collect()
    }
}

pub(super) struct New {
    pub number: String,
    pub supplier: String,
    pub day: NaiveDate,
    pub amount: i64,
    pub what: String,
    pub pays: Pays,
    pub split: Split,
}

/// `known`: what can be paid, as the form offers it.
pub(super) fn new(typed: &Typed, known: &[(String, String)], today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let number = read.text("numero", SHORT, "Donnez le numéro de la facture.");
    let supplier = read.text("fournisseur", SHORT, "Donnez le fournisseur.");
    let day = read.past("jour");
    let amount = euros(&mut read, typed, "montant");
    let what = read.optional("texte", LONG);
    let typed_pays = typed.of("paie");
    let pays =
        Pays::named(typed_pays).filter(|p| *p == Pays::Other || known.iter().any(|k| k.0 == typed_pays));
    if pays.is_none() {
        read.errors.add("paie", "Dites ce qu’elle paie.");
    }
    let split = match pays {
        Some(Pays::Statement(_)) => Some(Split::Statement),
        Some(Pays::Campaign(_)) => Some(Split::Campaign),
        _ => {
            let keys = [Split::Account, Split::Class, Split::Flat].map(|s| (s.name(), s));
            read.one_of("cle", &keys)
        }
    };
    let made = day.zip(amount).zip(pays).zip(split);
    let made =
        made.map(|(((day, amount), pays), split)| New { number, supplier, day, amount, what, pays, split });
    read.checked(made)
}

/// What each commune bears.
pub(super) fn split(amount: i64, weights: &[(Uuid, i64)]) -> Result<Vec<(Uuid, i64)>, Why> {
    let bases: Vec<i64> = weights.iter().map(|w| w.1).collect();
    match shares(amount, &bases) {
        Some(shares) => Ok(weights.iter().map(|w| w.0).zip(shares).filter(|(_, cents)| *cents > 0).collect()),
        None => Err(Why::Fields(FieldErrors::one(
            "cle",
            "Aucune commune n’en porte une part\u{a0}: rien n’est engagé, commandé ou compté.",
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_nobody_bears_nothing() {
        let ids = [Uuid::from_u128(1), Uuid::from_u128(2), Uuid::from_u128(3)];
        let all = split(10_001, &[(ids[0], 2), (ids[1], 0), (ids[2], 1)]).unwrap();
        assert_eq!(all, [(ids[0], 6_667), (ids[2], 3_334)]);
        assert!(split(100, &[(ids[0], 0)]).is_err());
    }

    #[test]
    fn what_it_pays_is_read_or_refused() {
        let id = Uuid::from_u128(7);
        assert_eq!(Pays::named(&format!("achat:{id}")), Some(Pays::Campaign(id)));
        for wrong in ["", "achat", "achat:7", "ecole:00000000-0000-0000-0000-000000000007"] {
            assert_eq!(Pays::named(wrong), None, "{wrong}");
        }
    }
}
