//! Who answers for a pupil, and a child hidden from a guardian.

use chrono::{TimeZone, Utc};
use identity::App;
use testing::{Reply, TestApp};

async fn family(app: &TestApp) -> String {
    format!("/ecole/{}/personnes/{}/famille", app.cast.moulin, app.cast.sami)
}

/// Paul Jourdan, head of the nursery, hides Sami from Karim.
async fn protect(app: &TestApp, until: &str) -> Reply {
    let jourdan = app.as_(app.cast.jourdan).await;
    let path = format!("{}/{}/proteger", family(app).await, app.cast.karim);
    jourdan.post(&path, &[("motif", "Ordonnance du 14 septembre"), ("fin", until)]).await
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn in_audiences_of(app: &TestApp, person: kernel::PersonId, school: kernel::PlaceId) -> i64 {
    let query = "select count(*) from audience_member m join audience a on a.id = m.audience_id where m.person_id = $1 and a.school_id = $2";
    sqlx::query_scalar(query).bind(person.0).bind(school.0).fetch_one(app.pool()).await.unwrap()
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn protection(app: &TestApp) -> uuid::Uuid {
    sqlx::query_scalar("select id from protection").fetch_one(app.pool()).await.unwrap()
}

/// How many times a code was printed for somebody.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn printed_for(app: &TestApp, person: kernel::PersonId) -> i64 {
    let query = "select count(*) from audit where act = 'codes_printed' and details->'people' ? $1";
    sqlx::query_scalar(query).bind(person.to_string()).fetch_one(app.pool()).await.unwrap()
}

#[tokio::test]
async fn a_protected_child_is_gone_at_once_and_comes_back_at_the_end() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 2);
    let before = app.audited().await;
    assert_eq!(protect(&app, "2026-09-30").await.status, 303);
    assert_eq!(app.audited().await - before, 1);
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 0);
    assert_eq!(in_audiences_of(&app, cast.karim, cast.tilleuls).await, 2, "Lina is not hidden");
    assert_eq!(in_audiences_of(&app, cast.nadia, cast.moulin).await, 2, "nor Sami from his mother");

    // The teacher sees that nothing is to be handed over, not why; there is no slip for him.
    let jourdan = app.as_(cast.jourdan).await;
    let class = jourdan.get(&format!("/ecole/{}/classe/{}", cast.moulin, cast.ms)).await;
    assert!(class.says("Karim Haddad accès fermé par la direction") && !class.says("Ordonnance"));
    let slips = jourdan
        .post(
            &format!("/ecole/{}/fiches", cast.moulin),
            &[("whom", &format!("familles:{}", cast.ms)), ("all", "1")],
        )
        .await;
    assert_eq!(slips.status, 200);
    assert_eq!((printed_for(&app, cast.nadia).await, printed_for(&app, cast.karim).await), (1, 0));
    let page = jourdan.get(&family(&app).await).await;
    assert!(page.says("Sami est protégé·e de Karim Haddad jusqu’au 30 septembre 2026"), "{}", page.text());
    assert!(page.says("Ordonnance du 14 septembre"));

    app.at(Utc.with_ymd_and_hms(2026, 9, 30, 21, 59, 0).unwrap());
    app.as_(cast.karim).await.get("/moi").await;
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 0);
    app.at(Utc.with_ymd_and_hms(2026, 9, 30, 22, 0, 0).unwrap());
    app.as_(cast.karim).await.get("/moi").await;
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 2, "the end comes by itself");
}

#[tokio::test]
async fn it_is_prolonged_lifted_and_refused_without_reason() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let jourdan = app.as_(cast.jourdan).await;
    let refused = protect(&app, "2026-09-14").await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Ce jour est passé."), "{}", refused.text());
    assert_eq!(
        refused.all("textarea").iter().filter(|t| *t == "Ordonnance du 14 septembre").count(),
        1,
        "kept, once"
    );
    assert_eq!(protect(&app, "2026-09-30").await.status, 303);
    assert!(protect(&app, "2026-12-30").await.says("L’enfant est déjà protégé de cette personne"));
    let id = protection(&app).await;
    let of = format!("/ecole/{}/personnes/{}/protection/{id}", cast.moulin, cast.sami);
    assert_eq!(jourdan.post(&format!("{of}/prolonger"), &[("fin", "hier")]).await.status, 422);
    assert_eq!(jourdan.post(&format!("{of}/prolonger"), &[("fin", "2026-12-18")]).await.status, 303);
    app.at(Utc.with_ymd_and_hms(2026, 10, 1, 8, 0, 0).unwrap());
    app.as_(cast.karim).await.get("/moi").await;
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 0);
    let jourdan = app.as_(cast.jourdan).await;
    assert_eq!(jourdan.post(&format!("{of}/lever"), &[]).await.status, 303);
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 2);
    assert_eq!(jourdan.post(&format!("{of}/lever"), &[]).await.status, 404, "there is none any more");
}

