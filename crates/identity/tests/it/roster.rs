//! Who is in a class is kept at hand, and never longer than it is true.

#![expect(clippy::disallowed_methods, reason = "tests change the database in their own words")]

use kernel::PersonId;
use testing::{Client, TestApp};

/// What makes the page of Lina's class, of Lina ($1) and her father ($2), in the order in which it is changed.
const CHANGES: [(&str, &str); 17] = [
    ("her name", "update person set first_name = 'Line' where id = $1 and $2::uuid <> $1"),
    ("her level", "update person set level = 'CM2' where id = $1 and $2::uuid <> $1"),
    ("her account", "update account set state = 'blocked' where person_id = $1 and $2::uuid <> $1"),
    ("and again", "update account set state = 'active' where person_id = $1 and $2::uuid <> $1"),
    (
        "her secret",
        "update account set state = 'to_activate', password_hash = null where person_id = $1 and $2::uuid <> $1",
    ),
    ("his name", "update person set last_name = 'Karimi' where id = $2 and $1::uuid <> $2"),
    ("his account", "update account set state = 'to_activate' where person_id = $2 and $1::uuid <> $2"),
    (
        "hidden",
        "insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_at)
         values (gen_random_uuid(), $1, $2, 'x', '2026-09-01', '2026-10-01', now())",
    ),
    ("not hidden", "update protection set lifted_at = now() where guardian_id = $2 and pupil_id = $1"),
    ("his rank", "update guardian_link set contact_rank = 9 where guardian_id = $2 and pupil_id = $1"),
    (
        "named by hand",
        "update guardian_link set authority = 'third' where guardian_id = $2 and pupil_id = $1",
    ),
    ("and again", "update guardian_link set authority = 'joint' where guardian_id = $2 and pupil_id = $1"),
    (
        "her link ends",
        "update guardian_link set until_day = '2026-09-14' where guardian_id = $2 and pupil_id = $1",
    ),
    (
        "another in the team",
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), $2, 'aesh', place_id, school_id, '2026-09-01', 'head'
         from role where person_id = $1 and kind = 'pupil'",
    ),
    ("not any more", "delete from role where person_id = $2 and kind = 'aesh' and $1::uuid <> $2"),
    (
        "she leaves the class",
        "update role set until_day = '2026-09-14' where person_id = $1 and kind = 'pupil' and $2::uuid <> $1",
    ),
    ("she is nobody's", "delete from role where person_id = $1 and kind = 'pupil' and $2::uuid <> $1"),
];

async fn page(client: &Client, app: &TestApp) -> String {
    let page = client.get(&format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cm1b)).await;
    assert_eq!(page.status, 200);
    page.body()
}

#[tokio::test]
async fn whatever_makes_a_class_s_page_shows_at_the_next_request() {
    let mut app = TestApp::new(identity::routes()).await;
    let (lina, karim, carrel, petit): (PersonId, PersonId, PersonId, PersonId) =
        (app.cast.lina, app.cast.karim, app.cast.carrel, app.cast.petit);
    let (teacher, head) = (app.as_(carrel).await, app.as_(petit).await);
    let mut before = page(&teacher, &app).await;
    for (what, change) in CHANGES {
        let done = sqlx::query(change).bind(lina.0).bind(karim.0).execute(app.pool()).await;
        assert!(done.unwrap().rows_affected() > 0, "{what}");
        let after = page(&teacher, &app).await;
        if what != "his rank" && what != "she is nobody's" {
            assert_ne!(after, before, "{what}");
        }
        let (_, fresh) = app.second_server(identity::routes());
        app.through(fresh);
        assert_eq!(after, page(&app.as_(carrel).await, &app).await, "{what}");
        assert_eq!(page(&head, &app).await, page(&app.as_(petit).await, &app).await, "{what}: for the head");
        before = after;
    }
}

