//! Who writes other ENTs down, and what closing, moving, narrowing one does.

use crate::two::{ENTRIES, Two, ent, source};
use chrono::TimeDelta;
use testing::first_day;

const CARD: [(&str, &str); 3] =
    [("nom", "e-Collège"), ("adresse", "https://ent2d.example.org/cas"), ("profil", "National_ENS")];

#[tokio::test]
async fn the_projects_team_keeps_them_and_shows_again_who_it_is() {
    let (app, _) = ent().await;
    let cast = &app.cast;
    let oger = app.as_(cast.oger).await;
    let made = oger.post(ENTRIES, &CARD).await;
    let one = made.location().unwrap().split('?').next().unwrap().to_owned();
    let (opening, closing) = (format!("{one}/ouverture"), format!("{one}/fermeture"));
    for who in [cast.segur, cast.petit, cast.carrel, cast.nadia, cast.lina] {
        let client = app.as_(who).await;
        assert_eq!(client.get(&one).await.status, 404);
        for (path, fields) in [(ENTRIES, &CARD[..]), (&one, &CARD), (&opening, &[]), (&closing, &[])] {
            assert_eq!(client.post(path, fields).await.status, 404, "{path}");
        }
    }
    let stolen = app.unconfirmed(cast.oger).await;
    for path in [ENTRIES, &one, &opening] {
        assert!(stolen.post(path, &CARD).await.location().unwrap().starts_with("/confirmer"), "{path}");
    }
    // It was just written down: closed, and nobody goes there.
    let id = one.rsplit('/').next().unwrap();
    assert!(!app.nobody().get("/connexion").await.says("Entrer avec e-Collège"));
    assert_eq!(app.nobody().get(&format!("/entrer/{id}")).await.status, 404);
    let opened = oger.post(&opening, &[("debut", "2026-09-16"), ("fin", "2026-09-17")]).await;
    assert_eq!(opened.status, 303, "{}", opened.text());
    for (days, status) in [(0, 404), (1, 303), (2, 303), (3, 404)] {
        app.at(first_day() + TimeDelta::days(days));
        assert_eq!(app.nobody().get(&format!("/entrer/{id}")).await.status, status, "after {days} days");
        assert_eq!(app.nobody().get("/connexion").await.says("Entrer avec e-Collège"), status == 303);
    }
    assert_eq!(app.count("select count(*) from audit where act = 'entry_source_changed'").await, 2);
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let (app, _) = ent().await;
    let oger = app.as_(app.cast.oger).await;
    assert_eq!(oger.post(ENTRIES, &CARD).await.status, 303);
    for (field, value, said) in [
        ("nom", "", "Dites comment on appelle cet ENT."),
        ("adresse", "https://.*\\.example.org/", "Donnez une adresse complète"),
        ("adresse", "https://ent2d.example.org/cas/", "Un autre ENT a cette adresse."),
        ("profil", "National_ELV", "Dites ce qui permet"),
        ("profil", "", "Dites qui peut entrer par lui."),
    ] {
        let card: Vec<_> = CARD
            .into_iter()
            .map(|f| if f.0 == "adresse" { ("adresse", "https://autre.example.org/cas") } else { f })
            .filter(|f| f.0 != field)
            .chain([(field, value)])
            .collect();
        let page = oger.post(ENTRIES, &card).await;
        assert!(page.status == 422 && page.says(said), "{field}: {}", page.text());
        let name = page.attribute("#entree-nom", "value").unwrap_or_default();
        assert_eq!(name, if field == "nom" { "" } else { "e-Collège" });
    }
    assert_eq!(app.count("select count(*) from entry_source").await, 1);
}

#[tokio::test]
async fn closing_ends_what_it_opened_and_moving_ends_the_links() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    let (own, _) = two.links("marion.carrel", &sister).await;
    let mut browser = two.here.nobody();
    two.comes(&mut browser, &sister).await;
    let mut late = two.here.nobody();
    let back = two.leaves(&mut late, &sister).await;
    let oger = two.here.as_(two.here.cast.oger).await;
    let one = format!("{ENTRIES}/{}", two.source);
    assert_eq!(oger.post(&format!("{one}/fermeture"), &[]).await.status, 303);
    assert_eq!(
        (browser.get("/moi").await.status.as_u16(), own.get("/moi").await.status.as_u16()),
        (303, 200)
    );
    assert_eq!(late.get(&back).await.status, 404, "also for who was on her way");
    assert_eq!(two.linked().await, 1, "it opens again as it was");
    let page = oger.get(&one).await;
    assert!(page.says("Ouvertures (1)") && page.says("fermé par Basile Oger"), "{}", page.text());
    let other =
        [("nom", "e-Collège"), ("adresse", "https://ent2d.example.org/cas"), ("profil", "National_ENS")];
    assert_eq!(oger.post(&one, &other).await.status, 303);
    assert_eq!(two.linked().await, 0, "another server knows other people");
}

#[tokio::test]
async fn an_inner_address_is_not_asked_once_it_is_not_permitted_any_more() {
    let (mut app, _) = ent().await;
    let id = source(&app, "http://127.0.0.1:9/cas", &["National_ENS"]).await;
    assert_eq!(app.nobody().get(&format!("/entrer/{id}")).await.status, 303);
    crate::world::permit(&mut app, false);
    assert_eq!(app.nobody().get(&format!("/entrer/{id}")).await.status, 404);
}
