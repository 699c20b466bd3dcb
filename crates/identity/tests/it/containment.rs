//! Who may contain whom. What it does to a thousand accounts is in `web`.

use testing::TestApp;

#[tokio::test]
async fn nobody_contains_further_than_she_reaches() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let page = format!("/ecole/{}/securite", c.tilleuls);
    for (who, person, status) in [
        ("its head", c.petit, 200),
        ("a teacher, for her class", c.carrel, 200),
        ("who teaches no class yet", c.keller, 404),
        ("an AESH", c.duval, 404),
        ("another head", c.vidal, 404),
        ("a parent", c.nadia, 404),
        ("a pupil", c.lina, 404),
    ] {
        assert_eq!(app.as_(person).await.get(&page).await.status, status, "{who}");
    }
    let carrel = app.as_(c.carrel).await.get(&page).await;
    assert_eq!(carrel.all("#geler-lieu option").len(), 1);
    assert!(carrel.says("Élèves") && carrel.all("[value=guardians]").is_empty());
    let petit = app.as_(c.petit).await.get(&page).await;
    assert_eq!(petit.all("#geler-lieu option").len(), 3, "the school and its two classes");
    assert!(petit.all("[value=heads]").is_empty());

    let (school, other, class) = (c.tilleuls.to_string(), c.rives.to_string(), c.cm1b.to_string());
    for (who, person, place, profile, status) in [
        ("the project, everywhere", c.oger, "tout", "heads", 200),
        ("the project, one class", c.oger, &*class, "pupils", 200),
        ("a head, her school", c.petit, &*school, "guardians", 200),
        ("a head, heads", c.petit, &*school, "heads", 404),
        ("a head, another school", c.petit, &*other, "pupils", 404),
        ("a head, everywhere", c.petit, "tout", "pupils", 404),
        ("a teacher, her pupils", c.carrel, &*class, "pupils", 200),
        ("a teacher, their families", c.carrel, &*class, "guardians", 404),
        ("a teacher, the school", c.carrel, &*school, "pupils", 404),
        ("a teacher, another class", c.roy, &*class, "pupils", 404),
        ("the inspector", c.segur, &*school, "pupils", 404),
        ("a parent", c.nadia, &*class, "pupils", 404),
    ] {
        let client = app.as_(person).await;
        let reply = client.post("/securite/fermer", &[("lieu", place), ("profil", profile)]).await;
        assert_eq!(reply.status, status, "{who}: {}", reply.text());
        let drill = client.post("/securite/exercice", &[("lieu", place), ("profil", profile)]).await;
        assert_eq!(drill.status, if status == 200 { 303 } else { 404 }, "{who}");
    }
    assert_eq!(
        app.count("select count(*) from account where password_hash is null").await,
        0,
        "previews, drills"
    );
}

#[tokio::test]
async fn one_person_is_closed_and_whoever_does_it_is_not() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let (petit, carrel, lina) = (app.as_(c.petit).await, app.as_(c.carrel).await, app.as_(c.lina).await);
    let close = async |person: kernel::PersonId| {
        petit.post("/securite/fermer", &[("personne", &*person.to_string())]).await.status
    };
    for (who, person) in
        [("herself", c.petit), ("another head", c.jourdan), ("the inspector", c.segur), ("a parent", c.nadia)]
    {
        assert_eq!(close(person).await, 404, "{who}");
    }
    assert_eq!(close(c.carrel).await, 303);
    assert_eq!(close(c.lina).await, 303);
    assert_eq!(carrel.get("/moi").await.status, 303);
    assert_eq!(lina.get("/moi").await.status, 303);
    let everybody = [("lieu", &*c.tilleuls.to_string()), ("profil", "adults"), ("oui", "1")];
    assert_eq!(petit.post("/securite/fermer", &everybody).await.status, 303);
    assert_eq!(petit.get("/moi").await.status, 200, "she teaches too, and stays to help the others");
    let found = petit.get(&format!("/ecole/{}/securite?qui=carrel", c.tilleuls)).await;
    assert!(found.says("Marion Carrel"));
    assert!(!petit.get(&format!("/ecole/{}/securite?qui=vidal", c.tilleuls)).await.says("Anna"));
}

#[tokio::test]
async fn a_freeze_says_why_and_what_is_wrong_is_said() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let (school, back) = (c.tilleuls.to_string(), format!("/ecole/{}/securite", c.tilleuls));
    let fields = [("lieu", &*school), ("message", "En pause."), ("motif", " "), ("retour", &*back)];
    let wrong = petit.post("/securite/geler", &fields).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("au moins un profil") && wrong.says("Écrivez pourquoi"));
    assert_eq!(wrong.all("textarea"), ["En pause."], "nothing is lost");
    let right = [&fields[..2], &[("motif", "Essai"), ("profil", "pupils"), ("retour", &*back)]].concat();
    let done = petit.post("/securite/geler", &right).await;
    assert_eq!(done.location(), Some(&*format!("{back}?fait=gele")));
    let page = petit.get(&back).await;
    assert!(page.says("Gelé depuis aujourd’hui") && page.says("« En pause. »"));
    // A teacher sees that her class is frozen with the school, and cannot undo it.
    let carrel = app.as_(c.carrel).await;
    assert!(carrel.get(&back).await.says("En pause."));
    let gel = page.attribute("[name=gel]", "value").unwrap();
    for place in [&*school, &*c.cm1b.to_string()] {
        let reply = carrel.post("/securite/rouvrir", &[("lieu", place), ("gel", &*gel)]).await;
        assert_eq!(reply.status, 404);
    }
    assert_eq!(petit.post("/securite/rouvrir", &[("lieu", &*school), ("gel", &*gel)]).await.status, 303);
    assert!(petit.get(&back).await.says("Rouvert aujourd’hui"));
}

/// Her card, her pictures, her words go with her password; and the class that a stolen account had opened.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn a_closed_pupil_has_no_card_and_a_closed_teacher_no_class_open() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    for (made, who) in [
        ("insert into card (person_id, secret_hash, made_at) values ($1, '\\x01', '2026-09-15')", c.lina),
        ("insert into pass_phrase (person_id, chosen_at) values ($1, '2026-09-15')", c.lina),
        (
            "insert into picture_code (person_id, animal, hash, made_at) values ($1, 'chat', 'x', '2026-09-15')",
            c.lina,
        ),
        (
            "insert into class_session (id, class_id, school_id, opened_by, opened_at, ends_at)
             select gen_random_uuid(), r.place_id, r.school_id, $1, '2026-09-15', '2026-09-16' from role r
             where r.person_id = $1 and r.place_id <> r.school_id",
            c.carrel,
        ),
    ] {
        sqlx::query(made).bind(who.0).execute(app.pool()).await.unwrap();
    }
    let petit = app.as_(c.petit).await;
    let open = "select (select count(*) from card) + (select count(*) from pass_phrase)
                + (select count(*) from picture_code where hash is not null) + (select count(*) from class_session)";
    assert_eq!(app.count(open).await, 4);
    for person in [c.lina, c.carrel] {
        let reply = petit.post("/securite/fermer", &[("personne", &*person.to_string())]).await;
        assert_eq!(reply.status, 303);
    }
    assert_eq!(app.count(open).await, 0);
    assert_eq!(app.count("select count(*) from picture_code").await, 1, "the animal is hers");
}
