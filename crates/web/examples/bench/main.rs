//! `make bench`: how fast the product is, as ratios within one run. Everything happens on a private
//! cluster in a fresh folder, with the durability of the product.
//!
//! Invariant: no figure makes it fail; only an answer that is not the page does. Times are read by people.

mod client;
mod copy;
mod feed;
mod import;
mod items;
mod pages;
mod rush;
mod server;
mod sheets;
mod table;
mod year;

use anyhow::Context;
use database::cluster::{Durability, PrivateCluster};
use database::connect::{self, Work};
use kernel::Clock;
use std::path::{Path, PathBuf};
use table::Table;

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Runtime::new()?;
    match arguments.as_slice() {
        [command, data, port] if command == "serve" => {
            runtime.block_on(server::serve(Path::new(data), port.parse()?))
        }
        [] => {
            let mut folder = tempfile::Builder::new().prefix("preau-bench-").tempdir()?;
            folder.disable_cleanup(std::env::var_os("BENCH_KEEP").is_some());
            let data = folder.path().join("data");
            std::fs::create_dir(&data)?;
            let cluster = PrivateCluster::start(&data, Durability::Full)?;
            let measured = runtime.block_on(measure(&cluster, folder.path(), &data));
            cluster.stop()?;
            if std::env::var_os("BENCH_KEEP").is_some() {
                println!("\nkept: {}", data.display());
            }
            measured
        }
        _ => anyhow::bail!("no argument is expected; see bench/run for the variables"),
    }
}

async fn measure(cluster: &PrivateCluster, folder: &Path, data: &Path) -> anyhow::Result<()> {
    let mut table = Table::new();
    let clock = Clock::real(chrono_tz::Europe::Paris);
    let feed = match std::env::var_os("BENCH_FEED") {
        Some(path) => PathBuf::from(path),
        None => feed::write(folder, clock.today()).context("writing the feed")?,
    };
    let pool = connect::pool_for(Work::Long, cluster.options(), 8).await?;
    database::migrate::run(&pool).await?;
    let first = import::first(&mut table, &pool, data, &feed).await?;
    copy::bare(&mut table, cluster, &pool, folder, first).await?;
    import::again(&mut table, &pool, data, &feed, first).await?;
    sheets::all(&mut table, &pool, data).await?;
    pages::all(&mut table, &pool, data, &clock).await?;
    year::all(&mut table, &pool, &clock, first).await?;
    table.print();
    Ok(())
}

/// A number given in the environment.
fn number(name: &str, default: u32) -> anyhow::Result<u32> {
    match std::env::var(name) {
        Ok(text) => text.parse().with_context(|| format!("{name} is not a number")),
        Err(_) => Ok(default),
    }
}
