//! What a school’s offer does not hold: families, files, answers in the feed; groups, the space with the 6e.

use super::{audience, publish, send};
use kernel::ItemId;
use testing::TestApp;

const SAID: &str = "Ce service n’est pas dans l’offre de l’école pour 2026-2027.";

/// Les Tilleuls has these services from 15 September on.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn offers(app: &TestApp, services: &str) {
    sqlx::query(
        "with b as (insert into service_bundle (id, kind, name, services, made_at) values (gen_random_uuid(), 'trial', 'Essai', $1::text[], '2026-09-01') returning id)
         insert into bundle_grant (id, bundle_id, place_id, school_year, classes, from_day, until_day, made_at)
         select gen_random_uuid(), id, $2, 2026, 2, '2026-09-15', '2027-08-31', '2026-09-01' from b",
    )
    .bind(services)
    .bind(app.cast.tilleuls.0)
    .execute(app.pool())
    .await
    .unwrap();
}

async fn app() -> TestApp {
    TestApp::new(identity::routes().merge(communication::routes())).await
}

#[tokio::test]
async fn families_are_not_offered_and_refused_with_a_sentence() {
    let app = app().await;
    let cast = &app.cast;
    let families = audience(&app, "class_guardians", cast.cm1b).await;
    let pupils = audience(&app, "class_pupils", cast.cm1b).await;
    let before = publish(&app, cast.carrel, "Avant", &[&families]).await;
    offers(&app, "{files,answers}").await;
    let carrel = app.as_(cast.carrel).await;
    let composer = carrel.get("/fil/ecrire").await;
    assert!(!composer.body().contains(&families) && composer.body().contains(&pupils));
    let refused = send(&carrel, ItemId::fresh(), "Bonjour", &[&families]).await;
    assert!(refused.status == 422 && refused.says(SAID), "{}", refused.text());
    assert_eq!(send(&carrel, ItemId::fresh(), "Bonjour", &[&pupils]).await.status, 303);
    // What was written is still read.
    assert_eq!(app.as_(cast.nadia).await.get(&format!("/fil/{before}")).await.status, 200);
    // Another school’s offer is its own, and nobody learns of it elsewhere.
    let nursery = audience(&app, "class_guardians", cast.ms).await;
    let stranger = send(&app.as_(cast.jourdan).await, ItemId::fresh(), "Bonjour", &[&families]).await;
    assert!(stranger.status == 422 && !stranger.says(SAID), "{}", stranger.text());
    assert_eq!(send(&app.as_(cast.jourdan).await, ItemId::fresh(), "Bonjour", &[&nursery]).await.status, 303);
}

#[tokio::test]
async fn files_are_refused_in_the_message_and_one_by_one() {
    let app = app().await;
    let cast = &app.cast;
    let families = audience(&app, "class_guardians", cast.cm1b).await;
    let before = publish(&app, cast.carrel, "Avant", &[&families]).await;
    offers(&app, "{families,answers}").await;
    let carrel = app.as_(cast.carrel).await;
    assert!(carrel.get("/fil/ecrire").await.attribute("#fichier", "id").is_none(), "not offered");
    let note: (&str, &str, &[u8]) = ("fichier", "liste.txt", b"Un cahier");
    let id = ItemId::fresh().to_string();
    let fields = [("brouillon", &*id), ("texte", "Bonjour"), ("audience", &*families)];
    let refused = carrel.post_files("/fil/publier", &fields, &[note]).await;
    assert!(refused.status == 422 && refused.says(SAID), "{}", refused.text());
    let one = carrel.post_files(&format!("/fil/brouillon/{}/fichier", ItemId::fresh()), &[], &[note]).await;
    assert!(one.status == 422 && one.body() == SAID, "{}", one.body());
    let edit = carrel.post_files(&format!("/fil/{before}/modifier"), &[("texte", "Avant")], &[note]).await;
    assert!(edit.status == 422 && edit.says(SAID), "{}", edit.text());
    let words = carrel.post_files(&format!("/fil/{before}/modifier"), &[("texte", "Avant, bis")], &[]).await;
    assert_eq!(words.status, 303, "words are not files");
}

#[tokio::test]
async fn answers_are_closed_and_what_was_answered_is_read() {
    let app = app().await;
    let cast = &app.cast;
    let families = audience(&app, "class_guardians", cast.cm1b).await;
    let before = publish(&app, cast.carrel, "Avant", &[&families]).await;
    let nadia = app.as_(cast.nadia).await;
    let answer = format!("/fil/{before}/repondre");
    assert_eq!(nadia.post(&answer, &[("texte", "Merci pour la photo")]).await.status, 303);
    offers(&app, "{families,files}").await;
    let refused = nadia.post(&answer, &[("texte", "Encore")]).await;
    assert!(refused.status == 422 && refused.says(SAID), "{}", refused.text());
    let page = nadia.get(&format!("/fil/{before}")).await;
    assert!(page.says("Merci pour la photo") && page.says(SAID), "{}", page.text());
    assert!(page.attribute("#reponse", "id").is_none(), "no form");
    // A new message takes none, whatever its form said; nor is it opened afterwards.
    let after = publish(&app, cast.carrel, "Après", &[&families]).await;
    assert!(nadia.get(&format!("/fil/{after}")).await.says("Les réponses sont fermées."));
    let carrel = app.as_(cast.carrel).await;
    assert!(carrel.get("/fil/ecrire").await.attribute("input[name=commentaires]", "name").is_none());
    let opened = carrel.post(&format!("/fil/{after}/commentaires"), &[("ouvrir", "1")]).await;
    assert!(opened.status == 422 && opened.says(SAID), "{}", opened.text());
}

#[tokio::test]
async fn groups_and_the_space_with_the_6e_are_not_opened() {
    let app = app().await;
    let cast = &app.cast;
    offers(&app, "{families}").await;
    let petit = app.as_(cast.petit).await;
    let groups = format!("/ecole/{}/groupes", cast.tilleuls);
    let page = petit.get(&groups).await;
    assert!(page.says(SAID) && page.attribute("#nom", "id").is_none(), "{}", page.text());
    let refused = petit.post(&groups, &[("nom", "Chorale")]).await;
    assert!(refused.status == 422 && refused.says(SAID), "{}", refused.text());
    let space = format!("/ecole/{}/classe/{}/sixieme", cast.tilleuls, cast.cm1b);
    let asked = [("college", "Jean Moulin"), ("classe", "6e A"), ("au", "2026-12-18")];
    let refused = petit.post(&space, &asked).await;
    assert!(refused.status == 422 && refused.says(SAID), "{}", refused.text());
    // A school without an offer has everything.
    let jourdan = app.as_(cast.jourdan).await;
    let made = jourdan.post(&format!("/ecole/{}/groupes", cast.moulin), &[("nom", "Chorale")]).await;
    assert_eq!(made.status, 303, "{}", made.text());
}