#[tokio::test]
async fn only_the_head_of_the_childs_school_reads_and_decides() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    protect(&app, "2026-09-30").await;
    let family = family(&app).await;
    for person in
        [cast.petit, cast.keller, cast.vidal, cast.nadia, cast.karim, cast.segur, cast.oger, cast.lina]
    {
        let client = app.as_(person).await;
        assert_eq!(client.get(&family).await.status, 404, "{person}");
        assert_eq!(client.get(&format!("/ecole/{}/protections", cast.moulin)).await.status, 404, "{person}");
        let act = format!("{family}/{}/proteger", cast.nadia);
        let reply = client.post(&act, &[("motif", "x"), ("fin", "2026-09-30")]).await;
        assert_eq!(reply.status, 404, "{person}");
    }
    // A pupil of her school, a guardian who is not his.
    let jourdan = app.as_(cast.jourdan).await;
    let other = format!("{family}/{}/proteger", cast.claire);
    let reply = jourdan.post(&other, &[("motif", "x"), ("fin", "2026-09-30")]).await;
    assert_eq!(reply.status, 404);
    assert_eq!(app.count("select count(*) from protection").await, 1);
}

#[tokio::test]
async fn nobody_decides_about_her_own_child_nor_reads_the_other_household() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    // Nadia becomes the head of Sami's school.
    let made = format!(
        "with r as (insert into role (id, person_id, kind, place_id, school_id, from_day, source)
           values (gen_random_uuid(), '{}', 'head', '{1}', '{1}', '2026-09-01', 'feed') returning 1) select count(*) from r",
        cast.nadia, cast.moulin
    );
    app.count(Box::leak(made.into_boxed_str())).await;
    let nadia = app.as_(cast.nadia).await;
    let page = nadia.get(&family(&app).await).await;
    assert_eq!(page.status, 200);
    assert!(page.says("C’est votre enfant") && page.all("form").is_empty(), "{}", page.text());
    assert!(
        page.says("Lavandières") && !page.says("chemin du Lac") && !page.says("karim.haddad@"),
        "{}",
        page.text()
    );
    let act = format!("{}/{}/proteger", family(&app).await, cast.karim);
    assert_eq!(nadia.post(&act, &[("motif", "x"), ("fin", "2026-09-30")]).await.status, 404);
}

#[tokio::test]
async fn a_situation_is_said_with_its_reference_and_no_feed_undoes_it() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let jourdan = app.as_(cast.jourdan).await;
    let karim = format!("{}/{}", family(&app).await, cast.karim);
    let refused = jourdan.post(&karim, &[("autorite", "third")]).await;
    assert!(
        refused.status == 422 && refused.says("Donnez la référence de la décision"),
        "{}",
        refused.text()
    );
    let said = [("autorite", "third"), ("preuve", "JAF Amiens 26/01234"), ("foyer", "2"), ("rang", "2")];
    assert_eq!(jourdan.post(&karim, &said).await.status, 303);
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 0, "a third person sees nothing");
    let page = jourdan.get(&family(&app).await).await;
    assert!(page.says("Foyer 2") && page.says("Référence : JAF Amiens 26/01234"), "{}", page.text());
    assert!(page.says("Dit par la direction, le 15 septembre"));
    let reads = [("autorite", "third"), ("preuve", "ASE 80-112"), ("lire", "1")];
    assert_eq!(jourdan.post(&karim, &reads).await.status, 303);
    assert_eq!(
        in_audiences_of(&app, cast.karim, cast.moulin).await,
        1,
        "what is for the class, not all families"
    );
    let ended = [("autorite", "joint"), ("jusque", "2026-09-20")];
    assert_eq!(jourdan.post(&karim, &ended).await.status, 303);
    app.at(Utc.with_ymd_and_hms(2026, 9, 20, 22, 0, 0).unwrap());
    app.as_(cast.karim).await.get("/moi").await;
    assert_eq!(in_audiences_of(&app, cast.karim, cast.moulin).await, 0, "and until its day");
}

