//! Equal to a count by hand: the Cast, person by person.

use super::{PROJECT, accounts, app, classes, count, day, families, run, scope};
use chrono::TimeDelta;
use jobs::Worker;
use testing::first_day;

#[tokio::test]
async fn accounts_are_those_of_the_cast() {
    let app = app().await;
    let cast = &app.cast;
    // Karim never came; Nadia and Lina this week, Claire the week before.
    run(
        &app,
        format!(
            "update account set state = 'to_activate', activated_at = null where person_id = '{}';
             insert into came (person_id, week) values ('{}', '2026-09-14'), ('{}', '2026-09-14'), ('{}', '2026-09-07')",
            cast.karim, cast.nadia, cast.lina, cast.claire
        ),
    )
    .await;
    count(&app).await;
    // Lina, Malo, Tom, Zoé; Sami in nursery.
    assert_eq!(accounts(&app, PROJECT, "pupil", "all").await, [5, 5, 5, 1]);
    assert_eq!(accounts(&app, PROJECT, "pupil", "elementary").await, [4, 4, 4, 1]);
    assert_eq!(accounts(&app, PROJECT, "pupil", "nursery").await, [1, 1, 1, 0]);
    // Nadia, Karim, Claire, Yann; Nadia and Karim have a child in each.
    assert_eq!(accounts(&app, PROJECT, "guardian", "all").await, [4, 4, 3, 2]);
    assert_eq!(accounts(&app, PROJECT, "guardian", "nursery").await, [2, 2, 1, 1]);
    assert_eq!(accounts(&app, PROJECT, "guardian", "elementary").await, [4, 4, 3, 2]);
    // Sonia Keller teaches in two schools: once in the project, once in each.
    assert_eq!(accounts(&app, PROJECT, "teacher", "all").await[0], 9);
    assert_eq!(accounts(&app, PROJECT, "teacher", "nursery").await[0], 2);
    assert_eq!(accounts(&app, PROJECT, "teacher", "elementary").await[0], 8);
    assert_eq!(accounts(&app, cast.tilleuls.0, "teacher", "all").await[0], 5);
    assert_eq!(accounts(&app, cast.moulin.0, "teacher", "all").await[0], 2);
    assert_eq!(accounts(&app, cast.ormes.0, "teacher", "all").await[0], 6);
    assert_eq!(accounts(&app, PROJECT, "staff", "all").await[0], 1);
    // Nadia has a child in both schools of the commune: once there, once in each.
    assert_eq!(accounts(&app, cast.tilleuls.0, "guardian", "all").await, [3, 3, 2, 2]);
    assert_eq!(accounts(&app, cast.moulin.0, "guardian", "all").await, [2, 2, 1, 1]);
    assert_eq!(accounts(&app, cast.ormes.0, "guardian", "all").await, [3, 3, 2, 2]);
    let came: i32 = sqlx::query_scalar(
        "select active from figure_week where scope_id = $1 and week = '2026-09-14' and profile = 'guardian' and band = 'all'",
    )
    .bind(PROJECT)
    .fetch_one(app.pool())
    .await
    .unwrap();
    assert_eq!(came, 1, "Nadia; Claire came the week before");
}

#[tokio::test]
async fn classes_and_families_are_those_of_the_cast() {
    let app = app().await;
    let cast = &app.cast;
    run(&app, format!("update account set state = 'to_activate', activated_at = null where person_id in ('{}', '{}', '{}')", cast.karim, cast.zoe, cast.yann)).await;
    count(&app).await;
    // CE2-CM1, CP, MS; in CM2 of Les Rives nobody came. Les Aulnes and Les Bruyères have classes without a pupil.
    assert_eq!(classes(&app, PROJECT, "all").await, [4, 3, 3, 2]);
    assert_eq!(classes(&app, PROJECT, "elementary").await, [3, 2, 2, 1]);
    assert_eq!(classes(&app, PROJECT, "nursery").await, [1, 1, 1, 1]);
    assert_eq!(classes(&app, cast.val_ormes.0, "all").await, [3, 3, 2, 2]);
    assert_eq!(classes(&app, cast.rives.0, "all").await, [1, 0, 1, 0]);
    // Lina and Sami have two homes, and one of them is reached; Claire’s children one; Zoé’s is not.
    assert_eq!(families(&app, PROJECT, "all").await, [5, 4, 2, 2, 4, 2]);
    assert_eq!(families(&app, PROJECT, "nursery").await, [1, 1, 0, 1, 2, 1]);
    assert_eq!(families(&app, cast.tilleuls.0, "all").await, [3, 3, 2, 1, 3, 2]);
    // The department is read from the UAI: no feed says it.
    let somme = scope(&app, "department", "Somme").await;
    assert_eq!(classes(&app, somme, "all").await, [4, 3, 3, 2]);
    // A hidden link reaches nobody.
    run(
        &app,
        format!(
            "insert into protection (id, pupil_id, guardian_id, from_day, until_day, reason, decided_by, decided_at)
             values (gen_random_uuid(), '{}', '{}', '2026-09-01', '2026-12-31', 'Décision du juge', '{}', '2026-09-01')",
            cast.lina, cast.karim, cast.petit
        ),
    )
    .await;
    count(&app).await;
    assert_eq!(families(&app, cast.tilleuls.0, "all").await, [3, 3, 3, 0, 2, 2]);
}

