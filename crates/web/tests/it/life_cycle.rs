//! Every table that refers to a person or an item says what becomes of it.

use kernel::LifeCycle;
use kernel::Routes;
use testing::TestApp;

fn answers() -> Vec<&'static LifeCycle> {
    web::house::LIFE_CYCLES.iter().copied().flatten().collect()
}

/// Columns that refer to a person or an item: directly, through the key of another table (a draft's
/// audiences refer to its post, which is an item), or by name only, without a foreign key. The audit's are
/// not asked for: it is never rewritten, and holds ids only.
const REFERENCES: &str = "
    with recursive foreign_key as (
        select c.conrelid as from_table, f.attname as from_column, c.confrelid as to_table, t.attname as to_column
        from pg_constraint c
        join lateral unnest(c.conkey, c.confkey) k (from_at, to_at) on true
        join pg_attribute f on f.attrelid = c.conrelid and f.attnum = k.from_at
        join pg_attribute t on t.attrelid = c.confrelid and t.attnum = k.to_at
        where c.contype = 'f'
    ), refers as (
        select from_table, from_column from foreign_key
        where to_table in ('person'::regclass, 'item'::regclass) and to_column = 'id'
        union
        select a.attrelid::oid, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind = 'r'
        where (a.attname like '%person\\_id' or a.attname = 'item_id') and c.relnamespace = 'public'::regnamespace
          and c.oid <> 'audit'::regclass
        union
        select k.from_table, k.from_column from foreign_key k
        join refers r on r.from_table = k.to_table and r.from_column = k.to_column
    )
    select from_table::regclass || '.' || from_column from refers order by 1";

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the catalogue is asked in the test's own words")]
async fn every_reference_to_a_person_or_an_item_is_answered_for() {
    let app = TestApp::new(Routes::new()).await;
    let columns: Vec<String> = sqlx::query_scalar(REFERENCES).fetch_all(app.pool()).await.unwrap();
    let mut answered: Vec<&str> = answers().into_iter().map(|a| a.column).collect();
    answered.sort_unstable();
    assert_eq!(columns, answered, "left: what the tables refer to; right: the areas' LIFE_CYCLE");
}
