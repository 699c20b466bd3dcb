//! The SQL of accounts.

mod printed;
mod tries;

pub(crate) use printed::CODE_LASTS;
pub use printed::{by_code, put_codes, put_pupil_codes, use_code_up};
pub(super) use tries::forget;
pub use tries::{
    PAST_SESSIONS, count_try, forget_keys, forget_old, forget_old_tries, forget_tries, waits_until,
};

use super::codes;
use chrono::{DateTime, Utc};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};

/// An account and what its owner is called.
#[derive(Debug, Clone)]
pub struct Account {
    pub person: PersonId,
    pub login: String,
    pub state: String,
    pub password_hash: Option<String>,
    pub charter: bool,
    pub first_name: String,
    pub last_name: String,
    pub email: Option<String>,
    pub pupil: bool,
    /// A pupil who has chosen secret words.
    pub phrase: bool,
}

impl Account {
    /// A pupil's code opens without activation: the first sign-in activates. Who is leaving comes for her own
    /// data only: the session says so.
    #[must_use]
    pub fn opens(&self) -> bool {
        matches!(self.state.as_str(), "active" | "leaving") || (self.pupil && self.state == "to_activate")
    }

    /// What a password must not be made of.
    #[must_use]
    pub fn names(&self) -> [&str; 3] {
        [&self.login, &self.first_name, &self.last_name]
    }
}

/// By the login for life, or by that of an account that was merged into it, with the secret that went with it.
pub async fn by_login(db: impl PgExecutor<'_>, login: &str) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as!(
        Account,
        r#"select a.person_id as "person!", a.login, a.state,
                coalesce((select f.password_hash from former_login f where f.login = $1), a.password_hash) as password_hash,
                a.charter_at is not null as "charter!", p.shown_first_name as first_name,
                p.shown_last_name as last_name, p.email,
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                exists (select from pass_phrase f where f.person_id = p.id) as "phrase!"
         from account a join person p on p.id = a.person_id
         where a.login = $1 or a.person_id = (select f.person_id from former_login f where f.login = $1)"#,
        login,
    )
    .fetch_optional(db)
    .await
}

pub async fn of(db: impl PgExecutor<'_>, person: PersonId) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as!(
        Account,
        r#"select a.person_id as "person!", a.login, a.state, a.password_hash,
                a.charter_at is not null as "charter!", p.shown_first_name as first_name,
                p.shown_last_name as last_name, p.email,
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                exists (select from pass_phrase f where f.person_id = p.id) as "phrase!"
         from account a join person p on p.id = a.person_id where a.person_id = $1"#,
        person.0,
    )
    .fetch_optional(db)
    .await
}

/// Uses the code up: whoever comes second with the same code gets `false`.
pub async fn activate(
    conn: &mut PgConnection,
    account: &Account,
    code: &str,
    password_hash: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let former = sqlx::query!(
        "update former_login set code_hash = null, code_made_at = null where person_id = $1 and code_hash = $2",
        account.person.0,
        codes::hash(code),
    )
    .execute(&mut *conn)
    .await?;
    let done = sqlx::query!(
        "update account set state = 'active', password_hash = $3, code_hash = null, code_made_at = null,
                charter_at = coalesce(charter_at, $4), activated_at = coalesce(activated_at, $4)
         where person_id = $1 and (code_hash = $2 or $5) and state in ('to_activate', 'active')",
        account.person.0,
        codes::hash(code),
        password_hash,
        now,
        former.rows_affected() == 1,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A pupil came in with the sheet's code for the first time.
pub async fn activate_pupil(
    db: impl PgExecutor<'_>,
    account: &Account,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    activate_first(db, account.person, now).await
}

/// A pupil came in, by whatever way is his: the first time opens the account.
pub async fn activate_first(
    db: impl PgExecutor<'_>,
    pupil: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update account set state = 'active', activated_at = coalesce(activated_at, $2)
         where person_id = $1 and state = 'to_activate'",
        pupil.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new password. A printed code or a reset link that was still about is worth nothing any more.
pub async fn set_password(
    conn: &mut PgConnection,
    person: PersonId,
    password_hash: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update account set password_hash = $2, code_hash = null, code_made_at = null where person_id = $1",
        person.0,
        password_hash,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from password_reset where person_id = $1", person.0).execute(conn).await?;
    Ok(())
}

/// The logins that begin like this one.
pub async fn logins_like(db: impl PgExecutor<'_>, base: &str) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select login as "login!" from account where starts_with(login, $1)
         union all select login from former_login where starts_with(login, $1)"#,
        base,
    )
    .fetch_all(db)
    .await
}
