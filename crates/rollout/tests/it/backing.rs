//! An IEN numérique and the circonscriptions that she supports.

use crate::governance::Steered;
use crate::joining::somebody;

#[tokio::test]
async fn who_supports_keeps_her_log_and_the_inspector_reads_it() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let numerique = somebody(&s.app, "Alma", "Sorel", "inspector", cast.rives_circo.0).await;
    let at = format!("/circonscription/{}/appui", cast.val_ormes);
    let fields = [
        ("fonction", "ien_numerique"),
        ("identifiant", "alma.essai"),
        ("portee", "academy"),
        ("quotite", "100"),
        ("debut", "2026-09-01"),
    ];
    s.does("/encadrement/fonctions", &fields).await;
    let function: uuid::Uuid =
        sqlx::query_scalar("select id from staff_function").fetch_one(s.app.pool()).await.unwrap();
    assert_eq!(s.get(numerique, &at).await.status, 404, "not hers yet");
    let backing =
        [("fonction", &*function.to_string()), ("debut", "2026-09-15")].map(|(a, b)| (a, b.to_owned()));
    let backing: Vec<(&str, &str)> = backing.iter().map(|(a, b)| (*a, &**b)).collect();
    assert_eq!(s.post(cast.segur, &at, &backing).await.status, 404, "the project says it");
    assert_eq!(s.post(s.manager, &at, &backing).await.status, 303);
    assert_eq!(s.post(s.manager, &at, &backing).await.status, 422, "once");
    let act = [("jour", "2026-09-15"), ("quoi", "Une réunion des directions")];
    let log = format!("{at}/actions");
    for (who, status) in
        [(numerique, 303), (cast.segur, 422), (s.manager, 422), (s.agent, 404), (cast.petit, 404)]
    {
        assert_eq!(s.post(who, &log, &act).await.status, status, "{who}");
    }
    let page = s.get(cast.segur, &at).await;
    assert!(page.says("Alma Sorel") && page.says("Une réunion des directions"), "{}", page.text());
    assert!(page.body().contains(&format!("/indicateurs/{}/reunion", cast.val_ormes)));
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from circonscription_backing").fetch_one(s.app.pool()).await.unwrap();
    assert_eq!(s.post(s.manager, &format!("{at}/{id}/fin"), &[]).await.status, 303);
    s.day("2026-09-16").await;
    assert_eq!(s.get(numerique, &at).await.status, 404, "her last day is over");
    assert!(s.get(cast.segur, &at).await.says("jusqu’au 15 septembre 2026"));
}

/// Somebody with an account and no role at all.
async fn from_outside(s: &Steered) -> kernel::PersonId {
    let id = kernel::PersonId::fresh();
    sqlx::query("insert into person (id, first_name, last_name, created_at) values ($1, 'Noor', 'Vasseur', '2026-09-01')")
        .bind(id.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    sqlx::query("insert into account (person_id, login, state, created_at) values ($1, 'noor.essai', 'active', '2026-09-01')")
        .bind(id.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    id
}

#[tokio::test]
async fn an_ien_numerique_who_inspects_nothing_comes_in_for_the_circonscriptions_that_she_supports() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let noor = from_outside(&s).await;
    let at = format!("/circonscription/{}/appui", cast.val_ormes);
    let figures = format!("/indicateurs/{}", cast.val_ormes);
    let fields = [
        ("fonction", "ien_numerique"),
        ("identifiant", "noor.essai"),
        ("portee", "department"),
        ("departement", "80"),
        ("quotite", "50"),
        ("debut", "2026-09-01"),
        ("fin", "2026-12-31"),
    ];
    s.does("/encadrement/fonctions", &fields).await;
    let (function,): (uuid::Uuid,) =
        sqlx::query_as("select id from staff_function").fetch_one(s.app.pool()).await.unwrap();
    assert_eq!(s.get(noor, &at).await.status, 404, "a function alone opens nothing");
    rollout::count(&s.app.app, s.app.app.db.clock.today()).await.unwrap();
    let backing =
        [("fonction", &*function.to_string()), ("debut", "2026-09-16")].map(|(a, b)| (a, b.to_owned()));
    let backing: Vec<(&str, &str)> = backing.iter().map(|(a, b)| (*a, &**b)).collect();
    assert_eq!(s.post(s.manager, &at, &backing).await.status, 303);
    // From the first day of the support to the last of the function.
    for (day, status) in [("2026-09-15", 404), ("2026-09-16", 200), ("2026-12-31", 200), ("2027-01-01", 404)]
    {
        s.day(day).await;
        assert_eq!(s.get(noor, &at).await.status, status, "{day}");
        assert_eq!(s.get(noor, &format!("{figures}/reunion")).await.status, status, "{day}");
    }
    s.day("2026-09-16").await;
    // To her page, and nowhere else.
    assert_eq!(s.get(noor, "/").await.location(), Some(&*at));
    for closed in [
        format!("/circonscription/{}", cast.val_ormes),
        format!("/circonscription/{}/appui", cast.rives_circo),
        format!("/indicateurs/{}", cast.rives_circo),
        format!("/ecole/{}", cast.tilleuls),
        format!("/ecole/{}/rejoindre", cast.tilleuls),
        "/encadrement".to_owned(),
        "/deploiement".to_owned(),
        "/finances".to_owned(),
        "/documents".to_owned(),
    ] {
        assert_eq!(s.get(noor, &closed).await.status, 404, "{closed}");
    }
    let page = s.get(noor, &at).await;
    assert!(
        page.says("Noor Vasseur") && page.all("a[href^='/circonscription/']").is_empty(),
        "{}",
        page.text()
    );
    let dashboard = s.get(noor, &format!("{figures}/reunion")).await;
    for child in ["Lina", "Malo", "Tom", "Sami", "Benali", "Haddad", "Le Goff"] {
        assert!(!dashboard.body().contains(child) && !page.body().contains(child), "{child}");
    }
    assert_eq!(
        s.post(noor, &format!("{at}/actions"), &[("jour", "2026-09-16"), ("quoi", "Une visite")])
            .await
            .status,
        303
    );
    // The function ends today: it opens nothing any more.
    s.does(&format!("/encadrement/fonction/{function}/fin"), &[]).await;
    assert_eq!(s.get(noor, &at).await.status, 404);
    assert_eq!(s.get(noor, &figures).await.status, 404);
}
