//! What was asked for help, month by month and place by place, equal to a count by hand.

use super::{PROJECT, app, count, run, scope};
use testing::{Reply, TestApp};
use uuid::Uuid;

fn rows(page: &Reply, section: &str) -> Vec<String> {
    page.all(&format!("section[aria-labelledby={section}] tbody tr"))
}

/// Asked (and resolved, in so many minutes) in a school, or in none, in this queue.
async fn ticket(
    app: &TestApp,
    school: Option<Uuid>,
    queue: &str,
    asked: &str,
    resolved: Option<(&str, i32)>,
) {
    let level = match queue {
        "school" | "circonscription" | "safety" => 1,
        "publisher" => 3,
        _ => 2,
    };
    sqlx::query(
        "insert into ticket (id, school_id, category, title, channel, priority, queue, place_id, level, state, opened_at, answer_by, resolved_at, solved_minutes)
         values (gen_random_uuid(), $1, case when $2 = 'safety' then 'safety' else 'uses' end, 'Essai', 'web', 3, $2, $1, $3,
                 case when $5::text is null then 'open' else 'resolved' end, $4::text::timestamptz, $4::text::timestamptz, $5::text::timestamptz, $6)",
    )
    .bind(school)
    .bind(queue)
    .bind(level)
    .bind(asked)
    .bind(resolved.map(|r| r.0))
    .bind(resolved.map(|r| r.1))
    .execute(app.pool())
    .await
    .unwrap();
}

/// Asked, resolved, still open, the median in minutes.
async fn help(app: &TestApp, scope: Uuid, month: &str, part: &str) -> (i32, i32, i32, Option<i32>) {
    let found = sqlx::query_as(
        "select opened, resolved, still_open, minutes from figure_help where scope_id = $1 and month = $2::text::date and part = $3",
    );
    let found = found.bind(scope).bind(month).bind(part).fetch_optional(app.pool()).await.unwrap();
    found.unwrap_or_default()
}

/// Two in July, of which one waits until September; five in September. One has no school, one is confidential.
async fn asked(app: &TestApp) {
    let (tilleuls, moulin) = (Some(app.cast.tilleuls.0), Some(app.cast.moulin.0));
    ticket(app, tilleuls, "school", "2026-07-01 08:00+00", Some(("2026-07-02 08:00+00", 600))).await;
    ticket(app, tilleuls, "school", "2026-07-03 08:00+00", Some(("2026-09-02 08:00+00", 900))).await;
    // In Paris it is August already: the 1st, just after midnight.
    ticket(app, moulin, "school", "2026-07-31 22:30+00", None).await;
    ticket(app, tilleuls, "school", "2026-09-01 08:00+00", Some(("2026-09-01 09:00+00", 60))).await;
    ticket(app, tilleuls, "circonscription", "2026-09-02 08:00+00", Some(("2026-09-02 10:00+00", 120))).await;
    ticket(app, moulin, "publisher", "2026-09-03 08:00+00", None).await;
    ticket(app, None, "project", "2026-09-04 08:00+00", None).await;
    ticket(app, tilleuls, "safety", "2026-09-04 08:00+00", None).await;
}

#[tokio::test]
async fn requests_are_counted_month_by_month_and_place_by_place() {
    let app = app().await;
    asked(&app).await;
    count(&app).await;
    let (tilleuls, moulin) = (app.cast.tilleuls.0, app.cast.moulin.0);
    let of = async |scope, month| help(&app, scope, month, "all").await;
    assert_eq!(of(PROJECT, "2026-07-01").await, (2, 1, 1, Some(600)));
    assert_eq!(of(PROJECT, "2026-08-01").await, (1, 0, 2, None));
    // Three resolved, in 60, 120 and 900 minutes.
    assert_eq!(of(PROJECT, "2026-09-01").await, (4, 3, 3, Some(120)));
    assert_eq!(of(tilleuls, "2026-09-01").await, (2, 3, 0, Some(120)));
    assert_eq!(of(moulin, "2026-09-01").await, (1, 0, 2, None));
    // Both schools lie in the commune and in the circonscription; what has no school in neither.
    for whole in [app.cast.ormes.0, app.cast.val_ormes.0] {
        assert_eq!(of(whole, "2026-09-01").await, (3, 3, 2, Some(120)));
    }
    let parts = [
        ("level_1", (2, 3, 1, Some(120))),
        ("school", (1, 2, 1, Some(60))),
        ("circonscription", (1, 1, 0, Some(120))),
        ("level_2", (1, 0, 1, None)),
        ("project", (1, 0, 1, None)),
        ("publisher", (1, 0, 1, None)),
    ];
    for (part, counted) in parts {
        assert_eq!(help(&app, PROJECT, "2026-09-01", part).await, counted, "{part}");
    }
    assert_eq!(app.count("select count(*) from figure_help where part = 'safety'").await, 0);
}

