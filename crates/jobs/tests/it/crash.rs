use crate::{Node, Ring, internal, soon};
use chrono::TimeDelta;
use database::Db;
use jobs::Worker;
use kernel::Clock;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;

/// A worker in the middle of a job: its handler began and waits at the gate.
struct Stuck {
    running: JoinHandle<()>,
    gate: Arc<Semaphore>,
    /// Closes when the handler ends, however it does.
    handler: oneshot::Receiver<()>,
}

async fn stuck(db: &Db) -> Stuck {
    type Context = (Arc<Semaphore>, UnboundedSender<oneshot::Receiver<()>>);
    let gate = Arc::new(Semaphore::new(0));
    let (begun, mut begins): (_, UnboundedReceiver<_>) = unbounded_channel();
    let worker =
        Worker::new(db.clone(), (gate.clone(), begun)).on(async |(gate, begun): Context, _: Ring| {
            let (_alive, handler) = oneshot::channel();
            begun.send(handler)?;
            gate.acquire().await?.forget();
            Ok(())
        });
    let running = tokio::spawn(async move { worker.run().await });
    let handler = soon(begins.recv()).await.unwrap();
    Stuck { running, gate, handler }
}

/// A node whose time stands still while the others' goes on: it does not see its own claim run out.
fn frozen(node: &Node) -> Db {
    Db { clock: Clock::fixed(node.db.clock.now()), ..node.db.clone() }
}

/// The worker's death: nothing of it runs any more, and it wrote nothing.
async fn die(worker: Stuck) {
    worker.running.abort();
    assert!(worker.running.await.unwrap_err().is_cancelled());
    assert!(soon(worker.handler).await.is_err());
}

#[tokio::test]
async fn a_dead_workers_job_is_done_by_another() {
    let node = Node::new().await;
    node.ask(7).await;
    die(stuck(&node.db).await).await;
    let (other, mut rung) = node.ringer();
    node.later(TimeDelta::minutes(10));
    assert_eq!(other.run_waiting().await.unwrap(), 0, "the claim may still be alive");
    assert!(node.the_job().await.claimed);
    node.later(TimeDelta::seconds(1));
    assert_eq!(other.run_waiting().await.unwrap(), 1);
    assert_eq!(rung.try_recv(), Ok(7));
    assert_eq!(node.left_over().await, 0);
}

#[tokio::test]
async fn a_job_that_kills_its_workers_becomes_a_dead_letter() {
    let node = Node::new().await;
    node.ask(1).await;
    for _ in 0..3 {
        die(stuck(&node.db).await).await;
        node.later(TimeDelta::minutes(11));
    }
    let (other, mut rung) = node.ringer();
    other.run_waiting().await.unwrap();
    assert!(rung.try_recv().is_err(), "not begun a fourth time");
    let row = node.the_job().await;
    assert!(row.dead && !row.claimed);
    assert_eq!(row.last_error, "the worker ended during it");
}

#[tokio::test]
async fn a_long_job_keeps_its_claim() {
    let node = Node::new().await;
    node.ask(1).await;
    let long = stuck(&node.db).await;
    node.later(TimeDelta::minutes(9));
    let before = claimed_at(&node).await;
    a_minute_passes().await;
    soon(async {
        while claimed_at(&node).await == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    node.later(TimeDelta::minutes(9));
    let (other, _rung) = node.ringer();
    assert_eq!(other.run_waiting().await.unwrap(), 0, "18 minutes after the first claim, 9 after the last");
    long.gate.add_permits(1);
    soon(async {
        while node.left_over().await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    long.running.abort();
}

#[tokio::test]
async fn a_worker_that_lost_its_claim_stops() {
    let node = Node::new().await;
    node.ask(1).await;
    let slow = stuck(&frozen(&node)).await;
    node.later(TimeDelta::minutes(11));
    let (other, _rung) = node.ringer();
    assert_eq!(other.run_waiting().await.unwrap(), 1);
    a_minute_passes().await;
    assert!(soon(slow.handler).await.is_err(), "stopped in the middle");
    slow.running.abort();
}

#[tokio::test]
async fn a_worker_that_lost_its_claim_does_not_write_the_end() {
    let node = Node::new().await;
    node.ask(1).await;
    let slow = stuck(&frozen(&node)).await;
    node.later(TimeDelta::minutes(11));
    let other = Worker::new(node.db.clone(), ()).on(async |(), _: Ring| Err(internal("not today")));
    assert_eq!(other.run_waiting().await.unwrap(), 1);
    slow.gate.add_permits(1);
    assert!(soon(slow.handler).await.is_err());
    // The slow one now writes its end; it takes nothing else, since the job is due later.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let row = node.the_job().await;
    assert_eq!((row.attempts, row.claimed, row.last_error.as_str()), (2, false, "internal error"));
    slow.running.abort();
}

/// For timers alone: the database stays in real time.
async fn a_minute_passes() {
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(61)).await;
    tokio::time::resume();
}

async fn claimed_at(node: &Node) -> Option<chrono::DateTime<chrono::Utc>> {
    sqlx::query_scalar!("select claimed_at from job").fetch_one(&node.db.pool).await.unwrap()
}
