//! Databases for tests: one private cluster without durability for all test processes of a user, one
//! migrated template per schema, one clone per test, dropped when the test ends.
//!
//! The cluster lies in the system's temporary folder: PostgreSQL's user may not be able to enter the checkout.
//! It stays up between runs (`stop_test_cluster` ends it). Everything here panics where it cannot go on.

use std::path::PathBuf;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, Row};

use crate::cluster::{Durability, PrivateCluster, Search};
use crate::migrate;

/// Locks the making of templates, whatever schema they are of.
const TEMPLATE_LOCK: i64 = 0x7072_6561_7500;
/// Held by the one janitor that clears up after processes that are gone.
const JANITOR_LOCK: i64 = TEMPLATE_LOCK + 1;
/// Connections of one test: enough for two things at once, few enough for many tests at once.
const CONNECTIONS: u32 = 5;

/// A freshly migrated database of one test's own.
#[derive(Debug)]
pub struct TestDatabase {
    pub pool: crate::Pool,
    pub url: String,
    pub name: String,
}

/// A database with the current schema and nothing in it.
pub async fn test_database() -> TestDatabase {
    let name = fresh_name();
    clone_template(&name).await.unwrap_or_else(|e| panic!("no test database: {e}"));
    open(name)
}

fn fresh_name() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let unique = &uuid::Uuid::new_v4().simple().to_string()[..8];
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    format!("t_{}_{number}_{unique}", std::process::id())
}

impl TestDatabase {
    /// Another with all that this one holds, whose pool must have been closed.
    pub async fn copy(&self) -> Self {
        let name = fresh_name();
        let made = async { execute(&mut maintenance().await?, clone_of(&name, &self.name)).await };
        made.await.unwrap_or_else(|e: sqlx::Error| panic!("no copy of a test database: {e}"));
        open(name)
    }
}

fn open(name: String) -> TestDatabase {
    janitor();
    let options = cluster().options().database(&name).application_name("preau test");
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(Duration::from_secs(30))
        .connect_lazy_with(options);
    TestDatabase { pool: pool.into(), url: cluster().url_of(&name), name }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // What a failed test left is there to be looked at until the next run.
        if !std::thread::panicking() {
            // A janitor that is gone leaves it to the next run's.
            let _ = janitor().send(self.name.clone());
        }
    }
}

/// A database with nothing in it, not even the schema: for tests of the migrations themselves.
pub async fn empty_database() -> TestDatabase {
    let name = format!("t_{}_empty_{}", std::process::id(), &uuid::Uuid::new_v4().simple().to_string()[..8]);
    let made = async { execute(&mut maintenance().await?, format!("create database {name}")).await };
    made.await.unwrap_or_else(|e: sqlx::Error| panic!("no empty database: {e}"));
    open(name)
}

/// A database of this name, migrated afresh: for a person or a tool rather than a test.
pub async fn fresh_database(name: &str) -> String {
    let made = async {
        drop_database(&mut maintenance().await?, name).await?;
        clone_template(name).await
    };
    made.await.unwrap_or_else(|e: sqlx::Error| panic!("no database {name}: {e}"));
    cluster().url_of(name)
}

/// Stops the cluster, if no other process uses it. Says whether it did.
pub fn stop_test_cluster() -> bool {
    let cluster = PrivateCluster::start(&folder(), Durability::None);
    cluster.and_then(PrivateCluster::stop).unwrap_or_else(|e| panic!("{e}"))
}

fn cluster() -> &'static PrivateCluster {
    static CLUSTER: OnceLock<PrivateCluster> = OnceLock::new();
    CLUSTER.get_or_init(|| {
        PrivateCluster::start(&folder(), Durability::None).unwrap_or_else(|e| panic!("no test cluster: {e}"))
    })
}

fn folder() -> PathBuf {
    let binaries = Search::of_this_machine().find(None).unwrap_or_else(|e| panic!("{e}"));
    let uid = rustix::process::geteuid().as_raw();
    std::env::temp_dir().join(format!("preau-test-{uid}-{}", binaries.major))
}

async fn maintenance() -> Result<PgConnection, sqlx::Error> {
    cluster().options().application_name("preau test janitor").connect().await
}

fn template() -> String {
    format!("template_{}", migrate::hash())
}

/// By files rather than block by block through the log: half of the time, where nothing has to be durable.
fn clone_of(name: &str, template: &str) -> String {
    format!("create database {name} template {template} strategy file_copy")
}

