//! Letters of the cockpit: to whose turn it is, to a head whom nobody carries the project for, before a convention ends.

use crate::joining::{Role, Way};
use kernel::PersonId;
use testing::TestApp;

/// Who is written to, and what about: every letter of these kinds in the queue, composed now; and none twice.
async fn written(app: &TestApp, kind: &str) -> Vec<(PersonId, String)> {
    let rows: Vec<(serde_json::Value,)> = sqlx::query_as(
        "select payload from job where kind = 'mail' and payload->>'kind' = $1 order by payload->>'person', id",
    )
    .bind(kind)
    .fetch_all(app.pool())
    .await
    .unwrap();
    sqlx::query("delete from job where kind = 'mail'").execute(app.pool()).await.unwrap();
    let mut out = Vec::new();
    for (row,) in rows {
        let person: PersonId = row["person"].as_str().unwrap().parse().unwrap();
        let letter = rollout::letter(&app.app, kind, person, &row["detail"]).await.unwrap();
        out.push((person, letter.map(|l| l.text().to_owned()).unwrap_or_default()));
    }
    out
}

/// Everybody can be written to.
async fn with_addresses(app: &TestApp) {
    sqlx::query("update person set email = id || '@example.org'").execute(app.pool()).await.unwrap();
}

#[tokio::test]
async fn whose_turn_it_is_gets_a_letter() {
    let way = Way::new().await;
    with_addresses(&way.app).await;
    let cast = &way.app.cast;
    way.until("decision").await;
    let turn = written(&way.app, "joining_turn").await;
    let to: Vec<_> = turn.iter().map(|(person, _)| *person).collect();
    assert!(to.contains(&cast.petit) && to.contains(&cast.segur), "the notice, then the decision: {turn:?}");
    let (_, decision) = turn.iter().find(|(person, _)| *person == cast.segur).unwrap();
    assert!(decision.contains("« Décision de l’inspection »"), "{decision}");
    assert!(decision.contains(&format!("/ecole/{}/rejoindre#decision", cast.tilleuls)), "{decision}");
    let (_, late) = turn.iter().find(|(person, _)| *person == cast.petit).unwrap();
    assert_eq!(late, "", "the notice was given meanwhile");

    assert_eq!(way.does(Role::Inspector, "decision").await.status, 303);
    let turn = written(&way.app, "joining_turn").await;
    let of = |person: PersonId| turn.iter().filter(|(p, _)| *p == person).count();
    // The commitment and the equipment are the commune's, the equipment and the administrator's training are others'; the head administers without being named.
    assert_eq!((of(way.agent), of(way.manager), of(cast.petit), of(cast.segur)), (2, 3, 0, 0), "{turn:?}");
}

#[tokio::test]
async fn a_project_sent_back_is_told_to_who_carries_it() {
    let way = Way::new().await;
    with_addresses(&way.app).await;
    way.until("decision").await;
    written(&way.app, "joining_turn").await;
    let back = [("choix", "to_revise"), ("texte", "Quels progrès attendus ?")];
    assert_eq!(way.say(way.app.cast.segur, "decision", &back).await.status, 303);
    let turn = written(&way.app, "joining_turn").await;
    let to: Vec<_> = turn.iter().map(|(person, _)| *person).collect();
    assert!(to.contains(&way.app.cast.carrel) && !to.contains(&way.app.cast.roy), "{turn:?}");
}

#[tokio::test]
async fn the_head_is_told_once_that_nobody_carries_it() {
    let way = Way::new().await;
    with_addresses(&way.app).await;
    way.until("comptes").await;
    let night = async || rollout::refresh_waits(&way.app.app).await.unwrap();
    night().await;
    assert_eq!(written(&way.app, "joining_missed").await, []);
    sqlx::query("update role set until_day = '2026-09-14' where person_id = $1")
        .bind(way.app.cast.carrel.0)
        .execute(way.app.pool())
        .await
        .unwrap();
    night().await;
    let told = written(&way.app, "joining_missed").await;
    assert!(
        told.len() == 1 && told[0].0 == way.app.cast.petit && told[0].1.contains("Rien ne se ferme"),
        "{told:?}"
    );
    night().await;
    assert_eq!(written(&way.app, "joining_missed").await, [], "once");
    let roy = way.app.cast.roy.to_string();
    assert_eq!(way.say(way.app.cast.petit, "succession", &[("qui", &roy)]).await.status, 303);
    night().await;
    assert_eq!(written(&way.app, "joining_missed").await, []);
}

#[tokio::test]
async fn a_convention_is_written_of_nine_six_and_three_months_before() {
    let way = Way::new().await;
    with_addresses(&way.app).await;
    sqlx::query("update convention set until_day = '2027-08-31'").execute(way.app.pool()).await.unwrap();
    for (day, told) in [
        ("2026-11-30", false),
        ("2026-12-01", true),
        ("2026-12-02", false),
        ("2027-03-01", true),
        ("2027-06-01", true),
        ("2027-08-31", false),
    ] {
        way.app.at(format!("{day}T07:00:00Z").parse().unwrap());
        rollout::tell_of_ends(&way.app.app).await.unwrap();
        let letters = written(&way.app, "convention_ending").await;
        assert_eq!(letters.iter().any(|(person, _)| *person == way.manager), told, "{day}: {letters:?}");
        assert!(letters.iter().all(|(_, text)| text.contains("le 31\u{a0}août 2027")), "{letters:?}");
    }
}
