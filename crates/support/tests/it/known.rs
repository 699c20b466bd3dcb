//! Known problems: who says them, who reads them, what stands on every page.

use crate::world::{ASKS, World};
use chrono::TimeDelta;
use kernel::PersonId;
use testing::TestApp;

async fn help() -> TestApp {
    TestApp::new(support::routes()).await
}

fn problem<'a>(title: &'a str, concerned: &'a str, place: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("titre", title),
        ("theme", "application"),
        ("pour", concerned),
        ("lieu", place),
        ("constat", "Les photos mettent une minute à s’afficher."),
        ("contournement", "Envoyez-les plus petites."),
        ("depuis", "2026-09-15T09:00"),
    ]
}

async fn said(app: &TestApp, fields: &[(&str, &str)]) -> String {
    let reply = app.as_(app.cast.oger).await.post("/etat", fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_problem_from_its_beginning_to_its_end() {
    let app = help().await;
    let (oger, nobody) = (app.as_(app.cast.oger).await, app.nobody());
    assert!(nobody.get("/etat").await.says("n’a connaissance d’aucune panne"));
    let path = said(&app, &problem("Photos lentes", "everyone", "")).await;
    let page = nobody.get("/etat").await;
    for words in ["Photos lentes", "depuis aujourd’hui", "Envoyez-les plus petites."] {
        assert!(page.says(words), "« {words} » is not in {}", page.text());
    }
    assert!(nobody.get("/aide/articles").await.says("Photos lentes"), "at the top of the help");
    let suite = format!("{path}/suite");
    assert_eq!(oger.post(&suite, &[("geste", "dire"), ("texte", "")]).await.status, 422);
    assert_eq!(oger.post(&suite, &[("geste", "rouvrir"), ("texte", "Encore.")]).await.status, 422);
    assert_eq!(oger.post(&suite, &[("geste", "dire"), ("texte", "La cause est trouvée.")]).await.status, 303);
    app.at(testing::first_day() + TimeDelta::minutes(50));
    let end = [("geste", "finir"), ("texte", "C’est réparé."), ("version", "1.4.2")];
    assert_eq!(oger.post(&suite, &end).await.status, 303);
    assert_eq!(oger.post(&suite, &end).await.status, 422, "twice");
    let page = nobody.get(&path).await;
    for words in ["terminé", "soit 2 h 20", "La cause est trouvée.", "C’est réparé.", "1.4.2"] {
        assert!(page.says(words), "« {words} » is not in {}", page.text());
    }
    let page = nobody.get("/etat").await;
    assert!(page.says("n’a connaissance d’aucune panne") && page.says("a duré 2 h 20"), "{}", page.text());
    assert!(!nobody.get("/aide/articles").await.says("Photos lentes"));
    // It begins again.
    assert_eq!(oger.post(&suite, &[("geste", "rouvrir"), ("texte", "Encore.")]).await.status, 303);
    assert!(nobody.get(&path).await.says("en cours"));
    let changed = [problem("Photos très lentes", "everyone", ""), vec![("majeur", "oui")]].concat();
    assert_eq!(oger.post(&path, &changed).await.status, 303);
    assert!(nobody.get(&path).await.says("Photos très lentes"));
    for wrong in [("depuis", "2026-09-16T09:00"), ("lieu", "rien"), ("constat", "")] {
        let mut fields = problem("Photos", "everyone", "");
        fields.retain(|f| f.0 != wrong.0);
        fields.push(wrong);
        assert_eq!(oger.post("/etat", &fields).await.status, 422, "{wrong:?}");
    }
}

#[tokio::test]
async fn the_project_writes_and_each_reads_what_concerns_her() {
    let app = help().await;
    let cast = &app.cast;
    let (tilleuls, ormes) = (cast.tilleuls.to_string(), cast.val_ormes.to_string());
    for (who, status) in [(cast.petit, 404), (cast.segur, 404), (cast.nadia, 404)] {
        let reply = app.as_(who).await.post("/etat", &problem("Non", "everyone", "")).await;
        assert_eq!(reply.status, status, "{who}");
    }
    let everywhere = said(&app, &problem("Partout", "everyone", "")).await;
    let teachers = said(&app, &problem("Adultes", "teachers", "")).await;
    let school = said(&app, &problem("École", "families", &tilleuls)).await;
    let circo = said(&app, &problem("Circonscription", "teachers", &ormes)).await;
    let paths = [everywhere, teachers, school, circo];
    let readers: [(Option<PersonId>, [u16; 4]); 8] = [
        (None, [200, 404, 404, 404]),
        (Some(cast.lina), [200, 404, 404, 404]),
        (Some(cast.nadia), [200, 404, 200, 404]),
        (Some(cast.yann), [200, 404, 404, 404]),
        (Some(cast.carrel), [200, 200, 200, 200]),
        (Some(cast.jourdan), [200, 200, 404, 200]),
        (Some(cast.vidal), [200, 200, 404, 404]),
        (Some(cast.segur), [200, 200, 200, 200]),
    ];
    for (who, statuses) in readers {
        let client = match who {
            Some(who) => app.as_(who).await,
            None => app.nobody(),
        };
        for (path, status) in paths.iter().zip(statuses) {
            assert_eq!(client.get(path).await.status, status, "{who:?} {path}");
        }
        let shown = client.get("/etat").await.all("article.card").len();
        assert_eq!(shown, statuses.iter().filter(|s| **s == 200).count(), "{who:?}");
    }
}

#[tokio::test]
async fn a_request_is_tied_to_a_known_problem_and_told_of_its_end() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let (ticket, other) = (w.asks(c.carrel, &ASKS).await, w.asks(c.carrel, &ASKS).await);
    assert!(!w.get(c.petit, &ticket).await.says("C’est un problème connu"), "nothing is known yet");
    let path = said(&w.app, &problem("Photos lentes", "everyone", "")).await;
    let elsewhere = said(&w.app, &problem("Ailleurs", "everyone", &c.rives.to_string())).await;
    let named = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let (known, hidden) = (named(&path), named(&elsewhere));
    assert!(w.get(c.petit, &ticket).await.says("C’est un problème connu"));
    for wrong in ["", &*hidden] {
        assert_eq!(w.acts(c.petit, &ticket, "probleme", &[("probleme", wrong)]).await.status, 422);
    }
    assert_eq!(w.acts(c.carrel, &ticket, "probleme", &[("probleme", &known)]).await.status, 404);
    assert_eq!(w.acts(c.petit, &ticket, "probleme", &[("probleme", &known)]).await.status, 303);
    let page = w.get(c.carrel, &ticket).await;
    assert!(page.says("Photos lentes") && page.says("Envoyez-les plus petites."), "{}", page.text());
    assert!(w.get(c.oger, &path).await.says("1, dont 1 en cours"));
    assert!(!w.app.nobody().get(&path).await.says("dont 1 en cours"), "of the project’s team");
    let letters = "select count(*) from job where kind = 'mail' and payload->>'kind' = 'ticket_answered'";
    let before = w.app.count(letters).await;
    let end = [("geste", "finir"), ("texte", "C’est réparé."), ("version", "")];
    assert_eq!(w.app.as_(c.oger).await.post(&format!("{path}/suite"), &end).await.status, 303);
    assert!(w.get(c.carrel, &ticket).await.says("Si cela continue chez vous, répondez ici."));
    assert!(!w.get(c.carrel, &other).await.says("Si cela continue"), "the other waits for something else");
    assert_eq!(w.app.count(letters).await, before + 1);
    assert_eq!(w.is(&ticket).await, "school 1 open");
}
