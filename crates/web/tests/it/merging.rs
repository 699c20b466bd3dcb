//! Two rich persons become one and are two again: every table that refers to a person is compared, before and
//! after. Here and not in identity, because only the house knows all areas.

use identity::people::{self, Undo};
use kernel::{ItemId, MergeId, PersonId};
use std::collections::BTreeMap;
use testing::{PASSWORD, TestApp};
use uuid::Uuid;

/// Never put back: a session or a link that was closed. A device that the test itself signed in from. A counter that only grows: an item's revision. The
/// merge's own record. The audit is never rewritten.
const NOT_COMPARED: [&str; 7] =
    ["came", "known_device", "session", "password_reset", "audit", "person_merge", "sign_in_attempt"];

async fn house() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    app
}

/// All rows of all tables that refer to a person, and the persons.
#[expect(clippy::disallowed_methods, reason = "the catalogue is asked in the test's own words")]
async fn everything(app: &TestApp) -> BTreeMap<String, Vec<String>> {
    let tables: Vec<String> = sqlx::query_scalar(
        "select distinct tab::text from refers_to_person() union select 'person' order by 1",
    )
    .fetch_all(app.pool())
    .await
    .unwrap();
    let mut all = BTreeMap::new();
    for table in tables.into_iter().filter(|t| !NOT_COMPARED.contains(&t.as_str())) {
        let query = format!("select (to_jsonb(x) - 'revision')::text from {table} x order by 1");
        let rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_all(app.pool()).await.unwrap();
        all.insert(table, rows);
    }
    all
}

async fn run(app: &TestApp, script: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

/// Nadia's second account, as rich as the first: active, with a child of the first's and one of its own, a
/// reaction to the same post, answers, a post of her own, a pending doubt, a feed's key, a former login.
async fn doubled(app: &TestApp) -> PersonId {
    let cast = &app.cast;
    let (second, item, post) = (PersonId::fresh(), Uuid::now_v7(), ItemId::fresh());
    let carrel = app.as_(cast.carrel).await;
    let families =
        one(app, "select id from audience where kind = 'class_guardians' and place_id = $1", cast.cm1b.0)
            .await;
    let fields = [
        ("brouillon", &*post.to_string()),
        ("texte", "Bonjour"),
        ("commentaires", "1"),
        ("audience", &*families.to_string()),
    ];
    assert_eq!(carrel.post_files("/fil/publier", &fields, &[]).await.status, 303);
    run(
        app,
        format!(
            "insert into person (id, title, last_name, first_name, email, mobile, created_at)
               values ('{second}', 'Mme', 'Benali', 'Nadia', 'autre@example.org', '0600000000', '2026-09-03');
             insert into account (person_id, login, state, password_hash, code_hash, code_made_at, activated_at, created_at)
               select '{second}', 'nadia.benali2', 'active', password_hash, '\\x77', '2026-09-10', '2026-09-04', '2026-09-03'
               from account where person_id = '{nadia}';
             insert into former_login (login, person_id, since) values ('nadia.hadad', '{second}', '2026-09-05');
             insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source) values
               ('{lina}', '{second}', 'mother', 'joint', '2026-09-03', 'head'),
               ('{tom}', '{second}', 'mother', 'third', '2026-09-03', 'head');
             insert into role (id, person_id, kind, place_id, school_id, from_day, source) values
               (gen_random_uuid(), '{second}', 'staff', '{tilleuls}', '{tilleuls}', '2026-09-03', 'head'),
               (gen_random_uuid(), '{nadia}', 'staff', '{tilleuls}', '{tilleuls}', '2026-09-02', 'head');
             insert into person_key values ('aaf', 'R2', '{second}', 'relative', '\\x01');
             insert into item (id, kind, author_id, owner_id, school_year, created_at)
               values ('{item}', 'post', '{second}', '{second}', 2026, '2026-09-04');
             insert into reaction (item_id, person_id, kind, at) values
               ('{post}', '{second}', 'merci', '2026-09-15'), ('{post}', '{nadia}', 'coeur', '2026-09-15');
             insert into comment (id, item_id, author_id, body, written_at, written_as) values
               (gen_random_uuid(), '{post}', '{second}', 'Merci !', '2026-09-15', 'family');
             insert into feed_mark values ('{second}', '2026-09-15'), ('{nadia}', '2026-09-14');
             insert into pending_link values ('{sami}', 'aaf', 'R9', 'father', 'joint', '2026-09-03');
             insert into password_reset values ('\\x99', '{second}', '2026-09-16');
             insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
               values (gen_random_uuid(), least('{second}'::uuid, '{nadia}'), greatest('{second}'::uuid, '{nadia}'), 'by_hand', '2026-09-15');",
            nadia = cast.nadia,
            lina = cast.lina,
            tom = cast.tom,
            sami = cast.sami,
            tilleuls = cast.tilleuls,
        ),
    )
    .await;
    let mut tx = app.app.db.begin().await.unwrap();
    let today = tx.today();
    identity::audiences::refresh_all(tx.conn(), today).await.unwrap();
    tx.commit().await.unwrap();
    second
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn one(app: &TestApp, query: &'static str, of: Uuid) -> Uuid {
    sqlx::query_scalar(query).bind(of).fetch_one(app.pool()).await.unwrap()
}

async fn merge(app: &TestApp, keep: PersonId, gone: PersonId) -> MergeId {
    let mut tx = app.app.db.begin().await.unwrap();
    let id = people::merge(&mut tx, app.app.life_cycles, keep, gone, None).await.unwrap();
    tx.commit().await.unwrap();
    id
}

async fn undo(app: &TestApp, id: MergeId) -> Undo {
    let mut tx = app.app.db.begin().await.unwrap();
    let done = people::undo(&mut tx, id, None).await.unwrap();
    tx.commit().await.unwrap();
    done
}

async fn signs_in(app: &TestApp, login: &str) -> bool {
    let reply = app.nobody().post("/connexion", &[("login", login), ("secret", PASSWORD)]).await;
    reply.status == 303
}

#[tokio::test]
async fn two_active_accounts_become_one_and_are_two_again() {
    let app = house().await;
    let nadia = app.cast.nadia;
    let second = doubled(&app).await;
    let session = app.as_(second).await;
    let before = everything(&app).await;

    let id = merge(&app, nadia, second).await;
    for (table, rows) in everything(&app).await {
        assert!(!rows.iter().any(|r| r.contains(&second.to_string())), "{table} still speaks of who went");
    }
    assert_eq!(session.get("/fil").await.status, 303, "her sessions are closed");
    for login in ["nadia.benali", "nadia.benali2"] {
        assert!(signs_in(&app, login).await, "{login} opens the account, with its own secret");
    }
    let feed = app.as_(nadia).await.get("/fil").await;
    assert!(feed.says("Bonjour"));
    let mine = "select count(*) from comment c join account a on a.person_id = c.author_id where a.login = 'nadia.benali'";
    assert_eq!(app.count(mine).await, 1, "what the other wrote is hers");

    assert_eq!(undo(&app, id).await, Undo::Done);
    let after = everything(&app).await;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table} is not as it was");
    }
    assert!(signs_in(&app, "nadia.benali2").await);
    assert_eq!(session.get("/fil").await.status, 303, "a closed session stays closed");
    assert_eq!(undo(&app, id).await, Undo::TooLate, "undone once");
}

