//! From CM2 to 6e: person and login are kept, and a space with a class of collège lasts until its day.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use super::year::refresh;
use chrono::{DateTime, TimeZone, Utc};
use kernel::{ItemId, PersonId};
use testing::TestApp;
use uuid::Uuid;

fn on(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, month, day, 9, 0, 0).unwrap()
}

async fn night(app: &TestApp, at: DateTime<Utc>) {
    app.at(at);
    identity::joint_spaces::night(&app.app).await.unwrap();
    refresh(app).await;
    identity::leaving::erase::night(&app.app).await.unwrap();
    refresh(app).await;
}

async fn login(app: &TestApp, person: PersonId) -> Option<(String, String)> {
    let account = sqlx::query_as("select login, state from account where person_id = $1");
    account.bind(person.0).fetch_optional(app.pool()).await.unwrap()
}

/// The audiences of a kind that somebody is in.
async fn among(app: &TestApp, person: PersonId, kind: &str) -> i64 {
    let there = "select count(*) from audience_member m join audience a on a.id = m.audience_id where m.person_id = $1 and a.kind = $2";
    sqlx::query_scalar(there).bind(person.0).bind(kind).fetch_one(app.pool()).await.unwrap()
}

async fn leaves_school(app: &TestApp, pupil: PersonId) {
    sqlx::query("update role set until_day = '2027-07-05' where person_id = $1 and until_day is null")
        .bind(pupil.0)
        .execute(app.pool())
        .await
        .unwrap();
}

async fn house() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.life_cycles = web::house::LIFE_CYCLES;
    app
}

/// An adult of the collège comes as any helper does, with days and tools; everybody in the space sees who is there.
async fn an_adult_of_the_college_comes(app: &TestApp, space: Uuid) {
    let (c, vidal) = (&app.cast, app.as_(app.cast.vidal).await);
    let space_id = space.to_string();
    let given = [
        ("prenom", "Aude"),
        ("nom", "Renn"),
        ("role", "helper"),
        ("objet", "Professeure de français en 6e"),
        ("classe", &*space_id),
        ("du", "2027-05-03"),
        ("au", "2027-12-31"),
        ("outil", "feed_write"),
    ];
    let reply = vidal.post(&format!("/ecole/{}/acces", c.rives), &given).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let shown = app.as_(c.zoe).await.get(&format!("/espace/{space}")).await;
    for said in ["Anna Vidal", "Aude Renn", "Professeure de français en 6e", "31 décembre 2027"] {
        assert!(shown.says(said), "{said}: {}", shown.text());
    }
    assert_eq!(app.as_(c.lina).await.get(&format!("/espace/{space}")).await.status, 404);
}