/// Straight away where the template is there; else makes it first.
async fn clone_template(name: &str) -> Result<(), sqlx::Error> {
    let mut connection = maintenance().await?;
    let clone = clone_of(name, &template());
    let made = match execute(&mut connection, clone.clone()).await {
        Err(sqlx::Error::Database(said)) if said.code().as_deref() == Some("3D000") => {
            make_template(&mut connection).await?;
            execute(&mut connection, clone).await
        }
        made => made,
    };
    connection.close().await?;
    made
}

/// One process makes it while the others wait; it gets its name once it is whole.
async fn make_template(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    execute(connection, format!("select pg_advisory_lock({TEMPLATE_LOCK})")).await?;
    let template = template();
    let there = format!("select 1 from pg_database where datname = '{template}'");
    if sqlx::raw_sql(AssertSqlSafe(there)).fetch_optional(&mut *connection).await?.is_none() {
        let draft = format!("{template}_draft");
        drop_database(connection, &draft).await?;
        execute(connection, format!("create database {draft}")).await?;
        migrate_database(cluster().options().database(&draft)).await;
        execute(connection, format!("alter database {draft} rename to {template}")).await?;
    }
    execute(connection, format!("select pg_advisory_unlock({TEMPLATE_LOCK})")).await
}

async fn migrate_database(options: PgConnectOptions) {
    let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(options);
    migrate::run(&pool).await.unwrap_or_else(|e| panic!("{e}: {e:?}"));
    pool.close().await;
}

async fn drop_database(connection: &mut PgConnection, name: &str) -> Result<(), sqlx::Error> {
    execute(connection, format!("drop database if exists {name} with (force)")).await
}

async fn execute(connection: &mut PgConnection, statement: String) -> Result<(), sqlx::Error> {
    // Names are ours alone: letters, digits and underscores.
    sqlx::raw_sql(AssertSqlSafe(statement)).execute(connection).await.map(|_| ())
}

/// A thread that drops databases while tests go on: first those of processes that are gone, then
/// those of this process as its tests end.
fn janitor() -> &'static Sender<String> {
    static JANITOR: OnceLock<Sender<String>> = OnceLock::new();
    JANITOR.get_or_init(|| {
        let (sender, finished) = channel();
        // Without it, databases only wait for a later run.
        let _ = std::thread::Builder::new().name("janitor".into()).spawn(move || clean(&finished));
        sender
    })
}

fn clean(finished: &Receiver<String>) {
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_all().build() else { return };
    let cleaned: Result<(), sqlx::Error> = runtime.block_on(async {
        let mut connection = maintenance().await?;
        let alone = format!("select pg_try_advisory_lock({JANITOR_LOCK})");
        let alone = sqlx::raw_sql(AssertSqlSafe(alone)).fetch_one(&mut connection).await?.try_get(0)?;
        if alone {
            for name in leftovers(&mut connection).await? {
                // One that cannot go now goes another time.
                let _ = drop_database(&mut connection, &name).await;
            }
            execute(&mut connection, format!("select pg_advisory_unlock({JANITOR_LOCK})")).await?;
        }
        while let Ok(name) = finished.recv() {
            drop_database(&mut connection, &name).await?;
        }
        Ok(())
    });
    if let Err(error) = cleaned {
        tracing::warn!(%error, "test databases stay until the next run");
    }
}

/// Databases of test processes that are gone, and templates of schemas that nobody has made for a week.
async fn leftovers(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let all = format!(
        "select datname::text, datname like 'template\\_%' as is_template from pg_database \
         where datname like 't\\_%' or (datname like 'template\\_%' and datname <> '{}' \
         and (pg_stat_file('base/' || oid || '/PG_VERSION')).modification < now() - interval '7 days')",
        template()
    );
    let rows = sqlx::raw_sql(AssertSqlSafe(all)).fetch_all(connection).await?;
    let named = rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?)));
    let named = named.collect::<Result<Vec<(String, bool)>, sqlx::Error>>()?;
    Ok(named
        .into_iter()
        .filter(|(name, template)| *template || is_orphan(name))
        .map(|(name, _)| name)
        .collect())
}

fn is_orphan(name: &str) -> bool {
    let pid =
        name.split('_').nth(1).and_then(|pid| pid.parse().ok()).and_then(rustix::process::Pid::from_raw);
    pid.is_some_and(|pid| rustix::process::test_kill_process(pid) == Err(rustix::io::Errno::SRCH))
}
