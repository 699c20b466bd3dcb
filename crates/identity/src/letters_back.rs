//! Letters that come back after they left. Their envelope names an address of ours with a part that nobody guesses: to whom
//! the letter was, on which day, and the mark of our key. What a report says counts at such an address only: anybody can
//! write one (RFC 3464). Nothing is kept of a letter for it.
//!
//! Where no mailbox of the help is read there is nowhere to come back to, and letters leave as they are.

use crate::{App, Vault, invitations};
use chrono::NaiveDate;
use jobs::Job;
use kernel::{Error, PersonId};
use mail::Letter;
use serde::{Deserialize, Serialize};
use sqlx::PgExecutor;
use uuid::Uuid;

/// To whom a letter was, which is where it is said that the address takes none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Whom {
    Person,
    /// A person, by her invitation: it is said of that too.
    Invited,
    /// A copy of the letter to the collectivities.
    Newsletter,
}

const ALL: [(char, Whom); 3] = [('p', Whom::Person), ('i', Whom::Invited), ('n', Whom::Newsletter)];
/// Servers give up after five days; some are slow to say so.
const LASTS: u16 = 30;
/// Who it was, the day, the address in two bytes, the mark in six.
const BYTES: usize = 26;
/// What comes before the « @ » of an address has 64 signs at the most (RFC 5321, 4.5.3.1.1).
const LONGEST: usize = 64;
/// Of RFC 4648, in small letters: servers do not keep the others.
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// A letter of ours that came back, to be said where it was to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterBack {
    pub whom: Whom,
    pub id: Uuid,
    address: [u8; 2],
}

impl Job for LetterBack {
    const KIND: &'static str = "letter back";
}

/// The letter with an envelope of its own.
#[must_use]
pub fn coming_back(app: &App, whom: Whom, id: Uuid, letter: Letter) -> Letter {
    let sent = LetterBack { whom, id, address: of_address(&app.vault, letter.address()) };
    let help = app.settings.help_address.as_deref();
    match help.and_then(|help| sent.envelope(&app.vault, help, app.db.clock.today())) {
        Some(address) => letter.coming_back_to(address),
        None => letter,
    }
}

impl LetterBack {
    fn envelope(&self, vault: &Vault, help: &str, today: NaiveDate) -> Option<mail::Address> {
        let (local, domain) = help.split_once('@')?;
        let sign = ALL.iter().find(|(_, whom)| *whom == self.whom)?.0;
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.extend(self.id.as_bytes());
        bytes.extend(number(today)?.to_be_bytes());
        bytes.extend(self.address);
        let mark = mark(vault, sign, &bytes);
        bytes.extend(mark);
        let local = format!("{local}+{sign}{}", written(&bytes));
        (local.len() <= LONGEST).then(|| format!("{local}@{domain}").parse().ok())?
    }

    /// From what follows the « + » of the address that a report came to; nothing of what we did not write, or long ago.
    #[must_use]
    pub fn read(vault: &Vault, part: &str, today: NaiveDate) -> Option<Self> {
        let mut signs = part.chars();
        let sign = signs.next()?.to_ascii_lowercase();
        let whom = ALL.iter().find(|(known, _)| *known == sign)?.1;
        let bytes: [u8; BYTES] = read(signs.as_str())?.try_into().ok()?;
        let (said, marked) = bytes.split_at(BYTES - 6);
        aws_lc_rs::constant_time::verify_slices_are_equal(&mark(vault, sign, said), marked).ok()?;
        let (id, rest) = said.split_at(16);
        let day = u16::from_be_bytes(rest.get(..2)?.try_into().ok()?);
        let age = number(today)?.checked_sub(day)?;
        let back = Self { whom, id: Uuid::from_slice(id).ok()?, address: rest.get(2..)?.try_into().ok()? };
        (age <= LASTS).then_some(back)
    }

    /// It left for this address: not for one that she has given since.
    #[must_use]
    pub fn was_to(&self, vault: &Vault, address: &str) -> bool {
        self.address == of_address(vault, address)
    }
}

/// As when the server refuses it at its door. Nothing where the address is another by now.
pub async fn to_person(app: &App, back: &LetterBack) -> Result<(), Error> {
    let person = PersonId(back.id);
    let email = email(&app.db.pool, person).await?;
    match (email.filter(|email| back.was_to(&app.vault, email)), back.whom) {
        (None, _) | (_, Whom::Newsletter) => Ok(()),
        (Some(_), Whom::Invited) => invitations::bounced(app, person).await,
        (Some(_), Whom::Person) => invitations::no_mailbox(app, person).await,
    }
}

