//! What the command line does with accounts, in nobody's name.

use crate::accounts::{codes, queries as accounts, rules};
use crate::people::making::{self, NewPerson};
use crate::{factors, sessions};
use database::{Db, Tx};
use kernel::{Activity, Error, PersonId};

mod queries;

pub(crate) use queries::project_place;

/// Makes an operator of the directory; answers the login and the code for `/activation`.
pub async fn name_operator(
    db: &Db,
    first: &str,
    last: &str,
    email: Option<&str>,
) -> Result<(String, String), Error> {
    if email.is_some_and(|e| !rules::is_email(e)) {
        return Err(Error::Refused("Cette adresse électronique n’est pas complète.".to_owned()));
    }
    let mut tx = db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let new = NewPerson { email_is_hers: true, ..NewPerson::adult(first, last, email) };
    let person = making::make(tx.conn(), &new, now).await?;
    let place = queries::project_place(tx.conn(), now).await?;
    queries::make_operator(tx.conn(), person, place, today).await?;
    let login = accounts::of(tx.conn(), person).await?.ok_or(Error::NotFound)?.login;
    let code = fresh_code(&mut tx, person).await?;
    tx.record(&Activity::OperatorNamed { person }).await?;
    tx.commit().await?;
    Ok((login, code))
}

/// A fresh printed code for an adult's account: whoever has neither password nor mailbox left.
pub async fn activation_code_for(db: &Db, login: &str) -> Result<String, Error> {
    let account = accounts::by_login(&db.pool, &rules::login_typed(login)).await?.ok_or(Error::NotFound)?;
    if account.pupil || !matches!(account.state.as_str(), "to_activate" | "active") {
        return Err(Error::Refused("Ce compte ne s’ouvre pas avec un code d’adulte.".to_owned()));
    }
    let mut tx = db.begin().await?;
    let code = fresh_code(&mut tx, account.person).await?;
    accounts::forget_tries(tx.conn(), &[&account.login]).await?;
    tx.record(&Activity::CodeMade { person: account.person }).await?;
    tx.commit().await?;
    Ok(code)
}

/// Takes an account's second factors away: whoever has lost them, and all who could do it on a page.
pub async fn forget_factors(db: &Db, login: &str) -> Result<(), Error> {
    let account = accounts::by_login(&db.pool, &rules::login_typed(login)).await?.ok_or(Error::NotFound)?;
    let mut tx = db.begin().await?;
    factors::queries::remove_all(tx.conn(), account.person).await?;
    sessions::close_all(tx.conn(), account.person, None).await?;
    tx.record(&Activity::FactorRemoved { person: account.person }).await?;
    tx.commit().await
}

async fn fresh_code(tx: &mut Tx, person: PersonId) -> Result<String, Error> {
    let (code, now) = (codes::fresh_adult(), tx.now());
    accounts::put_codes(tx.conn(), &[(person, code.clone())], now).await?;
    Ok(codes::shown(&code))
}
