//! From the feed to the tables that an import compares with: read on a thread of its own, copied in as it
//! comes, never whole in memory.

use super::queries;
use super::run::{Import, ImportError};
use super::stage::{Rounds, Stage, Table};
use crate::feed::{self, Feed, FeedError, Record};
use sqlx::PgConnection;
use std::collections::HashMap;
use tokio::sync::mpsc;

/// A later round of a delta: what it says of those of whom it has already said something.
#[derive(Default)]
pub(super) struct Later {
    pub stage: Stage,
    /// The keys of those who are there after it.
    there: Vec<String>,
}

/// Who is deleted and comes back further on in the same delta has never left: no departure to guard
/// against, no session closed, no class lost.
#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
pub(super) async fn stay(conn: &mut PgConnection, later: &[Later]) -> Result<(), sqlx::Error> {
    let back: Vec<&str> = later.iter().flat_map(|l| &l.there).map(String::as_str).collect();
    if back.is_empty() {
        return Ok(());
    }
    sqlx::query("delete from stage_person where action = 'd' and key = any($1)")
        .bind(back)
        .execute(conn)
        .await
        .map(|_| ())
}

type Batch = (Table, String);

/// Reads the feed on a thread of its own and copies in what changed; returns the later rounds of a delta
/// (rare, kept in memory) and what the reader found.
pub(super) async fn copy_in(
    conn: &mut PgConnection,
    feed: Feed,
    complete: bool,
    import: &Import,
) -> Result<(Vec<Later>, feed::Report), ImportError> {
    let known = if complete { queries::known(conn).await? } else { HashMap::new() };
    let (sender, mut batches) = mpsc::channel::<Batch>(4);
    let progress = import.progress.clone();
    let reading = tokio::task::spawn_blocking(move || read(&feed, &known, complete, &sender, &*progress));
    while let Some((table, rows)) = batches.recv().await {
        copy_rows(conn, table, rows).await?;
    }
    Ok(reading.await.map_err(|_| ImportError::Interrupted)??)
}

fn read(
    feed: &Feed,
    known: &HashMap<String, Vec<u8>>,
    complete: bool,
    to: &mpsc::Sender<Batch>,
    progress: &(dyn Fn(String) + Send + Sync),
) -> Result<(Vec<Later>, feed::Report), FeedError> {
    let (mut first, mut later, mut rounds) = (Stage::default(), Vec::<Later>::new(), Rounds::default());
    let give = |record: Record| {
        let round = if complete { 0 } else { rounds.of(&record) };
        let unchanged = known.get(record.key()).is_some_and(|hash| hash[..] == record.hash()[..]);
        if round > 0 {
            later.resize_with(later.len().max(round), Later::default);
            let Later { stage, there } = &mut later[round - 1];
            stage.put(&record);
            if is_there(&record) {
                stage.seen(record.key());
                there.push(record.key().to_owned());
            }
            return Ok(());
        }
        if is_there(&record) {
            first.seen(record.key());
        }
        if !unchanged {
            first.put(&record);
        }
        send(to, first.take(false))
    };
    let tell = |p: feed::Progress<'_>| {
        progress(format!("Lecture\u{a0}: {} fiches, fichier {} sur {}", p.records, p.files_done + 1, p.files))
    };
    let report = feed.read(give, &tell)?;
    send(to, first.take(true))?;
    Ok((later, report))
}

fn is_there(record: &Record) -> bool {
    match record {
        Record::School(_) => false,
        Record::Pupil(e) => e.action.said().is_some(),
        Record::Relative(e) => e.action.said().is_some(),
        Record::Staff(e) => e.action.said().is_some(),
    }
}

fn send(to: &mpsc::Sender<Batch>, batches: Vec<Batch>) -> Result<(), FeedError> {
    // The receiver is gone when the database failed: its own error is told.
    batches.into_iter().try_for_each(|batch| to.blocking_send(batch).map_err(|_| FeedError::Stopped))
}

pub(super) async fn copy(conn: &mut PgConnection, mut stage: Stage) -> Result<(), sqlx::Error> {
    for (table, rows) in stage.take(true) {
        copy_rows(conn, table, rows).await?;
    }
    Ok(())
}

async fn copy_rows(conn: &mut PgConnection, table: Table, rows: String) -> Result<(), sqlx::Error> {
    let mut copy = conn.copy_in_raw(table.copy()).await?;
    copy.send(rows.into_bytes()).await?;
    copy.finish().await.map(|_| ())
}
