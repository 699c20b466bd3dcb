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

/// A function of Noor's in the register, and by it the support of Val d'Ormes from the first day on; its id.
async fn supports(s: &Steered, (from, until): (&str, &str), support: (&str, &str)) -> String {
    let fields = [
        ("fonction", "ien_numerique"),
        ("identifiant", "noor.essai"),
        ("portee", "academy"),
        ("quotite", "50"),
        ("debut", from),
        ("fin", until),
    ];
    s.does("/encadrement/fonctions", &fields).await;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from staff_function order by made_at desc, id desc limit 1")
            .fetch_one(s.app.pool())
            .await
            .unwrap();
    let id = id.to_string();
    let fields = [("fonction", &*id), ("debut", support.0), ("fin", support.1)];
    s.does(&format!("/circonscription/{}/appui", s.app.cast.val_ormes), &fields).await;
    id
}

/// From when until when she has the role, one spell after the other.
async fn spells(s: &Steered) -> Vec<String> {
    sqlx::query_scalar(
        "select from_day || ' ' || coalesce(until_day::text, '') from role where kind = 'digital_inspector' order by from_day, id",
    )
    .fetch_all(s.app.pool())
    .await
    .unwrap()
}

async fn comes_in(s: &Steered, noor: kernel::PersonId, days: &[(&str, u16)]) {
    let at = format!("/circonscription/{}/appui", s.app.cast.val_ormes);
    for (day, status) in days {
        s.day(day).await;
        assert_eq!(s.get(noor, &at).await.status, *status, "{day}");
    }
}

#[tokio::test]
async fn of_two_functions_the_role_lasts_as_long_as_the_last() {
    let first = (("2026-09-01", "2026-10-31"), ("2026-09-15", ""));
    let second = (("2026-10-15", "2026-12-31"), ("2026-09-15", ""));
    for (what, order) in [("in their order", [first, second]), ("the later first", [second, first])] {
        let s = Steered::new().await;
        let noor = from_outside(&s).await;
        for (function, support) in order {
            supports(&s, function, support).await;
        }
        assert_eq!(spells(&s).await, ["2026-09-15 2026-12-31"], "{what}");
        let days = [("2026-09-15", 200), ("2026-11-01", 200), ("2026-12-31", 200), ("2027-01-01", 404)];
        comes_in(&s, noor, &days).await;
    }
}

#[tokio::test]
async fn what_one_function_ends_goes_on_with_the_other() {
    let s = Steered::new().await;
    let noor = from_outside(&s).await;
    let one = supports(&s, ("2026-09-01", ""), ("2026-09-15", "")).await;
    let two = supports(&s, ("2026-09-10", ""), ("2026-09-15", "2026-12-18")).await;
    assert_eq!(spells(&s).await, ["2026-09-15 "]);
    s.day("2026-10-01").await;
    s.does(&format!("/encadrement/fonction/{one}/fin"), &[]).await;
    assert_eq!(spells(&s).await, ["2026-09-15 2026-12-18"]);
    comes_in(&s, noor, &[("2026-10-01", 200), ("2026-12-18", 200), ("2026-12-19", 404)]).await;
    // And the support by the other: its last day is today.
    s.day("2026-11-02").await;
    let at = format!("/circonscription/{}/appui", s.app.cast.val_ormes);
    let (backing,): (uuid::Uuid,) =
        sqlx::query_as("select id from circonscription_backing where function_id = $1::text::uuid")
            .bind(&two)
            .fetch_one(s.app.pool())
            .await
            .unwrap();
    s.does(&format!("{at}/{backing}/fin"), &[]).await;
    comes_in(&s, noor, &[("2026-11-02", 200), ("2026-11-03", 404)]).await;
}

#[tokio::test]
async fn between_two_functions_there_is_nothing_and_one_that_never_was_gives_nothing() {
    let s = Steered::new().await;
    let noor = from_outside(&s).await;
    supports(&s, ("2026-11-15", ""), ("2026-09-15", "")).await;
    supports(&s, ("2026-09-01", "2026-10-31"), ("2026-09-15", "")).await;
    assert_eq!(spells(&s).await, ["2026-09-15 2026-10-31", "2026-11-15 "]);
    let days = [
        ("2026-09-14", 404),
        ("2026-10-31", 200),
        ("2026-11-01", 404),
        ("2026-11-14", 404),
        ("2026-11-15", 200),
    ];
    comes_in(&s, noor, &days).await;
    // A third bridges them; ended on its first day, it bridges nothing.
    s.day("2026-11-10").await;
    let bridge = supports(&s, ("2026-11-01", "2026-11-20"), ("2026-11-01", "")).await;
    assert_eq!(spells(&s).await, ["2026-09-15 "]);
    s.does(&format!("/encadrement/fonction/{bridge}/fin"), &[]).await;
    assert_eq!(spells(&s).await, ["2026-09-15 2026-11-09", "2026-11-15 "]);
    let never = supports(&s, ("2026-11-10", ""), ("2026-11-10", "")).await;
    assert_eq!(spells(&s).await, ["2026-09-15 "]);
    s.does(&format!("/encadrement/fonction/{never}/fin"), &[]).await;
    assert_eq!(spells(&s).await, ["2026-09-15 2026-11-09", "2026-11-15 "]);
    comes_in(&s, noor, &[("2026-11-10", 404), ("2026-11-15", 200)]).await;
    // Elsewhere nothing of it is hers.
    assert_eq!(s.get(noor, &format!("/circonscription/{}/appui", s.app.cast.rives_circo)).await.status, 404);
}
