//! What every command starts with: the data folder, the database (private or given) brought up to
//! date, the file store.

use super::Options;
use anyhow::{Context, bail};
use database::cluster::{Durability, PrivateCluster};
use database::connect::Work;
use database::{Db, connect, migrate};
use identity::{App, Means, NameTries, Settings, Vault};
use kernel::Clock;
use sqlx::postgres::PgConnectOptions;
use std::os::unix::fs::DirBuilderExt;
use std::sync::Arc;
use storage::{S3Settings, Store};

pub struct Started {
    pub app: App,
    pub options: Options,
    connection: PgConnectOptions,
    cluster: Option<PrivateCluster>,
}

impl Started {
    /// The same, for background work beside pages: no statement of it is cut short, and it takes none of their connections.
    pub async fn for_work(&self) -> anyhow::Result<App> {
        let pool = connect::pool_for(Work::Long, self.connection.clone(), connect::FOR_WORK).await?;
        let mut app = self.app.clone();
        app.db.pool = pool.into();
        Ok(app)
    }

    /// Leaves cleanly: the private cluster stops with its last user.
    pub async fn stop(self) -> anyhow::Result<()> {
        self.app.db.pool.close().await;
        if let Some(cluster) = self.cluster {
            tokio::task::spawn_blocking(move || cluster.stop()).await??;
        }
        Ok(())
    }
}

/// Logs go to the terminal, in lines; the filter is `PREAU_LOG` (as `info,sqlx=warn`).
pub fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("PREAU_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info,sqlx=warn"));
    // A second subscriber is refused: then the first one serves.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// For the pages.
pub async fn start(options: Options, demo: bool) -> anyhow::Result<Started> {
    start_for(Work::Requests, options, demo).await
}

/// For an import or another long work from the terminal, for a process that does nothing but background work.
pub async fn start_long(options: Options) -> anyhow::Result<Started> {
    start_for(Work::Long, options, false).await
}

async fn start_for(work: Work, options: Options, demo: bool) -> anyhow::Result<Started> {
    let data = options.data();
    let (connection, cluster) =
        match &options.database_url {
            Some(url) => {
                // Ours alone: it holds the files. The private cluster makes it by itself, for two users.
                std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&data).with_context(|| {
                    format!("le dossier de données {} ne peut pas être créé", data.display())
                })?;
                (connect::options(url)?, None)
            }
            None => {
                let folder = data.clone();
                let cluster =
                    tokio::task::spawn_blocking(move || PrivateCluster::start(&folder, Durability::Full))
                        .await??;
                (cluster.options(), Some(cluster))
            }
        };
    let pool = connect::pool_for(work, connection.clone(), connect::per_node()).await?;
    migrate::run(&pool).await?;
    let clock = Clock::real(zone(&options)?);
    let app = App::new(Means {
        db: Db::new(pool, clock),
        store: store(&options)?,
        settings: Arc::new(settings(&options, demo)),
        vault: vault(&options)?,
        life_cycles: crate::house::LIFE_CYCLES,
        traces: crate::house::TRACES,
    });
    Ok(Started { app, options, connection, cluster })
}

fn zone(options: &Options) -> anyhow::Result<chrono_tz::Tz> {
    let name = options.zone.as_deref().unwrap_or("Europe/Paris");
    name.parse()
        .map_err(|_| anyhow::anyhow!("« {name} » n’est pas un fuseau horaire (exemple : Europe/Paris)"))
}

fn settings(options: &Options, demo: bool) -> Settings {
    let default = if demo { "ENT du Val d’Ormes" } else { "Préau" };
    Settings {
        project: options.project.clone().unwrap_or_else(|| default.to_owned()),
        public_url: options.public_url(),
        demo,
        trust_proxy: options.trust_proxy.unwrap_or(false),
        inner_network: options.inner_network.unwrap_or(false),
        names: NameTries { server: options.name_server, ..NameTries::default() },
        help_address: options.help_address.clone().filter(|_| options.help_mailbox.is_some()),
        ..Settings::default()
    }
}

/// With several nodes over one database the key is a setting: each has a data folder of its own.
fn vault(options: &Options) -> anyhow::Result<Vault> {
    if let Some(key) = &options.secret_key {
        return Vault::of(key).context("secret-key\u{a0}: 64 signes hexadécimaux sont attendus");
    }
    let file = options.data().join("secret-key");
    Vault::kept_in(&file).with_context(|| format!("la clé {} ne peut pas être lue", file.display()))
}

fn store(options: &Options) -> anyhow::Result<Store> {
    let Some(endpoint) = options.s3_endpoint.clone() else {
        return Ok(Store::local(&options.data().join("files"))?);
    };
    let (Some(bucket), Some(access_key), Some(secret_key)) =
        (options.s3_bucket.clone(), options.s3_access_key.clone(), options.s3_secret_key.clone())
    else {
        bail!("le stockage S3 demande aussi s3-bucket, s3-access-key et s3-secret-key");
    };
    let region = options.s3_region.clone().unwrap_or_else(|| "us-east-1".to_owned());
    let allow_http = endpoint.starts_with("http://");
    Ok(Store::s3(&S3Settings { endpoint, bucket, region, access_key, secret_key, allow_http })?)
}
