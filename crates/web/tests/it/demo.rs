//! The demonstration: its feed as the directory reads it, and that nothing changes when it starts again.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

use chrono::{DateTime, TimeZone, Utc};
use database::Db;
use database::testing_cluster::{TestDatabase, test_database};
use directory::feed::{Action, Feed, Record};
use identity::{App, Means, Settings, accounts};
use kernel::Clock;
use std::path::Path;
use std::sync::Arc;
use storage::Store;

fn monday() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 9, 0, 0).unwrap()
}

#[test]
fn the_directory_reads_the_feed_without_a_doubt() {
    let folder = tempfile::tempdir().unwrap();
    let path = demo::write_feed(folder.path(), monday().date_naive()).unwrap();
    let feed = Feed::open(&path).unwrap();
    assert!(feed.summary().missing.is_empty() && feed.summary().missing_parts.is_empty());
    let (mut pupils, mut heads, mut with_links) = (0, 0, 0);
    let report = feed
        .read(
            |record| {
                match record {
                    Record::Pupil(entry) => {
                        let Action::Add(pupil) = entry.action else { panic!("only additions") };
                        pupils += 1;
                        with_links += usize::from(pupil.links.get().is_some_and(|l| !l.is_empty()));
                    }
                    Record::Staff(entry) => {
                        let Action::Add(staff) = entry.action else { panic!("only additions") };
                        heads += usize::from(staff.directs.get().is_some());
                    }
                    Record::School(_) | Record::Relative(_) => {}
                }
                Ok(())
            },
            &|_| (),
        )
        .unwrap();
    assert_eq!(with_links, pupils);
    assert!((400..460).contains(&pupils));
    assert_eq!(heads, 6);
    let warnings = format!("{:?}", report.warnings);
    assert_eq!(warnings, format!("{:?}", directory::feed::Warnings::default()));
}

struct House {
    app: App,
    database: TestDatabase,
    _files: tempfile::TempDir,
}

