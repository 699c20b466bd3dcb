//! Who sees a post, and who does not.

use super::*;

#[tokio::test]
async fn a_post_to_families_is_seen_by_them_the_team_and_its_author_only() {
    let app = school().await;
    let item = to_families(&app, "Sortie jeudi").await;
    let c = &app.cast;
    for (person, expected) in [
        (c.carrel, true),
        (c.nadia, true),
        (c.karim, true),
        (c.claire, true),
        (c.martel, true),
        (c.duval, true),
        (c.lina, false),
        (c.tom, false),
        (c.yann, false),
        (c.roy, false),
        (c.petit, false),
        (c.jourdan, false),
        (c.vidal, false),
        (c.segur, false),
        (c.oger, false),
    ] {
        assert_eq!(sees(&app, person, item).await, expected, "{person} of {c:?}");
    }
    assert_eq!(app.nobody().get(&format!("/fil/{item}")).await.status, 303);
}

#[tokio::test]
async fn a_guardian_of_children_in_two_schools_sees_one_post_once() {
    let app = school().await;
    let (c, mut tx) = (&app.cast, app.pool().begin().await.unwrap());
    // Mme Keller takes a class in each of her two schools.
    for (class, school) in [(c.cm1b, c.tilleuls), (c.ms, c.moulin)] {
        take_class(&mut tx, c.keller, class, school).await;
    }
    identity::audiences::refresh(&mut tx, &[c.tilleuls, c.moulin], app.app.db.clock.today()).await.unwrap();
    tx.commit().await.unwrap();
    let one = audience(&app, "class_guardians", c.cm1b).await;
    let other = audience(&app, "class_guardians", c.ms).await;
    publish(&app, c.keller, "Pour les deux classes", &[&one, &other]).await;
    let feed = app.as_(c.nadia).await.get("/fil").await;
    assert_eq!(feed.all("li.post").len(), 1);
    assert_eq!(feed.all(".chip"), ["Nouveau", "Familles de CE2-CM1 MME CARREL", "Familles de MS M. JOURDAN"]);
}

#[tokio::test]
async fn a_family_filters_by_child_and_never_by_another_s() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Pour Lina").await;
    let moulin = audience(&app, "class_guardians", c.ms).await;
    let other = publish(&app, c.jourdan, "Pour Sami", &[&moulin]).await;
    let nadia = app.as_(c.nadia).await;
    assert_eq!(nadia.get("/fil").await.all(".kid"), ["★ Tous", "L Lina · CM1", "S Sami · MS"]);
    let of = |child: PersonId| format!("/fil?enfant={child}");
    let lina = nadia.get(&of(c.lina)).await;
    assert!(lina.attribute(&format!("#post-{item}"), "id").is_some());
    assert!(lina.attribute(&format!("#post-{other}"), "id").is_none());
    assert!(nadia.get(&of(c.sami)).await.attribute(&format!("#post-{other}"), "id").is_some());
    assert_eq!(nadia.get(&of(c.zoe)).await.status, 404, "not her child");
    assert_eq!(app.as_(c.carrel).await.get(&of(c.lina)).await.status, 404, "not hers either");
}

#[tokio::test]
async fn colleagues_of_the_circonscription_read_what_is_for_them() {
    let app = school().await;
    let c = &app.cast;
    let colleagues = audience(&app, "circonscription_teachers", c.val_ormes).await;
    let item = publish(&app, c.segur, "Animation pédagogique", &[&colleagues]).await;
    assert!(sees(&app, c.blanc, item).await, "another school of the circonscription");
    assert!(sees(&app, c.segur, item).await, "its author");
    assert!(!sees(&app, c.vidal, item).await, "another circonscription");
    assert!(!sees(&app, c.nadia, item).await, "a family");
}

#[tokio::test]
async fn pupils_read_listen_and_react_without_a_composer() {
    let app = school().await;
    let c = &app.cast;
    let pupils = audience(&app, "class_pupils", c.cm1b).await;
    let item = publish(&app, c.carrel, "Les fèves ont levé", &[&pupils]).await;
    assert!(sees(&app, c.lina, item).await);
    assert!(!sees(&app, c.tom, item).await, "a pupil of another class");
    assert!(!sees(&app, c.zoe, item).await, "a pupil of another school");
    let lina = app.as_(c.lina).await;
    let feed = lina.get("/fil").await;
    assert_eq!(feed.attribute("[data-read-aloud]", "data-read-aloud"), Some(format!("#texte-{item}")));
    assert!(feed.all("a[href='/fil/ecrire']").is_empty());
    assert_eq!(lina.get("/fil/ecrire").await.status, 404);
    let reply = lina.post(&format!("/fil/{item}/reaction"), &[("reaction", "bravo")]).await;
    assert_eq!(reply.status, 303);
    let shown = lina.get(&format!("/fil/{item}")).await;
    assert_eq!(shown.all(".reaction[aria-pressed='true']"), ["Bravo 1"]);
}

#[tokio::test]
async fn who_sees_this_is_answered_to_adults_of_schools() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Sortie").await;
    let path = format!("/fil/{item}/qui");
    let page = app.as_(c.carrel).await.get(&path).await;
    assert!(page.says("3 responsables et 3 adultes des écoles"), "{}", page.text());
    assert!(page.says("Nadia Benali") && page.says("Inès Martel"));
    assert_eq!(app.as_(c.duval).await.get(&path).await.status, 200);
    for other in [c.nadia, c.lina, c.roy, c.petit] {
        assert_eq!(app.as_(other).await.get(&path).await.status, 404);
    }
}

#[tokio::test]
async fn new_posts_are_marked_until_they_were_seen() {
    let app = school().await;
    let c = &app.cast;
    to_families(&app, "Lundi").await;
    let nadia = app.as_(c.nadia).await;
    let first = nadia.get("/fil").await;
    assert!(first.says("Nouveau"));
    let until = first.attribute("input[name='jusque']", "value").unwrap();
    app.at(testing::first_day() + chrono::TimeDelta::minutes(5));
    to_families(&app, "Mardi").await;
    assert_eq!(nadia.post("/fil/vu", &[("jusque", &until)]).await.status, 303);
    let chips = nadia.get("/fil").await.all(".post-for");
    assert!(chips[0].contains("Nouveau"), "came after what she had on her page");
    assert!(!chips[1].contains("Nouveau"));
    assert!(!app.as_(c.carrel).await.get("/fil").await.says("Nouveau"), "nobody's own post is new");
}

#[tokio::test]
async fn an_empty_feed_says_what_to_expect() {
    let app = school().await;
    assert!(app.as_(app.cast.nadia).await.get("/fil").await.says("Rien de neuf"));
    assert!(app.as_(app.cast.carrel).await.get("/fil").await.says("Écrivez le premier message"));
    assert!(app.as_(app.cast.sami).await.get("/fil").await.says("Reviens plus tard"));
}

#[tokio::test]
async fn nobody_is_asked_to_type_in_nursery() {
    let app = school().await;
    let c = &app.cast;
    let pupils = audience(&app, "class_pupils", c.ms).await;
    let item = publish(&app, c.jourdan, "La comptine du jour", &[&pupils]).await;
    let page = app.as_(c.sami).await.get(&format!("/fil/{item}")).await;
    assert!(page.all("textarea, input, .menu").is_empty());
    assert_eq!(page.all(".reaction").len(), 4);
    assert_eq!(page.all("[data-read-aloud]"), ["Écouter"]);
}
