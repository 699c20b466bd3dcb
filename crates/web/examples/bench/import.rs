//! The real `preau import` on a cluster that already runs: wall time and peak memory of that process.

use crate::table::Table;
use anyhow::{Context, ensure};
use sqlx::PgPool;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The program that was built beside this one.
fn program() -> anyhow::Result<PathBuf> {
    let here = std::env::current_exe()?;
    let folder = here.parent().and_then(Path::parent).context("not where examples are built")?;
    Ok(folder.join("preau"))
}

/// `preau` on this data folder, deaf to the environment's settings.
pub fn preau(data: &Path) -> anyhow::Result<Command> {
    let mut command = Command::new(program()?);
    for (name, _) in std::env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        if name == "DATABASE_URL" || name.starts_with("PREAU_") && name != "PREAU_LOG" {
            command.env_remove(name);
        }
    }
    command.arg("--data").arg(data);
    Ok(command)
}

/// A figure of a running process, in MB (`VmHWM`: its peak, `VmRSS`: now).
pub fn memory(process: u32, what: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix(what))?;
    line.trim_start_matches(':').trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kb| kb / 1024)
}

async fn import(pool: &PgPool, data: &Path, feed: &Path) -> anyhow::Result<(Duration, u64)> {
    sqlx::raw_sql("checkpoint").execute(pool).await?;
    let mut command = preau(data)?;
    command.arg("import").arg(feed).args(["--yes", "--json"]).stdout(Stdio::null());
    let start = Instant::now();
    let mut process = command.spawn().context("preau is not built")?;
    let (id, mut peak) = (process.id(), 0);
    let status = loop {
        peak = peak.max(memory(id, "VmHWM").unwrap_or(0));
        if let Some(status) = process.try_wait()? {
            break status;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    };
    ensure!(status.success(), "the import failed");
    Ok((start.elapsed(), peak))
}

/// Into an empty database. Its ratio is printed by [`crate::copy::bare`].
pub async fn first(table: &mut Table, pool: &PgPool, data: &Path, feed: &Path) -> anyhow::Result<Duration> {
    let (time, peak) = import(pool, data, feed).await?;
    table.row("first import: peak memory of the process", None, format!("{peak} MB"), "≤ 200 MB");
    println!("… first import: {:.1} s", time.as_secs_f64());
    Ok(time)
}

/// The same feed again, then the delta when there is one.
pub async fn again(
    table: &mut Table,
    pool: &PgPool,
    data: &Path,
    feed: &Path,
    first: Duration,
) -> anyhow::Result<()> {
    let (time, peak) = import(pool, data, feed).await?;
    let said = |time: Duration, peak: u64| format!("{:.1} s, {peak} MB", time.as_secs_f64());
    let ratio = |time: Duration| Some(time.div_duration_f64(first));
    table.row("same feed again / first import", ratio(time), said(time, peak), "≤ 0.5");
    if let Some(delta) = std::env::var_os("BENCH_DELTA") {
        let (time, peak) = import(pool, data, Path::new(&delta)).await?;
        table.row("delta / first import", ratio(time), said(time, peak), "");
    }
    Ok(())
}
