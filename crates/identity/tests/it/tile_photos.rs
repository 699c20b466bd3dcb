//! A child's picture on her tile: with the head's and the family's yes, and for who may see it only.

use crate::children::{class_path, given, tablet};
use testing::{Client, TestApp};

/// A phone's photograph, lying on its side, with the place where it was taken.
const PHOTO: &[u8] = include_bytes!("../../../storage/tests/files/photo-orientation-6.jpg");

const PICTURES: &str = "select count(*) from tile_photo";
const FILES: &str = "select count(*) from file";

fn paths(app: &TestApp) -> (String, String) {
    let class = class_path(app.cast.moulin, app.cast.ms);
    let photo = format!("{class}/eleves/{}/photo", app.cast.sami);
    (class, photo)
}

async fn switched(app: &TestApp, photos: &str) {
    let head = app.as_(app.cast.jourdan).await;
    let done = head.post(&format!("/ecole/{}/photos", app.cast.moulin), &[("photos", photos)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

async fn says(app: &TestApp, guardian: kernel::PersonId, answer: &str) {
    let school = app.cast.moulin.to_string();
    let done = app
        .as_(guardian)
        .await
        .post(&format!("/moi/photos/{}", app.cast.sami), &[("ecole", &school), ("reponse", answer)])
        .await;
    assert_eq!(done.location(), Some(&*format!("/moi/photos?fait={answer}")), "{}", done.text());
}

async fn put(teacher: &Client, photo: &str) {
    let done = teacher.post_files(photo, &[], &[("photo", "IMG_2041.jpg", PHOTO)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

/// Sami's picture is on his tile, by his mother's yes.
async fn settled() -> TestApp {
    let app = TestApp::new(identity::routes()).await;
    switched(&app, "oui").await;
    says(&app, app.cast.nadia, "oui").await;
    put(&app.as_(app.cast.jourdan).await, &paths(&app).1).await;
    app
}

/// How many files lie in the store.
fn bytes_kept(app: &TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        entries.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
    }
    count(app.files())
}

#[tokio::test]
async fn the_picture_takes_the_place_of_the_animal_on_the_tablet_only() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let (class, photo) = paths(&app);
    given(&app, cast.jourdan, &class, cast.sami).await;
    let teacher = app.as_(cast.jourdan).await;
    assert!(teacher.get(&format!("{class}/photos")).await.says("ne sont pas permises dans cette école"));
    let before = teacher.post_files(&photo, &[], &[("photo", "sami.jpg", PHOTO)]).await;
    assert_eq!(
        (before.status.as_u16(), app.count(FILES).await),
        (422, 0),
        "off as long as nobody switched it on"
    );

    switched(&app, "oui").await;
    assert!(teacher.get(&format!("{class}/entrees")).await.says("Photos et accords"));
    assert!(app.as_(cast.nadia).await.get("/moi").await.says("Photos de mes enfants"));
    let early = teacher.post_files(&photo, &[], &[("photo", "sami.jpg", PHOTO)]).await;
    assert!(early.status == 422 && early.says("il faut d’abord l’accord"), "{}", early.text());
    assert_eq!((app.count(PICTURES).await, app.count(FILES).await, bytes_kept(&app)), (0, 0, 0));

    says(&app, cast.nadia, "oui").await;
    put(&teacher, &photo).await;
    assert!(teacher.get(&format!("{class}/photos")).await.says("photo en place"));
    let upright = "select count(*) from file where width = 240 and height = 240 and name not like '%IMG%'";
    assert_eq!((app.count(FILES).await, app.count(upright).await, bytes_kept(&app)), (1, 1, 1));

    let tablet = tablet(&app).await;
    let tiles = tablet.get("/tablette").await;
    let source = format!("/tablette/enfant/{}/photo", cast.sami);
    assert_eq!(tiles.attribute(".child img", "src").as_deref(), Some(&*source));
    assert!(tiles.all(".child use").is_empty() && tiles.says("Touche ta photo."));
    let sent = tablet.get(&source).await;
    assert_eq!((sent.status.as_u16(), &sent.headers["cache-control"]), (200, &"no-store".parse().unwrap()));
    assert_eq!(sent.headers["content-type"], "image/jpeg");
    assert!(sent.bytes.starts_with(&[0xff, 0xd8]) && sent.bytes.len() < 20_000);
    assert!(!sent.bytes.windows(4).any(|w| w == b"Exif"), "nothing of where it was taken");
    let pad = tablet.get(&format!("/tablette/enfant/{}", cast.sami)).await;
    assert_eq!(pad.attribute("h1 img", "src").as_deref(), Some(&*source));
}

#[tokio::test]
async fn the_bytes_exist_for_the_tablet_and_who_teaches_the_class() {
    let app = settled().await;
    let cast = &app.cast;
    let (_, photo) = paths(&app);
    assert_eq!(app.as_(cast.jourdan).await.get(&photo).await.status, 200);
    for other in
        [cast.nadia, cast.karim, cast.sami, cast.keller, cast.petit, cast.carrel, cast.segur, cast.oger]
    {
        let reply = app.as_(other).await.get(&photo).await;
        assert_eq!(reply.status, 404, "{other}");
    }
    assert_eq!(app.nobody().get(&photo).await.status, 303, "to sign in, as everywhere");
    let of_tablet = format!("/tablette/enfant/{}/photo", cast.sami);
    assert_eq!(app.nobody().get(&of_tablet).await.status, 404);
    assert_eq!(app.as_(cast.jourdan).await.get(&of_tablet).await.status, 404, "her session is no tablet");
    // A head who does not teach the class reads who agreed, and no picture.
    let taught = "with u as (update role set kind = 'staff' where kind = 'teacher' and school_id =
        (select id from place where name like '%Moulin%' and kind = 'school') returning 1) select count(*) from u";
    app.count(taught).await;
    let head = app.as_(cast.jourdan).await;
    assert_eq!(head.get(&photo).await.status, 404);
    let page = head.get(&format!("{}/photos", paths(&app).0)).await;
    assert!(page.says("photo en place") && page.all(".face img").is_empty());
    assert_eq!(head.post_files(&photo, &[], &[("photo", "a.jpg", PHOTO)]).await.status, 404);
}

#[tokio::test]
async fn a_no_from_either_guardian_takes_it_away_at_once() {
    let app = settled().await;
    let cast = &app.cast;
    let (_, photo) = paths(&app);
    says(&app, cast.karim, "non").await;
    assert_eq!((app.count(PICTURES).await, app.count(FILES).await, bytes_kept(&app)), (0, 0, 0));
    let teacher = app.as_(cast.jourdan).await;
    let again = teacher.post_files(&photo, &[], &[("photo", "sami.jpg", PHOTO)]).await;
    assert!(again.status == 422 && again.says("refus d’un responsable"));
    // A yes of the other one does not lift it, nor is she told whose no it is.
    says(&app, cast.nadia, "oui").await;
    let hers = app.as_(cast.nadia).await.get("/moi/photos").await;
    assert!(hers.says("ne peut pas être mise pour l’instant") && !hers.says("Karim"), "{}", hers.text());
    assert_eq!(teacher.post_files(&photo, &[], &[("photo", "sami.jpg", PHOTO)]).await.status, 422);
    says(&app, cast.karim, "oui").await;
    put(&teacher, &photo).await;
    says(&app, cast.nadia, "non").await;
    assert_eq!((app.count(PICTURES).await, bytes_kept(&app)), (0, 0));
}

#[tokio::test]
async fn an_answer_on_paper_is_copied_with_its_date() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let (class, photo) = paths(&app);
    let (nadia, claire) = (cast.nadia.to_string(), cast.claire.to_string());
    let paper = |who, yes, day| [("responsable", who), ("reponse", yes), ("jour", day)];
    let path = format!("{photo}/accord");
    let teacher = app.as_(cast.jourdan).await;
    assert_eq!(teacher.post(&path, &paper(&*nadia, "oui", "2026-09-14")).await.status, 404, "switched off");
    switched(&app, "oui").await;
    assert_eq!(
        teacher.post(&path, &paper(&*claire, "oui", "2026-09-14")).await.status,
        404,
        "not of his family"
    );
    assert_eq!(
        app.as_(cast.carrel).await.post(&path, &paper(&*nadia, "oui", "2026-09-14")).await.status,
        404
    );
    let tomorrow = teacher.post(&path, &paper(&*nadia, "oui", "2026-09-16")).await;
    assert!(tomorrow.status == 422 && tomorrow.says("pas encore arrivée"), "{}", tomorrow.text());
    assert_eq!(teacher.post(&path, &paper(&*nadia, "oui", "2026-09-14")).await.status, 303);
    assert!(teacher.get(&format!("{class}/photos")).await.says("oui le 14 septembre, sur papier"));
    put(&teacher, &photo).await;
    assert_eq!(teacher.post(&path, &paper(&*nadia, "non", "2026-09-15")).await.status, 303);
    assert_eq!((app.count(PICTURES).await, bytes_kept(&app)), (0, 0));
    let entries = "select count(*) from audit where act = 'tile_photo_answered'";
    assert_eq!(app.count(entries).await, 2);
}

#[tokio::test]
async fn a_guardian_answers_for_her_child_only() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    switched(&app, "oui").await;
    let school = cast.moulin.to_string();
    let path = format!("/moi/photos/{}", cast.sami);
    for other in [cast.claire, cast.yann, cast.carrel] {
        let reply = app.as_(other).await.post(&path, &[("ecole", &school), ("reponse", "oui")]).await;
        assert_eq!(reply.status, 404, "{other}");
        assert!(app.as_(other).await.get("/moi/photos").await.says("Rien à répondre"));
    }
    // Nothing is asked for a child of a school that has no pictures.
    let lina = format!("/moi/photos/{}", cast.lina);
    let tilleuls = cast.tilleuls.to_string();
    let reply = app.as_(cast.nadia).await.post(&lina, &[("ecole", &tilleuls), ("reponse", "oui")]).await;
    assert_eq!(reply.status, 404);
    // Who only looks on has no say.
    let oversight = "with u as (update guardian_link set authority = 'oversight' where guardian_id =
        (select person_id from account where login like 'karim%') returning 1) select count(*) from u";
    assert!(app.count(oversight).await > 0);
    let reply = app.as_(cast.karim).await.post(&path, &[("ecole", &school), ("reponse", "non")]).await;
    assert_eq!(reply.status, 404);
}

