//! The pool of connections. A request that takes more than half a minute is broken and gives way; work that
//! is long by nature says so with `Work::Long`.

use std::io::ErrorKind;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Error, PgConnection, PgPool, Postgres};

use crate::cluster::LEAST_MAJOR;

/// How long a server that is starting or failing over may keep us waiting.
const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(200);
/// One that rested longer is asked first whether its server is still there.
pub(crate) const JUST_USED: Duration = Duration::from_secs(1);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Pages: 30 s for a statement, 10 s for a lock, a minute for a transaction that does nothing.
    Requests,
    /// Imports, jobs, backups: no limit.
    Long,
}

#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    #[error(
        "L’adresse de la base (DATABASE_URL) n’est pas lisible : écrivez postgres://utilisateur@serveur/base."
    )]
    Address(#[source] Error),
    #[error(
        "La base de données ne répond pas ; vérifiez que PostgreSQL tourne et que DATABASE_URL le désigne, puis \
         relancez Préau ({0})."
    )]
    Unreachable(#[source] Error),
    #[error(
        "Le certificat du serveur de base de données n’est pas reconnu : indiquez celui de son autorité dans \
         DATABASE_URL (sslmode=verify-full&sslrootcert=/chemin/autorite.pem), ou le nom qu’il porte ({0})."
    )]
    Certificate(#[source] Error),
    #[error("PostgreSQL refuse l’utilisateur ou le mot de passe de DATABASE_URL : corrigez-les ({0}).")]
    Refused(#[source] Error),
    #[error(
        "La base nommée par DATABASE_URL n’existe pas : créez-la avec createdb, ou corrigez son nom ({0})."
    )]
    NoDatabase(#[source] Error),
    #[error(
        "Le serveur de base de données est trop ancien (version {0}) : Préau demande PostgreSQL 15 ou plus récent."
    )]
    TooOld(u32),
}

/// The options that a `DATABASE_URL` stands for.
pub fn options(url: &str) -> Result<PgConnectOptions, ConnectError> {
    url.parse().map_err(ConnectError::Address)
}

/// How many connections a node holds: four for each core, 8 to 24. More only take the processors from one another
/// (with 24 on two cores a page cost the database half as much again); a private cluster allows eighty in all.
#[must_use]
pub fn per_node() -> u32 {
    let cores = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    u32::try_from(cores * 4).map_or(24, |many| many.clamp(8, 24))
}

/// Beside them, for background work: two jobs at a time, each with a transaction, its lease and a look aside.
pub const FOR_WORK: u32 = 6;

/// A pool for requests, once the server answers.
pub async fn pool(options: PgConnectOptions, max: u32) -> Result<PgPool, ConnectError> {
    pool_for(Work::Requests, options, max).await
}

pub async fn pool_for(work: Work, options: PgConnectOptions, max: u32) -> Result<PgPool, ConnectError> {
    let pool = PgPoolOptions::new()
        .max_connections(max)
        .acquire_timeout(Duration::from_secs(10))
        .test_before_acquire(false)
        .before_acquire(|connection, used| Box::pin(still_there(connection, used.idle_for)))
        .connect_lazy_with(with_limits(work, options));
    let connection = first_connection(&pool).await?;
    match connection.server_version_num() {
        Some(version) if version / 10_000 < LEAST_MAJOR => Err(ConnectError::TooOld(version / 10_000)),
        _ => Ok(pool),
    }
}

/// A connection that was used a moment ago is taken as it is: asking each time costs as much as the query of a page.
async fn still_there(connection: &mut PgConnection, idle: Duration) -> Result<bool, Error> {
    Ok(idle < JUST_USED || connection.ping().await.is_ok())
}

fn with_limits(work: Work, options: PgConnectOptions) -> PgConnectOptions {
    match work {
        Work::Requests => options.application_name("preau").options([
            ("statement_timeout", "30s"),
            ("lock_timeout", "10s"),
            ("idle_in_transaction_session_timeout", "60s"),
            // Pages ask by key: the plan is the same for everybody, and planning took longer than answering.
            ("plan_cache_mode", "force_generic_plan"),
        ]),
        // Statements that take minutes here are no news.
        Work::Long => options
            .application_name("preau (travaux)")
            .options([("statement_timeout", "0")])
            .disable_statement_logging(),
    }
}

async fn first_connection(pool: &PgPool) -> Result<PoolConnection<Postgres>, ConnectError> {
    let deadline = tokio::time::Instant::now() + PATIENCE;
    loop {
        match pool.acquire().await {
            Ok(connection) => return Ok(connection),
            Err(error) if !passes(&error) || tokio::time::Instant::now() > deadline => {
                return Err(meaning(error));
            }
            Err(error) => tracing::debug!(%error, "the database does not answer yet"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Whether waiting may help: the server is not up yet, is starting or stopping, or is full.
fn passes(error: &Error) -> bool {
    match error {
        Error::Io(_) | Error::PoolTimedOut => !is_of_certificate(error),
        Error::Database(said) => said.code().is_some_and(|code| code.starts_with("57P") || code == "53300"),
        _ => false,
    }
}

/// How rustls says that it does not trust whom it talks to.
fn is_of_certificate(error: &Error) -> bool {
    matches!(error, Error::Io(cause) if cause.kind() == ErrorKind::InvalidData)
        || matches!(error, Error::Tls(_))
}

fn meaning(error: Error) -> ConnectError {
    if is_of_certificate(&error) {
        return ConnectError::Certificate(error);
    }
    let code = error.as_database_error().and_then(|e| e.code()).unwrap_or_default().into_owned();
    match code.as_str() {
        "28000" | "28P01" => ConnectError::Refused(error),
        "3D000" => ConnectError::NoDatabase(error),
        _ => ConnectError::Unreachable(error),
    }
}
