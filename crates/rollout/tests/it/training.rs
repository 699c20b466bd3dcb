//! Courses, sessions, who enrols whom, who came, what is proven and what is said of it.

use crate::joining::somebody;
use kernel::PersonId;
use testing::{Reply, TestApp};

pub struct Trained {
    pub app: TestApp,
    pub manager: PersonId,
}

impl Trained {
    pub async fn new() -> Self {
        let app = TestApp::new(identity::routes().merge(rollout::routes())).await;
        let manager = somebody(&app, "Flora", "Guérin", "project_manager", app.cast.val_ormes.0).await;
        Self { app, manager }
    }

    pub async fn at(&self, when: &str) {
        self.app.at(when.parse().unwrap());
    }

    pub async fn post(&self, who: PersonId, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.app.as_(who).await.post(path, fields).await
    }

    pub async fn get(&self, who: PersonId, path: &str) -> Reply {
        self.app.as_(who).await.get(path).await
    }

    /// Where it leads, without what follows the question mark.
    pub async fn does(&self, who: PersonId, path: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.post(who, path, fields).await;
        assert_eq!(reply.status, 303, "{path}: {}", reply.text());
        reply.location().unwrap().split('?').next().unwrap().to_owned()
    }

    /// By the inspector, for her circonscription.
    pub async fn course(&self, track: &str) -> String {
        course(&self.app, track).await
    }

    /// Wednesday 16 September, 9 to 12 in Paris, given by Mme Roy.
    pub async fn session(&self, course: &str, form: &str, seats: &str) -> String {
        session(&self.app, course, form, seats).await
    }
}

