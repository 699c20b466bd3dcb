//! Articles and guided questions: who writes, who reads, what becomes of them.

use chrono::TimeDelta;
use kernel::PersonId;
use testing::{Client, TestApp};

async fn help() -> TestApp {
    TestApp::new(support::routes()).await
}

fn article<'a>(title: &'a str, concerned: &'a str) -> [(&'a str, &'a str); 4] {
    [("titre", title), ("theme", "directory"), ("pour", concerned), ("texte", "Vérifiez d’abord dans ONDE.")]
}

/// Written by the head, published by the project; its address.
async fn published(app: &TestApp, title: &str, concerned: &str) -> String {
    let path = written(&app.as_(app.cast.petit).await, title, concerned).await;
    let oger = app.as_(app.cast.oger).await;
    let reply = oger.post(&format!("{path}/suite"), &[("geste", "publier"), ("relire", "2027-09-01")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    path
}

async fn written(by: &Client, title: &str, concerned: &str) -> String {
    let reply = by.post("/aide/articles", &article(title, concerned)).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_article_from_its_draft_to_its_end() {
    let app = help().await;
    let cast = &app.cast;
    let (petit, oger, nobody) = (app.as_(cast.petit).await, app.as_(cast.oger).await, app.nobody());
    let path = written(&petit, "Un élève manque", "everyone").await;
    assert_eq!(path, "/aide/articles/un-eleve-manque");
    // A draft is its author’s and the project’s.
    for (who, status) in
        [(cast.petit, 200), (cast.oger, 200), (cast.vidal, 404), (cast.carrel, 404), (cast.nadia, 404)]
    {
        assert_eq!(app.as_(who).await.get(&path).await.status, status, "{who}");
        assert_eq!(app.as_(who).await.get(&format!("{path}/modifier")).await.status, status, "{who}");
    }
    assert_eq!(nobody.get(&path).await.status, 404);
    assert!(petit.get(&path).await.says("L’équipe projet le lit et le publie"));
    // The project publishes, with a day; her head does not.
    let suite = format!("{path}/suite");
    let publish = [("geste", "publier"), ("relire", "2027-09-01")];
    assert_eq!(petit.post(&suite, &publish).await.status, 404);
    let past = oger.post(&suite, &[("geste", "publier"), ("relire", "2026-09-15")]).await;
    assert_eq!((past.status.as_u16(), past.says("Choisissez un jour à venir.")), (422, true));
    assert_eq!(oger.post(&suite, &publish).await.status, 303);
    assert_eq!(nobody.get(&path).await.status, 200);
    assert_eq!(petit.get(&format!("{path}/modifier")).await.status, 404, "no more hers to change");
    // Its day comes.
    app.at(testing::first_day() + TimeDelta::days(400));
    let oger = app.as_(cast.oger).await;
    assert!(oger.get("/aide/articles").await.says("à relire"));
    assert_eq!(oger.post(&suite, &[("geste", "relu"), ("relire", "2028-09-01")]).await.status, 303);
    assert!(!oger.get("/aide/articles").await.says("à relire"));
    // Withdrawn, then published once more.
    assert_eq!(oger.post(&suite, &[("geste", "retirer")]).await.status, 303);
    assert_eq!(nobody.get(&path).await.status, 404);
    assert_eq!(oger.post(&suite, &[("geste", "retirer")]).await.status, 422);
    assert_eq!(oger.post(&suite, &[("geste", "publier"), ("relire", "2028-09-01")]).await.status, 303);
    assert_eq!(nobody.get(&path).await.status, 200);
}

#[tokio::test]
async fn each_reads_what_is_for_her() {
    let app = help().await;
    let cast = &app.cast;
    let mut paths = Vec::new();
    for concerned in ["everyone", "families", "teachers", "heads"] {
        paths.push(published(&app, concerned, concerned).await);
    }
    let readers: [(Option<PersonId>, [u16; 4]); 8] = [
        (None, [200, 404, 404, 404]),
        (Some(cast.lina), [200, 404, 404, 404]),
        (Some(cast.nadia), [200, 200, 404, 404]),
        (Some(cast.carrel), [200, 200, 200, 404]),
        (Some(cast.duval), [200, 200, 200, 404]),
        (Some(cast.vidal), [200, 200, 200, 200]),
        (Some(cast.segur), [200, 200, 200, 200]),
        (Some(cast.oger), [200, 200, 200, 200]),
    ];
    for (who, statuses) in readers {
        let client = match who {
            Some(who) => app.as_(who).await,
            None => app.nobody(),
        };
        for (path, status) in paths.iter().zip(statuses) {
            assert_eq!(client.get(path).await.status, status, "{who:?} {path}");
        }
        let shown = client.get("/aide/articles").await.all("a.strong").len();
        assert_eq!(shown, statuses.iter().filter(|s| **s == 200).count(), "{who:?}");
    }
    // Who writes.
    for (who, status) in [
        (cast.petit, 200),
        (cast.segur, 200),
        (cast.oger, 200),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(app.as_(who).await.get("/aide/articles/ecrire").await.status, status, "{who}");
        let refused = app.as_(who).await.post("/aide/articles", &[("titre", "")]).await;
        assert_eq!(refused.status, if status == 200 { 422 } else { 404 }, "{who}");
    }
}

#[tokio::test]
async fn one_looks_for_words_and_subjects() {
    let app = help().await;
    let path = published(&app, "Élève absent de la liste", "everyone").await;
    let other = published(&app, "Deux fois le même titre", "everyone").await;
    let again = published(&app, "Deux fois le même titre", "everyone").await;
    assert!(again.starts_with(&format!("{other}-")), "{again}");
    let nobody = app.nobody();
    let found = async |query: &str| {
        let page = nobody.get(&format!("/aide/articles?{query}")).await;
        assert_eq!(page.status, 200);
        page.all("a.strong").len()
    };
    assert_eq!(found("mot=eleve+LISTE").await, 1);
    assert_eq!(found("mot=onde").await, 3, "in the text");
    assert_eq!(found("mot=%25").await, 0, "a sign is no pattern");
    assert_eq!(found("mot=grenouille").await, 0);
    assert_eq!(found("theme=directory").await, 3);
    assert_eq!(found("theme=safety").await, 0);
    assert!(nobody.get(&path).await.says("Vérifiez d’abord dans ONDE."));
}

#[tokio::test]
async fn one_opinion_a_reader() {
    let app = help().await;
    let cast = &app.cast;
    let path = published(&app, "Un élève manque", "families").await;
    let avis = format!("{path}/avis");
    for (who, said) in [(cast.nadia, "oui"), (cast.nadia, "oui"), (cast.karim, "oui"), (cast.carrel, "non")] {
        assert_eq!(app.as_(who).await.post(&avis, &[("avis", said)]).await.status, 303, "{who}");
    }
    let page = app.as_(cast.oger).await.get(&path).await;
    assert!(page.says("2 oui, 1 non"), "{}", page.text());
    // She changes her mind.
    assert_eq!(app.as_(cast.karim).await.post(&avis, &[("avis", "non")]).await.status, 303);
    assert!(app.as_(cast.oger).await.get(&path).await.says("1 oui, 2 non"));
    assert!(app.as_(cast.nadia).await.get(&path).await.says("Merci, c’est noté."));
    assert!(app.as_(cast.karim).await.get(&path).await.says("Demandez de l’aide"));
    assert_eq!(app.as_(cast.nadia).await.post(&avis, &[("avis", "peut-être")]).await.status, 422);
    assert_eq!(app.as_(cast.lina).await.post(&avis, &[("avis", "oui")]).await.status, 404);
    assert_eq!(app.count("select count(*) from help_opinion").await, 3);
}

#[tokio::test]
async fn the_articles_to_begin_with_come_once_as_drafts() {
    let app = help().await;
    let oger = app.as_(app.cast.oger).await;
    assert!(oger.get("/aide/articles").await.says("Des articles pour commencer"));
    for _ in 0..2 {
        assert_eq!(oger.post("/aide/articles/depart", &[]).await.status, 303);
    }
    assert_eq!(app.count("select count(*) from help_article where published_at is null").await, 12);
    assert_eq!(app.count("select count(*) from help_guide").await, 1);
    assert_eq!(app.nobody().get("/aide/articles/premiere-connexion").await.status, 404);
    assert_eq!(app.as_(app.cast.petit).await.post("/aide/articles/depart", &[]).await.status, 404);
}

#[tokio::test]
async fn questions_lead_to_an_article_or_to_somebody() {
    let app = help().await;
    let (oger, nobody) = (app.as_(app.cast.oger).await, app.nobody());
    oger.post("/aide/articles/depart", &[]).await;
    let guide = "/aide/guides/je-n-arrive-pas-a-me-connecter";
    assert_eq!(nobody.get(guide).await.status, 404, "not published yet");
    assert_eq!(oger.post(guide, &[("geste", "montrer")]).await.status, 303);
    let suite = "/aide/articles/premiere-connexion/suite";
    assert_eq!(oger.post(suite, &[("geste", "publier"), ("relire", "2027-09-01")]).await.status, 303);
    let page = nobody.get(guide).await;
    assert!(page.says("Qui êtes-vous ?"), "{}", page.text());
    assert_eq!(page.all("ul.stack a").len(), 4);
    assert!(nobody.get(&format!("{guide}?pas=0.0")).await.says("Avez-vous la fiche de l’école"));
    let end = nobody.get(&format!("{guide}?pas=0.0.0")).await;
    assert!(end.says("Me connecter pour la première fois"), "{}", end.text());
    // Not published: somebody instead.
    assert!(nobody.get(&format!("{guide}?pas=0.0.1")).await.says("Adressez-vous à l’école"));
    let asked = oger.get(&format!("{guide}?pas=3")).await;
    assert_eq!(asked.attribute("section a.button", "href").as_deref(), Some("/aide/demander"));
    for nowhere in ["9", "0.0.0.0", "x"] {
        assert_eq!(nobody.get(&format!("{guide}?pas={nowhere}")).await.status, 404, "{nowhere}");
    }
    // The outline is checked as it is written.
    let fields =
        |outline| [("titre", "Entrer"), ("theme", "accounts"), ("pour", "everyone"), ("questions", outline)];
    let wrong = oger.post("/aide/guides", &fields("Qui ?\n- Moi")).await;
    assert_eq!((wrong.status.as_u16(), wrong.says("Il manque une question à la fin")), (422, true));
    assert_eq!(oger.post("/aide/guides", &fields("Qui ?\n- Moi => fiche-perdue")).await.status, 303);
    assert_eq!(oger.post("/aide/guides", &fields("Qui ?\n- Moi => fiche-perdue")).await.status, 422, "twice");
    assert_eq!(oger.post("/aide/guides/entrer", &fields("Quoi ?\n- Moi => demande")).await.status, 303);
    assert!(oger.get("/aide/guides/entrer").await.says("Quoi ?"));
    assert_eq!(app.as_(app.cast.segur).await.get("/aide/guides").await.status, 404);
}

/// « > /fil/ecrire Écrire » is a button for teachers; to whoever reads what is meant for them, only its words.
#[tokio::test]
async fn a_way_is_shown_to_those_whom_it_takes_somewhere() {
    let app = help().await;
    let cast = &app.cast;
    let mut typed = article("Écrire aux familles", "teachers");
    typed[3].1 = "Écrivez.\n\n> /fil/ecrire Écrire";
    let reply = app.as_(cast.petit).await.post("/aide/articles", &typed).await;
    let path = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let publish = [("geste", "publier"), ("relire", "2027-09-01")];
    assert_eq!(app.as_(cast.oger).await.post(&format!("{path}/suite"), &publish).await.status, 303);
    for (who, leads) in [(cast.petit, 1), (cast.carrel, 1), (cast.segur, 0), (cast.oger, 0)] {
        let page = app.as_(who).await.get(&path).await;
        assert!(page.says("Écrivez."), "{who}");
        assert_eq!(page.all("article a[href='/fil/ecrire']").len(), leads, "{who}");
    }
}
