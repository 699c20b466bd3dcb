use crate::{Node, soon};
use chrono::{TimeDelta, TimeZone, Utc};
use jobs::Worker;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn sweeper(node: &Node, swept: &Arc<AtomicUsize>) -> Worker<Arc<AtomicUsize>> {
    Worker::new(node.db.clone(), swept.clone()).daily(4, "sweep", async |swept: Arc<AtomicUsize>| {
        swept.fetch_add(1, Ordering::SeqCst);
        Ok(())
    })
}

#[tokio::test]
async fn one_node_does_a_daily_task_once_a_day_at_its_hour() {
    let node = Node::new().await;
    let swept = Arc::default();
    let (one, other) = (sweeper(&node, &swept), sweeper(&node, &swept));
    // In winter, 4:00 in Paris is 3:00 UTC.
    let four = Utc.with_ymd_and_hms(2026, 11, 24, 3, 0, 0).unwrap();
    for (days, total) in [(0, 1), (1, 2), (2, 3)] {
        let four = four + TimeDelta::days(days);
        for (at, total) in [
            (four - TimeDelta::seconds(1), total - 1),
            (four, total),
            (four + TimeDelta::hours(1), total),
            (four + TimeDelta::hours(19), total),
        ] {
            node.db.clock.set(at);
            let (a, b) = tokio::join!(one.ask_daily(), other.ask_daily());
            assert!(a.is_ok() && b.is_ok());
            let (a, b) = tokio::join!(one.run_waiting(), other.run_waiting());
            assert!(a.is_ok() && b.is_ok());
            assert_eq!(swept.load(Ordering::SeqCst), total, "{at}");
        }
    }
    assert_eq!(node.left_over().await, 0);
}

#[tokio::test]
async fn a_node_that_slept_through_the_hour_does_the_task_when_it_wakes() {
    let node = Node::new().await;
    let swept = Arc::default();
    let worker = sweeper(&node, &swept);
    let running = tokio::spawn(async move { worker.run().await });
    let until = async |total| {
        while swept.load(Ordering::SeqCst) < total || node.left_over().await > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    // It is eleven.
    soon(until(1)).await;
    node.later(TimeDelta::days(1));
    soon(until(2)).await;
    running.abort();
    assert_eq!(swept.load(Ordering::SeqCst), 2);
}
