//! What a grant pays. Pure.

use super::queries::Grant;
use crate::money::cents;
use chrono::{Datelike, NaiveDate};
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

/// The part of what was spent that the grant pays back; never more than its rate.
pub(super) fn paid_back(spent: i64, rate: i16) -> i64 {
    spent * i64::from(rate) / 100
}

/// Papers of a European grant are kept five years from 31 December of the year of the last payment (Regulation (EU)
/// 2021/1060, art. 82).
pub(super) fn kept_until(last_payment: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(last_payment.year() + 5, 12, 31)
}

pub(super) struct New {
    pub name: String,
    pub funder: String,
    pub european: bool,
    pub rate: i16,
    pub eligible: String,
    pub eligible_cents: i64,
    pub publicity: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

fn amount(read: &mut Reading<'_>, typed: &Typed, field: &'static str) -> i64 {
    let found = cents(typed.of(field)).filter(|c| *c > 0);
    found.unwrap_or_else(|| {
        read.errors.add(field, "Donnez un montant en euros, par exemple 1 250,00.");
        0
    })
}

pub(super) fn new(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let name = read.text("nom", SHORT, "Donnez le nom de l’aide.");
    let funder = read.text("financeur", SHORT, "Dites qui paie.");
    let european = !typed.of("europe").is_empty();
    let rate = typed.of("taux").parse::<i16>().ok().filter(|r| (1..=100).contains(r));
    if rate.is_none() {
        read.errors.add("taux", "Donnez un taux entre 1 et 100.");
    }
    let eligible = read.text("depenses", LONG, "Dites quelles dépenses sont éligibles.");
    let eligible_cents = amount(&mut read, typed, "assiette");
    let publicity = read.optional("publicite", LONG);
    if european && publicity.is_empty() {
        read.errors
            .add("publicite", "Une aide européenne oblige à la publicité\u{a0}: logo, plaque, mention.");
    }
    let (from, until) = (read.day("debut"), read.day("fin"));
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let made = rate.zip(from.zip(until)).map(|(rate, (from, until))| New {
        name,
        funder,
        european,
        rate,
        eligible,
        eligible_cents,
        publicity,
        from,
        until,
    });
    read.checked(made)
}

pub(super) struct Claim {
    pub day: NaiveDate,
    pub spent: i64,
    pub evidence: String,
}

pub(super) fn claim(grant: &Grant, typed: &Typed, today: NaiveDate) -> Result<Claim, Why> {
    let mut read = Reading::new(typed, today);
    let day = read.past("jour");
    if day.is_some_and(|day| day < grant.from) {
        read.errors.add("jour", "L’aide n’avait pas commencé.");
    }
    let spent = amount(&mut read, typed, "depense");
    let evidence =
        read.text("preuves", LONG, "Dites quelles factures le prouvent, et où elles sont gardées.");
    let claim = read.checked(day.map(|day| Claim { day, spent, evidence }))?;
    let left = grant.eligible_cents - grant.spent();
    if claim.spent > left {
        let left = crate::money::euros(left);
        let said = format!("C’est plus que ce qui reste éligible\u{a0}: {left}.");
        return Err(Why::Fields(FieldErrors::one("depense", said)));
    }
    Ok(claim)
}

pub(super) fn target(typed: &Typed, today: NaiveDate) -> Result<(String, i32), Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Dites ce qui est compté.");
    let aim = typed.of("cible").parse::<i32>().ok().filter(|n| (1..=10_000_000).contains(n));
    if aim.is_none() {
        read.errors.add("cible", "Donnez un nombre.");
    }
    read.checked(aim.map(|aim| (title, aim)))
}

pub(super) fn reached(typed: &Typed) -> Result<i32, Why> {
    let found = typed.of("atteint").parse::<i32>().ok().filter(|n| (0..=10_000_000).contains(n));
    found.ok_or_else(|| Why::Fields(FieldErrors::one("atteint", "Donnez un nombre.")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_never_passed() {
        assert_eq!((paid_back(100_000, 50), paid_back(333, 70), paid_back(1, 50)), (50_000, 233, 0));
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(kept_until(day("2028-03-02")), Some(day("2033-12-31")));
    }
}
