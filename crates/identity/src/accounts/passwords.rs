//! Passwords: argon2id, 19 MiB, two passes. Hashing takes a core for some 20 ms, so it runs off the
//! async threads and as many at once as there are cores: an eight o'clock rush waits its turn instead of
//! filling memory. Nobody holds a database connection while waiting here.

use anyhow::anyhow;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use kernel::Error;
use std::sync::LazyLock;
use tokio::sync::Semaphore;

static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));
/// What an unknown login is compared with: the same work, and never right.
static NOBODY: LazyLock<Option<String>> =
    LazyLock::new(|| hashed(&hex::encode(rand::random::<[u8; 32]>())).ok());

pub async fn hash(secret: String) -> Result<String, Error> {
    on_a_core(move || hashed(&secret)).await?.map_err(|cause| Error::Internal(anyhow!("argon2: {cause}")))
}

/// Whether this is the secret behind `hash`; without a hash, the same work for a no.
pub async fn verify(secret: String, hash: Option<String>) -> Result<bool, Error> {
    on_a_core(move || {
        let known = hash.is_some();
        let right = hash.or_else(|| NOBODY.clone()).is_some_and(|hash| is_behind(&secret, &hash));
        known && right
    })
    .await
}

/// The turn belongs to the work, not to the request: a browser that goes away frees no core.
async fn on_a_core<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
    let turn = TURNS.acquire().await?;
    let done = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    Ok(done.await?)
}

fn hashed(secret: &str) -> Result<String, argon2::password_hash::Error> {
    let params = Params::new(19 * 1024, 2, 1, None)?;
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>())?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    Ok(argon.hash_password(secret.as_bytes(), &salt)?.to_string())
}

fn is_behind(secret: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|h| Argon2::default().verify_password(secret.as_bytes(), &h).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_nobody_has_one() {
        let hash = hash("les marrons tombent".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("les marrons tombent".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("les marrons tombaient".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify(String::new(), None).await.unwrap());
    }
}
