//! Comments: who may write one, who reads which.

use super::*;

#[tokio::test]
async fn a_family_s_answer_is_for_the_team_and_never_for_another_household() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Qui accompagne ?").await;
    for (person, text) in
        [(c.nadia, "Moi"), (c.karim, "Moi aussi"), (c.carrel, "Merci à tous"), (c.duval, "Je viens")]
    {
        assert_eq!(answer(&app, person, item, text).await.status, 303);
    }
    let all = ["Moi", "Moi aussi", "Merci à tous", "Je viens"];
    assert_eq!(read(&app, c.carrel, item).await, all);
    assert_eq!(read(&app, c.martel, item).await, all);
    assert_eq!(read(&app, c.nadia, item).await, ["Moi", "Merci à tous", "Je viens"]);
    assert_eq!(read(&app, c.karim, item).await, ["Moi aussi", "Merci à tous", "Je viens"]);
    assert_eq!(read(&app, c.claire, item).await, ["Merci à tous", "Je viens"]);
    let counts = app.as_(c.claire).await.get("/fil").await;
    assert!(counts.says("2 réponses") && !counts.says("4 réponses"), "what may not be read is not counted");
    for stranger in [c.yann, c.lina, c.roy] {
        assert_eq!(answer(&app, stranger, item, "Et moi").await.status, 404);
    }
}

#[tokio::test]
async fn a_colleague_outside_the_class_does_not_read_the_families() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let adults = audience(&app, "school_adults", c.tilleuls).await;
    let item = publish(&app, c.carrel, "Fête de l’école", &[&families, &adults]).await;
    answer(&app, c.nadia, item, "Je fais un gâteau").await;
    answer(&app, c.roy, item, "Le CP chante").await;
    assert_eq!(read(&app, c.petit, item).await, ["Le CP chante"]);
    assert_eq!(read(&app, c.nadia, item).await, ["Je fais un gâteau", "Le CP chante"]);
}

#[tokio::test]
async fn a_pupil_writes_only_where_the_teacher_opened_it() {
    let app = school().await;
    let c = &app.cast;
    let pupils = audience(&app, "class_pupils", c.cm1b).await;
    let shut = publish(&app, c.carrel, "À lire", &[&pupils]).await;
    assert_eq!(answer(&app, c.lina, shut, "Moi je").await.status, 404);
    let id = ItemId::fresh();
    let fields = [
        ("brouillon", &*id.to_string()),
        ("texte", "À vous"),
        ("commentaires", "1"),
        ("eleves", "1"),
        ("audience", &pupils),
    ];
    assert_eq!(app.as_(c.carrel).await.post_files("/fil/publier", &fields, &[]).await.status, 303);
    assert_eq!(answer(&app, c.lina, id, "Ma fève a germé").await.status, 303);
    assert_eq!(read(&app, c.malo, id).await, ["Ma fève a germé"]);
    assert_eq!(answer(&app, c.tom, id, "Moi aussi").await.status, 404, "a pupil of another class");
}

#[tokio::test]
async fn families_do_not_read_what_pupils_write() {
    let app = school().await;
    let c = &app.cast;
    let (pupils, families) =
        (audience(&app, "class_pupils", c.cm1b).await, audience(&app, "class_guardians", c.cm1b).await);
    let id = ItemId::fresh();
    let fields = [
        ("brouillon", &*id.to_string()),
        ("texte", "À vous"),
        ("commentaires", "1"),
        ("eleves", "1"),
        ("audience", &pupils),
        ("audience", &families),
    ];
    assert_eq!(app.as_(c.carrel).await.post_files("/fil/publier", &fields, &[]).await.status, 303);
    answer(&app, c.lina, id, "Bonjour").await;
    answer(&app, c.nadia, id, "Bravo à tous").await;
    assert_eq!(read(&app, c.nadia, id).await, ["Bravo à tous"]);
    assert_eq!(read(&app, c.lina, id).await, ["Bonjour"]);
}

#[tokio::test]
async fn answers_are_closed_and_opened_again() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Info").await;
    let carrel = app.as_(c.carrel).await;
    let path = format!("/fil/{item}/commentaires");
    assert_eq!(carrel.post(&path, &[]).await.status, 303);
    assert_eq!(answer(&app, c.nadia, item, "Oui").await.status, 404);
    assert!(app.as_(c.nadia).await.get(&format!("/fil/{item}")).await.says("Les réponses sont fermées"));
    assert_eq!(carrel.post(&path, &[("ouvrir", "1")]).await.status, 303);
    assert_eq!(answer(&app, c.nadia, item, "Oui").await.status, 303);
    let refused = answer(&app, c.nadia, item, "  ").await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Écrivez votre réponse"));
    let long = "é".repeat(1_001);
    assert_eq!(answer(&app, c.nadia, item, &long).await.all("textarea"), [long]);
}

#[tokio::test]
async fn an_answer_is_withdrawn_by_who_wrote_it_or_by_the_team() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Info").await;
    for text in ["Un", "Deux"] {
        answer(&app, c.nadia, item, text).await;
    }
    let page = app.as_(c.carrel).await.get(&format!("/fil/{item}")).await;
    let paths = withdrawals(&page);
    for other in [c.karim, c.claire, c.yann, c.roy] {
        assert_eq!(app.as_(other).await.post(&paths[0], &[]).await.status, 404);
    }
    assert_eq!(app.as_(c.nadia).await.post(&paths[0], &[]).await.status, 303);
    assert_eq!(app.as_(c.martel).await.post(&paths[1], &[]).await.status, 303);
    assert!(read(&app, c.carrel, item).await.is_empty());
    // Through another post than its own: not there.
    let other = to_families(&app, "Autre").await;
    answer(&app, c.nadia, item, "Trois").await;
    let page = app.as_(c.carrel).await.get(&format!("/fil/{item}")).await;
    let path = withdrawals(&page)[0].replace(&item.to_string(), &other.to_string());
    assert_eq!(app.as_(c.carrel).await.post(&path, &[]).await.status, 404);
}

#[tokio::test]
async fn one_reaction_a_person_and_the_same_again_takes_it_back() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Merci à tous").await;
    let nadia = app.as_(c.nadia).await;
    let path = format!("/fil/{item}/reaction");
    for (kind, left) in [("bravo", 1), ("coeur", 1), ("coeur", 0), ("merci", 1)] {
        assert_eq!(nadia.post(&path, &[("reaction", kind)]).await.status, 303);
        assert_eq!(app.count("select count(*) from reaction").await, left);
    }
    assert_eq!(nadia.post(&path, &[("reaction", "beurk")]).await.status, 404);
    assert_eq!(app.as_(c.yann).await.post(&path, &[("reaction", "bravo")]).await.status, 404);
}
