//! Every table that refers to a person or an item says what becomes of it.

use kernel::LifeCycle;
use kernel::Routes;
use testing::TestApp;

fn answers() -> Vec<&'static LifeCycle> {
    let areas = [
        identity::life_cycle::LIFE_CYCLE,
        communication::life_cycle::LIFE_CYCLE,
        directory::life_cycle::LIFE_CYCLE,
    ];
    areas.into_iter().flatten().collect()
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the catalogue is asked in the test's own words")]
async fn every_reference_to_a_person_or_an_item_is_answered_for() {
    let app = TestApp::new(Routes::new()).await;
    let columns: Vec<String> = sqlx::query_scalar(
        "select c.conrelid::regclass || '.' || a.attname
         from pg_constraint c
         join unnest(c.conkey) k on true
         join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k
         where c.contype = 'f' and c.confrelid in ('person'::regclass, 'item'::regclass)
         order by 1",
    )
    .fetch_all(app.pool())
    .await
    .unwrap();
    let mut answered: Vec<&str> = answers().into_iter().map(|a| a.column).collect();
    answered.sort_unstable();
    assert_eq!(columns, answered, "left: the foreign keys; right: the areas' LIFE_CYCLE");
}
