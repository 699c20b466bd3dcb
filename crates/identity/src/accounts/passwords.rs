//! Passwords: argon2id, 19 MiB, two passes. Hashing takes a core for some 20 ms, so it runs off the
//! async threads and as many at once as there are cores: an eight o'clock rush waits its turn instead of
//! filling memory. Nobody holds a database connection while waiting here.

use anyhow::anyhow;
use argon2::password_hash::{self, Output, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use kernel::Error;
use std::sync::{LazyLock, Mutex, PoisonError};
use tokio::sync::Semaphore;

static TURNS: LazyLock<Semaphore> =
    LazyLock::new(|| Semaphore::new(std::thread::available_parallelism().map_or(2, usize::from)));
/// Where a hash is worked out, 19 MiB each: one for each turn, kept for the next. Each thread that had ever compared a
/// secret kept its own otherwise: half a gigabyte after a rush.
static ROOMS: Mutex<Vec<Vec<Block>>> = Mutex::new(Vec::new());
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
        let right =
            hash.or_else(|| NOBODY.clone()).is_some_and(|hash| is_behind(&secret, &hash).unwrap_or(false));
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

fn hashed(secret: &str) -> Result<String, password_hash::Error> {
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None)?);
    let salt = SaltString::encode_b64(&rand::random::<[u8; 16]>())?;
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: argon.params().try_into()?,
        salt: Some(salt.as_salt()),
        hash: Some(output(&argon, secret, salt.as_salt(), Params::DEFAULT_OUTPUT_LEN)?),
    };
    Ok(hash.to_string())
}

fn is_behind(secret: &str, hash: &str) -> Result<bool, password_hash::Error> {
    let hash = PasswordHash::new(hash)?;
    let (Some(salt), Some(expected)) = (hash.salt, hash.hash) else { return Ok(false) };
    let version = hash.version.map(Version::try_from).transpose()?.unwrap_or_default();
    let argon = Argon2::new(Algorithm::try_from(hash.algorithm)?, version, Params::try_from(&hash)?);
    // Outputs are compared in constant time.
    Ok(output(&argon, secret, salt, expected.len())? == expected)
}

fn output(
    argon: &Argon2<'_>,
    secret: &str,
    salt: Salt<'_>,
    length: usize,
) -> Result<Output, password_hash::Error> {
    let mut bytes = [0; 64];
    let salt = salt.decode_b64(&mut bytes)?;
    let mut room = ROOMS.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
    room.resize(argon.params().block_count(), Block::default());
    let done = Output::init_with(length, |out| {
        Ok(argon.hash_password_into_with_memory(secret.as_bytes(), salt, out, room.as_mut_slice())?)
    });
    ROOMS.lock().unwrap_or_else(PoisonError::into_inner).push(room);
    done
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::password_hash::{PasswordHasher, PasswordVerifier};

    #[tokio::test]
    async fn a_password_is_known_again_and_nobody_has_one() {
        let hash = hash("les marrons tombent".to_owned()).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(verify("les marrons tombent".to_owned(), Some(hash.clone())).await.unwrap());
        assert!(!verify("les marrons tombaient".to_owned(), Some(hash)).await.unwrap());
        assert!(!verify(String::new(), None).await.unwrap());
        assert!(!verify(String::new(), Some("$argon2id$".to_owned())).await.unwrap());
    }

    /// Those that are kept were written by the library's own function.
    #[tokio::test]
    async fn what_the_library_writes_is_read_and_it_reads_ours() {
        let salt = SaltString::encode_b64(&[7; 16]).unwrap();
        let theirs = Argon2::default().hash_password(b"les marrons tombent", &salt).unwrap().to_string();
        assert!(verify("les marrons tombent".to_owned(), Some(theirs)).await.unwrap());
        let ours = hash("les marrons tombent".to_owned()).await.unwrap();
        let ours = PasswordHash::new(&ours).unwrap();
        assert!(Argon2::default().verify_password(b"les marrons tombent", &ours).is_ok());
    }

    #[tokio::test]
    async fn a_rush_works_in_as_many_rooms_as_there_are_turns() {
        let many = (0..40).map(|_| verify("les marrons tombent".to_owned(), None));
        for done in futures::future::join_all(many).await {
            assert!(!done.unwrap());
        }
        let turns = std::thread::available_parallelism().map_or(2, usize::from);
        assert!(ROOMS.lock().unwrap().len() <= turns);
    }
}
