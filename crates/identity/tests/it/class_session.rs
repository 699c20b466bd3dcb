//! A class open on a shared tablet.

use crate::children::{class_path, given, tablet, touched, wrong};
use chrono::TimeDelta;
use testing::{TestApp, first_day};

const INSIDE: &str = "select count(*) from session where kind = 'class_session'";

#[tokio::test]
async fn two_children_in_turn_and_nothing_stays() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    app.count(
        "with p as (insert into person (id, last_name, first_name, level, created_at)
               values ('00000000-0000-7000-8000-00000000abcd', 'DIALLO', 'Awa', 'MS', '2026-09-01') returning id),
              a as (insert into account (person_id, login, state, created_at)
               select id, 'awa.diallo', 'to_activate', '2026-09-01' from p),
              r as (insert into role (id, person_id, kind, place_id, school_id, from_day, source)
               select gen_random_uuid(), p.id, 'pupil', c.id, c.school_id, '2026-09-01', 'feed'
               from p, place c where c.name = 'MS M. JOURDAN')
         select count(*) from p",
    )
    .await;
    let awa = "00000000-0000-7000-8000-00000000abcd".parse().unwrap();
    let class = class_path(cast.moulin, cast.ms);
    let samis = given(&app, cast.jourdan, &class, cast.sami).await;
    let awas = given(&app, cast.jourdan, &class, awa).await;
    let mut tablet = tablet(&app).await;
    assert!(tablet.cookie("preau").is_none(), "the teacher's own session is not on the tablet");
    let tiles = tablet.get("/tablette").await;
    assert_eq!(tiles.all(".child"), ["Awa", "Sami"]);
    assert!(tiles.attribute(".child use", "href").unwrap().starts_with("/a/pictures.svg#"));
    assert_eq!(tablet.get("/moi").await.location(), Some("/connexion?retour=/moi"));
    assert_eq!(tablet.get("/connexion").await.location(), Some("/tablette"), "nobody types a password here");

    for (child, pictures, name) in [(cast.sami, &samis, "Sami"), (awa, &awas, "Awa")] {
        let tile = format!("/tablette/enfant/{child}");
        assert_eq!(tablet.get(&tile).await.all("fieldset").len(), 3);
        let bad = tablet.post(&tile, &wrong(pictures)).await;
        assert!(bad.status == 422 && bad.says("Essaie encore"), "{}", bad.text());
        let entered = tablet.post(&tile, &touched(pictures)).await;
        assert_eq!(entered.location(), Some("/"), "{}", entered.text());
        assert!(
            !entered.headers["set-cookie"].to_str().unwrap().contains("Max-Age"),
            "gone with the browser"
        );
        tablet.keeps(&entered);
        let me = tablet.get("/moi").await;
        assert!(me.says(name), "{}", me.text());
        assert_eq!(me.headers["refresh"], "901; url=/", "the screen leaves by itself");
        assert_eq!(app.count(INSIDE).await, 1);
        let left = tablet.post("/deconnexion", &[]).await;
        assert_eq!(left.location(), Some("/tablette"));
        tablet.keeps(&left);
        assert_eq!(app.count(INSIDE).await, 0);
        assert_eq!(tablet.get("/moi").await.location(), Some("/connexion?retour=/moi"));
    }
    let active = "select count(*) from account where login = 'awa.diallo' and state = 'active' and person_id in (select person_id from came)";
    assert_eq!(app.count(active).await, 1, "the first time opens the account");
}

#[tokio::test]
async fn tiles_and_an_open_child_are_never_together() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let pictures = given(&app, cast.jourdan, &class_path(cast.moulin, cast.ms), cast.sami).await;
    let mut tablet = tablet(&app).await;
    let entered = tablet.post(&format!("/tablette/enfant/{}", cast.sami), &touched(&pictures)).await;
    tablet.keeps(&entered);
    let back = tablet.get("/tablette").await;
    assert_eq!(back.location(), Some("/tablette"), "the way back is a way out");
    assert_eq!(app.count(INSIDE).await, 0);
    assert_eq!(tablet.follow(&back).await.all(".child"), ["Sami"]);
    assert!(tablet.cookie("preau").is_none());
}

#[tokio::test]
async fn a_childs_session_is_short_and_ends_with_the_class() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let pictures = given(&app, cast.jourdan, &class_path(cast.moulin, cast.ms), cast.sami).await;
    let mut tablet = tablet(&app).await;
    let tile = format!("/tablette/enfant/{}", cast.sami);
    tablet.keeps(&tablet.clone().post(&tile, &touched(&pictures)).await);
    app.at(first_day() + TimeDelta::minutes(14));
    assert_eq!(tablet.get("/moi").await.status, 200);
    app.at(first_day() + TimeDelta::minutes(15));
    assert_eq!(tablet.get("/moi").await.status, 303, "no use of it moves the end");

    // It is 10:30; the half-day ends at noon.
    app.at(first_day() + TimeDelta::minutes(85));
    tablet.keeps(&tablet.clone().post(&tile, &touched(&pictures)).await);
    assert_eq!(tablet.get("/moi").await.headers["refresh"], "301; url=/");
    app.at(first_day() + TimeDelta::minutes(90));
    assert_eq!(tablet.get("/moi").await.status, 303);
    assert!(tablet.get("/tablette").await.says("Aucune classe n’est ouverte ici"));
    assert_eq!(tablet.post(&tile, &touched(&pictures)).await.status, 404);
}