#[tokio::test]
async fn a_school_that_is_not_open_has_no_account_yet() {
    let app = app().await;
    let cast = &app.cast;
    run(
        &app,
        format!(
            "insert into opening_rule (gated, decided_at) values (true, '2026-09-01');
             update place set opened_at = '2026-09-02' where id = '{}'",
            cast.moulin
        ),
    )
    .await;
    count(&app).await;
    assert_eq!(accounts(&app, PROJECT, "pupil", "all").await[..2], [5, 1]);
    // Nadia and Karim through Sami; teachers are never held back.
    assert_eq!(accounts(&app, PROJECT, "guardian", "all").await[..2], [4, 2]);
    assert_eq!(accounts(&app, cast.tilleuls.0, "guardian", "all").await[..2], [3, 0]);
    assert_eq!(accounts(&app, PROJECT, "teacher", "all").await[..2], [9, 9]);
}

#[tokio::test]
async fn a_month_keeps_its_last_count_and_a_week_who_came() {
    let app = app().await;
    let cast = &app.cast;
    run(&app, format!("insert into came (person_id, week) values ('{}', '2026-09-14')", cast.nadia)).await;
    count(&app).await;
    // The night of 1 October counts for 30 September: in its month.
    app.at(first_day() + TimeDelta::days(16));
    run(&app, format!("update role set until_day = '2026-09-20' where person_id = '{}'", cast.zoe)).await;
    rollout::night(&app.app).await.unwrap();
    let months: Vec<(chrono::NaiveDate, chrono::NaiveDate)> =
        sqlx::query_as("select month, day from figure_taken order by 1").fetch_all(app.pool()).await.unwrap();
    assert_eq!(months, [(day("2026-09-01"), day("2026-09-30"))]);
    assert_eq!(accounts(&app, PROJECT, "pupil", "all").await[0], 4);
    // On Monday morning the week that ended is counted a last time; who comes that day has come in it.
    let active = |week: &'static str| {
        let pool = app.pool().clone();
        async move {
            sqlx::query_scalar::<_, i32>(
                "select active from figure_week where scope_id = $1 and week = $2 and profile = 'guardian' and band = 'all'",
            )
            .bind(PROJECT)
            .bind(day(week))
            .fetch_optional(&pool)
            .await
            .unwrap()
        }
    };
    assert_eq!((active("2026-09-14").await, active("2026-09-28").await), (Some(1), Some(0)));
    run(&app, "update came set week = '2026-09-28'").await;
    app.at(first_day() + TimeDelta::days(20));
    rollout::night(&app.app).await.unwrap();
    assert_eq!((active("2026-09-14").await, active("2026-09-28").await), (Some(1), Some(1)));
}

