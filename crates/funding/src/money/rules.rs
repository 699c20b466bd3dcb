//! Amounts and how they are split. Pure.

use chrono::NaiveDate;
use kernel::typed::{Reading, SHORT, Typed, Why};
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};
use uuid::Uuid;

/// What a cost is split by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Account,
    Class,
    Flat,
    Population,
}

impl Key {
    /// In the database, on a page, what one of it is.
    const WORDS: [(Self, &'static str, &'static str, &'static str); 4] = [
        (Self::Account, "account", "Par compte d’élève ouvert", "comptes"),
        (Self::Class, "class", "Par classe", "classes"),
        (Self::Flat, "flat", "Forfait égal par commune", "part"),
        (Self::Population, "population", "Par habitant", "habitants"),
    ];

    pub(super) fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|w| w.0)
    }

    pub(super) fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    pub(super) fn french(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.2)
    }

    pub(super) fn unit(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.3)
    }

    pub(super) fn named(name: &str) -> Self {
        Self::WORDS.iter().find(|w| w.1 == name).map_or(Self::Flat, |w| w.0)
    }
}

impl From<String> for Key {
    fn from(name: String) -> Self {
        Self::named(&name)
    }
}

/// The shares of a cost, to the cent: what division leaves goes to the largest remainders, the first first. Nothing when
/// nobody weighs anything.
pub(crate) fn shares(total: i64, weights: &[i64]) -> Option<Vec<i64>> {
    let whole: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if whole <= 0 {
        return None;
    }
    let part =
        |w: &i64| (i128::from(total) * i128::from(*w) / whole, i128::from(total) * i128::from(*w) % whole);
    let parts: Vec<_> = weights.iter().map(part).collect();
    let mut shares: Vec<i64> = parts.iter().map(|(share, _)| i64::try_from(*share).unwrap_or(0)).collect();
    let left = total - shares.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(parts[*at].1));
    for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        shares[at] += 1;
    }
    Some(shares)
}

/// « 1 234,50 € ».
pub(crate) fn euros(cents: i64) -> String {
    let whole = (cents / 100).to_string();
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|g| g.iter().collect()).collect();
    format!("{},{:02}\u{a0}€", groups.join("\u{a0}"), cents % 100)
}

