//! The sign-in slips of every school of the project in one run, by the real `preau work`: how long, and whether
//! its memory grows with what it has already printed.

use crate::import::{memory, preau};
use crate::table::Table;
use anyhow::{Context, ensure};
use serde_json::json;
use sqlx::PgPool;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// Ended with what measures it.
struct Worker(Child);

impl Drop for Worker {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// As « Toutes les écoles » of the project asks for it; by whoever comes first.
async fn ask(pool: &PgPool, whom: &str) -> anyhow::Result<Uuid> {
    let run = Uuid::now_v7();
    sqlx::query!(
        "with run as (
             insert into sheet_run (id, asked_by, whom, form, also_active, asked_at)
             select $1, id, $2, 'slips', false, now() from person limit 1
         ), parts as (
             insert into sheet_part (id, run_id, place_id)
             select gen_random_uuid(), $1, id from place where kind = 'school' and closed_on is null and not pseudo
         )
         insert into job (id, kind, payload, run_at) values (gen_random_uuid(), 'print_sheets', $3, now())",
        run,
        whom,
        json!({ "run": run })
    )
    .execute(pool)
    .await?;
    Ok(run)
}

pub async fn all(table: &mut Table, pool: &PgPool, data: &std::path::Path) -> anyhow::Result<()> {
    let whom = std::env::var("BENCH_SLIPS").unwrap_or_else(|_| "families".to_owned());
    let run = ask(pool, &whom).await?;
    let mut command = preau(data)?;
    command.arg("work").stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let mut worker = Worker(command.spawn().context("preau is not built")?);
    let (mut early, mut peak) = (None, 0);
    let slips = loop {
        tokio::time::sleep(Duration::from_millis(200)).await;
        ensure!(worker.0.try_wait()?.is_none(), "the worker stopped");
        let id = worker.0.id();
        peak = peak.max(memory(id, "VmHWM").unwrap_or(0));
        let at = sqlx::query!(
            r#"select count(*) as "parts!", count(done_at) as "done!", coalesce(sum(slips), 0)::bigint as "slips!"
               from sheet_part where run_id = $1"#,
            run
        )
        .fetch_one(pool)
        .await?;
        if at.done * 10 >= at.parts {
            early.get_or_insert(peak);
        }
        if at.done == at.parts {
            break at.slips;
        }
    };
    let said = format!("{slips} in {:.0} s, peak {peak} MB", start.elapsed().as_secs_f64());
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let ratio = early.map(|early| peak as f64 / early as f64);
    table.row(
        &format!("slips of all {whom} in one run: peak memory / after a tenth of the schools"),
        ratio,
        said,
        "",
    );
    Ok(())
}
