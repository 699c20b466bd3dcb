//! The SQL of accounts.

use super::{codes, throttle};
use crate::devices;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::PersonId;
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor};

/// How long a printed code can be used.
pub(crate) const CODE_LASTS: TimeDelta = TimeDelta::days(180);

/// How long it can be said from which device somebody acted.
pub const PAST_SESSIONS: TimeDelta = TimeDelta::days(365);

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

/// The account that a printed code opens, while it can be used.
pub async fn by_code(
    db: impl PgExecutor<'_>,
    code: &str,
    now: DateTime<Utc>,
) -> Result<Option<Account>, sqlx::Error> {
    sqlx::query_as!(
        Account,
        r#"select a.person_id as "person!", a.login, a.state, a.password_hash,
                a.charter_at is not null as "charter!", p.shown_first_name as first_name,
                p.shown_last_name as last_name, p.email,
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                exists (select from pass_phrase f where f.person_id = p.id) as "phrase!"
         from account a join person p on p.id = a.person_id
         where (a.code_hash = $1 and a.code_made_at > $2
                or a.person_id = (select f.person_id from former_login f where f.code_hash = $1 and f.code_made_at > $2))
           and a.state in ('to_activate', 'active')"#,
        codes::hash(code),
        now - CODE_LASTS,
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

/// Puts fresh printed codes (given in clear, kept as hashes) on accounts.
pub async fn put_codes(
    db: impl PgExecutor<'_>,
    given: &[(PersonId, String)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| codes::hash(&g.1)).collect();
    sqlx::query!(
        "update account a set code_hash = v.hash, code_made_at = $3
         from unnest($1::uuid[], $2::bytea[]) as v (person, hash)
         where a.person_id = v.person and a.state in ('to_activate', 'active')",
        &people,
        &hashes,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts fresh pupils' codes, already hashed, in the place of what opened before, secret words included.
pub async fn put_pupil_codes(
    db: impl PgExecutor<'_>,
    given: &[(PersonId, String)],
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = given.iter().map(|g| g.0.0).collect();
    let hashes: Vec<_> = given.iter().map(|g| g.1.clone()).collect();
    sqlx::query!(
        "with gone as (delete from pass_phrase where person_id = any($1))
         update account a set password_hash = v.hash
         from unnest($1::uuid[], $2::text[]) as v (person, hash)
         where a.person_id = v.person and a.state in ('to_activate', 'active')",
        &people,
        &hashes,
    )
    .execute(db)
    .await?;
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

fn key_hash(key: &str) -> Vec<u8> {
    Sha256::digest(key.as_bytes()).to_vec()
}

/// Counts a try under a key, unless it has to wait: then `false`. The tries of a quarter of an hour count
/// together; from `limit` on each one makes the next wait, twice as long each time up to `doublings`
/// times, and that is remembered for a day. Without doublings it is forgotten with the window: a school behind
/// one address must not stay locked for its typing errors of the morning.
pub async fn count_try(
    db: impl PgExecutor<'_>,
    key: &str,
    limit: i32,
    doublings: i32,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let counted = sqlx::query!(
        "insert into sign_in_attempt as t (key, failures, window_end) values ($1, 1, $4::timestamptz + interval '15 minutes')
         on conflict (key) do update set
             failures = case when t.window_end > $4 or (t.failures >= $2 and $3 > 0 and t.window_end > $4 - interval '1 day')
                             then t.failures + 1 else 1 end,
             window_end = case
                 when t.failures + 1 >= $2 and (t.window_end > $4 or t.failures >= $2 and $3 > 0 and t.window_end > $4 - interval '1 day')
                     then $4 + interval '15 minutes' * (2 ^ least(t.failures + 1 - $2, $3))
                 when t.window_end > $4 then t.window_end
                 else $4 + interval '15 minutes' end
         where t.failures < $2 or t.window_end <= $4",
        key_hash(key),
        limit,
        doublings,
        now,
    )
    .execute(db)
    .await?;
    Ok(counted.rows_affected() == 1)
}

/// Until when a key has to wait, if it has.
pub async fn waits_until(
    db: impl PgExecutor<'_>,
    key: &str,
    limit: i32,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select window_end from sign_in_attempt where key = $1 and failures >= $2 and window_end > $3",
        key_hash(key),
        limit,
        now,
    )
    .fetch_optional(db)
    .await
}

/// The owners of these accounts have shown who they are, or have new codes: their wrong tries are forgotten.
pub async fn forget_tries(db: impl PgExecutor<'_>, logins: &[&str]) -> Result<(), sqlx::Error> {
    let keys: Vec<_> = logins.iter().map(|login| throttle::login_key(login)).collect();
    forget_keys(db, &keys).await
}

pub async fn forget_keys(db: impl PgExecutor<'_>, keys: &[String]) -> Result<(), sqlx::Error> {
    let keys: Vec<_> = keys.iter().map(|key| key_hash(key)).collect();
    sqlx::query!("delete from sign_in_attempt where key = any($1)", &keys).execute(db).await?;
    Ok(())
}

/// The tries under one key are forgotten.
pub(super) async fn forget(db: impl PgExecutor<'_>, key: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from sign_in_attempt where key = $1", key_hash(key)).execute(db).await?;
    Ok(())
}

/// The code is worth nothing any more; whoever comes second gets `false`.
pub async fn use_code_up(conn: &mut PgConnection, person: PersonId, code: &str) -> Result<bool, sqlx::Error> {
    let former = sqlx::query!(
        "update former_login set code_hash = null, code_made_at = null where person_id = $1 and code_hash = $2",
        person.0,
        codes::hash(code),
    )
    .execute(&mut *conn)
    .await?;
    let own = sqlx::query!(
        "update account set code_hash = null, code_made_at = null where person_id = $1 and code_hash = $2",
        person.0,
        codes::hash(code),
    )
    .execute(conn)
    .await?;
    Ok(former.rows_affected() + own.rows_affected() == 1)
}

/// Every night: the week in which somebody last came outlives her sessions.
async fn keep_weeks(db: impl PgExecutor<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into came (person_id, week)
         select person_id, date_trunc('week', max(seen_at))::date from session group by person_id
         on conflict (person_id) do update set week = excluded.week where came.week < excluded.week"
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What has ended is not kept; how many rows went. Tries are remembered a day, for the wait to grow.
pub async fn forget_old(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    keep_weeks(&mut *conn).await?;
    let devices = devices::queries::forget_old(&mut *conn, now).await?;
    let sessions = sqlx::query_scalar!(
        r#"select close_sessions(array(select id from session where ends_at <= $1)) as "n!""#,
        now,
    )
    .fetch_one(&mut *conn)
    .await?;
    let past = sqlx::query!("delete from past_session where seen_at <= $1", now - PAST_SESSIONS)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("delete from class_session where ends_at <= $1", now).execute(&mut *conn).await?;
    let resets =
        sqlx::query!("delete from password_reset where ends_at <= $1", now).execute(&mut *conn).await?;
    sqlx::query!("delete from sign_in_attempt where window_end <= $1", now - TimeDelta::days(1))
        .execute(conn)
        .await?;
    Ok(devices + past.rows_affected() + sessions.unsigned_abs() + resets.rows_affected())
}
