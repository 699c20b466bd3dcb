use crate::{Node, Ring, internal};
use chrono::TimeDelta;
use jobs::{Job, Worker, enqueue};
use kernel::Error;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

#[derive(Serialize, Deserialize)]
struct Patient {}

impl Job for Patient {
    const KIND: &'static str = "patient";
}

#[tokio::test]
async fn a_failing_job_is_tried_again_four_times_later_each_time_then_kept_as_a_dead_letter() {
    let node = Node::new().await;
    let mut tx = node.db.begin().await.unwrap();
    enqueue(&mut tx, &Patient {}).await.unwrap();
    tx.commit().await.unwrap();
    let worker = Worker::new(node.db.clone(), ())
        .on(async |(), _: Patient| Err(internal("lea.martin@example.org is not answering")));
    for seconds in [15, 60, 4 * 60, 16 * 60, 64 * 60, 256 * 60, 1024 * 60] {
        assert_eq!(worker.run_waiting().await.unwrap(), 1);
        let row = node.the_job().await;
        assert_eq!(row.run_at - node.db.clock.now(), TimeDelta::seconds(seconds));
        assert_eq!((row.dead, row.claimed, row.last_error.as_str()), (false, false, "internal error"));
        node.later(TimeDelta::seconds(seconds - 1));
        assert_eq!(worker.run_waiting().await.unwrap(), 0);
        node.later(TimeDelta::seconds(1));
    }
    assert_eq!(worker.run_waiting().await.unwrap(), 1);
    let row = node.the_job().await;
    assert_eq!((row.attempts, row.dead, row.last_error.as_str()), (8, true, "internal error"));
    node.later(TimeDelta::days(30));
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (0, 1));
}

#[tokio::test]
async fn a_job_that_panics_harms_no_other_and_is_tried_again() {
    let node = Node::new().await;
    node.ask(1).await;
    let begun = Arc::new(AtomicU32::new(0));
    let worker = Worker::new(node.db.clone(), begun.clone()).on(async |begun: Arc<AtomicU32>, _: Ring| {
        assert_ne!(begun.fetch_add(1, Ordering::SeqCst), 0, "the first time");
        Ok(())
    });
    assert_eq!(worker.run_waiting().await.unwrap(), 1);
    assert_eq!(node.the_job().await.last_error, "panicked");
    node.ask(2).await;
    node.later(TimeDelta::seconds(15));
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (2, 0));
}

#[tokio::test]
async fn a_refusal_is_not_asked_again() {
    for (refusal, said) in
        [(Error::Refused("Léa Martin est partie".into()), "refused"), (Error::NotFound, "not found")]
    {
        let node = Node::new().await;
        node.ask(1).await;
        let refusal = Arc::new(std::sync::Mutex::new(Some(refusal)));
        type Once = Arc<std::sync::Mutex<Option<Error>>>;
        let worker = Worker::new(node.db.clone(), refusal)
            .on(async |refusal: Once, _: Ring| Err(refusal.lock().unwrap().take().unwrap()));
        assert_eq!(worker.run_waiting().await.unwrap(), 1);
        let row = node.the_job().await;
        assert_eq!((row.attempts, row.dead, row.last_error.as_str()), (1, true, said));
    }
}

#[tokio::test]
async fn the_databases_code_is_kept_and_not_its_words() {
    let node = Node::new().await;
    node.ask(1).await;
    let worker = Worker::new(node.db.clone(), node.db.clone()).on(async |db: database::Db, _: Ring| {
        sqlx::query_scalar!("select ($1::text)::int", "Léa Martin").fetch_one(&db.pool).await?;
        Ok(())
    });
    assert_eq!(worker.run_waiting().await.unwrap(), 1);
    assert_eq!(node.the_job().await.last_error, "database error 22P02");
}

#[tokio::test]
async fn dead_letters_are_listed_without_a_name_and_leave_at_their_time() {
    let node = Node::new().await;
    node.ask(1).await;
    let refusing = Worker::new(node.db.clone(), ())
        .on(async |(), _: Ring| Err(Error::Refused("Léa Martin est partie".into())));
    refusing.run_waiting().await.unwrap();
    node.ask(2).await; // waits: no dead letter
    let failed = jobs::failed(&node.db.pool).await.unwrap();
    let [dead] = &failed[..] else { panic!("{failed:?}") };
    assert_eq!((dead.kind.as_str(), dead.attempts, dead.last_error.as_str()), ("ring", 1, "refused"));
    assert!(!serde_json::to_string(&failed).unwrap().contains("Léa"));

    let died = node.db.clock.now();
    assert_eq!(jobs::forget_failed(&node.db.pool, died).await.unwrap(), 0);
    assert_eq!(jobs::forget_failed(&node.db.pool, died + TimeDelta::seconds(1)).await.unwrap(), 1);
    assert_eq!(node.left_over().await, 1, "what waits stays");
}
