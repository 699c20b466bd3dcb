//! What stands on every page while something major does not work.

use chrono::TimeDelta;
use testing::TestApp;
use web::house::{self, Mailroom};

fn problem<'a>(
    title: &'a str,
    concerned: &'a str,
    place: &'a str,
    major: &'a str,
) -> [(&'a str, &'a str); 6] {
    [
        ("titre", title),
        ("theme", "application"),
        ("pour", concerned),
        ("lieu", place),
        ("constat", "Rien ne s’affiche."),
        ("majeur", major),
    ]
}

#[tokio::test]
async fn what_is_major_stands_on_the_pages_of_whom_it_concerns() {
    let mut app = TestApp::new(house::routes()).await;
    let mailroom = Mailroom::Kept(std::sync::Arc::new(mail::Kept::new(app.app.db.clock.clone())));
    let other = house::router(&app.app, mailroom.clone());
    app.through(house::router(&app.app, mailroom));
    let cast = &app.cast;
    let (oger, nobody) = (app.as_(cast.oger).await, app.nobody());
    let banners = async |who: &testing::Client, path: &str| who.get(path).await.all("p.notice.brick a").len();
    assert_eq!(banners(&nobody, "/connexion").await, 0);
    let tilleuls = cast.tilleuls.to_string();
    for (title, concerned, place, major) in [
        ("Lent", "everyone", "", ""),
        ("Panne", "everyone", "", "oui"),
        ("Réseau de l’école", "teachers", &*tilleuls, "oui"),
    ] {
        assert_eq!(oger.post("/etat", &problem(title, concerned, place, major)).await.status, 303);
    }
    // At once where it was said, half a minute later elsewhere; each what concerns her, a child nothing.
    assert_eq!(banners(&nobody, "/connexion").await, 1);
    for (who, count) in [(cast.carrel, 2), (cast.nadia, 1), (cast.vidal, 1), (cast.segur, 2), (cast.oger, 2)]
    {
        assert_eq!(banners(&app.as_(who).await, "/moi").await, count, "{who}");
    }
    assert_eq!(banners(&app.as_(cast.lina).await, "/fil").await, 0);
    let page = app.as_(cast.carrel).await.get("/moi").await;
    assert!(page.says("Panne") && page.says("Réseau de l’école") && !page.says("Lent"));
    app.at(testing::first_day() + TimeDelta::seconds(31));
    app.through(other);
    assert_eq!(banners(&app.nobody(), "/connexion").await, 1);
    // Over.
    let oger = app.as_(app.cast.oger).await;
    let page = oger.get("/etat").await;
    let links: Vec<String> = page.attributes("article h3 a", "href");
    assert_eq!(links.len(), 3);
    for link in links {
        let end = [("geste", "finir"), ("texte", "Réparé.")];
        assert_eq!(oger.post(&format!("{link}/suite"), &end).await.status, 303);
    }
    assert_eq!(banners(&app.nobody(), "/connexion").await, 0);
    assert_eq!(banners(&oger, "/pilotage").await, 0);
}

/// Pages do not pay for it: between two reads of a node, no page asks.
#[tokio::test]
async fn a_node_asks_once_in_half_a_minute() {
    let app = TestApp::new(house::routes()).await;
    let banners = support::Banners::default();
    assert!(banners.of(&app.app.db, None).await.is_empty());
    sqlx::query!(
        "insert into known_problem (id, category, concerned, title, happens, since, major, said_at)
         values (gen_random_uuid(), 'application', 'everyone', 'Panne', 'Rien', '2026-09-15', true, '2026-09-15')"
    )
    .execute(app.pool())
    .await
    .unwrap();
    for (seconds, count) in [(0, 0), (29, 0), (30, 1)] {
        app.at(testing::first_day() + TimeDelta::seconds(seconds));
        assert_eq!(banners.of(&app.app.db, None).await.len(), count, "{seconds}");
    }
}