pub async fn course(app: &TestApp, track: &str) -> String {
    let of = app.cast.val_ormes.to_string();
    let fields = [
        ("titre", "Administrer l’ENT"),
        ("parcours", track),
        ("donne", "circonscription"),
        ("heures", "3"),
        ("pour", &*of),
    ];
    let reply = app.as_(app.cast.segur).await.post("/formations/cours", &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

pub async fn session(app: &TestApp, course: &str, form: &str, seats: &str) -> String {
    let of = app.cast.val_ormes.to_string();
    let fields = [
        ("forme", form),
        ("lieu", "Salle des fêtes"),
        ("jour", "2026-09-16"),
        ("debut", "9:00"),
        ("fin", "12:00"),
        ("places", seats),
        ("pour", &*of),
        ("identifiant", "alix.roy"),
    ];
    let reply = app.as_(app.cast.segur).await.post(&format!("{course}/sessions"), &fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

/// Enrolled by the trainer, and written down as present.
pub async fn attends(app: &TestApp, session: &str, login: &str, person: PersonId) {
    let roy = app.as_(app.cast.roy).await;
    let reply = roy.post(&format!("{session}/inscrits"), &[("identifiant", login)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let name = format!("presence-{person}");
    let reply = roy.post(&format!("{session}/presences"), &[(&name, "present")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
}

#[tokio::test]
async fn from_the_catalogue_to_the_certificate() {
    let t = Trained::new().await;
    let cast = &t.app.cast;
    let course = t.course("teacher").await;
    let session = t.session(&course, "face_to_face", "3").await;
    let page = t.get(cast.carrel, "/formations").await;
    assert!(
        page.says("16 septembre 2026, 9 h – 12 h · Salle des fêtes") && page.says("3 places"),
        "{}",
        page.text()
    );
    t.does(cast.carrel, &format!("{session}/inscription"), &[("geste", "inscrire")]).await;
    // The head enrols those of her school, and nobody else’s.
    let (keller, jourdan) = (cast.keller.to_string(), cast.jourdan.to_string());
    let strangers = t.post(cast.petit, &format!("{session}/inscrits"), &[("qui", &jourdan)]).await;
    assert!(
        strangers.status == 422 && strangers.says("Choisissez au moins une personne"),
        "{}",
        strangers.text()
    );
    t.does(cast.petit, &format!("{session}/inscrits"), &[("qui", &keller)]).await;
    t.does(cast.roy, &format!("{session}/inscrits"), &[("identifiant", "paul.jourdan")]).await;
    let full = t.post(cast.petit, &format!("{session}/inscription"), &[("geste", "inscrire")]).await;
    assert!(full.status == 422 && full.says("Il n’y a plus de place"), "{}", full.text());
    // A head reads those of her school; the trainer all; a teacher herself.
    let heads = t.get(cast.petit, &session).await;
    assert!(heads.says("Marion Carrel") && heads.says("Sonia Keller") && !heads.says("Paul Jourdan"));
    assert!(!t.get(cast.carrel, &session).await.says("Sonia Keller"));
    let early = t.post(cast.roy, &format!("{session}/presences"), &[]).await;
    assert!(early.status == 422 && early.says("une fois la session commencée"));
    for (who, path, status) in [
        (cast.roy, "emargement", 200),
        (cast.segur, "emargement", 200),
        (cast.carrel, "emargement", 404),
        (cast.vidal, "emargement", 404),
    ] {
        let sheet = t.get(who, &format!("{session}/{path}")).await;
        assert_eq!(sheet.status, status, "{who}");
        assert_eq!(sheet.bytes.starts_with(b"%PDF"), status == 200);
    }
    t.at("2026-09-16T10:30:00Z").await;
    let present = |p: PersonId| format!("presence-{p}");
    let hours = format!("duree-{}", cast.keller);
    let (a, b, c) = (present(cast.carrel), present(cast.keller), present(cast.jourdan));
    let long = [(&*a, "present"), (&*b, "present"), (&*hours, "4")];
    let refused = t.post(cast.roy, &format!("{session}/presences"), &long).await;
    assert!(refused.status == 422 && refused.says("jusqu’à celle de la session : 3 h"), "{}", refused.text());
    let said = [(&*a, "present"), (&*b, "present"), (&*hours, "1,5"), (&*c, "absent")];
    let not_hers = t.post(cast.carrel, &format!("{session}/presences"), &said).await;
    assert!(not_hers.status == 422 && not_hers.says("à qui anime la session"));
    t.does(cast.roy, &format!("{session}/presences"), &said).await;
    let rows = t
        .app
        .count("select coalesce(sum(minutes), 0) from training_enrolment where attendance = 'present'")
        .await;
    assert_eq!(rows, 180 + 90);
    let of = |p: PersonId| format!("{session}/attestation/{p}");
    for (who, whose, status) in [
        (cast.carrel, cast.carrel, 200),
        (cast.petit, cast.carrel, 200),
        (cast.segur, cast.keller, 200),
        (cast.carrel, cast.keller, 404),
        (cast.jourdan, cast.jourdan, 404),
        (cast.vidal, cast.carrel, 404),
    ] {
        let paper = t.get(who, &of(whose)).await;
        assert_eq!(
            (paper.status.as_u16(), paper.bytes.starts_with(b"%PDF")),
            (status, status == 200),
            "{who}"
        );
    }
    assert!(t.get(cast.carrel, "/formations").await.says("Attestation"));
}

#[tokio::test]
async fn nobody_else_finds_a_course_or_a_session() {
    let t = Trained::new().await;
    let cast = &t.app.cast;
    let course = t.course("teacher").await;
    let session = t.session(&course, "face_to_face", "3").await;
    for (who, status) in [
        (cast.petit, 200),
        (cast.duval, 200),
        (cast.faure, 200),
        (cast.segur, 200),
        (t.manager, 200),
        (cast.vidal, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        for path in [&course, &session] {
            assert_eq!(t.get(who, path).await.status, status, "{who} at {path}");
        }
        let list = if who == cast.vidal { 200 } else { status };
        assert_eq!(t.get(who, "/formations").await.status, list, "{who}");
    }
    for who in [cast.petit, cast.nadia] {
        assert_eq!(t.post(who, "/formations/cours", &[]).await.status, 404, "{who}");
        assert_eq!(t.post(who, &format!("{session}/annulation"), &[("raison", "Neige")]).await.status, 404);
        assert_eq!(t.get(who, "/formations/plan").await.status, 404);
    }
    assert_eq!(t.get(cast.segur, "/formations/serveur").await.status, 404);
    // What is the whole project’s is the project’s to make.
    let fields = [
        ("titre", "Tous"),
        ("parcours", "other"),
        ("donne", "publisher"),
        ("heures", "1"),
        ("pour", "projet"),
    ];
    assert_eq!(t.post(cast.segur, "/formations/cours", &fields).await.status, 422);
    let all = t.does(t.manager, "/formations/cours", &fields).await;
    assert_eq!(t.get(cast.vidal, &all).await.status, 200);
    assert_eq!(t.post(cast.segur, &format!("{all}/fin"), &[]).await.status, 404, "it is not hers");
}

#[tokio::test]
async fn a_session_that_is_cancelled_says_why() {
    let t = Trained::new().await;
    let cast = &t.app.cast;
    let course = t.course("teacher").await;
    let session = t.session(&course, "face_to_face", "3").await;
    assert_eq!(t.post(cast.segur, &format!("{session}/annulation"), &[]).await.status, 422);
    t.does(cast.segur, &format!("{session}/annulation"), &[("raison", "La salle est prise.")]).await;
    let page = t.get(cast.carrel, &session).await;
    assert!(page.says("Session annulée. La salle est prise."), "{}", page.text());
    assert_eq!(
        t.post(cast.carrel, &format!("{session}/inscription"), &[("geste", "inscrire")]).await.status,
        422
    );
    t.does(cast.segur, &format!("{course}/fin"), &[]).await;
    assert!(!t.get(cast.carrel, "/formations").await.says("Administrer l’ENT 3 h"));
    assert_eq!(t.post(cast.segur, &format!("{course}/sessions"), &[]).await.status, 422);
}

#[tokio::test]
async fn an_opinion_is_nobodys_and_not_read_under_five() {
    let t = Trained::new().await;
    let cast = &t.app.cast;
    let course = t.course("teacher").await;
    let session = t.session(&course, "face_to_face", "20").await;
    t.at("2026-09-16T10:30:00Z").await;
    let people = [
        (cast.carrel, "marion.carrel", "4"),
        (cast.keller, "sonia.keller", "4"),
        (cast.jourdan, "paul.jourdan", "3"),
        (cast.petit, "helene.petit", "1"),
        (cast.faure, "denise.faure", "4"),
    ];
    let opinion = format!("{session}/avis");
    for (at, (who, login, satisfaction)) in people.into_iter().enumerate() {
        attends(&t.app, &session, login, who).await;
        let fields = [("satisfaction", satisfaction), ("texte", "Trop court.")];
        t.does(who, &opinion, &fields).await;
        assert_eq!(t.post(who, &opinion, &fields).await.status, 422, "once");
        t.at("2026-09-16T14:30:00Z").await;
        let page = t.get(cast.segur, &session).await;
        assert_eq!(page.says("Trop court."), at == 4, "{}", page.text());
        assert_eq!(page.says("moins de 5 avis"), at < 4, "{}", page.text());
    }
    assert!(t.get(cast.segur, &session).await.says("80 % satisfaits (4 avis sur 5)"));
    assert_eq!(t.post(cast.blanc, &opinion, &[("satisfaction", "4")]).await.status, 422, "was not there");
    let linked = "select count(*) from information_schema.columns where table_name = 'training_opinion'
                  and (column_name like '%person%' or data_type like 'timestamp%' or column_name like '%by%')";
    assert_eq!(t.app.count(linked).await, 0);
}

#[tokio::test]
async fn the_plan_of_a_circonscription_and_what_became_of_it() {
    let t = Trained::new().await;
    let cast = &t.app.cast;
    let of = cast.val_ormes.to_string();
    let fields = [("circonscription", &*of), ("heures", "18"), ("themes", "L’ENT en cycle 2")];
    t.does(cast.segur, "/formations/plan", &fields).await;
    let others = cast.rives_circo.to_string();
    let not_hers = [("circonscription", &*others), ("heures", "18"), ("themes", "x")];
    assert_eq!(t.post(cast.segur, "/formations/plan", &not_hers).await.status, 422);
    for track in ["teacher", "administrator"] {
        let course = t.course(track).await;
        let session = t.session(&course, "face_to_face", "20").await;
        t.at("2026-09-16T10:30:00Z").await;
        attends(&t.app, &session, "marion.carrel", cast.carrel).await;
        t.at("2026-09-15T08:30:00Z").await;
    }
    let page = t.get(cast.segur, "/formations/plan").await;
    // Teachers and heads of its four schools: Petit, Carrel, Roy, Keller, Jourdan, Faure, Blanc.
    for said in [
        "6 h",
        "sur 18 h prévues, 2 sessions",
        "14 % 1 sur 7, venus",
        "25 % 1 sur 4",
        "aucun avis",
        "L’ENT en cycle 2",
    ] {
        assert!(page.says(said), "« {said} » is not in {}", page.text());
    }
    assert_eq!(page.all("section.card").len(), 1, "her own");
    assert_eq!(t.get(t.manager, "/formations/plan").await.all("section.card").len(), 2);
}
