//! The teacher's page of ways in.

use crate::children::{class_path, given, pictures};
use testing::{PASSWORD, TestApp};

#[tokio::test]
async fn ways_in_are_settled_by_who_teaches_or_heads() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cm1b);
    let of_lina = format!("{class}/eleves/{}", cast.lina);
    for (person, may) in [
        (cast.petit, true),
        (cast.carrel, true),
        (cast.martel, true),
        (cast.duval, false),
        (cast.roy, false),
        (cast.keller, false),
        (cast.vidal, false),
        (cast.nadia, false),
        (cast.lina, false),
    ] {
        let client = app.as_(person).await;
        let (page, done) = if may { (200, 303) } else { (404, 404) };
        assert_eq!(client.get(&format!("{class}/entrees")).await.status, page, "{person}");
        assert_eq!(client.get(&format!("{of_lina}/images")).await.status, page, "{person}");
        assert_eq!(
            client.post(&format!("{of_lina}/animal"), &[("animal", "fox")]).await.status,
            done,
            "{person}"
        );
        assert_eq!(client.post(&format!("{of_lina}/debloquer"), &[]).await.status, done, "{person}");
        assert_eq!(client.post(&format!("{class}/images"), &[]).await.status, page, "{person}");
        assert_eq!(client.post(&format!("{of_lina}/code"), &[]).await.status, page, "{person}");
    }
    let tom = format!("{class}/eleves/{}/bloquer", cast.tom);
    assert_eq!(app.as_(cast.carrel).await.post(&tom, &[]).await.status, 404, "a pupil of another class");
    let elsewhere = format!("{}/eleves/{}/bloquer", class_path(cast.rives, cast.cm1b), cast.lina);
    assert_eq!(app.as_(cast.vidal).await.post(&elsewhere, &[]).await.status, 404);
}

#[tokio::test]
async fn a_pupil_is_blocked_at_once_and_opened_again() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cm1b);
    let (carrel, lina) = (app.as_(cast.carrel).await, app.as_(cast.lina).await);
    assert_eq!(lina.get("/moi").await.status, 200);
    let before = app.audited().await;
    assert_eq!(carrel.post(&format!("{class}/eleves/{}/bloquer", cast.lina), &[]).await.status, 303);
    assert_eq!(lina.get("/moi").await.status, 303);
    let secret = [("login", "lina.haddad"), ("secret", PASSWORD)];
    assert_eq!(app.nobody().post("/connexion", &secret).await.status, 422);
    assert!(carrel.get(&format!("{class}/entrees")).await.says("bloqué"));
    assert_eq!(carrel.post(&format!("{class}/eleves/{}/debloquer", cast.lina), &[]).await.status, 303);
    assert_eq!(app.nobody().post("/connexion", &secret).await.status, 303);
    assert_eq!(app.audited().await, before + 4, "blocked, refused, opened again, signed in");
}

#[tokio::test]
async fn who_never_came_is_seen_and_each_level_has_its_way() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cm1b);
    let carrel = app.as_(cast.carrel).await;
    let lines = carrel.get(&format!("{class}/entrees")).await.all("tbody tr");
    assert!(lines.iter().all(|l| l.contains("Mots secrets") && l.contains("jamais")), "{lines:?}");
    assert_eq!(
        app.nobody().post("/connexion", &[("login", "lina.haddad"), ("secret", PASSWORD)]).await.status,
        303
    );
    let lines = carrel.get(&format!("{class}/entrees")).await.all("tbody tr");
    assert!(lines[0].contains("cette semaine") && lines[1].contains("jamais"), "{lines:?}");

    for (way, words) in [("card", "Carte et images"), ("class_session", "Tablette"), ("", "Mots secrets")] {
        assert_eq!(carrel.post(&format!("{class}/entrees"), &[("entree", way)]).await.status, 303);
        assert!(carrel.get(&format!("{class}/entrees")).await.all("tbody tr")[0].contains(words));
    }
    assert_eq!(carrel.post(&format!("{class}/entrees"), &[("entree", "autre")]).await.status, 404);
}

#[tokio::test]
async fn an_old_code_opens_until_pictures_are_given() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.moulin, cast.ms);
    let sami = [("login", "sami.haddad"), ("secret", PASSWORD)];
    assert_eq!(app.nobody().post("/connexion", &sami).await.status, 303);
    given(&app, cast.jourdan, &class, cast.sami).await;
    assert_eq!(app.nobody().post("/connexion", &sami).await.status, 422);
}

#[tokio::test]
async fn pictures_are_drawn_or_chosen_and_shown_once() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.moulin, cast.ms);
    let jourdan = app.as_(cast.jourdan).await;
    let page = format!("{class}/eleves/{}/images", cast.sami);
    for (touched, says) in [
        ([("un", "sun"), ("deux", "sun"), ("trois", "key")], "trois images différentes"),
        ([("un", "sun"), ("deux", "cat"), ("trois", "key")], "trois images différentes"),
        ([("un", "sun"), ("deux", "crescent-moon"), ("trois", "star")], "on les devine"),
    ] {
        let refused = jourdan.post(&page, &touched).await;
        assert!(refused.status == 422 && refused.says(says), "{}", refused.text());
    }
    let chosen = jourdan.post(&page, &[("un", "sun"), ("deux", "key"), ("trois", "drum")]).await;
    assert_eq!(pictures(&chosen), ["sun", "key", "drum"]);
    assert!(chosen.says("Le soleil, la clé, le tambour") && chosen.headers["cache-control"] == "no-store");
    let later = jourdan.get(&page).await;
    assert!(!later.says("Le soleil, la clé"), "never again");
    assert!(jourdan.post(&format!("{class}/images"), &[]).await.says("a déjà ses images"));
    assert_eq!(
        jourdan.post(&format!("{class}/images"), &[("tous", "1")]).await.all(".picture-slip").len(),
        1
    );
    let slow = "select count(*) from picture_code where hash like '$argon2id$v=19$m=19456%'";
    assert_eq!(app.count(slow).await, 1);
}