async fn email(db: impl PgExecutor<'_>, person: PersonId) -> Result<Option<String>, sqlx::Error> {
    let found = sqlx::query_scalar!("select email from person where id = $1", person.0);
    Ok(found.fetch_optional(db).await?.flatten())
}

fn mark(vault: &Vault, sign: char, said: &[u8]) -> [u8; 6] {
    let mark = vault.mark("letter back", &[&[sign as u8], said].concat());
    [mark[0], mark[1], mark[2], mark[3], mark[4], mark[5]]
}

fn of_address(vault: &Vault, address: &str) -> [u8; 2] {
    let mark = vault.mark("letter address", address.trim().to_lowercase().as_bytes());
    [mark[0], mark[1]]
}

/// Days since 1970: two bytes last until 2149.
fn number(day: NaiveDate) -> Option<u16> {
    u16::try_from((day - NaiveDate::default()).num_days()).ok()
}

/// Five bits a sign.
fn written(bytes: &[u8]) -> String {
    let bit = |at: usize| bytes.get(at / 8).is_some_and(|byte| byte >> (7 - at % 8) & 1 == 1);
    let sign = |first: usize| (first..first + 5).fold(0, |sum, at| sum << 1 | usize::from(bit(at)));
    (0..bytes.len() * 8).step_by(5).map(|first| char::from(SIGNS[sign(first)])).collect()
}

fn read(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for sign in text.bytes().take(LONGEST) {
        let five = SIGNS.iter().position(|known| *known == sign.to_ascii_lowercase())?;
        held = held << 5 | u32::try_from(five).ok()?;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits).ok()?);
            held &= (1 << bits) - 1;
        }
    }
    // What is left over is of the last sign, and says nothing.
    (held == 0 && bits < 5).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_envelope_says_whom_to_who_holds_the_key_and_for_a_month() {
        let (vault, id, today) = (Vault::fresh(), Uuid::now_v7(), day("2026-09-15"));
        for (sign, whom) in ALL {
            let sent = LetterBack { whom, id, address: of_address(&vault, "Nadia@Example.org ") };
            let envelope =
                sent.envelope(&vault, "assistance-ent@ent.example.org", today).unwrap().to_string();
            assert!(
                envelope.len() < 80 && envelope.starts_with(&format!("assistance-ent+{sign}")),
                "{envelope}"
            );
            let part = envelope.split_once('+').unwrap().1.split_once('@').unwrap().0.to_owned();
            let read = |vault: &Vault, part: &str, on: &str| LetterBack::read(vault, part, day(on));
            assert_eq!(read(&vault, &part, "2026-09-15"), Some(sent.clone()));
            assert_eq!(read(&vault, &part.to_uppercase(), "2026-10-15"), Some(sent.clone()));
            assert_eq!(read(&vault, &part, "2026-10-16"), None, "too late");
            assert_eq!(read(&vault, &part, "2026-09-14"), None, "before it left");
            assert_eq!(read(&Vault::fresh(), &part, "2026-09-15"), None);
            for at in 0..part.len() {
                let mut forged = part.clone().into_bytes();
                forged[at] = if forged[at] == b'a' { b'b' } else { b'a' };
                let forged = String::from_utf8(forged).unwrap();
                assert_eq!(read(&vault, &forged, "2026-09-15"), None, "{forged}");
            }
            for wrong in ["", "p", "pé", &part[..part.len() - 1], &format!("{part}a"), &"p".repeat(500)] {
                assert_eq!(read(&vault, wrong, "2026-09-15"), None, "{wrong}");
            }
            assert!(sent.was_to(&vault, "nadia@example.org") && !sent.was_to(&vault, "autre@example.org"));
        }
    }

    #[test]
    fn an_address_too_long_to_bear_more_stays_as_it_is() {
        let vault = Vault::fresh();
        let sent = LetterBack { whom: Whom::Person, id: Uuid::nil(), address: [0, 0] };
        let envelope =
            |local: &str| sent.envelope(&vault, &format!("{local}@ent.example.org"), day("2026-09-15"));
        assert!(envelope("assistance-numerique").is_some(), "twenty signs");
        assert!(envelope("assistance-numeriques").is_none());
        assert!(sent.envelope(&vault, "aide", day("2026-09-15")).is_none());
    }
}
