//! A deputy has the rights of the one who is away, from day to day.

use crate::governance::Steered;
use uuid::Uuid;

/// A function of somebody with an account; its id.
async fn function(s: &Steered, kind: &str, login: &str) -> String {
    let fields = [
        ("fonction", kind),
        ("identifiant", login),
        ("portee", "academy"),
        ("quotite", "100"),
        ("debut", "2026-09-01"),
    ];
    s.does("/encadrement/fonctions", &fields).await;
    let id: Uuid = sqlx::query_scalar("select id from staff_function order by made_at desc, id desc limit 1")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    id.to_string()
}

async fn away(s: &Steered, function: &str, deputy: &str) -> String {
    away_on(s, function, deputy, ("2026-09-16", "2026-09-18")).await
}

async fn away_on(s: &Steered, function: &str, deputy: &str, (from, until): (&str, &str)) -> String {
    let fields = [("debut", from), ("fin", until), ("remplace", deputy)];
    s.does(&format!("/encadrement/fonction/{function}/absence"), &fields).await;
    let id: Uuid = sqlx::query_scalar("select id from staff_absence order by id desc limit 1")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    format!("/encadrement/absence/{id}")
}

#[tokio::test]
async fn a_deputy_has_the_same_rights_while_the_other_is_away_and_not_a_day_longer() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let lead = function(&s, "project_lead", "basile.oger").await;
    let deputy = function(&s, "project_deputy", "hugo.blanc").await;
    let absence = away(&s, &lead, &deputy).await;
    let rights = format!("{absence}/droits");
    assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, 404, "an absence alone opens nothing");
    for who in [cast.segur, s.agent, cast.petit, cast.blanc, cast.nadia] {
        assert_eq!(s.post(who, &rights, &[]).await.status, 404, "{who}");
    }
    let asked = s.app.unconfirmed(s.manager).await.post(&rights, &[]).await;
    assert!(asked.location().unwrap().starts_with("/confirmer"), "it is sensitive");
    assert_eq!(s.post(s.manager, &rights, &[]).await.status, 303);
    let twice = s.post(s.manager, &rights, &[]).await;
    assert!(twice.status == 422 && twice.says("déjà"), "{}", twice.text());
    for (day, status) in [("2026-09-15", 404), ("2026-09-16", 200), ("2026-09-18", 200), ("2026-09-19", 404)]
    {
        s.day(day).await;
        assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, status, "{day}");
        assert_eq!(s.get(cast.oger, "/pilotage/projet").await.status, 200, "who is away keeps hers");
    }
    assert_eq!(s.app.count("select count(*) from audit where act = 'deputy_named'").await, 1);
}

#[tokio::test]
async fn who_comes_back_ends_it_and_only_a_deputy_stands_in() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let lead = function(&s, "project_lead", "basile.oger").await;
    let erun = function(&s, "cpd", "hugo.blanc").await;
    let not_one = s.post(s.manager, &format!("{}/droits", away(&s, &lead, &erun).await), &[]).await;
    assert!(not_one.status == 422 && not_one.says("adjoint"), "{}", not_one.text());
    // Nobody gives herself rights.
    let herself = function(&s, "project_deputy", "flora.essai").await;
    let own = s.post(s.manager, &format!("{}/droits", away(&s, &lead, &herself).await), &[]).await;
    assert!(own.status == 422 && own.says("vous-même"), "{}", own.text());
    let deputy = function(&s, "dan_deputy", "hugo.blanc").await;
    let absence = away(&s, &lead, &deputy).await;
    assert_eq!(s.post(s.manager, &format!("{absence}/droits"), &[]).await.status, 303);
    s.day("2026-09-17").await;
    assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, 200);
    assert_eq!(s.post(s.manager, &format!("{absence}/retour"), &[]).await.status, 303);
    assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, 404);
    assert_eq!(s.post(s.manager, &format!("{absence}/retour"), &[]).await.status, 404);
}

/// Whoever stands in twice has the rights as long as one of the two absences lasts, and each ends with its own.
#[tokio::test]
async fn of_two_absences_the_rights_last_as_long_as_the_last() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let lead = function(&s, "project_lead", "basile.oger").await;
    let dsi = function(&s, "dsi", "basile.oger").await;
    let deputy = function(&s, "project_deputy", "hugo.blanc").await;
    let first = away_on(&s, &lead, &deputy, ("2026-09-16", "2026-09-18")).await;
    let second = away_on(&s, &dsi, &deputy, ("2026-09-17", "2026-09-21")).await;
    let after = away_on(&s, &lead, &deputy, ("2026-09-24", "2026-09-25")).await;
    for absence in [&second, &first, &after] {
        assert_eq!(s.post(s.manager, &format!("{absence}/droits"), &[]).await.status, 303, "{absence}");
        let twice = s.post(s.manager, &format!("{absence}/droits"), &[]).await;
        assert!(twice.status == 422 && twice.says("déjà"), "{}", twice.text());
    }
    for (day, status) in [("2026-09-15", 404), ("2026-09-16", 200), ("2026-09-18", 200)] {
        s.day(day).await;
        assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, status, "{day}");
    }
    // Back from the first: the second goes on, over its own days.
    assert_eq!(s.post(s.manager, &format!("{first}/retour"), &[]).await.status, 303);
    let days = [
        ("2026-09-18", 200),
        ("2026-09-21", 200),
        ("2026-09-22", 404),
        ("2026-09-23", 404),
        ("2026-09-24", 200),
        ("2026-09-26", 404),
    ];
    for (day, status) in days {
        s.day(day).await;
        assert_eq!(s.get(cast.blanc, "/pilotage/projet").await.status, status, "{day}");
    }
    let roles = "select count(*) from role r join account a on a.person_id = r.person_id where a.login = 'hugo.blanc' and r.kind = 'operator'";
    assert_eq!(s.app.count(roles).await, 3);
}
