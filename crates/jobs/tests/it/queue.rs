use crate::{Node, Ring, ask, soon};
use chrono::TimeDelta;
use database::{Db, Live};
use jobs::{Job, Worker, enqueue, enqueue_at};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{Barrier, Semaphore, oneshot};

#[tokio::test]
async fn a_job_exists_only_if_its_transaction_is_committed() {
    let node = Node::new().await;
    let (worker, mut rung) = node.ringer();
    let mut tx = node.db.begin().await.unwrap();
    enqueue(&mut tx, &Ring { number: 1 }).await.unwrap();
    assert_eq!(worker.run_waiting().await.unwrap(), 0, "not yet committed");
    drop(tx);
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (0, 0), "rolled back");
    node.ask(2).await;
    assert_eq!(node.left_over().await, 1);
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (1, 0));
    assert_eq!(rung.try_recv(), Ok(2));
    assert!(rung.try_recv().is_err(), "the one rolled back never began");
}

#[tokio::test]
async fn a_job_waits_for_its_time() {
    let node = Node::new().await;
    let (worker, _rung) = node.ringer();
    let mut tx = node.db.begin().await.unwrap();
    let at = tx.now() + TimeDelta::hours(3);
    enqueue_at(&mut tx, &Ring { number: 1 }, at).await.unwrap();
    tx.commit().await.unwrap();
    node.later(TimeDelta::minutes(179));
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (0, 1));
    node.later(TimeDelta::minutes(1));
    assert_eq!((worker.run_waiting().await.unwrap(), node.left_over().await), (1, 0));
}

#[derive(Serialize, Deserialize)]
struct Gossip {
    about: String,
}

impl Job for Gossip {
    const KIND: &'static str = "gossip";
}

#[tokio::test]
async fn personal_data_does_not_enter_the_queue() {
    let node = Node::new().await;
    let mut tx = node.db.begin().await.unwrap();
    assert!(enqueue(&mut tx, &Gossip { about: "lea.martin@example.org".into() }).await.is_err());
    tx.commit().await.unwrap();
    assert_eq!(node.left_over().await, 0);
}

#[tokio::test]
async fn a_kind_that_this_node_does_not_know_is_left_to_another() {
    let node = Node::new().await;
    let mut tx = node.db.begin().await.unwrap();
    enqueue(&mut tx, &Gossip { about: "0193a1f2-7c1e-7000-8000-000000000001".into() }).await.unwrap();
    tx.commit().await.unwrap();
    let (worker, _rung) = node.ringer();
    assert_eq!(worker.run_waiting().await.unwrap(), 0);
    let row = node.the_job().await;
    assert_eq!((row.attempts, row.claimed), (0, false));
}

#[tokio::test]
async fn two_workers_never_do_one_job_at_once() {
    #[derive(Default)]
    struct Seen {
        under_way: BTreeSet<u32>,
        done: Vec<u32>,
    }
    let node = Node::new().await;
    for number in 0..60 {
        node.ask(number).await;
    }
    let seen = Arc::new(Mutex::new(Seen::default()));
    let worker = || {
        Worker::new(node.db.clone(), seen.clone()).on(async |seen: Arc<Mutex<Seen>>, ring: Ring| {
            assert!(seen.lock().unwrap().under_way.insert(ring.number), "{} begun twice", ring.number);
            tokio::time::sleep(Duration::from_millis(3)).await;
            let mut seen = seen.lock().unwrap();
            seen.under_way.remove(&ring.number);
            seen.done.push(ring.number);
            Ok(())
        })
    };
    let (a, b, c) = (worker(), worker(), worker());
    let (a, b, c) = tokio::join!(a.run_waiting(), b.run_waiting(), c.run_waiting());
    let counts = [a.unwrap(), b.unwrap(), c.unwrap()];
    assert_eq!(counts.iter().sum::<usize>(), 60);
    assert!(counts.iter().all(|count| *count > 0), "not one worker after the other: {counts:?}");
    let mut done = std::mem::take(&mut seen.lock().unwrap().done);
    done.sort_unstable();
    assert_eq!(done, (0..60).collect::<Vec<_>>());
    assert_eq!(node.left_over().await, 0);
}

#[tokio::test]
async fn a_worker_does_two_jobs_at_once() {
    let node = Node::new().await;
    node.ask(1).await;
    node.ask(2).await;
    // Neither ends before both have begun.
    let worker =
        Worker::new(node.db.clone(), Arc::new(Barrier::new(2))).on(async |both: Arc<Barrier>, _: Ring| {
            both.wait().await;
            Ok(())
        });
    soon(async {
        tokio::select! {
            () = worker.run() => {}
            () = async { while node.left_over().await > 0 { tokio::time::sleep(Duration::from_millis(20)).await } } => {}
        }
    })
    .await;
}

#[tokio::test]
async fn a_job_is_begun_at_its_commit_and_another_nodes_soon_after() {
    let node = Node::new().await;
    let (worker, mut rung) = node.ringer();
    let running = tokio::spawn(async move { worker.run().await });
    let begun = Instant::now();
    for number in 0..20 {
        node.ask(number).await;
        assert_eq!(soon(rung.recv()).await, Some(number));
        // Until the worker rests: the end of a job makes it look for the next.
        while node.left_over().await > 0 {}
        tokio::time::sleep(Duration::from_millis(30)).await;
    }
    assert!(begun.elapsed() < Duration::from_secs(10), "waking, not polling: {:?}", begun.elapsed());
    // Another node's commit wakes nobody here.
    ask(&Db { live: Live::default(), ..node.db.clone() }, 20).await;
    assert_eq!(soon(rung.recv()).await, Some(20));
    running.abort();
}

#[tokio::test]
async fn a_worker_that_is_asked_to_stop_finishes_what_it_began() {
    let node = Node::new().await;
    for number in 0..5 {
        node.ask(number).await;
    }
    let gate = Arc::new(Semaphore::new(0));
    let worker = Worker::new(node.db.clone(), gate.clone()).on(async |gate: Arc<Semaphore>, _: Ring| {
        gate.acquire().await?.forget();
        Ok(())
    });
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(async move { worker.run_until(async { drop(stopped.await) }).await });
    soon(async {
        while claimed(&node).await < 2 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    stop.send(()).unwrap();
    gate.add_permits(5);
    soon(running).await.unwrap();
    assert_eq!((node.left_over().await, claimed(&node).await), (3, 0));
}

async fn claimed(node: &Node) -> i64 {
    sqlx::query_scalar!(r#"select count(*) as "count!" from job where claimed_at is not null"#)
        .fetch_one(&node.db.pool)
        .await
        .unwrap()
}
