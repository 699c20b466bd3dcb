//! Brings a database to the schema of this program. Processes that start together take turns (sqlx's
//! advisory lock); a database that a newer program has changed is left alone.

use sha2::{Digest, Sha256};
use sqlx::PgPool;
use sqlx::migrate::{MigrateError as Failure, Migrator};

static MIGRATIONS: Migrator = sqlx::migrate!("../../migrations");

#[derive(Debug, thiserror::Error)]
pub enum MigrateError {
    #[error(
        "Cette base a été mise à jour par un Préau plus récent (migration {found}, ce programme connaît jusqu’à \
         {known}) : installez la version la plus récente de Préau."
    )]
    NewerProgram { found: i64, known: i64 },
    #[error(
        "Cette base porte la migration {0}, que ce programme n’a pas ou a autrement : elle vient d’un autre Préau ; \
         remettez la version qui l’a créée."
    )]
    Foreign(i64),
    #[error(
        "La mise à jour de la base a échoué et rien n’en est resté : relancez Préau, ou signalez ceci : {0}."
    )]
    Failed(#[source] Failure),
    #[error("La base de données ne répond pas : vérifiez PostgreSQL, puis relancez Préau ({0}).")]
    Connection(#[source] sqlx::Error),
}

/// Applies the migrations that the database lacks.
pub async fn run(pool: &PgPool) -> Result<(), MigrateError> {
    run_these(&MIGRATIONS, pool).await
}

async fn run_these(migrations: &Migrator, pool: &PgPool) -> Result<(), MigrateError> {
    // Out of the pool: a migration may take its time, and the limits of requests must come back.
    let mut connection = pool.acquire().await.map_err(MigrateError::Connection)?.detach();
    let unlimited =
        "set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0";
    sqlx::raw_sql(unlimited).execute(&mut connection).await.map_err(MigrateError::Connection)?;
    migrations.run(&mut connection).await.map_err(|failure| meaning(migrations, failure))
}

fn meaning(migrations: &Migrator, failure: Failure) -> MigrateError {
    let known = migrations.iter().map(|m| m.version).max().unwrap_or_default();
    match failure {
        Failure::VersionMissing(found) if found > known => MigrateError::NewerProgram { found, known },
        Failure::VersionMissing(version) | Failure::VersionMismatch(version) => {
            MigrateError::Foreign(version)
        }
        other => MigrateError::Failed(other),
    }
}

/// Names this schema: another migration, or another text of one, gives another hash.
pub fn hash() -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATIONS.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&migration.checksum);
    }
    hex::encode(&hash.finalize()[..8])
}
