//! A draft is never lost, and nobody else's to see.

use super::*;

#[tokio::test]
async fn a_draft_kept_while_typing_is_found_again_on_any_device() {
    let app = school().await;
    let c = &app.cast;
    let carrel = app.as_(c.carrel).await;
    let blank = carrel.get("/fil/ecrire").await;
    let id = blank.attribute("input[name='brouillon']", "value").unwrap();
    let families = audience(&app, "class_guardians", c.cm1b).await;
    for text in ["Nous al", "Nous allons\nau musée"] {
        let before = app.audited().await;
        let fields =
            [("brouillon", id.as_str()), ("texte", text), ("audience", &families), ("commentaires", "1")];
        let reply = carrel.post("/fil/brouillon", &fields).await;
        assert_eq!(reply.status, 303);
        assert_eq!(app.audited().await, before + 1);
    }
    // Another device: another session.
    let found = app.as_(c.carrel).await.get("/fil/ecrire").await;
    assert_eq!(found.all("textarea"), ["Nous allons au musée"]);
    assert_eq!(found.attribute("input[name='brouillon']", "value"), Some(id.clone()));
    assert_eq!(found.attribute("input[name='audience'][checked]", "value"), Some(families.clone()));
    assert!(found.attribute("keep-draft", "data-saved-at").unwrap().starts_with("2026-09-15T08:30"));
    assert_eq!(app.count("select count(*) from item").await, 1);
    for other in [c.nadia, c.martel, c.petit] {
        let client = app.as_(other).await;
        assert_eq!(client.get(&format!("/fil/{id}")).await.status, 404);
        assert!(!client.get("/fil").await.says("musée"));
        assert_eq!(client.post(&format!("/fil/brouillon/{id}/abandonner"), &[]).await.status, 404);
    }
    assert_eq!(carrel.get(&format!("/fil/{id}")).await.status, 404, "not a post yet");
}

#[tokio::test]
async fn nobody_writes_in_a_draft_of_another() {
    let app = school().await;
    let c = &app.cast;
    let id = ItemId::fresh().to_string();
    let carrel = app.as_(c.carrel).await;
    carrel.post("/fil/brouillon", &[("brouillon", &id), ("texte", "À moi")]).await;
    let roy = app.as_(c.roy).await;
    assert_eq!(roy.post("/fil/brouillon", &[("brouillon", &id), ("texte", "Volé")]).await.status, 404);
    let put = format!("/fil/brouillon/{id}/fichier");
    assert_eq!(roy.post_files(&put, &[], &[("fichier", "a.txt", b"bonjour")]).await.status, 404);
    let everyone = audience(&app, "school_adults", c.tilleuls).await;
    assert_eq!(send(&roy, id.parse().unwrap(), "Volé", &[&everyone]).await.status, 404);
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), ["À moi"]);
    assert_eq!(app.count("select count(*) from file").await, 0);
}

#[tokio::test]
async fn a_draft_is_given_up_only_when_asked() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let id = ItemId::fresh().to_string();
    carrel.post("/fil/brouillon", &[("brouillon", &id), ("texte", "Non, finalement")]).await;
    assert_eq!(carrel.post(&format!("/fil/brouillon/{id}/abandonner"), &[]).await.status, 303);
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), [""]);
    let late = carrel.post("/fil/brouillon", &[("brouillon", &id), ("texte", "Trop tard")]).await;
    assert_eq!(late.status, 404, "what was given up does not come back by itself");
}

#[tokio::test]
async fn a_published_draft_is_no_draft_any_more() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = to_families(&app, "Publié").await;
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), [""]);
    let late =
        carrel.post("/fil/brouillon", &[("brouillon", &item.to_string()), ("texte", "En retard")]).await;
    assert_eq!(late.status, 404);
    assert!(carrel.get("/fil").await.says("Publié"));
}
