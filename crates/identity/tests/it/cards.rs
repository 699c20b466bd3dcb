//! Printed cards.

use crate::children::{class_path, given, pictures, touched, wrong};
use chrono::TimeDelta;
use testing::{Reply, TestApp, first_day};

/// The link in the square of the first card is not in the page's words: taken from the database's view of it there is
/// none, so the tests ask the printed data through the square's own page.
async fn printed(app: &TestApp, class: &str, pupil: kernel::PersonId) -> Reply {
    let sheet = app.as_(app.cast.roy).await.post(&format!("{class}/eleves/{pupil}/carte"), &[]).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    sheet
}

fn address(sheet: &Reply) -> String {
    let link = sheet.attribute(".qr-card", "data-carte").unwrap();
    link.strip_prefix("http://preau.example").unwrap().to_owned()
}

#[tokio::test]
async fn a_card_and_three_pictures_open() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let sheet = printed(&app, &class, cast.tom).await;
    assert_eq!(sheet.headers["cache-control"], "no-store");
    let (link, code) = (address(&sheet), pictures(&sheet));
    assert_eq!(link.len(), "/carte/".len() + 26, "26 signs of 32: 130 bits");
    let kept = "select count(*) from card where secret_hash is not null and length(secret_hash) = 32";
    assert_eq!(app.count(kept).await, 1);

    let mut child = app.nobody();
    let shown = child.get(&link).await;
    assert_eq!(shown.location(), Some("/carte"), "the secret leaves the address at once");
    assert_eq!(shown.headers["referrer-policy"], "no-referrer");
    let cookie = shown.headers["set-cookie"].to_str().unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=300"), "{cookie}");
    let pad = child.follow(&shown).await;
    assert!(pad.says("Tom") && !pad.body().contains(&link["/carte/".len()..]));
    let bad = child.post("/carte", &wrong(&code)).await;
    assert!(bad.status == 422 && bad.says("Essaie encore"));
    let entered = child.post("/carte", &touched(&code)).await;
    assert_eq!(entered.location(), Some("/"));
    child.keeps(&entered);
    assert!(child.get("/moi").await.says("Tom") && child.cookie("preau-carte").is_none());
    app.at(first_day() + TimeDelta::hours(2));
    assert_eq!(child.get("/moi").await.status, 303, "two hours at the most");
}

#[tokio::test]
async fn a_new_card_ends_the_old_one() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let sheet = printed(&app, &class, cast.tom).await;
    let (old, code) = (address(&sheet), pictures(&sheet));
    let mut child = app.nobody();
    child.keeps(&child.clone().get(&old).await);
    child.keeps(&child.clone().post("/carte", &touched(&code)).await);
    assert_eq!(child.get("/moi").await.status, 200);
    let half_way = {
        let mut other = app.nobody();
        other.keeps(&other.clone().get(&old).await);
        other
    };

    let again = printed(&app, &class, cast.tom).await;
    assert!(!again.body().contains("code-pictures"), "the pictures stay as they are");
    assert_eq!(child.get("/moi").await.status, 303, "what the old one opened is closed");
    assert_eq!(half_way.post("/carte", &touched(&code)).await.status, 422, "shown before, too late");
    let refused = app.nobody().get(&old).await;
    assert!(refused.status == 404 && refused.says("Montre ta carte"));
    let mut child = app.nobody();
    child.keeps(&child.clone().get(&address(&again)).await);
    assert_eq!(child.post("/carte", &touched(&code)).await.status, 303);
    assert_eq!(app.count("select count(*) from audit where act = 'cards_printed'").await, 2);
}

#[tokio::test]
async fn a_class_s_cards_are_for_those_who_come_in_with_one() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let roy = app.as_(cast.roy).await;
    let first = roy.post(&format!("{class}/cartes"), &[]).await;
    assert_eq!(first.all(".qr-card .strong"), ["Tom Le Goff"]);
    assert!(roy.post(&format!("{class}/cartes"), &[]).await.says("Tout le monde a déjà sa carte"));
    assert_eq!(roy.post(&format!("{class}/cartes"), &[("tous", "1")]).await.all(".qr-card").len(), 1);
    let cm1 = class_path(cast.tilleuls, cast.cm1b);
    assert_eq!(
        app.as_(cast.carrel)
            .await
            .post(&format!("{cm1}/cartes"), &[("tous", "1")])
            .await
            .all(".qr-card")
            .len(),
        0
    );
    let for_lina = app.as_(cast.carrel).await.post(&format!("{cm1}/eleves/{}/carte", cast.lina), &[]).await;
    assert_eq!(for_lina.status, 404, "she has words");
    for (person, status) in
        [(cast.petit, 200), (cast.carrel, 404), (cast.vidal, 404), (cast.claire, 404), (cast.tom, 404)]
    {
        let asked = app.as_(person).await.post(&format!("{class}/eleves/{}/carte", cast.tom), &[]).await;
        assert_eq!(asked.status, status, "{person}");
    }
    let asked = app.unconfirmed(cast.roy).await.post(&format!("{class}/cartes"), &[]).await;
    assert!(asked.location().unwrap().starts_with("/confirmer"), "a session left open prints none");
}

/// The figures of docs/sign-in.md.
#[tokio::test]
async fn brute_force_of_a_card_is_refused_in_figures() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let code = given(&app, cast.roy, &class, cast.tom).await;
    let link = address(&printed(&app, &class, cast.tom).await);
    // The card is in the wrong hands: pictures are tried for as long as it takes, an hour apart.
    let mut thief = app.nobody();
    let mut tries = 0;
    for hour in 0..400 {
        app.at(first_day() + TimeDelta::hours(hour));
        thief.keeps(&thief.clone().get(&link).await);
        for _ in 0..6 {
            let said = thief.post("/carte", &wrong(&code)).await;
            tries += i32::from(said.status == 422);
            if said.status != 422 {
                break;
            }
        }
    }
    assert_eq!(tries, 20, "twenty in all, out of 12,144");
    assert_eq!(thief.post("/carte", &touched(&code)).await.status, 429);
    // A blocked pupil's card shows nothing at all.
    let roy = app.as_(cast.roy).await;
    assert_eq!(roy.post(&format!("{class}/eleves/{}/bloquer", cast.tom), &[]).await.status, 303);
    assert_eq!(app.nobody().get(&link).await.status, 404);
}

/// A card cannot be guessed; who tries from one address is slowed down all the same.
#[tokio::test]
async fn guessed_cards_are_counted_against_the_address() {
    let app = TestApp::new(identity::routes()).await;
    let guess = format!("/carte/{}", "0".repeat(26));
    let before = app.count("select count(*) from sign_in_attempt").await;
    for strange in [guess.as_str(), "/carte/x", "/carte/%00", "/carte/abcdefghabcdefghabcdefghab"] {
        assert_eq!(app.nobody().get(strange).await.status, 404, "{strange}");
    }
    // Without an address (as in this test) it is held against nobody; the count itself is tested with signing in.
    assert_eq!(app.count("select count(*) from sign_in_attempt").await, before);
}
