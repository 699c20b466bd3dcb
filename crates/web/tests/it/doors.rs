//! « Ouvrir e-Collège » in the menu of whoever may, and the page by which a browser leaves for another service.

use kernel::Clock;
use mail::Kept;
use std::sync::Arc;
use testing::{TestApp, first_day};
use web::house::{Mailroom, router};

async fn house() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    let mailroom = Mailroom::Kept(Arc::new(Kept::new(Clock::fixed(first_day()))));
    let router = router(&app.app, mailroom);
    app.through(router);
    app
}

const HOME: &str = "https://ent2d.example.org/accueil";

#[tokio::test]
async fn who_may_use_a_service_finds_it_in_her_menu() {
    let app = house().await;
    let c = &app.cast;
    let card = [
        ("nom", "e-Collège"),
        ("adresse", "https://ent2d.example.org/"),
        ("accueil", HOME),
        ("profil", "National_ENS"),
        ("donnee", "profile"),
    ];
    let oger = app.as_(c.oger).await;
    let reply = oger.post("/pilotage/services", &card).await;
    let at = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let has = async |who| {
        let page = app.as_(who).await.get("/moi").await;
        page.attributes("a", "href").iter().any(|href| href == HOME)
    };
    assert!(!has(c.carrel).await, "closed");
    assert_eq!(oger.post(&format!("{at}/ouverture"), &[("debut", "2026-09-15")]).await.status, 303);
    // Each node looks again within half a minute.
    app.at(first_day() + chrono::TimeDelta::seconds(40));
    assert!(has(c.carrel).await);
    for other in [c.nadia, c.lina, c.oger, c.segur, c.duval] {
        assert!(!has(other).await);
    }
    assert!(app.as_(c.carrel).await.get("/moi").await.says("Ouvrir e-Collège"));
    // It leaves by a page of its own, and the content security policy stays what it is.
    let carrel = app.as_(c.carrel).await;
    let asked = "/cas/login?service=https%3A%2F%2Fent2d.example.org%2F";
    let told = [("service", "https://ent2d.example.org/"), ("donnees", "profile")];
    assert_eq!(carrel.post("/cas/login", &told).await.status, 303);
    let page = carrel.get_with(asked, "sec-fetch-site", "same-origin").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("form-action 'self'") && !policy.contains("ent2d"), "{policy}");
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(page.headers["referrer-policy"], "same-origin");
    assert!(
        page.headers["refresh"].to_str().unwrap().starts_with("0; url=https://ent2d.example.org/?ticket=ST-")
    );
    // What a service reads has no shell around it.
    let answer = app.nobody().get("/cas/serviceValidate?service=x&ticket=y").await;
    assert!(answer.body().starts_with("<cas:serviceResponse"), "{}", answer.body());
}