#[tokio::test]
async fn acts_are_counted_once_by_service_and_profile() {
    let app = app().await;
    let cast = &app.cast;
    run(
        &app,
        format!(
            "insert into audit (at, person_id, act) values
               ('2026-09-14 07:00+00', '{nadia}', 'feed_seen'), ('2026-09-14 21:59+00', '{nadia}', 'reacted'),
               ('2026-09-14 22:30+00', '{nadia}', 'reacted'), ('2026-09-14 08:00+00', '{keller}', 'post_published'),
               ('2026-09-14 08:00+00', null, 'reacted'), ('2026-09-14 08:00+00', '{nadia}', 'codes_refused')",
            nadia = cast.nadia,
            keller = cast.keller,
        ),
    )
    .await;
    count(&app).await;
    count(&app).await;
    let acts = |scope: uuid::Uuid, profile: &'static str| {
        let pool = app.pool().clone();
        async move {
            sqlx::query_scalar::<_, i32>(
                "select acts from figure_service where scope_id = $1 and service = 'fil' and profile = $2",
            )
            .bind(scope)
            .bind(profile)
            .fetch_optional(&pool)
            .await
            .unwrap()
        }
    };
    // In Paris the third is of the 15th, which is not over.
    assert_eq!(acts(PROJECT, "guardian").await, Some(2));
    assert_eq!(acts(cast.moulin.0, "guardian").await, Some(2));
    assert_eq!(acts(PROJECT, "teacher").await, Some(1), "in two schools, one act");
    app.at(first_day() + TimeDelta::days(1));
    count(&app).await;
    assert_eq!(acts(PROJECT, "guardian").await, Some(3));
}

#[tokio::test]
async fn the_project_counts_when_it_asks() {
    let app = app().await;
    let oger = app.as_(app.cast.oger).await;
    let page = oger.get("/indicateurs").await;
    assert!(page.status == 200 && page.says("Pas encore de nombres ici"));
    assert_eq!(oger.post("/indicateurs/compter", &[]).await.status, 303);
    let worker = rollout::work(Worker::new(app.app.db.clone(), app.app.clone()));
    assert_eq!(worker.run_waiting().await.unwrap(), 1);
    let to = oger.get("/indicateurs").await;
    assert_eq!(to.location(), Some("/indicateurs/projet"));
    let page = oger.get("/indicateurs/projet").await;
    assert!(page.says("15 septembre 2026"), "{}", page.text());
    for who in [app.cast.segur, app.cast.petit] {
        assert_eq!(app.as_(who).await.post("/indicateurs/compter", &[]).await.status, 404);
    }
}

/// Two counts at once are one after the other; one that dies in its middle leaves what the last one said.
#[tokio::test]
async fn a_count_that_dies_leaves_the_figures_of_the_last_one() {
    let app = app().await;
    count(&app).await;
    let said = accounts(&app, PROJECT, "guardian", "all").await;
    run(
        &app,
        format!(
            "update account set state = 'to_activate', activated_at = null where person_id = '{}'",
            app.cast.claire
        ),
    )
    .await;
    let mut gate = app.pool().begin().await.unwrap();
    sqlx::raw_sql("lock table figure_family in exclusive mode").execute(&mut *gate).await.unwrap();
    let counts = [0, 1].map(|_| {
        let app = app.app.clone();
        tokio::spawn(async move { rollout::count(&app, app.db.clock.today()).await })
    });
    let waiting = async |what: &str| -> Vec<i32> {
        let them = "select pid from pg_locks where not granted and locktype = $1 and database = (select oid from pg_database where datname = current_database())";
        sqlx::query_scalar(them).bind(what).fetch_all(app.pool()).await.unwrap()
    };
    let moment = || tokio::time::sleep(std::time::Duration::from_millis(20));
    for _ in 0..500 {
        if waiting("relation").await.len() + waiting("advisory").await.len() == 2 {
            break;
        }
        moment().await;
    }
    let (in_its_middle, next) = (waiting("relation").await, waiting("advisory").await);
    assert_eq!((in_its_middle.len(), next.len()), (1, 1), "one after the other");
    sqlx::query("select pg_terminate_backend($1)").bind(in_its_middle[0]).execute(app.pool()).await.unwrap();
    for _ in 0..500 {
        if waiting("relation").await != in_its_middle {
            break;
        }
        moment().await;
    }
    assert_eq!(accounts(&app, PROJECT, "guardian", "all").await, said, "of the last one");
    gate.rollback().await.unwrap();
    let [one, other] = counts;
    let went = [one.await.unwrap().is_ok(), other.await.unwrap().is_ok()];
    assert_eq!(went.iter().filter(|ok| **ok).count(), 1, "{went:?}");
    assert_eq!(accounts(&app, PROJECT, "guardian", "all").await[2], said[2] - 1, "the other counted anew");
}
