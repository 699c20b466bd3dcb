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

    // Lina is in CM1, Malo in CE2: each level by itself.
    let page = format!("{class}/entrees");
    for (way, words) in [("card", "Carte et images"), ("class_session", "Tablette"), ("", "Mots secrets")] {
        assert_eq!(carrel.post(&page, &[("niveau", "CM1"), ("entree", way)]).await.status, 303);
        let lines = carrel.get(&page).await.all("tbody tr");
        let of = |name: &str| lines.iter().find(|l| l.contains(name)).unwrap().clone();
        assert!(of("Lina").contains(words) && of("Malo").contains("Mots secrets"), "{lines:?}");
    }
    for (level, way) in [("CM1", "autre"), ("CP", "card"), ("", "card")] {
        assert_eq!(
            carrel.post(&page, &[("niveau", level), ("entree", way)]).await.status,
            404,
            "{level} {way}"
        );
    }
}

/// GS and CP in one room: the tablet for some, cards for the others.
#[tokio::test]
async fn a_class_of_two_levels_has_two_ways() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    app.count(
        "with p as (update person set level = 'GS' where first_name = 'Malo' returning 1),
              q as (update person set level = 'CP' where first_name = 'Lina' returning 1) select count(*) from p, q",
    )
    .await;
    let class = class_path(cast.tilleuls, cast.cm1b);
    let carrel = app.as_(cast.carrel).await;
    let page = carrel.get(&format!("{class}/entrees")).await;
    assert_eq!(
        page.all("legend"),
        ["Les élèves de GS entrent", "Les élèves de CP entrent"],
        "the youngest first"
    );
    let lines = page.all("tbody tr");
    assert!(lines[0].contains("Carte et images") && lines[1].contains("Tablette"), "{lines:?}");
    assert_eq!(carrel.post(&format!("{class}/cartes"), &[]).await.status, 200, "for the CP");
    // In spring the CP choose words; the GS keep the tablet.
    carrel.post(&format!("{class}/entrees"), &[("niveau", "CP"), ("entree", "phrase")]).await;
    let lines = carrel.get(&format!("{class}/entrees")).await.all("tbody tr");
    assert!(lines[0].contains("Mots secrets") && lines[1].contains("Tablette"), "{lines:?}");
    assert_eq!(carrel.post(&format!("{class}/cartes"), &[("tous", "1")]).await.status, 303, "nobody has one");
    assert_eq!(app.as_(cast.lina).await.get("/mes-mots").await.status, 200);
    assert_eq!(app.as_(cast.malo).await.get("/mes-mots").await.status, 404);
}

#[tokio::test]
async fn what_the_head_blocked_the_teacher_does_not_open() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cm1b);
    let (carrel, petit) = (app.as_(cast.carrel).await, app.as_(cast.petit).await);
    let (block, open) =
        (format!("{class}/eleves/{}/bloquer", cast.lina), format!("{class}/eleves/{}/debloquer", cast.lina));
    let blocked = "select count(*) from account where login = 'lina.haddad' and state = 'blocked'";
    // The head's own; or the head's upon the teacher's.
    for first in [&petit, &carrel] {
        assert_eq!(first.post(&block, &[]).await.status, 303);
        assert_eq!(petit.post(&block, &[]).await.status, 303);
        let refused = carrel.post(&open, &[]).await;
        assert!(refused.says("elle seule le débloque"), "{}", refused.text());
        assert_eq!(app.count(blocked).await, 1);
        let page = carrel.get(&format!("{class}/entrees")).await;
        assert!(page.says("bloqué par la direction") && page.says("elle seule le débloque"));
        assert!(!page.body().contains("debloquer"), "no button that does nothing");
        assert!(petit.get(&format!("{class}/entrees")).await.body().contains("debloquer"));
        assert_eq!(petit.post(&open, &[]).await.status, 303);
        assert_eq!(app.count(blocked).await, 0);
    }
    // A teacher's block is lifted by a teacher, or by the head.
    for second in [&carrel, &petit] {
        carrel.post(&block, &[]).await;
        assert_eq!(app.count(blocked).await, 1);
        assert_eq!(second.post(&open, &[]).await.status, 303);
        assert_eq!(app.count(blocked).await, 0);
    }
    // Blocked otherwise (a merge, a command, before anybody noted it): the head's to lift.
    app.count("with u as (update account set state = 'blocked' where login = 'lina.haddad' returning 1) select count(*) from u").await;
    assert!(carrel.post(&open, &[]).await.says("elle seule"));
    assert_eq!(petit.post(&open, &[]).await.status, 303);
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
