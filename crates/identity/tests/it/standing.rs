//! Who somebody is here is kept at hand, and never longer than it is true: whatever in the database makes an
//! actor shows at the very next request, of every process.

use identity::App;
use kernel::{Access, Actor, PersonId, Routes};
use testing::TestApp;

fn routes() -> Routes<App> {
    Routes::new().get("/qui", Access::Members, async |actor: Actor| Ok::<_, kernel::Error>(said(&actor)))
}

/// Everything that a page may decide by.
fn said(actor: &Actor) -> String {
    let roles: Vec<_> = actor.roles.iter().map(|r| (r.kind, r.place, r.school, r.tools.clone())).collect();
    let children: Vec<_> =
        actor.children.iter().map(|c| (c.person, c.first_name.clone(), c.level.clone())).collect();
    format!("{} {:?} {roles:?} {children:?} {:?}", actor.name, actor.face, actor.frozen)
}

/// What makes an actor of a father ($1) of a pupil ($2), in the order in which it is changed.
const CHANGES: [(&str, &str); 17] = [
    (
        "the child's role ends",
        "update role set until_day = '2026-09-14' where person_id = $2 and kind = 'pupil'",
    ),
    ("it goes on", "update role set until_day = null where person_id = $2 and kind = 'pupil'"),
    ("the child's level", "update person set level = 'CE2' where id = $2"),
    ("the child's name", "update person set first_name = 'Line' where id = $2"),
    ("the own name", "update person set last_name = 'Karimi' where id = $1"),
    (
        "no authority any more",
        "update guardian_link set authority = 'third' where guardian_id = $1 and pupil_id = $2",
    ),
    ("and again", "update guardian_link set authority = 'joint' where guardian_id = $1 and pupil_id = $2"),
    (
        "the child is hidden",
        "insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_at)
         values (gen_random_uuid(), $2, $1, 'x', '2026-09-01', '2026-10-01', now())",
    ),
    ("no longer", "update protection set lifted_at = now() where guardian_id = $1 and pupil_id = $2"),
    (
        "a role of her own",
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), $1, 'aesh', place_id, school_id, '2026-09-01', 'head'
         from role where person_id = $2 and kind = 'pupil'",
    ),
    ("and not", "delete from role where person_id = $1 and $2::uuid is not null"),
    (
        "writing is stopped",
        "insert into writing_freeze (id, profile, message, reason, frozen_at, frozen_by)
         select gen_random_uuid(), 'guardians', 'En pause.', 'x', now(), $1 where $2::uuid is not null",
    ),
    (
        "not in the schools",
        "insert into freeze_opening (freeze_id, place_id, opened_at, opened_by)
         select f.id, s.id, now(), $1 from writing_freeze f, place s where s.kind = 'school' and $2::uuid is not null",
    ),
    (
        "the circonscription is frozen",
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by)
         select gen_random_uuid(), 'guardians', s.parent_id, 'Fermé.', 'x', now(), $1
         from role r join place s on s.id = r.school_id where r.person_id = $2 and r.kind = 'pupil'",
    ),
    (
        "its schools go to another",
        "update place s set parent_id = o.id from place o
         where s.kind = 'school' and s.parent_id = (select f.place_id from writing_freeze f where f.place_id is not null)
           and o.kind = 'circonscription' and o.id <> s.parent_id and $1::uuid <> $2::uuid",
    ),
    (
        "and come back",
        "update place s set parent_id = f.place_id from writing_freeze f
         where f.place_id is not null and s.kind = 'school' and $1::uuid <> $2::uuid",
    ),
    ("and goes on", "update writing_freeze set reopened_at = now() where $1::uuid <> $2::uuid"),
];

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests change the database in their own words")]
async fn whatever_makes_an_actor_shows_at_the_next_request() {
    let mut app = TestApp::new(routes()).await;
    let (karim, lina): (PersonId, PersonId) = (app.cast.karim, app.cast.lina);
    let (other, elsewhere) = app.second_server(routes());
    let here = app.as_(karim).await;
    app.through(elsewhere);
    let there = app.as_(karim).await;
    let mut before = here.get("/qui").await.body();
    for (what, change) in CHANGES {
        let done = sqlx::query(change).bind(karim.0).bind(lina.0).execute(&other.db.pool).await;
        assert!(done.unwrap().rows_affected() > 0, "{what}");
        let after = here.get("/qui").await.body();
        assert_ne!(after, before, "{what}");
        assert_eq!(here.get("/qui").await.body(), after, "{what}: from memory");
        assert_eq!(there.get("/qui").await.body(), after, "{what}: in the other process");
        before = after;
    }
}

/// Changes a name behind the revision's back: who still reads the old one had it from memory.
async fn whisper(app: &TestApp, person: PersonId, name: &str) {
    let mut tx = app.pool().begin().await.unwrap();
    sqlx::query!("select set_config('session_replication_role', 'replica', true)")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    sqlx::query!("update person set first_name = $2 where id = $1", person.0, name)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

async fn freeze_nursery(app: &TestApp) {
    sqlx::query!(
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by)
         values (gen_random_uuid(), 'heads', $1, 'En pause.', 'x', now(), $2)",
        app.cast.moulin.0,
        app.cast.oger.0,
    )
    .execute(app.pool())
    .await
    .unwrap();
}

#[tokio::test]
async fn while_somebody_else_is_frozen_standings_still_come_from_memory() {
    let app = TestApp::new(routes()).await;
    freeze_nursery(&app).await;
    let carrel = app.as_(app.cast.carrel).await;
    assert!(carrel.get("/qui").await.body().starts_with("Marion Carrel"));
    whisper(&app, app.cast.carrel, "Marianne").await;
    assert!(carrel.get("/qui").await.body().starts_with("Marion Carrel"), "from memory");
    // A freeze that ends is asked about by everybody, once.
    sqlx::query!("update writing_freeze set reopened_at = now()").execute(app.pool()).await.unwrap();
    assert!(carrel.get("/qui").await.body().starts_with("Marianne Carrel"));
    whisper(&app, app.cast.carrel, "Marion").await;
    assert!(carrel.get("/qui").await.body().starts_with("Marianne Carrel"), "from memory again");
}

/// Two who begin a freeze at once wait for nobody but while the other commits, and neither change is lost.
#[tokio::test]
async fn freezes_begun_at_once_are_both_seen() {
    let app = TestApp::new(routes()).await;
    let read = async || {
        sqlx::query_scalar!("select revision from freeze_revision").fetch_one(app.pool()).await.unwrap()
    };
    let before = read().await;
    let (mut one, mut two) = (app.pool().begin().await.unwrap(), app.pool().begin().await.unwrap());
    for tx in [&mut one, &mut two] {
        sqlx::query!(
            "insert into writing_freeze (id, profile, message, reason, frozen_at, frozen_by)
             values (gen_random_uuid(), 'heads', 'En pause.', 'x', now(), $1)",
            app.cast.oger.0,
        )
        .execute(&mut **tx)
        .await
        .unwrap();
    }
    assert_eq!(read().await, before);
    two.commit().await.unwrap();
    assert_eq!(read().await, before + 1);
    one.commit().await.unwrap();
    assert_eq!(read().await, before + 2);
}