async fn house() -> House {
    let database = test_database().await;
    let files = tempfile::tempdir().unwrap();
    let app = App::new(Means {
        db: Db::new(database.pool.clone(), Clock::fixed(monday())),
        store: Store::local(files.path()).unwrap(),
        settings: Arc::new(Settings { demo: true, ..Settings::default() }),
        vault: identity::Vault::fresh(),
        traces: &[],
        life_cycles: web::house::LIFE_CYCLES,
    });
    House { app, database, _files: files }
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn count(house: &House, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(&house.database.pool).await.unwrap()
}

/// Everything that a start could have changed.
async fn state(house: &House) -> Vec<i64> {
    let mut found = Vec::new();
    for query in [
        "select count(*) from place",
        "select count(*) from person",
        "select count(*) from role",
        "select count(*) from audience_member",
        "select count(*) from account where state = 'active'",
        "select coalesce(sum(hashtext(password_hash)), 0)::bigint from account",
        "select count(*) from item",
        "select count(*) from share",
        "select count(*) from attachment",
        "select count(*) from comment",
        "select count(*) from reaction",
        "select count(*) from audit",
        "select count(*) from joining_step",
        "select count(*) from place where opened_at is not null",
        "select count(*) from card",
        "select coalesce(sum(hashtext(hash)), 0)::bigint from picture_code",
        "select count(*) from pass_phrase",
    ] {
        found.push(count(house, query).await);
    }
    found
}

#[tokio::test]
async fn a_second_start_changes_nothing_and_shows_the_same_accounts() {
    let house = house().await;
    let first = web::demonstration::settle(&house.app, web::demonstration::import).await.unwrap();
    let before = state(&house).await;
    house.app.db.clock.set(monday() + chrono::TimeDelta::days(3));
    let again = web::demonstration::settle(&house.app, never).await.unwrap();
    assert_eq!(state(&house).await, before);
    assert_eq!(demo::table(&first), demo::table(&again));
    assert_eq!(first.len(), 23);
    let supports = "select count(*) from role r join account a on a.person_id = r.person_id where a.login = 'salome.arnoux' and r.kind = 'digital_inspector'";
    assert_eq!(count(&house, supports).await, 1);
    let copied = "select count(*) from option_check o join account a on a.person_id = o.by_id where o.source = 'dpo' and a.login = 'flora.guerin'";
    assert_eq!(count(&house, copied).await, 2);
    assert!(first.iter().any(|a| a.login == "nadia.benali" && a.title.starts_with("Nadia")));
    assert_eq!(count(&house, "select count(*) from item").await, 26);
    assert_eq!(count(&house, "select count(*) from file where kind = 'image'").await, 14);
    let unshared =
        "select count(*) from item i where not exists (select from share s where s.item_id = i.id)";
    assert_eq!(count(&house, unshared).await, 0);
    assert_eq!(count(&house, "select count(*) from item where published_at > '2026-11-23 09:00Z'").await, 0);
}

#[tokio::test]
async fn each_account_opens_and_everybody_said_what_they_say() {
    let house = house().await;
    let shown = web::demonstration::settle(&house.app, web::demonstration::import).await.unwrap();
    for face in shown {
        let account = accounts::queries::by_login(&house.app.db.pool, &face.login).await.unwrap().unwrap();
        let secret = identity::sign_in::rules::secret(Some(&account), &face.password);
        assert!(account.opens() && account.charter, "{}", face.title);
        assert!(accounts::passwords::verify(secret, account.password_hash).await.unwrap(), "{}", face.title);
    }
    assert_eq!(count(&house, "select count(*) from comment").await, 26);
    assert_eq!(
        count(&house, "select count(*) from file where kind = 'audio' and duration_ms > 10000").await,
        1
    );
    assert_eq!(count(&house, "select count(*) from file where kind = 'document'").await, 4);
    for kind in [
        "aesh",
        "atsem",
        "substitute",
        "inspector",
        "operator",
        "project_manager",
        "head",
        "legal_adviser",
        "national",
    ] {
        let held = sqlx::query_scalar!(
            r#"select count(distinct person_id) as "n!" from role where kind = $1"#,
            kind
        );
        assert!(held.fetch_one(&house.database.pool).await.unwrap() > 0, "{kind}");
    }
    let without = "select count(*) from place p where kind = 'class'
        and not exists (select from role r where r.place_id = p.id and r.kind = 'teacher')";
    assert_eq!(count(&house, without).await, 0);
}

async fn never(_: &App, _: &Path) -> anyhow::Result<()> {
    panic!("imported twice")
}

#[tokio::test]
async fn a_start_that_was_killed_is_made_good_by_the_next() {
    let house = house().await;
    let killed = async |_: &App, _: &Path| anyhow::bail!("killed");
    assert!(web::demonstration::settle(&house.app, killed).await.is_err());
    assert_eq!(count(&house, "select count(*) from person").await, 0);
    web::demonstration::settle(&house.app, web::demonstration::import).await.unwrap();
    let whole = state(&house).await;
    forget_half(&house).await;
    assert_ne!(state(&house).await, whole);
    web::demonstration::settle(&house.app, never).await.unwrap();
    let counts = |state: Vec<i64>| {
        state.into_iter().enumerate().filter(|(at, _)| ![5, 11].contains(at)).collect::<Vec<_>>()
    };
    assert_eq!(counts(state(&house).await), counts(whole));
}

/// As if the machine had stopped after some accounts and some posts.
async fn forget_half(house: &House) {
    let script = "
        update account set state = 'to_activate', password_hash = null, charter_at = null, activated_at = null where login like 'm%';
        delete from figure_taken;
        delete from figure_account;
        delete from figure_class;
        delete from figure_family;
        delete from figure_week;
        create temp table lost on commit drop as select id from item order by id limit 12;
        delete from attachment where item_id in (select id from lost);
        delete from comment where item_id in (select id from lost);
        delete from reaction where item_id in (select id from lost);
        delete from share where item_id in (select id from lost);
        delete from post where item_id in (select id from lost);
        delete from item where id in (select id from lost);";
    let mut tx = house.database.pool.begin().await.unwrap();
    sqlx::raw_sql(script).execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_database_with_other_schools_is_left_alone() {
    let app = testing::TestApp::new(kernel::Routes::new()).await;
    let shown = web::demonstration::settle(&app.app, never).await.unwrap();
    assert!(shown.is_empty());
    assert_eq!(app.count("select count(*) from item").await, 0);
}

/// What is typed after `preau import`.
#[derive(clap::Parser)]
struct Typed {
    #[command(flatten)]
    import: web::command::Import,
}

#[tokio::test]
async fn the_figures_are_counted_once_after_an_import_from_the_command_line() {
    let house = house().await;
    let folder = tempfile::tempdir().unwrap();
    let feed = demo::write_feed(folder.path(), monday().date_naive()).unwrap();
    let feed = feed.to_str().unwrap();
    let import = async |how: &str| {
        let typed = <Typed as clap::Parser>::parse_from(["import", feed, how, "--json"]);
        typed.import.run(&house.app).await.unwrap();
    };
    let asked = "select count(*) from job where kind = 'count_figures'";
    import("--preview").await;
    assert_eq!(count(&house, asked).await, 0, "a preview changes nothing");
    import("--yes").await;
    import("--yes").await;
    assert_eq!(count(&house, asked).await, 1, "once, however many were applied");
}
