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
const CHANGES: [(&str, &str); 13] = [
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
    ("and goes on", "update writing_freeze set reopened_at = now() where $1::uuid <> $2::uuid"),
];

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests change the database in their own words")]
async fn whatever_makes_an_actor_shows_at_the_next_request() {
    let app = TestApp::new(routes()).await;
    let (karim, lina): (PersonId, PersonId) = (app.cast.karim, app.cast.lina);
    let (other, _) = app.second_server(routes());
    let here = app.as_(karim).await;
    let mut before = here.get("/qui").await.body();
    for (what, change) in CHANGES {
        let done = sqlx::query(change).bind(karim.0).bind(lina.0).execute(&other.db.pool).await;
        assert!(done.unwrap().rows_affected() > 0, "{what}");
        let after = here.get("/qui").await.body();
        assert_ne!(after, before, "{what}");
        assert_eq!(here.get("/qui").await.body(), after, "{what}: from memory");
        before = after;
    }
}
