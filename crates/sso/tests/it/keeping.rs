//! Who writes services down, and how.

use crate::world::{CARD, World, login, routes};
use testing::TestApp;

#[tokio::test]
async fn the_projects_team_keeps_them_and_shows_again_who_it_is() {
    let world = World::new().await;
    let cast = &world.app.cast;
    let (list, one) = ("/pilotage/services", world.service.as_str());
    for who in [cast.segur, cast.petit, cast.carrel, cast.nadia, cast.lina] {
        let client = world.app.as_(who).await;
        assert_eq!(client.get(list).await.status, 404);
        assert_eq!(client.get(one).await.status, 404);
        assert_eq!(client.post(list, &CARD).await.status, 404);
        assert_eq!(client.post(one, &CARD).await.status, 404);
        assert_eq!(client.post(&format!("{one}/ouverture"), &[("debut", "2026-09-15")]).await.status, 404);
        assert_eq!(client.post(&format!("{one}/fermeture"), &[]).await.status, 404);
    }
    // A session that was left open reads the list, and closes: nothing else.
    let open = world.app.unconfirmed(cast.oger).await;
    assert_eq!(open.get(list).await.status, 200);
    for path in ["/pilotage/services/nouveau", one] {
        assert!(open.get(path).await.location().unwrap().starts_with("/confirmer"), "{path}");
    }
    assert!(open.post(list, &CARD).await.location().unwrap().starts_with("/confirmer"));
    assert_eq!(
        open.post(&format!("{one}/fermeture"), &[]).await.location(),
        Some("/pilotage/services?fait=oui")
    );
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_was_typed_stays() {
    let app = TestApp::new(routes()).await;
    let oger = app.as_(app.cast.oger).await;
    for (field, value, said) in [
        ("nom", "", "Dites comment on appelle ce service."),
        ("adresse", "http://ent2d.example.org/", "L’adresse commence par https://."),
        ("adresse", "https://10.0.0.8/", "réseau intérieur"),
        ("adresse", "https://.*\\.example.org/", "Donnez une adresse complète"),
        ("accueil", "https://ailleurs.example.org/", "n’est pas sous l’adresse du service"),
        ("profil", "National_ELV", "Dites ce qui permet d’y envoyer des élèves"),
    ] {
        let card: Vec<_> = CARD.into_iter().filter(|f| f.0 != field).chain([(field, value)]).collect();
        let before = app.audited().await;
        let page = oger.post("/pilotage/services", &card).await;
        assert!(page.status == 422 && page.says(said), "{field}: {}", page.text());
        assert_eq!(app.audited().await - before, 1);
        let name = page.attribute("#service-nom", "value").unwrap_or_default();
        assert_eq!(name, if field == "nom" { "" } else { "e-Collège" });
    }
    assert_eq!(app.count("select count(*) from sso_service").await, 0);
}

#[tokio::test]
async fn one_that_was_just_written_down_is_closed_until_its_day() {
    let world = World::closed(TestApp::new(routes()).await, &CARD).await;
    let carrel = world.app.as_(world.app.cast.carrel).await;
    let oger = world.app.as_(world.app.cast.oger).await;
    let tries = async || carrel.get(&login(crate::world::PAGE)).await;
    let shut = tries().await;
    assert!(shut.status == 403 && shut.says("e-Collège n’est pas ouvert"), "{}", shut.text());
    let opening = format!("{}/ouverture", world.service);
    let past = oger.post(&opening, &[("debut", "2026-09-14")]).await;
    assert!(past.status == 422 && past.says("au plus tôt aujourd’hui"), "{}", past.text());
    let reply = oger.post(&opening, &[("debut", "2026-09-16"), ("fin", "2026-09-17")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(oger.get(&world.service).await.says("ouvre le 16 septembre 2026"));
    assert_eq!(tries().await.status, 403);
    for (days, status) in [(1, 200), (2, 200), (3, 403)] {
        world.app.at(testing::first_day() + chrono::TimeDelta::days(days));
        assert_eq!(tries().await.status, status, "after {days} days");
    }
    // What was over is opened again; what is open is not opened twice, and closed once.
    world.app.as_(world.app.cast.oger).await;
    world.opens().await;
    let oger = world.app.as_(world.app.cast.oger).await;
    let today = world.app.app.db.clock.today().to_string();
    let twice = oger.post(&opening, &[("debut", &today)]).await;
    assert!(twice.status == 422 && twice.says("déjà ouvert"), "{}", twice.text());
    world.closes().await;
    let again = oger.post(&format!("{}/fermeture", world.service), &[]).await;
    assert!(again.status == 422 && again.says("déjà fermé"), "{}", again.text());
    let page = oger.get(&world.service).await;
    assert!(page.says("Ouvertures (2)") && page.says("fermé par Basile Oger"), "{}", page.text());
    let changes = "select count(*) from audit where act = 'sso_service_changed'";
    assert_eq!(world.app.count(changes).await, 4, "made, opened, opened, closed");
}

#[tokio::test]
async fn two_services_have_two_addresses() {
    let world = World::new().await;
    let oger = world.app.as_(world.app.cast.oger).await;
    let same = oger.post("/pilotage/services", &CARD).await;
    assert!(same.status == 422 && same.says("Un autre service a cette adresse."), "{}", same.text());
    assert_eq!(oger.post(&world.service, &CARD).await.status, 303, "its own is its own");
}
