//! Where all schools stand, and the plan of training, are kept at hand, and never longer than they are true: a server
//! that remembers says at the next request what one says that was just started.

use super::{Role, Way};
use kernel::PersonId;
use testing::Client;

struct Steering {
    way: Way,
    /// Of the server that remembers.
    remembers: axum::Router,
    here: Vec<(PersonId, Client)>,
}

const PAGES: [&str; 9] = [
    "/pilotage",
    "/deploiement",
    "/deploiement?tient=inspection",
    "/deploiement?mot=tilleuls",
    "/deploiement?etape=donnees",
    "/formations/plan",
    "/formations",
    "/encadrement",
    "/contacts",
];

impl Steering {
    async fn new() -> Self {
        let way = Way::new().await;
        let mut steering = Self { remembers: way.app.router(), way, here: Vec::new() };
        steering.come_in().await;
        steering.agree("at first").await;
        steering
    }

    async fn come_in(&mut self) {
        self.way.app.through(self.remembers.clone());
        self.here.clear();
        for person in [self.way.app.cast.oger, self.way.app.cast.segur, self.way.agent] {
            self.here.push((person, self.way.app.as_(person).await));
        }
    }

    async fn agree(&mut self, what: &str) {
        let (_, fresh) = self.way.app.second_server(identity::routes().merge(rollout::routes()));
        self.way.app.through(fresh);
        for (person, here) in &self.here {
            let there = self.way.app.as_(*person).await;
            for page in PAGES {
                let (kept, fresh) = (here.get(page).await, there.get(page).await);
                assert_eq!(kept.status, fresh.status, "{what}: {page}");
                assert_eq!(kept.body(), fresh.body(), "{what}: {page}");
                assert_eq!(here.get(page).await.body(), fresh.body(), "{what}: {page}, again");
            }
        }
    }

    async fn change(&mut self, what: &str, change: &'static str) {
        let done = sqlx::query(change).execute(self.way.app.pool()).await.unwrap();
        assert!(done.rows_affected() > 0, "{what}");
        self.agree(what).await;
    }

    async fn step(&mut self, role: Role, step: &str) {
        assert_eq!(self.way.does(role, step).await.status, 303, "{step}");
        self.agree(step).await;
    }
}

#[tokio::test]
async fn each_step_shows_at_once() {
    let mut steering = Steering::new().await;
    for (step, role) in super::PATH {
        steering.step(role, step).await;
    }
    let page = steering.here[0].1.get("/deploiement?etape=en-service").await;
    assert_eq!(page.all("tbody th a"), ["Les Tilleuls"]);
}

#[tokio::test]
async fn so_does_what_the_directory_brings_and_a_day_that_ends() {
    let mut steering = Steering::new().await;
    steering.way.until("engagement").await;
    steering.agree("before the commune").await;
    for (what, change) in [
        ("a commune’s agent goes", "update role set until_day = '2026-09-14' where kind = 'commune_agent'"),
        ("she comes back", "update role set until_day = null where kind = 'commune_agent'"),
        ("a school has another name", "update place set name = 'Les Tilleuls verts' where name = 'Les Tilleuls'"),
        ("one closes", "update place set closed_on = '2026-09-15' where name = 'Le Moulin Bleu'"),
        ("one opens again", "update place set closed_on = null where name = 'Le Moulin Bleu'"),
        ("a path ends", "update joining set ended_at = '2026-09-15T07:00:00Z', end_reason = 'withdrawn'"),
        ("and does not", "update joining set ended_at = null, end_reason = null"),
        ("pupils leave", "update role set until_day = '2026-09-14' where kind = 'pupil'"),
        ("who carried it leaves", "update role set until_day = '2026-09-14' where kind = 'teacher'"),
        ("nothing opens by steps", "update opening_rule set gated = false"),
        (
            "the register of collèges begins",
            "insert into college (id, uai, name, town, made_at) values (gen_random_uuid(), '0790000B', 'Collège des Essais', 'Ormes', '2026-09-15')",
        ),
        (
            "a school leads there",
            "insert into college_sector (id, college_id, school_id, from_day, source, said_at)
             select gen_random_uuid(), c.id, s.id, '2026-09-01', 'hand', '2026-09-15' from college c, place s where s.name = 'Les Tilleuls verts'",
        ),
        (
            "a plan is said",
            "insert into training_plan (circonscription_id, school_year, planned_minutes, themes, said_by, said_at)
             select p.id, 2026, 1080, '', r.person_id, '2026-09-15' from place p, role r where p.kind = 'circonscription' and r.kind = 'head' limit 1",
        ),
    ] {
        steering.change(what, change).await;
    }
    steering.way.app.at(testing::first_day() + chrono::TimeDelta::days(45));
    steering.come_in().await;
    steering.agree("a month later").await;
    the_night_forgets(&steering).await;
    steering.agree("after the night").await;
    steering
        .change("and a name", "update place set name = 'Les Ormeaux' where name = 'Les Tilleuls verts'")
        .await;
}

async fn the_night_forgets(steering: &Steering) {
    let lines = || async {
        let count: i64 = sqlx::query_scalar("select count(*) from territory_change")
            .fetch_one(steering.way.app.pool())
            .await
            .unwrap();
        count
    };
    assert!(lines().await > 1);
    rollout::forget_changes(&steering.way.app.app.db).await.unwrap();
    assert_eq!(lines().await, 1);
}