async fn pupils_of(app: &TestApp, space: Uuid) -> Uuid {
    let of = "select id from audience where place_id = $1 and kind = 'class_pupils'";
    sqlx::query_scalar(of).bind(space).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn a_space_with_the_6e_lasts_until_its_day() {
    let app = house().await;
    let c = app.cast.clone();
    app.at(on(2027, 5, 3));
    refresh(&app).await;
    let vidal = app.as_(c.vidal).await;
    let page = format!("/ecole/{}/classe/{}/sixieme", c.rives, c.rives_cm2);
    let asked = |au: &'static str| [("college", "Collège des Lilas"), ("classe", "6e B"), ("au", au)];
    let late = vidal.post(&page, &asked("2028-01-01")).await;
    assert_eq!(late.status, 422);
    assert!(late.says("Au plus tard le 31 décembre 2027"), "{}", late.text());
    assert_eq!(vidal.post(&page, &asked("2027-12-31")).await.status, 303);
    let space: Uuid =
        sqlx::query_scalar("select place_id from joint_space").fetch_one(app.pool()).await.unwrap();
    assert!(vidal.get(&page).await.says("1 élève, jusqu’au 31 décembre 2027"));
    for stranger in [c.carrel, c.petit, c.roy] {
        assert_eq!(app.as_(stranger).await.get(&page).await.status, 404);
    }

    an_adult_of_the_college_comes(&app, space).await;
    let pupils = pupils_of(&app, space).await;
    let item = ItemId::fresh();
    let fields = [
        ("brouillon", &*item.to_string()),
        ("texte", "Bienvenue au collège"),
        ("audience", &*pupils.to_string()),
    ];
    let reply = vidal.post_files("/fil/publier", &fields, &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let read = format!("/fil/{item}");

    let before = login(&app, c.zoe).await;
    leaves_school(&app, c.zoe).await;
    night(&app, on(2027, 10, 20)).await;
    assert_eq!(login(&app, c.zoe).await, before, "she keeps account and login");
    assert_eq!(app.as_(c.zoe).await.get(&read).await.status, 200);
    assert_eq!(among(&app, c.yann, "class_guardians").await, 1, "her father, in the space");
    assert_eq!(among(&app, c.yann, "school_guardians").await, 0, "and not among the families of the school");

    night(&app, on(2028, 1, 2)).await;
    assert_eq!(app.as_(c.zoe).await.get(&read).await.status, 200, "an archive");
    let closed =
        "select count(*) from place p join joint_space j on j.place_id = p.id where p.closed_on is not null";
    assert_eq!(app.count(closed).await, 1);
    let fields = [
        ("brouillon", &*ItemId::fresh().to_string()),
        ("texte", "Encore"),
        ("audience", &*pupils.to_string()),
    ];
    assert_eq!(app.as_(c.vidal).await.post_files("/fil/publier", &fields, &[]).await.status, 422);
    night(&app, on(2028, 1, 25)).await;
    assert_eq!(login(&app, c.zoe).await.map(|a| a.1).as_deref(), Some("leaving"), "the three months begin");
    assert_eq!(among(&app, c.zoe, "class_pupils").await, 0);
    let before = before.map(|a| a.0);
    assert_eq!(login(&app, c.zoe).await.map(|a| a.0), before, "the login is hers until the end");
    night(&app, on(2028, 5, 2)).await;
    assert_eq!(login(&app, c.zoe).await.filter(|a| a.1 != "erased"), None);
}

#[tokio::test]
async fn who_leads_the_class_ends_it_and_others_have_none() {
    let app = house().await;
    let c = app.cast.clone();
    let (vidal, carrel) = (app.as_(c.vidal).await, app.as_(c.carrel).await);
    let fields = [("college", "Les Lilas"), ("classe", "6e A"), ("au", "2026-12-18")];
    let without = carrel.post(&format!("/ecole/{}/classe/{}/sixieme", c.tilleuls, c.cm1b), &fields).await;
    assert_eq!(without.status, 422);
    assert!(without.says("Aucun élève"), "{}", without.text());
    let page = format!("/ecole/{}/classe/{}/sixieme", c.rives, c.rives_cm2);
    assert_eq!(vidal.post(&page, &fields).await.status, 303);
    let space: Uuid =
        sqlx::query_scalar("select place_id from joint_space").fetch_one(app.pool()).await.unwrap();
    assert_eq!(carrel.post(&format!("{page}/{space}"), &[("quoi", "terminer")]).await.status, 404);
    assert_eq!(vidal.post(&format!("{page}/{space}"), &[("quoi", "terminer")]).await.status, 303);
    assert_eq!(app.as_(c.zoe).await.get(&format!("/espace/{space}")).await.status, 200, "today still");
    night(&app, testing::first_day() + chrono::TimeDelta::days(1)).await;
    assert!(!vidal.get(&page).await.says("jusqu’au"), "over");
    assert_eq!(among(&app, c.zoe, "school_guardians").await, 0);
}

#[tokio::test]
async fn to_college_and_back_it_is_the_same_person_with_the_same_login() {
    let app = house().await;
    let zoe = app.cast.zoe;
    app.at(on(2027, 6, 1));
    refresh(&app).await;
    let before = login(&app, zoe).await;
    leaves_school(&app, zoe).await;
    night(&app, on(2027, 8, 10)).await;
    let leaving = login(&app, zoe).await;
    assert_eq!(leaving.as_ref().map(|a| a.1.as_str()), Some("leaving"));
    assert_eq!(leaving.map(|a| a.0), before.clone().map(|a| a.0));
    // The collège is in the same project: its feed says that she is there.
    sqlx::query("insert into role (id, person_id, kind, place_id, school_id, from_day, source) values (gen_random_uuid(), $1, 'pupil', $2, $2, '2027-09-01', 'feed')")
        .bind(zoe.0).bind(app.cast.rives.0).execute(app.pool()).await.unwrap();
    night(&app, on(2027, 9, 2)).await;
    assert_eq!(login(&app, zoe).await, before, "as she was");
}

/// Her role in the space was until December: it ends with her last one in the school, whatever ends that.
#[tokio::test]
async fn a_teacher_who_left_the_school_leaves_the_space() {
    let app = house().await;
    let c = app.cast.clone();
    let page = format!("/ecole/{}/classe/{}/sixieme", c.rives, c.rives_cm2);
    let fields = [("college", "Les Lilas"), ("classe", "6e A"), ("au", "2026-12-18")];
    assert_eq!(app.as_(c.vidal).await.post(&page, &fields).await.status, 303);
    let space: Uuid =
        sqlx::query_scalar("select place_id from joint_space").fetch_one(app.pool()).await.unwrap();
    let path = format!("/espace/{space}");
    let ends = async |day: &str, which: &str| {
        let sql = format!(
            "update role set until_day = '{day}' where person_id = '{}' and place_id <> '{space}' and {which}",
            c.vidal
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(app.pool()).await.unwrap();
    };
    // She no longer teaches the CM2, and is still of the school.
    ends("2026-09-15", &format!("place_id = '{}'", c.rives_cm2)).await;
    night(&app, on(2026, 9, 16)).await;
    assert_eq!(app.as_(c.vidal).await.get(&path).await.status, 200);
    // She has left the school: neither the space nor its archive of later days is hers.
    ends("2026-09-16", "until_day is null").await;
    night(&app, on(2026, 9, 17)).await;
    assert_eq!(app.as_(c.vidal).await.get(&path).await.status, 404);
    assert_eq!(app.as_(c.zoe).await.get(&path).await.status, 200, "its pupils stay");
    let over =
        "select count(*) from role r join joint_space j on j.place_id = r.place_id and r.kind = 'teacher'
                where r.until_day = '2026-09-16'";
    assert_eq!(app.count(over).await, 1);
}
