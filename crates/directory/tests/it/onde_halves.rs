//! ONDE's files are applied whole or not at all: whatever statement fails on the way, everything is as it was, and the
//! same upload can be applied afterwards.

use crate::onde::{School, file};
use std::collections::BTreeMap;

/// What each table holds, as one number. Sessions are seen by coming, and nothing else.
async fn everything(school: &School) -> BTreeMap<String, Option<String>> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select format('%I', table_name) from information_schema.tables
         where table_schema = 'public' and table_type = 'BASE TABLE' and table_name <> 'session' order by 1",
    )
    .fetch_all(school.app.pool())
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for table in tables {
        let sql = format!("select md5(string_agg(t::text, ' ' order by t::text)) from {table} t");
        let sum = sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(school.app.pool()).await.unwrap();
        all.insert(table, sum);
    }
    all
}

async fn run(school: &School, sql: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(school.app.pool()).await.unwrap();
}

/// Where it breaks: the first row of a table is written, the one that is meant fails.
const BREAKS: [(&str, &str, i32); 9] = [
    ("person", "insert", 3),
    ("account", "insert", 1),
    ("place", "insert", 2),
    ("role", "insert", 4),
    ("guardian_link", "insert", 1),
    ("guardian_link", "insert", 5),
    ("audience_member", "insert", 1),
    ("onde_upload", "update", 1),
    ("audit", "insert", 1),
];

#[tokio::test]
async fn whatever_fails_on_the_way_nothing_is_half_in() {
    let school = School::new().await;
    let read = |name: &str| file(&format!("CSVExtraction-{name}.csv"));
    let (pupils, relatives, teachers) = (read("eleves"), read("responsables"), read("enseignants"));
    let at =
        school.sent(&[("eleves", &pupils), ("responsables", &relatives), ("enseignants", &teachers)]).await;
    let labels = [("classe:GS-CP MME PETIT", "creer"), ("classe:CE1-CM1 M. AUBRY", "creer")];
    school.corrected(&at, &labels).await;
    run(
        &school,
        "create sequence breaks_at;
         create function breaks() returns trigger language plpgsql as $$ begin
             if nextval('breaks_at') >= tg_argv[0]::int then raise exception 'a statement in the middle fails'; end if;
             return new; end $$;"
            .to_owned(),
    )
    .await;
    let before = everything(&school).await;
    for (table, what, nth) in BREAKS {
        run(
            &school,
            format!(
                "alter sequence breaks_at restart;
                 create trigger breaks before {what} on {table} for each row execute function breaks({nth});"
            ),
        )
        .await;
        let reply = school.petit.post(&format!("{at}/appliquer"), &[]).await;
        assert_eq!(reply.status, 500, "{table} {what} {nth}: it is never reached");
        run(&school, format!("drop trigger breaks on {table};")).await;
        let after = everything(&school).await;
        let differ: Vec<_> = before.keys().filter(|table| before[*table] != after[*table]).collect();
        assert!(differ.is_empty(), "broken at {what} {nth} of {table}: {differ:?} are not as they were");
    }
    let page = school.applied(&at).await;
    assert_eq!(page.all(".counter-value")[..4], ["4", "4", "1", "0"], "{}", page.text());
    assert!(page.says("Appliqué"));
}
