//! The table of retention: each figure is on its page, the night applies it, and says what went.

#![expect(clippy::disallowed_methods, reason = "tables are counted in the test's own words")]

use testing::TestApp;
use web::retention::{Keep, RULES};

/// Rows of two ages, older than its rule and not: « rule, what is counted, kept ».
const AGED: [(&str, &str); 6] = [
    ("décomptes d’effacements", "select count(*) from erasure_count"),
    ("changements d’année", "select count(*) from year_turn"),
    ("entrées difficiles", "select count(*) from class_trouble"),
    ("lettres à l’aide", "select count(*) from help_mail where from_address <> ''"),
    ("essais", "select count(*) from sign_in_attempt"),
    ("signaux", "select count(*) from outbox"),
];

async fn aged(app: &TestApp) {
    let script = "
        delete from outbox;
        insert into erasure_count (day, never_came, people) values ('2026-08-15', true, 3), ('2026-08-16', true, 4);
        insert into year_turn (id, school_id, school_year, state, applies_on, made_by, made_at) values
          (gen_random_uuid(), :school, 2025, 'dropped', null, :head, '2025-08-14'),
          (gen_random_uuid(), :school, 2025, 'dropped', null, :head, '2025-08-16'),
          (gen_random_uuid(), :school, 2027, 'planned', '2027-07-01', :head, '2025-08-01');
        insert into class_trouble (id, person_id, class_id, school_id, device, at) values
          (gen_random_uuid(), :lina, :cm1b, :school, '', '2026-08-14'), (gen_random_uuid(), :lina, :cm1b, :school, '', '2026-08-16');
        insert into help_mail (id, key, from_address, subject, outcome, at) values
          (gen_random_uuid(), 'a', 'a@example.org', 'Avant', 'empty', '2026-06-16'),
          (gen_random_uuid(), 'b', 'b@example.org', 'Après', 'empty', '2026-06-18');
        insert into sign_in_attempt (key, failures, window_end) values ('\\x01', 1, '2026-09-14 07:00+00'), ('\\x02', 1, '2026-09-14 10:00+00');
        insert into outbox (at, topic) values ('2026-09-14 08:00+00', 'old'), ('2026-09-14 10:00+00', 'new');
        insert into retention_run (day, rule, at, removed) values ('2025-09-14', 'journal', '2025-09-14', 1), ('2025-09-16', 'journal', '2025-09-16', 1);";
    let c = &app.cast;
    let script = script
        .replace(":school", &format!("'{}'", c.tilleuls))
        .replace(":head", &format!("'{}'", c.petit))
        .replace(":lina", &format!("'{}'", c.lina))
        .replace(":cm1b", &format!("'{}'", c.cm1b));
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

async fn removed(app: &TestApp, rule: &str) -> Option<i64> {
    sqlx::query_scalar("select removed from retention_run where rule = $1 and day = '2026-09-15'")
        .bind(rule)
        .fetch_one(app.pool())
        .await
        .unwrap()
}

#[tokio::test]
async fn each_figure_is_on_the_page_and_the_night_says_what_went() {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    aged(&app).await;
    web::retention::night(app.app.clone()).await.unwrap();
    for (rule, counted) in AGED {
        assert_eq!(removed(&app, rule).await, Some(1), "{rule}");
        let planned = i64::from(rule == "changements d’année");
        assert_eq!(app.count(counted).await, 1 + planned, "{rule}: what is younger stays");
    }
    assert_eq!(app.count("select removed from retention_run where rule = 'comptes rendus'").await, 1);
    assert_eq!(app.count("select count(*) from retention_run where day < '2026-01-01'").await, 1);
    let applied = RULES.iter().filter(|r| r.apply.is_some()).count();
    let said = app
        .count("select count(*) from retention_run where day = '2026-09-15' and removed is not null")
        .await;
    assert_eq!(usize::try_from(said).unwrap(), applied, "each rule says what it did");

    let oger = app.as_(app.cast.oger).await.get("/pilotage/conservation").await;
    let everybody = app.nobody().get("/confidentialite").await;
    for page in [&oger, &everybody] {
        let rows = page.all("table[class~='stacked'] tbody tr");
        assert_eq!(rows.len(), RULES.len());
        for (row, rule) in rows.iter().zip(RULES) {
            let spoken = rule.keep.spoken().replace('\u{a0}', " ");
            assert!(row.contains(&spoken), "{row}: {spoken}");
        }
    }
    for said in ["13 mois", "31 jours", "1 jour", "90 jours", "14 jours"] {
        assert!(oger.says(said), "{said}");
    }
    let nights = oger.all("section[aria-labelledby='nuits'] tbody tr");
    for (rule, _) in AGED {
        assert!(nights.iter().any(|n| n.contains(rule) && n.ends_with('1')), "{rule}: {nights:?}");
    }
}

/// A length is written in the table, not beside it.
#[test]
fn whoever_is_applied_by_age_has_a_figure() {
    for rule in RULES {
        let by_age = matches!(rule.keep, Keep::Days(_) | Keep::Months(_));
        assert!(!by_age || rule.apply.is_some(), "{} is a figure that no night applies", rule.name);
    }
}
