//! What the import is measured against: the same rows, copied into tables that are made already.

use crate::table::Table;
use anyhow::Context;
use database::cluster::PrivateCluster;
use database::connect::{self, Work};
use futures::TryStreamExt;
use sqlx::postgres::PgPoolCopyExt;
use sqlx::{PgConnection, PgPool};
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

/// All that an import writes, what is referred to first.
const TABLES: [&str; 13] = [
    "place",
    "place_key",
    "person",
    "person_key",
    "account",
    "role",
    "guardian_link",
    "pending_link",
    "duplicate_doubt",
    "audience",
    "audience_member",
    "feed_import",
    "feed_import_line",
];

pub async fn bare(
    table: &mut Table,
    cluster: &PrivateCluster,
    from: &PgPool,
    folder: &Path,
    import: Duration,
) -> anyhow::Result<()> {
    let bytes = dump(from, folder).await?;
    sqlx::raw_sql("create database bench_copy").execute(from).await?;
    let to = connect::pool_for(Work::Long, cluster.options().database("bench_copy"), 2).await?;
    database::migrate::run(&to).await?;
    let keyed = fill(&to, "public", folder).await?;
    sqlx::raw_sql("create schema bare").execute(&to).await?;
    for name in TABLES {
        let make = format!("create table bare.{name} (like public.{name} including generated)");
        sqlx::raw_sql(sqlx::AssertSqlSafe(make)).execute(&to).await?;
    }
    let bare = fill(&to, "bare", folder).await?;
    to.close().await;
    sqlx::raw_sql("drop database bench_copy").execute(from).await?;
    let said = |copy: Duration| {
        format!("{:.1} s / {:.1} s for {} MB", import.as_secs_f64(), copy.as_secs_f64(), bytes >> 20)
    };
    table.row(
        "import / COPY with keys and indexes",
        Some(import.div_duration_f64(keyed)),
        said(keyed),
        "≤ 3",
    );
    table.row("import / COPY without any index", Some(import.div_duration_f64(bare)), said(bare), "");
    Ok(())
}

/// Each table in a file of its own; answers their size.
async fn dump(from: &PgPool, folder: &Path) -> anyhow::Result<u64> {
    let mut bytes = 0;
    for name in TABLES {
        let mut file = File::create(folder.join(name)).await?;
        let mut rows = from.copy_out_raw(&format!("copy {name} to stdout")).await?;
        while let Some(piece) = rows.try_next().await? {
            file.write_all(&piece).await?;
        }
        file.flush().await?;
        bytes += file.metadata().await?.len();
    }
    Ok(bytes)
}

/// Copies all in, in one transaction.
async fn fill(to: &PgPool, schema: &str, folder: &Path) -> anyhow::Result<Duration> {
    sqlx::raw_sql("checkpoint").execute(to).await?;
    let start = Instant::now();
    let mut tx = to.begin().await?;
    for name in TABLES {
        one(&mut tx, schema, name, &folder.join(name)).await.with_context(|| format!("copying {name}"))?;
    }
    tx.commit().await?;
    Ok(start.elapsed())
}

async fn one(conn: &mut PgConnection, schema: &str, name: &str, file: &Path) -> anyhow::Result<()> {
    let mut copy = conn.copy_in_raw(&format!("copy {schema}.{name} from stdin")).await?;
    copy.read_from(&mut File::open(file).await?).await?;
    copy.finish().await?;
    Ok(())
}