#[tokio::test]
async fn switched_off_every_picture_of_the_school_goes_and_families_are_asked_again() {
    let app = settled().await;
    let cast = &app.cast;
    let (_, photo) = paths(&app);
    let school = format!("/ecole/{}/photos", cast.moulin);
    assert!(
        app.unconfirmed(cast.jourdan).await.get(&school).await.location().unwrap().starts_with("/confirmer")
    );
    for other in [cast.keller, cast.petit, cast.nadia] {
        assert_eq!(app.as_(other).await.post(&school, &[("photos", "non")]).await.status, 404);
    }
    switched(&app, "non").await;
    assert_eq!((app.count(PICTURES).await, app.count(FILES).await, bytes_kept(&app)), (0, 0, 0));
    assert!(!app.as_(cast.nadia).await.get("/moi").await.says("Photos de mes enfants"));
    app.at(testing::first_day() + chrono::TimeDelta::days(1));
    switched(&app, "oui").await;
    let teacher = app.as_(cast.jourdan).await;
    assert_eq!(teacher.post_files(&photo, &[], &[("photo", "sami.jpg", PHOTO)]).await.status, 422);
    assert!(app.as_(cast.nadia).await.get("/moi/photos").await.says("elle vous le redemande"));
    says(&app, cast.nadia, "oui").await;
    put(&teacher, &photo).await;
}

