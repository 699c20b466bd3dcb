//! Printed cards.

use crate::children::{class_path, given, touched, wrong};
use chrono::TimeDelta;
use std::io::Write;
use std::process::{Command, Stdio};
use testing::{Reply, TestApp, first_day};

async fn printed(app: &TestApp, class: &str, pupil: kernel::PersonId) -> Reply {
    let sheet = app.as_(app.cast.roy).await.post(&format!("{class}/eleves/{pupil}/carte"), &[]).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    sheet
}

/// The links of the squares: they lie over them, so that a card opens on a screen too.
fn addresses(sheet: &Reply) -> Vec<String> {
    assert_eq!(sheet.headers["content-type"], "application/pdf");
    let pdf = String::from_utf8_lossy(&sheet.bytes).into_owned();
    let links = pdf.split("(http://preau.example/carte/").skip(1);
    let mut links: Vec<_> = links.map(|rest| format!("/carte/{}", rest.split(')').next().unwrap())).collect();
    links.dedup();
    links
}

fn address(sheet: &Reply) -> String {
    addresses(sheet).remove(0)
}

#[tokio::test]
async fn a_card_and_three_pictures_open() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let code = given(&app, cast.roy, &class, cast.tom).await;
    let sheet = printed(&app, &class, cast.tom).await;
    assert_eq!(sheet.headers["cache-control"], "no-store");
    let link = address(&sheet);
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
    let code = given(&app, cast.roy, &class, cast.tom).await;
    let old = address(&printed(&app, &class, cast.tom).await);
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
    let (mut roy, all) = (app.as_(cast.roy).await, format!("{class}/cartes"));
    assert_eq!(addresses(&roy.post(&all, &[]).await).len(), 1, "Tom has none yet");
    let nobody = roy.post(&all, &[]).await;
    assert!(roy.follow(&nobody).await.says("Tout le monde a déjà sa carte"));
    assert_eq!(addresses(&roy.post(&all, &[("tous", "1")]).await).len(), 1);
    let cm1 = class_path(cast.tilleuls, cast.cm1b);
    let none = app.as_(cast.carrel).await.post(&format!("{cm1}/cartes"), &[("tous", "1")]).await;
    assert_eq!(none.status, 303, "they have words");
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

/// Who finds a card has no pictures; who holds the class's sheet of pictures has no card.
#[tokio::test]
async fn a_card_says_whose_it_is_and_no_pictures() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cp);
    let sheet = printed(&app, &class, cast.tom).await;
    assert_eq!(
        app.count("select count(*) from picture_code where hash is not null").await,
        0,
        "none is drawn"
    );
    assert_eq!(app.count("select count(*) from picture_code where animal is not null").await, 1);
    let roy = app.as_(cast.roy).await;
    assert!(roy.get(&format!("{class}/entrees")).await.says("images à donner"));
    let Some(words) = words(&sheet.bytes) else { return };
    for said in ["Tom", "Le Goff", "CP", "Les Tilleuls", "mes trois images"] {
        assert!(words.contains(said), "{said} in {words}");
    }
}

/// The words of a PDF, as poppler reads them; `None` where it is not installed.
fn words(pdf: &[u8]) -> Option<String> {
    let mut read = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .ok()?;
    read.stdin.take().unwrap().write_all(pdf).unwrap();
    let words = String::from_utf8(read.wait_with_output().unwrap().stdout).unwrap();
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
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
