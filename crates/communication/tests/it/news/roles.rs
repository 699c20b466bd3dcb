//! Who reads, changes and withdraws when a post goes to several classes, or when a role has ended.

use super::*;
use chrono::TimeDelta;

/// A post of Mme Petit, the head, to the families of CM1 B (Nadia) and of CP (Claire has a child in each).
async fn to_two_classes(app: &TestApp) -> ItemId {
    let c = &app.cast;
    let one = audience(app, "class_guardians", c.cm1b).await;
    let other = audience(app, "class_guardians", c.cp).await;
    publish(app, c.petit, "Photo de classe jeudi", &[&one, &other]).await
}

#[tokio::test]
async fn the_team_of_a_class_reads_its_own_families_only() {
    let app = school().await;
    let c = &app.cast;
    let item = to_two_classes(&app).await;
    answer(&app, c.nadia, item, "Lina sera absente").await;
    answer(&app, c.claire, item, "Tom et Malo viennent").await;
    let both = ["Lina sera absente", "Tom et Malo viennent"];
    assert_eq!(read(&app, c.petit, item).await, both, "its author");
    for of_cm1b in [c.carrel, c.martel, c.duval] {
        assert_eq!(read(&app, of_cm1b, item).await, both);
    }
    assert_eq!(read(&app, c.roy, item).await, ["Tom et Malo viennent"], "the team of CP");
    let counted = app.as_(c.roy).await.get("/fil").await;
    assert!(counted.says("1 réponse") && !counted.says("2 réponses"), "what may not be read is not counted");
    assert_eq!(read(&app, c.nadia, item).await, ["Lina sera absente"]);

    let removed = withdrawals(&app.as_(c.petit).await.get(&format!("/fil/{item}")).await);
    assert_eq!(app.as_(c.roy).await.post(&removed[0], &[]).await.status, 404);
    assert_eq!(app.as_(c.carrel).await.post(&removed[0], &[]).await.status, 303);
    assert_eq!(app.as_(c.roy).await.post(&removed[1], &[]).await.status, 303);
}

#[tokio::test]
async fn a_class_only_pupils_were_written_to_reads_no_family() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let pupils = audience(&app, "class_pupils", c.cp).await;
    let item = publish(&app, c.petit, "Le jardin", &[&families, &pupils]).await;
    answer(&app, c.claire, item, "Avec plaisir").await;
    assert_eq!(read(&app, c.carrel, item).await, ["Avec plaisir"]);
    assert!(read(&app, c.roy, item).await.is_empty(), "Claire answered as a family of CM1 B");
}

#[tokio::test]
async fn the_form_says_who_reads_the_answer() {
    let app = school().await;
    let c = &app.cast;
    let item = to_two_classes(&app).await;
    let everybody = audience(&app, "school_guardians", c.tilleuls).await;
    let adults = audience(&app, "school_adults", c.tilleuls).await;
    let school_wide = publish(&app, c.petit, "La kermesse", &[&everybody, &adults]).await;
    for (person, item, said) in [
        (c.nadia, item, "Seules l’équipe de la classe et la personne qui a écrit ce message liront"),
        (c.claire, item, "Seules les équipes des classes de vos enfants et la personne"),
        (c.nadia, school_wide, "Seule la personne qui a écrit ce message lira votre réponse"),
        (c.carrel, item, "Tous les destinataires liront votre réponse"),
    ] {
        let page = app.as_(person).await.get(&format!("/fil/{item}")).await;
        assert!(page.says(said), "{}", page.text());
    }
    answer(&app, c.nadia, school_wide, "Je fais un gâteau").await;
    assert_eq!(read(&app, c.petit, school_wide).await, ["Je fais un gâteau"]);
    for other in [c.carrel, c.roy, c.duval, c.claire] {
        assert!(read(&app, other, school_wide).await.is_empty());
    }
}

#[tokio::test]
async fn whose_role_has_ended_reads_and_withdraws_what_she_wrote_and_nothing_more() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let item = publish(&app, c.martel, "Je remplace Mme Carrel", &[&families]).await;
    answer(&app, c.nadia, item, "Bienvenue").await;
    let post = format!("/fil/{item}");
    let martel = app.as_(c.martel).await;
    let comment = withdrawals(&martel.get(&post).await)[0].clone();
    assert_eq!(martel.get(&format!("{post}/modifier")).await.status, 200, "while she replaces");

    // From the first of October she does not.
    on(&app, testing::first_day() + TimeDelta::days(20)).await;
    let martel = app.as_(c.martel).await;
    let page = martel.get(&post).await;
    assert!(page.says("Je remplace Mme Carrel"));
    assert!(page.all(".comment, .reaction, textarea").is_empty(), "{}", page.text());
    assert!(!page.says("Modifier") && !page.says("Qui voit ce message"));
    assert!(!martel.get("/fil").await.says("1 réponse"));
    for path in [format!("{post}/modifier"), format!("{post}/qui")] {
        assert_eq!(martel.get(&path).await.status, 404, "{path}");
    }
    assert_eq!(martel.post_files(&format!("{post}/modifier"), &[("texte", "Autre")], &[]).await.status, 404);
    for (path, field) in [
        (format!("{post}/commentaires"), ("ouvrir", "1")),
        (format!("{post}/repondre"), ("texte", "Encore moi")),
        (format!("{post}/reaction"), ("reaction", "bravo")),
        (comment, ("", "")),
    ] {
        assert_eq!(martel.post(&path, &[field]).await.status, 404, "{path}");
    }
    assert_eq!(read(&app, c.carrel, item).await, ["Bienvenue"], "the class goes on without her");
    assert_eq!(martel.post(&format!("{post}/retirer"), &[]).await.status, 303);
    assert!(!sees(&app, c.nadia, item).await);
}

#[tokio::test]
async fn a_head_and_an_inspector_stay_in_charge_of_what_they_wrote() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let teachers = audience(&app, "circonscription_teachers", c.val_ormes).await;
    let of_head = publish(&app, c.petit, "Fermeture lundi", &[&families]).await;
    let of_inspector = publish(&app, c.segur, "Animation", &[&teachers]).await;
    on(&app, testing::first_day() + TimeDelta::days(20)).await;
    for (person, item) in [(c.petit, of_head), (c.segur, of_inspector)] {
        let reply = app.as_(person).await.get(&format!("/fil/{item}/modifier")).await;
        assert_eq!(reply.status, 200);
    }
    answer(&app, c.nadia, of_head, "Bien noté").await;
    assert_eq!(read(&app, c.petit, of_head).await, ["Bien noté"]);
}

#[tokio::test]
async fn colleagues_elsewhere_read_how_many_and_never_who() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let colleagues = audience(&app, "circonscription_teachers", c.val_ormes).await;
    let item = publish(&app, c.carrel, "Exposition ouverte à tous", &[&families, &colleagues]).await;
    let path = format!("/fil/{item}/qui");
    assert!(app.as_(c.carrel).await.get(&path).await.says("Nadia Benali"));
    for other in [c.blanc, c.roy] {
        let page = app.as_(other).await.get(&path).await;
        assert!(page.says("3 responsables"), "{}", page.text());
        assert!(!page.says("Benali") && page.all("details").is_empty(), "{}", page.text());
    }
}
