//! Letters of the cockpit: to whose turn it is, to a head whom nobody carries the project for, before a convention ends.

use crate::governance::Steered;
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

#[tokio::test]
async fn who_stands_in_is_told_when_it_is_said_and_when_she_has_the_rights() {
    let s = Steered::new().await;
    with_addresses(&s.app).await;
    let cast = &s.app.cast;
    let mut functions = Vec::new();
    for (kind, login) in [("project_lead", "basile.oger"), ("project_deputy", "hugo.blanc")] {
        let fields = [
            ("fonction", kind),
            ("identifiant", login),
            ("portee", "academy"),
            ("quotite", "100"),
            ("debut", "2026-09-01"),
        ];
        s.does("/encadrement/fonctions", &fields).await;
        let (id,): (uuid::Uuid,) = sqlx::query_as("select id from staff_function where kind = $1")
            .bind(kind)
            .fetch_one(s.app.pool())
            .await
            .unwrap();
        functions.push(id.to_string());
    }
    let away = [("debut", "2026-09-16"), ("fin", "2026-09-18"), ("remplace", &*functions[1])];
    s.does(&format!("/encadrement/fonction/{}/absence", functions[0]), &away).await;
    let told = written(&s.app, "stands_in").await;
    assert_eq!(told.len(), 1);
    assert!(told[0].0 == cast.blanc && told[0].1.contains("Basile Oger s’absente du 16"), "{told:?}");
    assert!(told[0].1.contains("aucun droit de plus"), "{told:?}");
    let (absence,): (uuid::Uuid,) =
        sqlx::query_as("select id from staff_absence").fetch_one(s.app.pool()).await.unwrap();
    s.does(&format!("/encadrement/absence/{absence}/droits"), &[]).await;
    let told = written(&s.app, "stands_in").await;
    assert!(told.len() == 1 && told[0].1.contains("sont aussi les vôtres"), "{told:?}");
    // Too late: the absence was taken back meanwhile.
    s.does(&format!("/encadrement/fonction/{}/absence", functions[0]), &away).await;
    sqlx::query("delete from staff_absence where id <> $1")
        .bind(absence)
        .execute(s.app.pool())
        .await
        .unwrap();
    assert_eq!(written(&s.app, "stands_in").await, [(cast.blanc, String::new())]);
}

#[tokio::test]
async fn a_head_who_sits_on_a_body_is_written_to_of_its_meetings() {
    let s = Steered::new().await;
    with_addresses(&s.app).await;
    let cast = &s.app.cast;
    let body = s.with_both("users", "Comité des utilisateurs").await;
    let seat = [("college", "education"), ("identifiant", "helene.petit"), ("qualite", "directrice")];
    s.does(&format!("{body}/membres"), &seat).await;
    let guest = [("college", "guest"), ("nom", "Ana Ruiz"), ("qualite", "parent")];
    s.does(&format!("{body}/membres"), &guest).await;
    let meeting = s.meeting(&body, "2026-10-06").await;
    let told = written(&s.app, "meeting_convened").await;
    let to: Vec<_> = told.iter().map(|(person, _)| *person).collect();
    assert!(to.len() == 3 && to.contains(&cast.petit) && to.contains(&cast.segur) && to.contains(&s.agent));
    let (_, hers) = told.iter().find(|(person, _)| *person == cast.petit).unwrap();
    assert!(hers.contains("convoquée le 6\u{a0}octobre 2026") && hers.contains("Mairie"), "{hers}");
    s.does(&format!("{meeting}/annulation"), &[]).await;
    let told = written(&s.app, "meeting_cancelled").await;
    assert!(told.len() == 3 && told.iter().all(|(_, l)| l.contains("est annulée")), "{told:?}");
    // Somebody who left the body meanwhile is not written to.
    s.meeting(&body, "2026-10-13").await;
    sqlx::query("update body_member set until_day = '2026-09-30' where person_id = $1")
        .bind(cast.petit.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    let told = written(&s.app, "meeting_convened").await;
    assert_eq!(told.iter().filter(|(_, l)| l.is_empty()).map(|(p, _)| *p).collect::<Vec<_>>(), [cast.petit]);
}

#[tokio::test]
async fn heads_are_told_of_a_change_once_each_time() {
    let s = Steered::new().await;
    with_addresses(&s.app).await;
    let cast = &s.app.cast;
    let change = uuid::Uuid::now_v7();
    sqlx::query(
        "insert into change_request (id, number, kind, title, origin, what, owner, made_at)
         values ($1, 1, 'release', 'Version d’octobre', 'publisher', 'x', 'x', '2026-09-01')",
    )
    .bind(change)
    .execute(s.app.pool())
    .await
    .unwrap();
    let state = async |state: &str, note: &str, at: &str| {
        sqlx::query(
            "insert into change_state (id, change_id, state, day, note, at) values (gen_random_uuid(), $1, $2, '2026-10-20', $3, $4::timestamptz)",
        )
        .bind(change)
        .bind(state)
        .bind(note)
        .bind(at)
        .execute(s.app.pool())
        .await
        .unwrap();
    };
    let night = async || rollout::tell_of_ends(&s.app.app).await.unwrap();
    state("kept", "", "2026-09-02").await;
    night().await;
    assert_eq!(written(&s.app, "change_comes").await, [], "nothing comes yet");
    state("planned", "Le cahier s’ouvre aux familles.", "2026-09-03").await;
    night().await;
    let told = written(&s.app, "change_comes").await;
    let heads = "select count(distinct person_id) from role where kind = 'head' and from_day <= '2026-09-15' and (until_day is null or until_day >= '2026-09-15')";
    assert_eq!(i64::try_from(told.len()).unwrap(), s.app.count(heads).await);
    let (_, hers) = told.iter().find(|(person, _)| *person == cast.petit).unwrap();
    assert!(hers.contains("Prévu le 20\u{a0}octobre 2026 : Version d’octobre."), "{hers}");
    assert!(hers.contains("Le cahier s’ouvre aux familles.") && hers.contains("/nouveautes"), "{hers}");
    night().await;
    assert_eq!(written(&s.app, "change_comes").await, [], "once");
    state("delivered", "", "2026-10-20").await;
    night().await;
    let told = written(&s.app, "change_comes").await;
    assert!(told.iter().any(|(p, l)| *p == cast.petit && l.contains("Depuis le 20")), "{told:?}");
    assert!(told.iter().all(|(p, _)| *p != cast.carrel && *p != cast.nadia));
}