#[tokio::test]
async fn a_month_that_is_over_keeps_its_count_when_tickets_are_forgotten() {
    let app = app().await;
    asked(&app).await;
    count(&app).await;
    run(&app, "delete from ticket where opened_at < '2026-08-01'").await;
    count(&app).await;
    assert_eq!(help(&app, PROJECT, "2026-07-01", "all").await, (2, 1, 1, Some(600)));
    // September is not over: it is said anew, and once more when October has begun.
    app.at("2026-10-05T08:00:00Z".parse().unwrap());
    ticket(&app, None, "project", "2026-09-29 08:00+00", None).await;
    rollout::night(&app.app).await.unwrap();
    assert_eq!(help(&app, PROJECT, "2026-09-01", "all").await.0, 5);
    assert_eq!(help(&app, PROJECT, "2026-10-01", "all").await, (0, 0, 3, None));
    assert_eq!(app.count("select count(*) from figure_help_month").await, 3, "July, August, September");
}

#[tokio::test]
async fn the_page_says_it_beside_the_use_and_hides_what_is_few() {
    let app = app().await;
    asked(&app).await;
    run(&app, format!("insert into came (person_id, week) values ('{}', '2026-09-14')", app.cast.nadia))
        .await;
    count(&app).await;
    let at = format!("/indicateurs/{}", app.cast.tilleuls);
    let own = app.as_(app.cast.petit).await.get(&at).await;
    assert_eq!(
        rows(&own, "assistance"),
        [
            "septembre 2026 (2026-27) 2 3 0 2 h 1 2000",
            "août 2026 (2026-27) 0 0 1 — — —",
            "juillet 2026 (2025-26) 2 1 1 10 h — —"
        ]
    );
    assert_eq!(
        rows(&own, "files"),
        ["Niveau 1, au plus près 2 3 0 2 h", "— École 1 2 0 1 h", "— Circonscription 1 1 0 2 h"]
    );
    assert!(own.says("Ce qui est confidentiel n’est pas compté."), "{}", own.text());
    for who in [app.cast.oger, app.cast.segur] {
        let page = app.as_(who).await.get(&at).await;
        let said = rows(&page, "assistance");
        assert_eq!(said[0], "septembre 2026 (2026-27) moins de 5 moins de 5 0 — — —", "{said:?}");
        assert!(rows(&page, "files").iter().all(|r| !r.contains(" h")), "{:?}", rows(&page, "files"));
    }
    let project = app.as_(app.cast.oger).await;
    let paper = project.get("/indicateurs/projet/reunion?par=ecole").await;
    assert_eq!(rows(&paper, "assistance").len(), 3);
    assert!(
        rows(&paper, "lieux").iter().any(|r| r.starts_with("Les Tilleuls") && r.ends_with("moins de 5 0"))
    );
    let csv = project.get("/indicateurs/projet/tableau/csv?par=ecole").await.body();
    assert!(
        csv.contains("\"Assistance par file\"") && csv.contains("\"Demandes d’aide\";\"Encore ouvertes\""),
        "{csv}"
    );
    // A perimeter begins with the month of its place.
    assert_eq!(project.post(&format!("{at}/perimetre"), &[("nom", "Une école")]).await.status, 303);
    let kept = scope(&app, "perimeter", "Une école").await;
    assert_eq!(help(&app, kept, "2026-09-01", "all").await, (2, 3, 0, Some(120)));
    count(&app).await;
    assert_eq!(help(&app, kept, "2026-09-01", "school").await, (1, 2, 0, Some(60)));
}