#[tokio::test]
async fn the_teacher_closes_from_her_phone() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.moulin, cast.ms);
    let pictures = given(&app, cast.jourdan, &class, cast.sami).await;
    let mut tablet = tablet(&app).await;
    tablet.keeps(&tablet.clone().post(&format!("/tablette/enfant/{}", cast.sami), &touched(&pictures)).await);
    let phone = app.as_(cast.jourdan).await;
    assert!(phone.get(&class).await.says("La classe est ouverte sur une tablette"), "on the class page");
    let list = phone.get(&format!("{class}/entrees")).await;
    assert!(list.says("jusqu’à 12 h 00") && list.says("Sami"), "{}", list.text());
    let close = list.attribute("form[action*='/tablettes/']", "action").unwrap();
    assert_eq!(app.as_(cast.carrel).await.post(&close, &[]).await.status, 404);
    assert_eq!(phone.post(&close, &[]).await.status, 303);
    assert_eq!(tablet.get("/moi").await.status, 303, "the child is out");
    assert!(tablet.get("/tablette").await.says("Aucune classe"));
    assert_eq!(phone.post(&close, &[]).await.status, 404, "it is closed already");
}

#[tokio::test]
async fn a_tablet_is_paired_with_the_code_of_the_phone_once() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.moulin, cast.ms);
    let phone = app.as_(cast.jourdan).await;
    let shown = phone.post(&format!("{class}/tablettes"), &[("fin", "soir")]).await;
    assert_eq!(shown.headers["cache-control"], "no-store");
    let code = shown.all(".slip-code").remove(0);
    assert_eq!(phone.get("/moi").await.status, 200, "the phone stays signed in");
    assert!(phone.get(&format!("{class}/entrees")).await.says("En attente du code"));

    let mut tablet = app.nobody();
    let bad = tablet.post("/tablette/ouvrir", &[("code", "BCDF-HKLM")]).await;
    assert!(bad.status == 422 && bad.says("n’ouvre pas de classe"));
    let paired = tablet.post("/tablette/ouvrir", &[("code", &code.to_lowercase())]).await;
    assert_eq!(tablet.follow(&paired).await.all(".child"), ["Sami"]);
    assert_eq!(app.nobody().post("/tablette/ouvrir", &[("code", &code)]).await.status, 422, "once");

    let late = phone.post(&format!("{class}/tablettes"), &[]).await.all(".slip-code").remove(0);
    app.at(first_day() + TimeDelta::minutes(5));
    assert_eq!(app.nobody().post("/tablette/ouvrir", &[("code", &late)]).await.status, 422, "five minutes");
    let closed = tablet.post("/tablette/fermer", &[]).await;
    assert!(tablet.follow(&closed).await.says("La classe est fermée"));
}

#[tokio::test]
async fn a_class_is_opened_by_who_teaches_it_in_school_hours() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.tilleuls, cast.cm1b);
    for (person, status) in [
        (cast.petit, 200),
        (cast.carrel, 200),
        (cast.martel, 200),
        (cast.duval, 404),
        (cast.roy, 404),
        (cast.vidal, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        let opened = app.as_(person).await.post(&format!("{class}/tablettes"), &[]).await;
        assert_eq!(opened.status, status, "{person}");
    }
    app.at(first_day() + TimeDelta::hours(8));
    let evening = app.as_(cast.carrel).await.post(&format!("{class}/tablettes"), &[]).await;
    assert!(evening.status == 422 && evening.says("entre 7 h et 18 h"));
}

#[tokio::test]
async fn the_tablet_is_closed_when_who_opened_it_is_gone() {
    for gone in [
        "with u as (update account set state = 'blocked' where login = 'paul.jourdan' returning 1) select count(*) from u",
        "with u as (update role set until_day = '2026-09-14' where person_id =
             (select id from person where last_name = 'JOURDAN') returning 1) select count(*) from u",
    ] {
        let app = TestApp::new(identity::routes()).await;
        let tablet = tablet(&app).await;
        assert_eq!(tablet.get("/tablette").await.all(".child"), ["Sami"]);
        app.count(gone).await;
        assert!(tablet.get("/tablette").await.says("Aucune classe"));
    }
}

