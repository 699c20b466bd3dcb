//! What the database must not be able to give away by itself is sealed with a key that it does not hold:
//! AES-256-GCM, a fresh nonce each time. The key is the setting `secret-key`, or a file of the data folder.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use chrono::{DateTime, Utc};
use kernel::Error;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::sync::Arc;

const KEY: usize = 32;

/// The project's key.
#[derive(Clone)]
pub struct Vault(Arc<[u8; KEY]>);

/// Something given to a browser to bring back unread and unchanged, in time.
#[derive(Serialize, Deserialize)]
struct Lent<T> {
    until: DateTime<Utc>,
    what: T,
}

impl Vault {
    /// A key of chance, for tests.
    #[must_use]
    pub fn fresh() -> Self {
        Self(Arc::new(rand::random()))
    }

    /// From 64 hexadecimal signs.
    #[must_use]
    pub fn of(hexadecimal: &str) -> Option<Self> {
        hex::decode(hexadecimal.trim()).ok()?.try_into().ok().map(|key| Self(Arc::new(key)))
    }

    /// The key in this file, for its owner only; made when there is none. Two nodes that start at once agree:
    /// the second finds the file of the first.
    pub fn kept_in(file: &Path) -> std::io::Result<Self> {
        let bad = || std::io::Error::other("not 64 hexadecimal signs");
        let mut options = std::fs::OpenOptions::new();
        match options.write(true).create_new(true).mode(0o600).open(file) {
            Ok(mut made) => {
                let key = Self::fresh();
                made.write_all(hex::encode(*key.0).as_bytes())?;
                made.sync_all()?;
                Ok(key)
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                Self::of(&std::fs::read_to_string(file)?).ok_or_else(bad)
            }
            Err(error) => Err(error),
        }
    }

    /// `purpose` belongs to the seal: what was sealed for one thing or person opens for no other.
    pub fn seal(&self, purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Error> {
        let mut bytes = clear.to_vec();
        let nonce = self.key()?.seal_in_place_append_tag(Aad::from(purpose), &mut bytes)?;
        Ok([nonce.as_ref(), bytes.as_slice()].concat())
    }

    /// What was sealed, if it was sealed by us, for this purpose.
    #[must_use]
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, bytes) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = bytes.to_vec();
        let clear = self.key().ok()?.open_in_place(nonce, Aad::from(purpose), &mut bytes).ok()?;
        Some(clear.to_vec())
    }

    /// A text for a cookie or a hidden field.
    pub fn lend<T: Serialize>(&self, purpose: &str, what: T, until: DateTime<Utc>) -> Result<String, Error> {
        Ok(hex::encode(self.seal(purpose, &serde_json::to_vec(&Lent { until, what })?)?))
    }

    /// What was lent, while it is time.
    #[must_use]
    pub fn back<T: DeserializeOwned>(&self, purpose: &str, text: &str, now: DateTime<Utc>) -> Option<T> {
        let clear = self.open(purpose, &hex::decode(text).ok()?)?;
        let lent: Lent<T> = serde_json::from_slice(&clear).ok()?;
        (now < lent.until).then_some(lent.what)
    }

    fn key(&self) -> Result<RandomizedNonceKey, Error> {
        Ok(RandomizedNonceKey::new(&AES_256_GCM, &*self.0)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn what_is_sealed_opens_for_its_purpose_with_its_key_only() {
        let vault = Vault::fresh();
        let sealed = vault.seal("a", b"secret").unwrap();
        assert_ne!(sealed, vault.seal("a", b"secret").unwrap(), "never twice the same");
        assert_eq!(vault.open("a", &sealed).as_deref(), Some(&b"secret"[..]));
        assert_eq!(vault.open("b", &sealed), None);
        assert_eq!(Vault::fresh().open("a", &sealed), None);
        assert_eq!(vault.open("a", &sealed[..20]), None);
        let mut touched = sealed;
        touched[15] ^= 1;
        assert_eq!(vault.open("a", &touched), None);
    }

    #[test]
    fn what_is_lent_comes_back_in_time_or_not_at_all() {
        let (vault, now) = (Vault::fresh(), DateTime::UNIX_EPOCH);
        let text = vault.lend("a", 7, now + TimeDelta::minutes(10)).unwrap();
        assert_eq!(vault.back("a", &text, now), Some(7));
        assert_eq!(vault.back::<i32>("a", &text, now + TimeDelta::minutes(10)), None);
        assert_eq!(vault.back::<i32>("a", "zz", now), None);
    }

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret-key");
        let sealed = Vault::kept_in(&file).unwrap().seal("a", b"x").unwrap();
        assert!(Vault::kept_in(&file).unwrap().open("a", &sealed).is_some());
        std::fs::write(&file, "faux").unwrap();
        assert!(Vault::kept_in(&file).is_err());
    }
}
