//! Publishing, editing, withdrawing.

use super::*;

#[tokio::test]
async fn a_post_goes_to_those_one_may_reach_and_to_nobody_else() {
    let app = school().await;
    let c = &app.cast;
    let carrel = app.as_(c.carrel).await;
    for foreign in [
        audience(&app, "class_guardians", c.ms).await,
        audience(&app, "class_guardians", c.cp).await,
        audience(&app, "class_team", c.cp).await,
        audience(&app, "circonscription_teachers", c.rives_circo).await,
        uuid::Uuid::nil().to_string(),
    ] {
        let families = audience(&app, "class_guardians", c.cm1b).await;
        let reply = send(&carrel, ItemId::fresh(), "Bonjour", &[&families, &foreign]).await;
        assert_eq!(reply.status, 422);
        let preview = carrel.fragment(&format!("/fil/qui-verra?audience={foreign}")).await;
        assert_eq!(preview.status, 404);
    }
    assert_eq!(app.count("select count(*) from share").await, 0);
    for other in [c.nadia, c.lina, c.oger] {
        let client = app.as_(other).await;
        let families = audience(&app, "class_guardians", c.cm1b).await;
        assert_eq!(send(&client, ItemId::fresh(), "Bonjour", &[&families]).await.status, 404);
        assert_eq!(
            client.post("/fil/brouillon", &[("brouillon", &ItemId::fresh().to_string())]).await.status,
            404
        );
    }
    assert_eq!(app.count("select count(*) from item where published_at is not null").await, 0);
}

#[tokio::test]
async fn who_will_see_it_is_said_before() {
    let app = school().await;
    let families = audience(&app, "class_guardians", app.cast.cm1b).await;
    let pupils = audience(&app, "class_pupils", app.cast.cm1b).await;
    let carrel = app.as_(app.cast.carrel).await;
    let said = carrel.fragment(&format!("/fil/qui-verra?audience={families}&audience={pupils}")).await;
    assert!(said.says("2 élèves, 3 responsables et 3 adultes des écoles"), "{}", said.text());
    assert!(said.says("Lina Haddad"));
    assert!(carrel.fragment("/fil/qui-verra").await.says("Choisissez"));
}

#[tokio::test]
async fn nothing_to_say_or_nobody_to_say_it_to_is_refused_and_kept() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let families = audience(&app, "class_guardians", app.cast.cm1b).await;
    assert!(send(&carrel, ItemId::fresh(), "  ", &[&families]).await.says("Écrivez quelques mots"));
    let reply = send(&carrel, ItemId::fresh(), "À garder", &[]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.says("Choisissez qui verra ce message"));
    assert_eq!(reply.all("textarea"), ["À garder"]);
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), ["À garder"]);
    let long = "é".repeat(5_001);
    assert!(send(&carrel, ItemId::fresh(), &long, &[&families]).await.says("trop long de 1 signes"));
}

#[tokio::test]
async fn a_draft_sent_twice_is_published_once() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let families = audience(&app, "class_guardians", app.cast.cm1b).await;
    let item = ItemId::fresh();
    let audiences = [families.as_str()];
    let (one, two) = tokio::join!(
        send(&carrel, item, "Une seule fois", &audiences),
        send(&carrel, item, "Une seule fois", &audiences)
    );
    let again = send(&carrel, item, "Une seule fois", &audiences).await;
    for reply in [one, two, again] {
        assert_eq!(reply.location(), Some(format!("/fil?publie={item}").as_str()));
    }
    assert_eq!(app.count("select count(*) from item").await, 1);
    assert_eq!(app.count("select count(*) from audit where act = 'post_published'").await, 1);
    assert_eq!(app.count("select count(*) from audit").await, 3, "each attempt left its entry");
    // The « back » button, then another text: not lost, and not published over the first.
    let other = send(&carrel, item, "Autre chose", &audiences).await;
    assert_eq!(other.status, 422);
    assert_ne!(other.attribute("input[name='brouillon']", "value"), Some(item.to_string()));
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), ["Autre chose"]);
    assert!(carrel.get("/fil").await.says("Une seule fois"));
}

#[tokio::test]
async fn only_its_author_changes_or_withdraws_a_post() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Jeudi").await;
    let (edit, withdraw) = (format!("/fil/{item}/modifier"), format!("/fil/{item}/retirer"));
    for other in [c.nadia, c.martel, c.petit, c.lina] {
        let client = app.as_(other).await;
        assert_eq!(client.get(&edit).await.status, 404);
        assert_eq!(client.post_files(&edit, &[("texte", "Volé")], &[]).await.status, 404);
        assert_eq!(client.post(&withdraw, &[]).await.status, 404);
        assert_eq!(client.post(&format!("/fil/{item}/commentaires"), &[]).await.status, 404);
    }
    let carrel = app.as_(c.carrel).await;
    assert_eq!(carrel.get(&edit).await.all("textarea"), ["Jeudi"]);
    assert_eq!(carrel.post_files(&edit, &[("texte", "")], &[]).await.status, 422);
    assert_eq!(carrel.post_files(&edit, &[("texte", "Vendredi")], &[]).await.status, 303);
    let page = app.as_(c.nadia).await.get("/fil").await;
    assert!(page.says("Vendredi") && page.says("modifié") && !page.says("Jeudi"));
    let before = app.audited().await;
    assert_eq!(carrel.post(&withdraw, &[]).await.status, 303);
    assert_eq!(app.audited().await, before + 1);
    assert!(!sees(&app, c.nadia, item).await);
    assert!(!sees(&app, c.carrel, item).await);
    assert_eq!(carrel.post(&withdraw, &[]).await.status, 404);
}

#[tokio::test]
async fn a_post_belongs_to_the_school() {
    let app = school().await;
    to_families(&app, "Jeudi").await;
    let query = "select count(*) from item i join place p on p.id = i.school_id
                 where i.owner_id is null and p.name = 'Les Tilleuls'";
    assert_eq!(app.count(query).await, 1);
}

#[tokio::test]
async fn what_is_typed_is_shown_as_text() {
    let app = school().await;
    let item =
        to_families(&app, "<script>alert(1)</script> \"><b>https://ecole.example/?a=1&b=2\n\nFin").await;
    let page = app.as_(app.cast.nadia).await.get(&format!("/fil/{item}")).await;
    assert!(page.all("script, .post-text b").is_empty());
    assert_eq!(page.all(".post-text p").len(), 2);
    assert_eq!(page.attribute(".post-text a", "href").as_deref(), Some("https://ecole.example/?a=1&b=2"));
}