/// Of months before the first count too: from the tickets that are still there, by the same count.
#[tokio::test]
async fn levels_and_queues_go_month_by_month_and_stay_when_tickets_go() {
    let app = app().await;
    asked(&app).await;
    count(&app).await;
    let at = format!("/indicateurs/{}", app.cast.tilleuls);
    let july =
        ["juillet 2026 (2025-26) Niveau 1, au plus près 2 1 10 h", "juillet 2026 (2025-26) — École 2 1 10 h"];
    let own = app.as_(app.cast.petit).await.get(&at).await;
    let said = rows(&own, "files-mois");
    assert_eq!(
        said[..3],
        [
            "septembre 2026 (2026-27) Niveau 1, au plus près 2 3 2 h",
            "septembre 2026 (2026-27) — École 1 2 1 h",
            "septembre 2026 (2026-27) — Circonscription 1 1 2 h",
        ]
    );
    // In August nothing was asked, and one waited.
    assert_eq!(
        said[3..5],
        ["août 2026 (2026-27) Niveau 1, au plus près 0 0 —", "août 2026 (2026-27) — École 0 0 —"]
    );
    assert_eq!(said[5..], july);
    // Where it goes on to does not change the months that are over; nor that it is forgotten.
    run(
        &app,
        "update ticket set queue = 'project', level = 2 where queue = 'school' and opened_at < '2026-09-01'",
    )
    .await;
    run(&app, "delete from ticket where resolved_at < '2026-08-01'").await;
    count(&app).await;
    let own = app.as_(app.cast.petit).await.get(&at).await;
    assert_eq!(rows(&own, "files-mois")[rows(&own, "files-mois").len() - 2..], july);
    // The project reads of the school what is not few; of the whole, in files, all months.
    let project = app.as_(app.cast.oger).await;
    let page = project.get(&at).await;
    assert!(
        rows(&page, "files-mois").iter().all(|r| r.contains("moins de 5") || r.ends_with("0 0 —")),
        "{}",
        page.text()
    );
    let csv = project.get("/indicateurs/projet/tableau/csv").await.body();
    assert!(csv.contains("\"Assistance par mois et file\"\r\n\"Mois\";\"Niveau et file\";\"Demandes\";\"Résolues\";\"Durée médiane\"\r\n"), "{csv}");
    assert!(csv.contains("\"juillet 2026 (2025-26)\";\"— École\";\"moins de 5\";\"moins de 5\";"), "{csv}");
    assert_eq!(project.get("/indicateurs/projet/tableau/ods").await.status, 200);
    let paper = project.get("/indicateurs/projet/reunion").await;
    assert!(rows(&paper, "files-mois").is_empty() && !rows(&paper, "files").is_empty());
}

/// A month counted late says where requests were at its end, by the way that they went since.
#[tokio::test]
async fn a_month_that_is_counted_late_is_counted_as_it_was() {
    let app = app().await;
    let tilleuls = app.cast.tilleuls.0;
    ticket(&app, Some(tilleuls), "publisher", "2026-07-01 08:00+00", None).await;
    for (queue, level, at) in [
        ("school", 1, "2026-07-01 08:00+00"),
        ("dsi", 2, "2026-07-20 08:00+00"),
        ("publisher", 3, "2026-08-31 21:59+00"),
    ] {
        sqlx::query("insert into ticket_turn (id, ticket_id, queue, level, at, priority) select gen_random_uuid(), id, $1, $2, $3::text::timestamptz, 3 from ticket")
            .bind(queue)
            .bind(level)
            .bind(at)
            .execute(app.pool())
            .await
            .unwrap();
    }
    count(&app).await;
    for (month, part, counted) in [
        ("2026-07-01", "dsi", (1, 0, 1, None)),
        ("2026-07-01", "level_2", (1, 0, 1, None)),
        ("2026-07-01", "school", (0, 0, 0, None)),
        // Passed on one minute before September begins in Paris.
        ("2026-08-01", "publisher", (0, 0, 1, None)),
        ("2026-08-01", "dsi", (0, 0, 0, None)),
        ("2026-09-01", "level_3", (0, 0, 1, None)),
    ] {
        assert_eq!(help(&app, tilleuls, month, part).await, counted, "{month} {part}");
    }
}

/// Thirty asked in the school's queue in each of two months, twelve with the project, exactly counted and said.
#[tokio::test]
async fn what_is_many_is_said_exactly_month_by_month() {
    let app = app().await;
    let tilleuls = Some(app.cast.tilleuls.0);
    for month in ["2026-07", "2026-09"] {
        for n in 0..30 {
            let solved = (n < 20).then_some(60 + n);
            let (asked, done) = (format!("{month}-01 08:00+00"), format!("{month}-08 08:00+00"));
            ticket(&app, tilleuls, "school", &asked, solved.map(|minutes| (&*done, minutes))).await;
        }
        for _ in 0..12 {
            ticket(&app, tilleuls, "dsi", &format!("{month}-02 08:00+00"), None).await;
        }
    }
    count(&app).await;
    let page = app.as_(app.cast.segur).await.get(&format!("/indicateurs/{}", app.cast.val_ormes)).await;
    let of = |month: &str| {
        [
            "Niveau 1, au plus près 30 20 1,2 h",
            "— École 30 20 1,2 h",
            "Niveau 2, le projet 12 0 —",
            "— DSI 12 0 —",
        ]
        .map(|said| format!("{month} {said}"))
    };
    let said = rows(&page, "files-mois");
    assert_eq!(said[..4], of("septembre 2026 (2026-27)"));
    assert_eq!(said[said.len() - 4..], of("juillet 2026 (2025-26)"));
}