#[tokio::test]
async fn the_head_is_told_two_weeks_before_the_end() {
    let app = TestApp::new(identity::routes()).await;
    protect(&app, "2026-10-15").await;
    let app_of: &App = &app.app;
    identity::families::tell_of_ends(&app_of.db).await.unwrap();
    let letters = "select count(*) from job where kind = 'mail'";
    assert_eq!(app.count(letters).await, 0, "a month before, nothing");
    app.at(Utc.with_ymd_and_hms(2026, 10, 1, 6, 0, 0).unwrap());
    identity::families::tell_of_ends(&app_of.db).await.unwrap();
    identity::families::tell_of_ends(&app_of.db).await.unwrap();
    assert_eq!(app.count(letters).await, 1, "once");
    let detail = serde_json::json!({ "protection": protection(&app).await });
    let letter = identity::families::letter(app_of, app.cast.jourdan, &detail).await.unwrap().unwrap();
    let words = format!("{letter:?}").replace("\\u{a0}", " ");
    assert!(words.contains("15 octobre") && !words.contains("Sami") && !words.contains("Karim"), "{words}");
}

/// Huguette is Lina's grandmother, and no feed knows her: with the parents' written word she reads what is for the
/// class until the day that was said, and nothing that is for all families of the school.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn a_third_person_unknown_to_the_feed_reads_what_is_for_the_class() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let family = petit.get(&format!("/ecole/{}/personnes/{}/famille", c.tilleuls, c.lina)).await;
    let form = family.attribute("a[href*='autorite=third']", "href").unwrap();
    let page = petit.get(&form).await;
    assert!(page.attribute("[value=third]", "checked").is_some());
    assert_eq!(page.attribute("#eleve option[selected]", "value"), Some(c.lina.to_string()));
    let path = form.split('?').next().unwrap().to_owned();
    let lina = c.lina.to_string();
    let fields = [
        ("prenom", "Huguette"),
        ("nom", "Morvan"),
        ("eleve", &*lina),
        ("relation", "grandparent"),
        ("autorite", "third"),
        ("jusque", "2026-09-30"),
        ("lire", "1"),
    ];
    let refused = petit.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("l’accord écrit des parents"), "{}", refused.text());
    let allowed = [&fields[..], &[("preuve", "Accord des parents du 10 septembre 2026")]].concat();
    let teacher = app.as_(c.carrel).await.post(&path, &allowed).await;
    assert!(teacher.status == 422 && teacher.says("Seule la direction"), "{}", teacher.text());
    let before = app.audited().await;
    let made = petit.post(&path, &allowed).await;
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!(app.audited().await - before, 1);
    let huguette: kernel::PersonId = made.location().unwrap().rsplit('/').next().unwrap().parse().unwrap();
    let kinds = "select string_agg(a.kind, ', ' order by a.kind) from audience_member m join audience a on a.id = m.audience_id
                 where m.person_id = $1";
    let kinds = async || {
        sqlx::query_scalar::<_, Option<String>>(kinds).bind(huguette.0).fetch_one(app.pool()).await.unwrap()
    };
    assert_eq!(kinds().await.as_deref(), Some("class_guardians"), "of the class, not of the school");
    let family = petit.get(&format!("/ecole/{}/personnes/{}/famille", c.tilleuls, c.lina)).await;
    assert!(family.says("Huguette Morvan") && family.says("lit le fil de la classe"), "{}", family.text());
    assert!(family.says("Accord des parents du 10 septembre 2026") && family.says("30 septembre 2026"));
    app.at(Utc.with_ymd_and_hms(2026, 9, 30, 22, 0, 0).unwrap());
    app.as_(c.nadia).await.get("/moi").await;
    assert_eq!(kinds().await, None, "the day came");
}

/// Her mother is no third person, and stays what she is.
#[tokio::test]
async fn nobodys_authority_is_made_less_by_adding_her() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let (lina, nadia) = (c.lina.to_string(), c.nadia.to_string());
    let name = petit.get(&format!("/ecole/{}/personnes/{}/famille", c.tilleuls, c.lina)).await;
    let name = name.all("article h3").into_iter().find(|n| n.starts_with("Nadia")).unwrap();
    let fields = [
        ("prenom", "Nadia"),
        ("nom", name.trim_start_matches("Nadia ")),
        ("eleve", &*lina),
        ("relation", "other"),
        ("autorite", "third"),
        ("preuve", "Accord"),
        ("choix", "meme"),
        ("personne", &*nadia),
    ];
    let path = format!("/ecole/{}/personnes/nouvelle/responsable", c.tilleuls);
    let refused = petit.post(&path, &fields).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("déjà dans la famille"), "{}", refused.text());
    assert_eq!(app.count("select count(*) from guardian_link where authority = 'third'").await, 0);
}