#[tokio::test]
async fn hostile_files_are_refused_kindly_and_a_new_picture_takes_the_place_of_the_old() {
    let app = settled().await;
    let (_, photo) = paths(&app);
    let teacher = app.as_(app.cast.jourdan).await;
    for (name, bytes, said) in [
        ("liste.txt", &b"Liste"[..], "n’est pas une image"),
        ("photo.jpg", &b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff"[..], "photo.jpg"),
        ("photo.jpg", &PHOTO[..2000], "incomplète"),
        ("vide.jpg", &b""[..], "est vide"),
    ] {
        let reply = teacher.post_files(&photo, &[], &[("photo", name, bytes)]).await;
        assert!(reply.status == 422 && reply.says(said), "{name}: {}", reply.text());
    }
    assert_eq!(teacher.post(&photo, &[]).await.status, 422);
    put(&teacher, &photo).await;
    assert_eq!((app.count(PICTURES).await, app.count(FILES).await, bytes_kept(&app)), (1, 1, 1));
    assert_eq!(teacher.post(&format!("{photo}/enlever"), &[]).await.status, 303);
    assert_eq!((app.count(PICTURES).await, app.count(FILES).await, bytes_kept(&app)), (0, 0, 0));
}

#[tokio::test]
async fn who_leaves_the_school_is_shown_to_nobody_and_forgotten_by_the_night() {
    let app = settled().await;
    let (_, photo) = paths(&app);
    let left = "with u as (update role set until_day = '2026-09-14' where kind = 'pupil' and person_id =
        (select id from person where first_name = 'Sami') returning 1) select count(*) from u";
    assert_eq!(app.count(left).await, 1);
    assert_eq!(app.as_(app.cast.jourdan).await.get(&photo).await.status, 404);
    assert_eq!(identity::tile_photos::forget(app.app.clone()).await.unwrap(), 1);
    assert_eq!(identity::tile_photos::forget(app.app.clone()).await.unwrap(), 0);
    assert_eq!(app.count(PICTURES).await, 0);
}