/// What the class ($1) is itself, each seen by its teacher.
const OF_THE_CLASS: [&str; 5] = [
    "update place set name = 'CM1 bleu' where id = $1",
    "update place set name = 'École des Frênes' where id = (select school_id from place where id = $1)",
    "insert into class_session (id, class_id, school_id, opened_by, token_hash, opened_at, ends_at)
     select gen_random_uuid(), r.place_id, r.school_id, r.person_id, 'x', '2026-09-14', '2027-09-14'
     from role r where r.place_id = $1 and r.kind = 'teacher' limit 1",
    "update class_session set closed_at = '2026-09-14' where class_id = $1",
    "update role set kind = 'aesh' where place_id = $1 and kind = 'teacher'",
];

#[tokio::test]
async fn a_class_at_hand_is_the_class_as_it_is() {
    let app = TestApp::new(identity::routes()).await;
    let carrel = app.as_(app.cast.carrel).await;
    let change = async |change| {
        let done = sqlx::query(change).bind(app.cast.cm1b.0).execute(app.pool()).await;
        assert!(done.unwrap().rows_affected() > 0, "{change}");
    };
    let mut before = page(&carrel, &app).await;
    for what in OF_THE_CLASS {
        change(what).await;
        let after = page(&carrel, &app).await;
        assert_ne!(after, before, "{what}");
        before = after;
    }
    assert!(!before.contains("Responsables"), "who helps there is not told who answers for a child");

    let path = format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cm1b);
    for (what, status) in [
        ("update place set closed_on = '2026-09-14' where id = $1", 404),
        ("update place set closed_on = null where id = $1", 200),
        ("update role set until_day = '2026-09-14' where place_id = $1 and kind = 'aesh'", 404),
    ] {
        change(what).await;
        assert_eq!(carrel.get(&path).await.status, status, "{what}");
    }
    let other_school = format!("/ecole/{}/classe/{}", app.cast.rives, app.cast.cm1b);
    assert_eq!(app.as_(app.cast.petit).await.get(&path).await.status, 200);
    assert_eq!(app.as_(app.cast.petit).await.get(&other_school).await.status, 404);
}

#[tokio::test]
async fn it_does_come_from_memory() {
    let app = TestApp::new(identity::routes()).await;
    let carrel = app.as_(app.cast.carrel).await;
    let before = page(&carrel, &app).await;
    let mut tx = app.pool().begin().await.unwrap();
    for whispered in [
        "set local session_replication_role = 'replica'",
        "update person set first_name = 'Tilda' where level = 'CM1'",
    ] {
        sqlx::query(whispered).execute(&mut *tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(page(&carrel, &app).await, before, "nobody said so");
    sqlx::query("update account set state = 'blocked' where person_id = $1")
        .bind(app.cast.malo.0)
        .execute(app.pool())
        .await
        .unwrap();
    assert!(page(&carrel, &app).await.contains("Tilda"));
}

/// Who holds a class is said twice, for queries and for an actor’s roles: they agree.
#[tokio::test]
async fn who_leads_is_the_same_in_the_database() {
    let app = TestApp::new(identity::routes()).await;
    let words = |tools: &[&str]| Some(tools.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>());
    let given = [
        None,
        words(&[]),
        words(&[kernel::role::TEACH]),
        words(&[kernel::role::FEED_READ, kernel::role::FEED_WRITE]),
        words(&[kernel::role::FEED_WRITE, kernel::role::TEACH]),
    ];
    for kind in kernel::RoleKind::all() {
        for tools in &given {
            let role = kernel::Role { kind, place: app.cast.cm1b, school: None, tools: tools.clone() };
            let leads: bool = sqlx::query_scalar("select leads($1, $2)")
                .bind(kind.name())
                .bind(tools)
                .fetch_one(app.pool())
                .await
                .unwrap();
            assert_eq!(role.leads(), leads, "{kind:?} {tools:?}");
        }
    }
}
