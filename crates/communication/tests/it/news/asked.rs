//! A family's feed says that its answer about a picture is waited for.

use testing::{Client, TestApp};

const ASKED: &str = "La photo sur la tablette de la classe";

async fn world() -> TestApp {
    TestApp::new(identity::routes().merge(communication::routes())).await
}

async fn switched(app: &TestApp, photos: &str) {
    let head = app.as_(app.cast.jourdan).await;
    let done = head.post(&format!("/ecole/{}/photos", app.cast.moulin), &[("photos", photos)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

async fn asked(client: &Client) -> bool {
    client.get("/fil").await.says(ASKED)
}

async fn says(app: &TestApp, client: &Client, answer: &str) {
    let school = app.cast.moulin.to_string();
    let path = format!("/moi/photos/{}", app.cast.sami);
    let done = client.post(&path, &[("ecole", &school), ("reponse", answer)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

#[tokio::test]
async fn both_households_are_told_until_each_has_answered() {
    let app = world().await;
    let cast = &app.cast;
    let (nadia, karim) = (app.as_(cast.nadia).await, app.as_(cast.karim).await);
    assert!(!asked(&nadia).await && !asked(&karim).await, "nobody asks");
    switched(&app, "oui").await;
    for parent in [&nadia, &karim] {
        let feed = parent.get("/fil").await;
        assert!(feed.says(&format!("{ASKED}, pour Sami : oui ou non")), "{}", feed.text());
        assert!(feed.attributes(".notice a", "href").contains(&"/moi/photos".to_owned()));
        assert!(parent.get(&format!("/fil?enfant={}", cast.sami)).await.says(ASKED));
        assert!(!parent.get(&format!("/fil?enfant={}", cast.lina)).await.says(ASKED), "another school");
        assert!(!parent.fragment("/fil").await.says(ASKED), "what comes in later does not say it again");
    }
    says(&app, &nadia, "non").await;
    assert!(!asked(&nadia).await && asked(&karim).await);
    // His paper is copied: he has answered.
    let class = format!("/ecole/{}/classe/{}", cast.moulin, cast.ms);
    let paper = format!("{class}/eleves/{}/photo/accord", cast.sami);
    let fields = [("responsable", &*cast.karim.to_string()), ("reponse", "oui"), ("jour", "2026-09-14")];
    assert_eq!(app.as_(cast.jourdan).await.post(&paper, &fields).await.status, 303);
    assert!(!asked(&karim).await);

    // The school stops, and begins again: who said yes is asked again, who said no is not.
    switched(&app, "non").await;
    app.at(testing::first_day() + chrono::TimeDelta::hours(1));
    switched(&app, "oui").await;
    assert!(asked(&karim).await && !asked(&nadia).await);
    switched(&app, "non").await;
    assert!(!asked(&karim).await, "asked no more");
}

#[tokio::test]
async fn nobody_else_is_told() {
    let app = world().await;
    let cast = &app.cast;
    let family = format!("/ecole/{}/personnes/{}/famille/{}", cast.moulin, cast.sami, cast.karim);
    let head = app.as_(cast.jourdan).await;
    let hidden =
        head.post(&format!("{family}/proteger"), &[("motif", "Ordonnance"), ("fin", "2026-12-31")]).await;
    assert_eq!(hidden.status, 303, "{}", hidden.text());
    switched(&app, "oui").await;
    let mut phone = app.as_(cast.nadia).await;
    assert!(asked(&phone).await, "his mother");
    for other in [cast.karim, cast.claire, cast.sami, cast.lina, cast.jourdan, cast.petit, cast.segur] {
        assert!(!app.as_(other).await.get("/fil").await.says(ASKED), "{other}");
    }
    // The child on her telephone.
    let opened = phone.post(&format!("/enfants/{}/ouvrir", cast.sami), &[]).await;
    phone.keeps(&opened);
    let feed = phone.get("/fil").await;
    assert!(feed.status == 200 && !feed.says(ASKED), "{}", feed.text());
}