#[tokio::test]
async fn a_new_secret_ends_that_of_the_former_login() {
    let app = house().await;
    let second = doubled(&app).await;
    merge(&app, app.cast.nadia, second).await;
    let nadia = app.as_(app.cast.nadia).await;
    let chosen = [("current", PASSWORD), ("password", "sous les platanes 2027")];
    assert_eq!(nadia.post("/moi/mot-de-passe", &chosen).await.status, 303);
    assert!(!signs_in(&app, "nadia.benali2").await, "the secret of before opens nothing");
    let reply = app
        .nobody()
        .post("/connexion", &[("login", "nadia.benali2"), ("secret", "sous les platanes 2027")])
        .await;
    assert_eq!(reply.status, 303, "the former login opens with the one secret");
}

#[tokio::test]
async fn who_stays_takes_the_secret_of_who_goes_when_she_has_none() {
    let app = house().await;
    let second = doubled(&app).await;
    let nadia = app.cast.nadia;
    run(&app, format!("update account set state = 'to_activate', password_hash = null, activated_at = null, charter_at = null where person_id = '{nadia}'")).await;
    let before = everything(&app).await;
    let id = merge(&app, nadia, second).await;
    for login in ["nadia.benali", "nadia.benali2", "nadia.hadad"] {
        assert!(signs_in(&app, login).await, "{login}");
    }
    assert_eq!(undo(&app, id).await, Undo::Done);
    assert_eq!(before["account"], everything(&app).await["account"]);
}

#[tokio::test]
async fn the_later_merge_is_undone_first_and_nothing_after_thirty_days() {
    let app = house().await;
    let (second, nadia) = (doubled(&app).await, app.cast.nadia);
    let before = everything(&app).await;
    let first = merge(&app, nadia, second).await;
    let later = merge(&app, app.cast.claire, nadia).await;
    assert_eq!(undo(&app, first).await, Undo::LaterFirst);
    assert_eq!(undo(&app, later).await, Undo::Done);
    assert_eq!(undo(&app, first).await, Undo::Done);
    assert_eq!(before, everything(&app).await);

    let again = merge(&app, nadia, second).await;
    app.at(testing::first_day() + chrono::TimeDelta::days(31));
    assert_eq!(undo(&app, again).await, Undo::TooLate);
    web::retention::night(app.app.clone()).await.unwrap();
    assert_eq!(
        app.count("select count(*) from person_merge where journal is not null").await,
        0,
        "no names are kept"
    );
}