async fn run(app: &TestApp, script: &str) {
    let c = &app.cast;
    let named = script
        .replace(":sami", &format!("'{}'", c.sami))
        .replace(":karim", &format!("'{}'", c.karim))
        .replace(":ms", &format!("'{}'", c.ms))
        .replace(":moulin", &format!("'{}'", c.moulin));
    sqlx::raw_sql(sqlx::AssertSqlSafe(named)).execute(app.pool()).await.unwrap();
}

async fn merged(app: &TestApp, keep: kernel::PersonId, gone: kernel::PersonId) -> kernel::MergeId {
    let mut tx = app.app.db.begin().await.unwrap();
    let merge = identity::people::merge(&mut tx, app.app.life_cycles, keep, gone, None).await.unwrap();
    tx.commit().await.unwrap();
    merge
}

#[tokio::test]
async fn a_picture_and_what_was_said_of_it_follow_a_merge_and_come_back_from_it() {
    let app = settled().await;
    let cast = &app.cast;
    let (_, photo) = paths(&app);
    let teacher = app.as_(cast.jourdan).await;
    let second = kernel::PersonId::fresh();
    // The record that stays is another one: of Sami, made by hand in the same class.
    run(
        &app,
        &format!(
            "insert into person (id, first_name, last_name, level, created_at) values ('{second}', 'Sami', 'HADDAD', 'MS', '2026-09-02');
             insert into account (person_id, login, state, created_at) values ('{second}', 'sami.haddad2', 'to_activate', '2026-09-02');
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             values (gen_random_uuid(), '{second}', 'pupil', :ms, :moulin, '2026-09-02', 'head');"
        ),
    )
    .await;
    let merge = merged(&app, second, cast.sami).await;
    let moved = photo.replace(&cast.sami.to_string(), &second.to_string());
    assert_eq!(teacher.get(&moved).await.status, 200, "his mother's yes came along");
    let mut tx = app.app.db.begin().await.unwrap();
    assert_eq!(identity::people::undo(&mut tx, merge, None).await.unwrap(), identity::people::Undo::Done);
    tx.commit().await.unwrap();
    assert_eq!(
        (teacher.get(&photo).await.status, teacher.get(&moved).await.status),
        (200.try_into().unwrap(), 404.try_into().unwrap())
    );

    // His father has two records: one said yes, the other then said no. What he said last holds.
    says(&app, cast.karim, "oui").await;
    let other = kernel::PersonId::fresh();
    run(
        &app,
        &format!(
            "insert into person (id, first_name, last_name, created_at) values ('{other}', 'Karim', 'HADDAD', '2026-09-02');
             insert into tile_photo_answer (id, pupil_id, guardian_id, school_id, granted, said_on, on_paper, recorded_by, recorded_at)
             values (gen_random_uuid(), :sami, '{other}', :moulin, false, '2026-09-15', true, '{other}', '2026-09-15 09:00+00');"
        ),
    )
    .await;
    assert_eq!(teacher.get(&photo).await.status, 200, "a record that answers for nobody says nothing");
    merged(&app, cast.karim, other).await;
    assert_eq!(teacher.get(&photo).await.status, 404);
    assert_eq!(identity::tile_photos::forget(app.app.clone()).await.unwrap(), 1);
}

#[tokio::test]
async fn who_is_erased_leaves_no_picture() {
    let app = settled().await;
    let mut tx = app.app.db.begin().await.unwrap();
    let people = [app.cast.sami];
    identity::leaving::erase::erase(tx.conn(), app.app.life_cycles, &people).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(app.count(PICTURES).await, 0);
    assert_eq!(app.count("select count(*) from tile_photo_answer").await, 0);
    let later = testing::first_day() + chrono::TimeDelta::days(2);
    storage::sweep(&app.app.store, app.pool(), later).await.unwrap();
    assert_eq!((app.count(FILES).await, bytes_kept(&app)), (0, 0));
}

#[tokio::test]
async fn families_are_told_once_that_they_are_asked() {
    let app = TestApp::new(identity::routes()).await;
    let asked =
        async || app.count("select count(*) from job where payload->>'kind' = 'tile_photo_asked'").await;
    app.count("with done as (update person set email = id || '@example.org' returning id) select count(*) from done").await;
    switched(&app, "oui").await;
    let told = asked().await;
    assert!(told >= 1, "Sami's mother");
    switched(&app, "oui").await;
    assert_eq!(asked().await, told, "once");
    let detail = serde_json::json!({ "school": app.cast.moulin });
    let letter = async || identity::tile_photos::letter(&app.app, app.cast.nadia, &detail).await.unwrap();
    assert!(letter().await.unwrap().text().contains("/moi/photos"));
    says(&app, app.cast.nadia, "non").await;
    assert!(letter().await.is_none(), "she has answered");
}