/// « 1 234,5 », « 4.50 »: in cents.
pub(crate) fn cents(typed: &str) -> Option<i64> {
    let text: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (whole, part) = text.split_once([',', '.']).unwrap_or((&text, ""));
    let digits = |t: &str| t.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || part.len() > 2 || !digits(whole) || !digits(part) {
        return None;
    }
    let part = format!("{part:0<2}").parse::<i64>().ok()?;
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

pub(super) fn keeps(actor: &Actor) -> Result<(), Why> {
    if actor.is_project() {
        return Ok(());
    }
    Err(Why::not("C’est à l’équipe projet de tenir les comptes\u{a0}: envoyez-lui la délibération."))
}

fn amount(read: &mut Reading<'_>, typed: &Typed, field: &'static str) -> i64 {
    cents(typed.of(field)).unwrap_or_else(|| {
        read.errors.add(field, "Donnez un montant en euros, par exemple 4,50.");
        0
    })
}

fn count(read: &mut Reading<'_>, typed: &Typed, field: &'static str, least: i32) -> i32 {
    let found = typed.of(field).parse::<i32>().ok().filter(|n| (least..=2_000_000).contains(n));
    found.unwrap_or_else(|| {
        read.errors.add(field, format!("Donnez un nombre, au moins {least}."));
        0
    })
}

pub(super) struct Commitment {
    pub commune: PlaceId,
    pub deliberation: String,
    pub decided_on: NaiveDate,
    pub pupils: i32,
    pub adults: i32,
    pub price: i32,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

pub(super) fn commitment(typed: &Typed, communes: &[Uuid], today: NaiveDate) -> Result<Commitment, Why> {
    let mut read = Reading::new(typed, today);
    let commune = read.among("commune", communes, "Choisissez une commune de la liste.");
    let deliberation = read.text("deliberation", SHORT, "Donnez la référence de la délibération.");
    let decided = read.past("jour");
    let pupils = count(&mut read, typed, "eleves", 1);
    let adults = if typed.of("adultes").is_empty() { 0 } else { count(&mut read, typed, "adultes", 0) };
    let price = i32::try_from(amount(&mut read, typed, "prix")).unwrap_or(i32::MAX);
    let (from, until) = (read.day("debut"), read.day("fin"));
    if from.zip(until).is_some_and(|(from, until)| until <= from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let days = decided.zip(from).zip(until);
    let made = commune.zip(days).map(|(commune, ((decided_on, from), until))| Commitment {
        commune: PlaceId(commune),
        deliberation,
        decided_on,
        pupils,
        adults,
        price,
        from,
        until,
    });
    read.checked(made)
}

/// What a commune weighs in each key; its inhabitants are typed.
#[derive(Debug, Clone)]
pub(crate) struct Weight {
    pub commune: PlaceId,
    pub accounts: i64,
    pub classes: i64,
}

pub(super) struct Statement {
    pub title: String,
    pub year: i16,
    pub total: i64,
    pub grants: i64,
    pub key: Key,
    /// Commune, basis, amount.
    pub lines: Vec<(PlaceId, i32, i64)>,
}

pub(super) fn statement(typed: &Typed, weights: &[Weight], today: NaiveDate) -> Result<Statement, Why> {
    if weights.is_empty() {
        return Err(Why::not(
            "Aucune commune n’est engagée en ce moment\u{a0}: il n’y a personne entre qui partager.",
        ));
    }
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Dites ce qui est partagé.");
    let total = amount(&mut read, typed, "total");
    let grants = if typed.of("aides").is_empty() { 0 } else { amount(&mut read, typed, "aides") };
    if read.errors.is_empty() && grants >= total {
        read.errors.add("aides", "Les aides couvrent tout\u{a0}: il ne reste rien à partager.");
    }
    let keys: Vec<_> = Key::all().map(|k| (k.name(), k)).collect();
    let key = read.one_of("cle", &keys);
    let basis = |w: &Weight| match key {
        Some(Key::Account) => w.accounts,
        Some(Key::Class) => w.classes,
        Some(Key::Flat) | None => 1,
        Some(Key::Population) => typed
            .of(&format!("habitants-{}", w.commune))
            .parse()
            .ok()
            .filter(|n| (0..=2_000_000).contains(n))
            .unwrap_or(0),
    };
    let bases: Vec<i64> = weights.iter().map(basis).collect();
    if key == Some(Key::Population) && bases.contains(&0) {
        read.errors.add("cle", "Donnez le nombre d’habitants de chaque commune engagée.");
    }
    let shares = shares(total - grants, &bases);
    if shares.is_none() {
        read.errors.add("cle", "Rien à compter selon cette clé\u{a0}: choisissez-en une autre.");
    }
    let year = school_year_of(today);
    let made = key.zip(shares).map(|(key, shares)| {
        let lines = weights.iter().zip(&bases).zip(shares);
        let lines =
            lines.map(|((w, basis), share)| (w.commune, i32::try_from(*basis).unwrap_or(i32::MAX), share));
        Statement { title, year, total, grants, key, lines: lines.collect() }
    });
    read.checked(made)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_the_cent() {
        assert_eq!(shares(10_000, &[1, 1, 1]), Some(vec![3334, 3333, 3333]));
        assert_eq!(shares(100, &[0, 7, 0]), Some(vec![0, 100, 0]));
        assert_eq!((shares(100, &[0, 0]), shares(100, &[])), (None, None));
        for total in [1, 99, 12_345_678_901] {
            let weights = [26_000, 63, 4_217, 1, 0, 999];
            assert_eq!(shares(total, &weights).unwrap().iter().sum::<i64>(), total);
        }
    }

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (typed, read) in [
            ("4,50", Some(450)),
            ("1\u{a0}234,5 €", Some(123_450)),
            ("12", Some(1200)),
            ("0.05", Some(5)),
            ("", None),
            ("-3", None),
            ("1,234", None),
            ("9999999999", None),
        ] {
            assert_eq!(cents(typed), read, "{typed}");
        }
        assert_eq!((euros(123_450), euros(5)), ("1\u{a0}234,50\u{a0}€".to_owned(), "0,05\u{a0}€".to_owned()));
    }
}
