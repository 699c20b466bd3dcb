//! What goes from one area to another: an action of a meeting to the help and back, the help to the figures.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use kernel::PersonId;
use testing::{Reply, TestApp};
use uuid::Uuid;

async fn house() -> TestApp {
    TestApp::new(web::house::routes()).await
}

async fn does(app: &TestApp, who: PersonId, path: &str, fields: &[(&str, &str)]) -> String {
    let reply = app.as_(who).await.post(path, fields).await;
    assert_eq!(reply.status, 303, "{path}: {}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

async fn asks(app: &TestApp, who: PersonId, fields: &[(&str, &str)]) -> Reply {
    app.as_(who).await.post_files("/aide/demander", fields, &[]).await
}

async fn one(app: &TestApp, sql: &'static str) -> Uuid {
    sqlx::query_scalar(sql).fetch_one(app.pool()).await.unwrap()
}

/// A committee on which the inspector sits, its meeting, what she is to do.
async fn action(app: &TestApp, text: &str) -> (String, String, Uuid) {
    let oger = app.cast.oger;
    let body = does(app, oger, "/gouvernance", &[("nature", "technical"), ("nom", "Comité technique")]).await;
    let seat = [("college", "education"), ("identifiant", "odile.segur"), ("qualite", "IEN")];
    does(app, oger, &format!("{body}/membres"), &seat).await;
    let meeting = does(app, oger, &format!("{body}/reunions"), &[("jour", "2026-09-15")]).await;
    let seat = one(app, "select id from body_member").await.to_string();
    let given = [("texte", text), ("qui", &*seat), ("jour", "2026-10-30")];
    does(app, oger, &format!("{meeting}/actions"), &given).await;
    (body, meeting, one(app, "select id from meeting_action").await)
}

const TEXT: &str = "Le filtrage bloque les vidéos dans trois écoles";

#[tokio::test]
async fn an_action_becomes_a_request_for_help_and_comes_back_with_its_state() {
    let app = house().await;
    let c = app.cast.clone();
    let (body, meeting, action) = action(&app, TEXT).await;
    let segur = app.as_(c.segur).await;
    let links = segur.get(&meeting).await.attributes("section[aria-labelledby=actions] li a", "href");
    assert!(links.contains(&format!("/aide/demander?action={action}")), "{links:?}");
    let form = segur.get(&format!("/aide/demander?action={action}")).await;
    assert_eq!(form.attribute("#aide-titre", "value").as_deref(), Some(TEXT));
    assert!(form.says("Une action de réunion devient une demande d’aide"), "{}", form.text());
    let action = action.to_string();
    let fields = [
        ("sujet", "infrastructure"),
        ("titre", TEXT),
        ("texte", "Relevé au comité."),
        ("urgence", "gene"),
        ("action", &*action),
    ];
    let mut secret = fields;
    secret[0] = ("sujet", "safety");
    let refused = asks(&app, c.segur, &secret).await;
    assert!(refused.status == 422 && refused.says("n’est pas confidentiel"), "{}", refused.text());
    let reply = asks(&app, c.segur, &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let ticket = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let twice = asks(&app, c.segur, &fields).await;
    assert!(twice.status == 422 && twice.says("elle est déjà suivie ailleurs"), "{}", twice.text());
    let change = [
        ("genre", "change"),
        ("titre", TEXT),
        ("origine", "meeting"),
        ("qui", "DSI"),
        ("texte", "Ouvrir les vidéos."),
        ("action", &*action),
    ];
    let change = app.as_(c.oger).await.post("/evolutions", &change).await;
    assert!(change.status == 422 && change.says("ou une demande d’aide"), "{}", change.text());

    let page = segur.get(&ticket).await;
    assert!(page.says(&format!("« {TEXT} », Comité technique, 15 septembre 2026")), "{}", page.text());
    let number: i64 = sqlx::query_scalar("select number from ticket").fetch_one(app.pool()).await.unwrap();
    let said = |state: &str| format!("demande d’aide {number} : {state}");
    let shown = segur.get(&meeting).await;
    assert!(shown.says(&said("en cours")), "{}", shown.text());
    assert!(shown.attributes("section[aria-labelledby=actions] li a", "href").contains(&ticket));
    // Whoever did not ask reads where it is, not what is said.
    let others = app.as_(c.oger).await.get(&meeting).await;
    assert!(others.says(&said("en cours")) && !others.body().contains(&ticket));
    let next = does(&app, c.oger, &format!("{body}/reunions"), &[("jour", "2026-10-13")]).await;
    assert!(segur.get(&next).await.says(&format!("avant le 30 octobre 2026, {}", said("en cours"))));
    // It is closed by who asked, and the meeting sees it; the minutes keep what was on their agenda.
    does(&app, c.segur, &format!("{ticket}/cloture"), &[("vu", "0")]).await;
    assert!(segur.get(&next).await.says(&said("close")));
    app.at("2026-10-14T08:00:00Z".parse().unwrap());
    let seat = one(&app, "select id from body_member").await.to_string();
    does(&app, c.oger, &format!("{next}/compte-rendu"), &[("present", &*seat), ("texte", "Vu.")]).await;
    let kept: String = sqlx::query_scalar("select detail from meeting_point where source = 'actions'")
        .fetch_one(app.pool())
        .await
        .unwrap();
    assert!(kept.replace('\u{a0}', " ").contains(&said("close")), "{kept}");
    let pdf = app.as_(c.oger).await.get(&format!("{meeting}/document")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn an_action_is_shown_to_who_steers_only() {
    let app = house().await;
    let c = app.cast.clone();
    let (_, _, action) = action(&app, TEXT).await;
    let action = action.to_string();
    let fields = [
        ("sujet", "infrastructure"),
        ("titre", "Vidéos bloquées"),
        ("texte", "Chez nous aussi."),
        ("urgence", "gene"),
        ("action", &*action),
    ];
    for who in [c.petit, c.carrel, c.nadia] {
        let form = app.as_(who).await.get(&format!("/aide/demander?action={action}")).await;
        assert!(form.status == 200 && !form.body().contains(TEXT), "an action is nothing to her");
        let reply = asks(&app, who, &fields).await;
        assert!(reply.status == 422 && reply.says("Cette action n’est plus ouverte"), "{}", reply.text());
    }
    assert_eq!(app.as_(c.lina).await.get(&format!("/aide/demander?action={action}")).await.status, 404);
    assert_eq!(app.count("select count(*) from ticket").await, 0);
}

#[tokio::test]
async fn what_is_asked_and_resolved_is_in_the_figures_of_the_school() {
    let app = house().await;
    let c = app.cast.clone();
    let at = |time: &str| app.at(format!("2026-09-15T{time}:00Z").parse().unwrap());
    at("08:00");
    let fields = [
        ("sujet", "directory"),
        ("titre", "Un élève manque"),
        ("texte", "Il est arrivé lundi."),
        ("urgence", "gene"),
    ];
    let first = asks(&app, c.carrel, &fields).await.location().unwrap().split('?').next().unwrap().to_owned();
    assert_eq!(asks(&app, c.carrel, &fields).await.status, 303);
    at("10:00");
    let work = first.replace("/aide/", "/assistance/");
    let done = [("vu", "0"), ("texte", "Il est dans la liste."), ("par", "school"), ("comment", "directory")];
    does(&app, c.petit, &format!("{work}/resolution"), &done).await;
    rollout::count(&app.app, app.app.db.clock.today()).await.unwrap();
    let petit = app.as_(c.petit).await;
    let page = petit.get(&format!("/indicateurs/{}", c.tilleuls)).await;
    let rows = page.all("section[aria-labelledby=assistance] tbody tr");
    assert_eq!(rows, ["septembre 2026 (2026-27) 2 1 1 2 h 2 1000"]);
    // As the page of the help says it.
    let help = petit.get("/assistance/chiffres").await;
    assert_eq!(help.all("dl.facts dd")[..2], ["2", "1"]);
    assert_eq!(help.all("section[aria-label='Qui a résolu'] tbody tr"), ["L’école 1 2 h 2 h"]);
}
