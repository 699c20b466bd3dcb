//! Somebody who is signed in gives her password again.

use super::{Account, Client, passwords, queries, throttle};
use database::Db;
use kernel::{Activity, Actor, Error, FieldErrors};

/// The account, once its password was given again; else what to say, already recorded as `refusal`.
pub(crate) async fn herself(
    db: &Db,
    actor: &Actor,
    client: &Client,
    secret: &str,
    field: &'static str,
    refusal: &Activity,
) -> Result<Result<Account, FieldErrors>, Error> {
    let account = queries::of(&db.pool, actor.person).await?.ok_or(Error::NotFound)?;
    if let Err(wait) = throttle::enter(db, &account.login, &client.address).await {
        db.record(Some(actor), refusal).await?;
        return Err(wait);
    }
    if passwords::verify(secret.to_owned(), account.password_hash.clone()).await? {
        queries::forget_tries(&db.pool, &[&account.login]).await?;
        return Ok(Ok(account));
    }
    throttle::failed(db, &client.address).await?;
    db.record(Some(actor), refusal).await?;
    Ok(Err(FieldErrors::one(field, "Ce n’est pas votre mot de passe actuel.")))
}
