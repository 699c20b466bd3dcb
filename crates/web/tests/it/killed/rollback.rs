//! The last import is being taken back, and the program is killed in the middle: it was, or it was not.

use super::{House, feed};
use database::cluster::{Durability, PrivateCluster};
use sqlx::PgPool;
use std::time::{Duration, Instant};

/// Somebody has said yes: what the button writes.
async fn confirm(pool: &PgPool) {
    sqlx::raw_sql(
        "delete from job where kind = 'undo_feed';
         insert into feed_rollback (import_id, state, asked_at)
         select id, 'undoing', now() from feed_import where state = 'applied' order by applied_at desc limit 1
         on conflict (import_id) do update set state = 'undoing';
         insert into job (id, kind, payload, run_at)
         select gen_random_uuid(), 'undo_feed', jsonb_build_object('import', r.import_id, 'by', o.person_id), now()
         from feed_rollback r, (select person_id from role where kind = 'operator' limit 1) o where r.state = 'undoing'",
    )
    .execute(pool)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_rollback_whose_program_is_killed() {
    let house = House::new();
    house.says(&["admin", "operator", "Basile", "Oger"]);
    assert!(house.import().wait().unwrap().success());
    let before = house.counts();
    let delta = feed().join("delta.tgz");
    house.says(&["import", delta.to_str().unwrap(), "--yes", "--json"]);
    let after = house.counts();
    assert_ne!(before, after);
    let cluster = PrivateCluster::start(&house.folder.path().join("data"), Durability::Full).unwrap();
    let pool = PgPool::connect_with(cluster.options()).await.unwrap();
    for when in [150, 300, 450, 600, 900] {
        if house.counts() == before {
            break;
        }
        confirm(&pool).await;
        let mut work = house.preau(&["work"]).spawn().unwrap();
        tokio::time::sleep(Duration::from_millis(when)).await;
        work.kill().unwrap();
        work.wait().unwrap();
        let held = house.counts();
        assert!(held == after || held == before, "killed after {when} ms: {held}");
    }
    if house.counts() == after {
        confirm(&pool).await;
        let mut work = house.preau(&["work"]).spawn().unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        while house.counts() != before {
            assert!(Instant::now() < deadline, "never taken back");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        work.kill().unwrap();
        work.wait().unwrap();
    }
    assert_eq!(house.counts(), before);
}