#[tokio::test]
async fn only_children_of_the_class_who_come_in_by_it_have_a_tile() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let tablet = tablet(&app).await;
    for other in [cast.lina, cast.tom, cast.zoe, cast.jourdan] {
        assert_eq!(tablet.get(&format!("/tablette/enfant/{other}")).await.status, 404);
        assert_eq!(tablet.post(&format!("/tablette/enfant/{other}"), &[]).await.status, 404);
    }
    assert_eq!(
        app.nobody().get(&format!("/tablette/enfant/{}", cast.sami)).await.location(),
        Some("/tablette")
    );
    // A CP class comes in by the tablet if its teacher says so.
    let (roy, class) = (app.as_(cast.roy).await, class_path(cast.tilleuls, cast.cp));
    let mut cp = app.as_(cast.roy).await;
    cp.keeps(&cp.clone().post(&format!("{class}/tablettes"), &[("ici", "1")]).await);
    assert!(cp.get("/tablette").await.says("Aucun élève"));
    assert_eq!(
        roy.post(&format!("{class}/entrees"), &[("niveau", "CP"), ("entree", "class_session")]).await.status,
        303
    );
    assert_eq!(cp.get("/tablette").await.all(".child"), ["Tom"]);
}

/// The figures of docs/sign-in.md.
#[tokio::test]
async fn brute_force_of_three_pictures_is_refused_in_figures() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let class = class_path(cast.moulin, cast.ms);
    let pictures = given(&app, cast.jourdan, &class, cast.sami).await;
    // All day long: the class is opened anew whenever it ended.
    let (mut tries, mut first_quarter, mut first_day_tries) = (0, 0, 0);
    let tile = format!("/tablette/enfant/{}", cast.sami);
    let mut now = first_day();
    let mut blocked = false;
    'days: for day in 0..20 {
        app.at(now);
        let tablet = tablet(&app).await;
        for minute in 0..89 {
            app.at(now + TimeDelta::minutes(minute));
            for _ in 0..3 {
                let reply = tablet.post(&tile, &wrong(&pictures)).await;
                if reply.says("Un adulte va t’aider") {
                    blocked = true;
                    break 'days;
                }
                if reply.status != 422 {
                    assert_eq!(reply.status, 429);
                    break;
                }
                tries += 1;
                first_quarter += i32::from(day == 0 && minute < 15);
                first_day_tries += i32::from(day == 0);
            }
        }
        now += TimeDelta::days(1);
    }
    assert_eq!(first_quarter, 5, "five in the first quarter of an hour");
    assert_eq!(first_day_tries, 7, "then one after 15 minutes, one after 30 more: seven in a morning");
    assert!(blocked);
    assert_eq!(tries, 20, "twenty in all, out of 12,144: one chance in 607");

    app.at(now + TimeDelta::days(2));
    let again = tablet(&app).await;
    assert_eq!(again.post(&tile, &touched(&pictures)).await.status, 429, "the right ones as well");
    let teacher = app.as_(cast.jourdan).await;
    assert!(teacher.get(&format!("{class}/entrees")).await.says("trop d’essais"));
    assert_eq!(teacher.post(&format!("{class}/eleves/{}/debloquer", cast.sami), &[]).await.status, 303);
    assert_eq!(again.post(&tile, &touched(&pictures)).await.status, 303);
}

/// Many tries at once are counted one by one.
#[tokio::test]
async fn tries_at_once_get_no_more_than_tries_in_turn() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let pictures = given(&app, cast.jourdan, &class_path(cast.moulin, cast.ms), cast.sami).await;
    let tablet = tablet(&app).await;
    let tile = format!("/tablette/enfant/{}", cast.sami);
    let fields = wrong(&pictures);
    let replies = futures::future::join_all((0..12).map(|_| tablet.post(&tile, &fields))).await;
    assert_eq!(replies.iter().filter(|r| r.status == 422).count(), 5);
}

#[tokio::test]
async fn what_is_known_of_a_childs_session_outlives_it() {
    let app = TestApp::new(identity::routes()).await;
    let class = class_path(app.cast.moulin, app.cast.ms);
    let code = given(&app, app.cast.jourdan, &class, app.cast.sami).await;
    let past = "select count(*) from past_session p join account a on a.person_id = p.person_id where a.login = 'sami.haddad'";
    let mut tablet = tablet(&app).await;
    let path = format!("/tablette/enfant/{}", app.cast.sami);
    for (turn, way_out) in ["/tablette/fermer", "the phone"].into_iter().enumerate() {
        if turn == 1 {
            tablet = crate::children::tablet(&app).await;
        }
        let entered = tablet.post(&path, &touched(&code)).await;
        assert_eq!(entered.status, 303, "{}", entered.text());
        if turn == 0 {
            tablet.post(way_out, &[]).await;
        } else {
            let jourdan = app.as_(app.cast.jourdan).await;
            let page = jourdan.get(&format!("{class}/entrees")).await;
            let close = page.attribute("form[action*='/tablettes/']", "action").unwrap();
            jourdan.post(&close, &[]).await;
        }
        assert_eq!(app.count(past).await, i64::try_from(turn).unwrap() + 1, "{way_out}");
    }
}
