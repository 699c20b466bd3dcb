//! How often one may try. Per account: ten wrong tries, then a wait of a quarter of an hour that doubles
//! with each further one, to two hours. Per address: many, for a whole school comes from one.
//!
//! Invariant: a try on an account is counted before the secret is compared, in one statement, so that
//! many at once get no more tries than one after the other. Counted for unknown logins alike.

use super::queries;
use database::Db;
use kernel::{Error, PersonId};
use sqlx::PgConnection;

/// Wrong tries in a quarter of an hour.
const PER_ACCOUNT: i32 = 10;
const PER_FACTOR: i32 = 5;
const PER_ADDRESS: i32 = 300;
/// Wrong names of a child, for one slip: few, for there are few first names.
const PER_SLIP: i32 = 5;
/// Wrong pictures of one child, wherever, and of all children on one device.
const PER_PICTURES: i32 = 5;
const PER_PICTURES_DEVICE: i32 = 90;
/// Tickets of other services that are none, from one address: its server may be a whole département's.
const PER_SERVER: i32 = 600;
/// Mails that one can have sent to an account in a quarter of an hour.
const MAILS: i32 = 3;

/// May somebody at this address try this account now? Counts the try.
pub async fn enter(db: &Db, login: &str, address: &str) -> Result<(), Error> {
    address_may_try(db, address).await?;
    counted(db, &login_key(login), PER_ACCOUNT, 3).await
}

/// May somebody at this address try a code? Where no address is known, everybody's would be one: it is not
/// held against them.
pub async fn address_may_try(db: &Db, address: &str) -> Result<(), Error> {
    if address.is_empty() {
        return Ok(());
    }
    match queries::waits_until(&db.pool, &address_key(address), PER_ADDRESS, db.clock.now()).await? {
        Some(until) => Err(too_many(db, until)),
        None => Ok(()),
    }
}

/// It was wrong: counts against the address too.
pub async fn failed(db: &Db, address: &str) -> Result<(), Error> {
    if !address.is_empty() {
        queries::count_try(&db.pool, &address_key(address), PER_ADDRESS, 0, db.clock.now()).await?;
    }
    Ok(())
}

/// May a server at this address ask whose a ticket is? Where no address is known, as for [`address_may_try`].
pub async fn server_may_ask(db: &Db, address: &str) -> Result<bool, Error> {
    let key = server_key(address);
    let waits = queries::waits_until(&db.pool, &key, PER_SERVER, db.clock.now()).await?;
    Ok(address.is_empty() || waits.is_none())
}

/// It was nobody's.
pub async fn no_such_ticket(db: &Db, address: &str) -> Result<(), Error> {
    if !address.is_empty() {
        queries::count_try(&db.pool, &server_key(address), PER_SERVER, 0, db.clock.now()).await?;
    }
    Ok(())
}

fn server_key(address: &str) -> String {
    format!("server:{address}")
}

/// May these pictures be tried for this child on this device? Counts the try: five for the child in a quarter of an
/// hour, then a wait that doubles; ninety for all children on the device.
pub async fn pictures(db: &Db, child: PersonId, device: &str) -> Result<(), Error> {
    counted(db, &pictures_key(child), PER_PICTURES, 3).await?;
    counted(db, &format!("pictures on:{device}"), PER_PICTURES_DEVICE, 0).await
}

/// Forgotten when the child has come in, or when the teacher has helped.
#[must_use]
pub fn pictures_key(child: PersonId) -> String {
    format!("pictures:{child}")
}

/// May one more mail be sent for what was typed? Counts it.
pub async fn mail(db: &Db, typed: &str) -> Result<(), Error> {
    counted(db, &format!("mail:{typed}"), MAILS, 0).await
}

/// May one more first name be tried for the slip of this person? Counts the try.
pub async fn child(db: &Db, person: PersonId) -> Result<(), Error> {
    counted(db, &child_key(person), PER_SLIP, 3).await
}

/// It was the right one.
pub async fn child_named(db: &Db, person: PersonId) -> Result<(), Error> {
    Ok(queries::forget(&db.pool, &child_key(person)).await?)
}

fn child_key(person: PersonId) -> String {
    format!("child:{person}")
}

/// May one more second factor be tried for this person? Counts it: a code of six digits stands behind a
/// password, and few tries.
pub async fn factor(db: &Db, person: PersonId) -> Result<(), Error> {
    counted(db, &factor_key(person), PER_FACTOR, 4).await
}

/// The right one was shown.
pub async fn forget_factor(conn: &mut PgConnection, person: PersonId) -> Result<(), Error> {
    Ok(queries::forget_keys(conn, &[factor_key(person)]).await?)
}

fn factor_key(person: PersonId) -> String {
    format!("factor:{person}")
}

/// The keys that are forgotten when an account's owner has shown who she is.
#[must_use]
pub fn login_key(login: &str) -> String {
    format!("login:{login}")
}

fn address_key(address: &str) -> String {
    format!("address:{address}")
}

async fn counted(db: &Db, key: &str, limit: i32, doublings: i32) -> Result<(), Error> {
    let now = db.clock.now();
    if queries::count_try(&db.pool, key, limit, doublings, now).await? {
        return Ok(());
    }
    let until = queries::waits_until(&db.pool, key, limit, now).await?.unwrap_or(now);
    Err(too_many(db, until))
}

fn too_many(db: &Db, until: chrono::DateTime<chrono::Utc>) -> Error {
    Error::TooMany { seconds: (until - db.clock.now()).num_seconds().max(1).unsigned_abs() }
}
