//! One job from claim to end: done and gone, again later, or a dead letter.

use crate::queries::{self, Claimed, LEASE};
use chrono::TimeDelta;
use database::Db;
use kernel::Error;
use std::pin::Pin;
use std::time::Duration;
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep};

pub(crate) type Work = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

const RENEW: Duration = Duration::from_secs(60);

/// How long to wait after the first failure, the second… Four times longer each time.
const PAUSES: [TimeDelta; 7] = [
    TimeDelta::seconds(15),
    TimeDelta::minutes(1),
    TimeDelta::minutes(4),
    TimeDelta::minutes(16),
    TimeDelta::minutes(64),
    TimeDelta::minutes(256),
    TimeDelta::minutes(1024),
];

/// Runs the work and writes how it ended. If the end cannot be written, the claim runs out and the job
/// is done again: at least once.
pub(crate) async fn perform(db: Db, job: Claimed, most: i16, work: Work) {
    let written = match attempt(&db, &job, most, work).await {
        Some(Ok(())) => queries::done(&db.pool, &job).await,
        Some(Err(failure)) => end_badly(&db, &job, most, failure).await,
        None => {
            tracing::warn!(job = %job.id, job.kind, "claim lost, stopped");
            Ok(())
        }
    };
    if let Err(cause) = written {
        tracing::warn!(job = %job.id, job.kind, %cause, "end of a job not written, it will be done again");
    }
}

/// None when the claim was lost meanwhile.
async fn attempt(db: &Db, job: &Claimed, most: i16, work: Work) -> Option<Result<(), Failure>> {
    if job.attempts > most {
        return Some(Err(Failure::Died));
    }
    // A task of its own: it can panic, and it cannot keep the claim from being renewed. Aborted when dropped.
    let mut task = JoinSet::new();
    task.spawn(work);
    tokio::select! {
        ended = task.join_next() => ended.map(|ended| ended.map_err(Failure::Stopped)?.map_err(Failure::Error)),
        () = claim_lost(db, job) => None,
    }
}

/// Keeps the claim alive; returns when it is another's, or may soon be because the database is away.
async fn claim_lost(db: &Db, job: &Claimed) {
    let mut renewed = Instant::now();
    while renewed.elapsed() + 2 * RENEW < LEASE.to_std().unwrap_or_default() {
        sleep(RENEW).await;
        match queries::renew(&db.pool, job, db.clock.now()).await {
            Ok(true) => renewed = Instant::now(),
            Ok(false) => return,
            Err(cause) => tracing::warn!(job = %job.id, %cause, "claim not renewed"),
        }
    }
}

async fn end_badly(db: &Db, job: &Claimed, most: i16, failure: Failure) -> Result<(), sqlx::Error> {
    let why = failure.without_personal_data();
    let now = db.clock.now();
    let dead = job.attempts >= most || failure.is_final();
    tracing::error!(job = %job.id, job.kind, job.attempts, dead, cause = %failure, "job failed");
    if dead {
        return queries::bury(&db.pool, job, now, &why).await;
    }
    let pause = usize::try_from(job.attempts - 1).unwrap_or(0).min(PAUSES.len() - 1);
    queries::again(&db.pool, job, now + PAUSES[pause], &why).await
}

enum Failure {
    Error(Error),
    /// Panicked.
    Stopped(JoinError),
    /// Its worker ended during the last attempt.
    Died,
}

impl Failure {
    /// A refusal is an answer: asking again gives the same.
    fn is_final(&self) -> bool {
        match self {
            Self::Error(error) => !matches!(error, Error::Internal(_) | Error::TooMany { .. }),
            Self::Stopped(_) => false,
            Self::Died => true,
        }
    }

    /// For the table. A cause may quote a name or an address: it goes to the log, under the job's id.
    fn without_personal_data(&self) -> String {
        match self {
            Self::Error(Error::Internal(cause)) => match database_code(cause) {
                Some(code) => format!("database error {code}"),
                None => "internal error".to_owned(),
            },
            Self::Error(Error::NotFound) => "not found".to_owned(),
            Self::Error(Error::TooMany { .. }) => "too many at once".to_owned(),
            Self::Error(Error::SignIn | Error::Refused(_) | Error::TooLarge(_)) => "refused".to_owned(),
            Self::Stopped(_) => "panicked".to_owned(),
            Self::Died => "the worker ended during it".to_owned(),
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Error(Error::Internal(cause)) => write!(f, "{cause:#}"),
            Self::Error(error) => write!(f, "{error:?}"),
            Self::Stopped(error) => error.fmt(f),
            Self::Died => f.write_str("the worker ended during it"),
        }
    }
}

fn database_code(cause: &anyhow::Error) -> Option<String> {
    let error = cause.chain().find_map(|e| e.downcast_ref::<sqlx::Error>())?;
    Some(error.as_database_error()?.code()?.into_owned())
}
