//! What the database must not be able to give away by itself is sealed with a key that it does not hold:
//! AES-256-GCM, a fresh nonce each time. The key is the setting `secret-key`, or a file of the data folder.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::hmac;
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

    /// The key in this file, for its owner only; made when there is none. Nodes that start at once agree: the
    /// file appears whole or not at all, and who comes second reads that of the first.
    pub fn kept_in(file: &Path) -> std::io::Result<Self> {
        if !file.exists() {
            let draft = file.with_extension(hex::encode(rand::random::<[u8; 8]>()));
            Self::fresh().write_to(&draft)?;
            let first = std::fs::hard_link(&draft, file);
            std::fs::remove_file(&draft)?;
            first.or_else(|error| match error.kind() {
                std::io::ErrorKind::AlreadyExists => Ok(()),
                _ => Err(error),
            })?;
        }
        let bad = || std::io::Error::other("not 64 hexadecimal signs");
        Self::of(&std::fs::read_to_string(file)?).ok_or_else(bad)
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

    /// What only who holds the key can write beside these bytes, for this purpose: where there is no room for a seal.
    #[must_use]
    pub fn mark(&self, purpose: &str, what: &[u8]) -> [u8; KEY] {
        let sign = |key: &[u8], what: &[u8]| hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), what);
        // A key of its own: the other one seals.
        let own = sign(&*self.0, purpose.as_bytes());
        let mut mark = [0; KEY];
        mark.copy_from_slice(sign(own.as_ref(), what).as_ref());
        mark
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

    /// Whole and durable, for its owner only.
    fn write_to(&self, file: &Path) -> std::io::Result<()> {
        let mut made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(file)?;
        made.write_all(hex::encode(*self.0).as_bytes())?;
        made.sync_all()
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
    fn a_mark_is_of_a_key_a_purpose_and_what_it_stands_beside() {
        let vault = Vault::of(&"0f".repeat(KEY)).unwrap();
        let mark = vault.mark("a", b"letter");
        assert_eq!(mark, vault.clone().mark("a", b"letter"));
        for other in
            [vault.mark("b", b"letter"), vault.mark("a", b"lettre"), Vault::fresh().mark("a", b"letter")]
        {
            assert_ne!(mark, other);
        }
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
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no draft stays");
        std::fs::write(&file, "faux").unwrap();
        assert!(Vault::kept_in(&file).is_err());
    }

    #[test]
    fn nodes_that_start_at_once_hold_the_same_key() {
        for _ in 0..50 {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("secret-key");
            let keys: Vec<Vault> = std::thread::scope(|scope| {
                let nodes: Vec<_> = (0..8).map(|_| scope.spawn(|| Vault::kept_in(&file).unwrap())).collect();
                nodes.into_iter().map(|node| node.join().unwrap()).collect()
            });
            assert!(keys.iter().all(|key| key.0 == keys[0].0));
        }
    }
}
