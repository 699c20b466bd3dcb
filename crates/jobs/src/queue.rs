//! Asking for a job, in the transaction of the change that makes it necessary.

use crate::queries;
use anyhow::anyhow;
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::Error;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What is to be done: the fields are the payload. Ids, numbers, days and words of ours only.
pub trait Job: Serialize + DeserializeOwned + Send + 'static {
    /// As in the table, for ever: rows written before an update are read after it.
    const KIND: &'static str;
    /// After so many the job is a dead letter. Eight attempts take about a day.
    const MAX_ATTEMPTS: i16 = 8;
}

/// Done as soon as the transaction is committed.
pub async fn enqueue<J: Job>(tx: &mut Tx, job: &J) -> Result<(), Error> {
    let now = tx.now();
    enqueue_at(tx, job, now).await
}

/// The same, unless one of its kind waits already that nobody has begun.
pub async fn enqueue_once<J: Job>(tx: &mut Tx, job: &J) -> Result<(), Error> {
    match queries::waits(tx.conn(), J::KIND).await? {
        true => Ok(()),
        false => enqueue(tx, job).await,
    }
}

/// Done at this time, or soon after.
pub async fn enqueue_at<J: Job>(tx: &mut Tx, job: &J, at: DateTime<Utc>) -> Result<(), Error> {
    put(tx, J::KIND, serde_json::to_value(job)?, at).await
}

pub(crate) async fn put(tx: &mut Tx, kind: &str, payload: Value, at: DateTime<Utc>) -> Result<(), Error> {
    if !impersonal(&payload) {
        return Err(Error::Internal(anyhow!("the payload of a job {kind} may hold ids only")));
    }
    queries::insert(tx.conn(), kind, payload, at).await?;
    tx.queued();
    Ok(())
}

/// Cannot hold an address, a full name or a sentence: only ids, times, paths and words of ours. The table
/// outlives the erasure of a person and is read by whoever looks after the queue.
fn impersonal(payload: &Value) -> bool {
    match payload {
        Value::String(text) => text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b':' | b'.' | b'+' | b'/')),
        Value::Array(values) => values.iter().all(impersonal),
        Value::Object(fields) => fields.values().all(impersonal),
        Value::Null | Value::Bool(_) | Value::Number(_) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_said_of_a_person_is_no_payload() {
        for ids in [
            json!({}),
            json!({"person": "0193a1f2-7c1e-7000-8000-000000000001", "count": 3, "on": true, "since": null}),
            json!({"at": "2026-11-23T10:00:00+01:00", "days": ["2026-11-23"], "file": "imports/2026.tar.gz"}),
        ] {
            assert!(impersonal(&ids), "{ids}");
        }
        for personal in [json!("lea@example.org"), json!({"to": ["Léa"]}), json!([{"name": "Lea Martin"}])] {
            assert!(!impersonal(&personal), "{personal}");
        }
    }
}
