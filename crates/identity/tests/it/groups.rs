//! Groups made by hand: who makes them, of whom, who reads what is written there, and what they do not open.

use kernel::PersonId;
use testing::{Client, TestApp};

/// Makes a group; answers its page.
async fn made(app: &TestApp, by: &Client, name: &str) -> String {
    let done = by.post(&format!("/ecole/{}/groupes", app.cast.tilleuls), &[("nom", name)]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    done.location().unwrap().split('?').next().unwrap().to_owned()
}

async fn set(by: &Client, page: &str, what: &str, people: &[PersonId]) {
    let people: Vec<String> = people.iter().map(ToString::to_string).collect();
    let fields: Vec<_> = people.iter().map(|p| ("qui", p.as_str())).collect();
    let done = by.post(&format!("{page}/{what}"), &fields).await;
    assert_eq!(done.status, 303, "{}", done.text());
}

const PUPILS: &str = "select count(*) from audience_member m join audience a on a.id = m.audience_id join place p on p.id = a.place_id
    where p.by_hand and a.kind = 'class_pupils'";
const FAMILIES: &str = "select count(*) from audience_member m join audience a on a.id = m.audience_id join place p on p.id = a.place_id
    where p.by_hand and a.kind = 'class_guardians'";
const TEAM: &str = "select count(*) from audience_member m join audience a on a.id = m.audience_id join place p on p.id = a.place_id
    where p.by_hand and a.kind = 'class_team'";

#[tokio::test]
async fn the_head_makes_one_of_two_classes_and_its_audiences_follow() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let page = made(&app, &petit, " Chorale ").await;
    set(&petit, &page, "eleves", &[cast.lina, cast.tom, cast.zoe, cast.nadia]).await;
    set(&petit, &page, "adultes", &[cast.petit, cast.roy, cast.duval, cast.jourdan]).await;
    let seen = petit.get(&page).await;
    assert!(seen.says("Élèves du groupe (2)"), "{}", seen.text());
    assert!(
        seen.says("Lina HADDAD · CE2-CM1 MME CARREL") || seen.says("Lina Haddad · CE2-CM1 MME CARREL"),
        "{}",
        seen.text()
    );
    // Lina and Tom; Nadia, Karim and Claire; Petit, Roy and Duval.
    assert_eq!((app.count(PUPILS).await, app.count(FAMILIES).await, app.count(TEAM).await), (2, 3, 3));
    let twice = petit.post(&format!("/ecole/{}/groupes", cast.tilleuls), &[("nom", "CHORALE")]).await;
    assert!(twice.status == 422 && twice.says("s’appelle déjà « CHORALE »"), "{}", twice.text());
    let renamed = petit.post(&format!("{page}/nom"), &[("nom", "Chorale du jeudi")]).await;
    assert_eq!(renamed.status, 303);

    let mut conn = app.pool().acquire().await.unwrap();
    let roy = app.as_(cast.roy).await;
    assert_eq!(roy.get(&page).await.status, 200, "of its team");
    let actor = kernel_actor(&app, cast.roy).await;
    let choices = identity::audiences::reachable(&mut *conn, &actor, app.app.db.clock.today()).await.unwrap();
    let names: Vec<_> = choices.iter().map(|c| c.name.as_str()).collect();
    assert!(
        names.contains(&"Familles de Chorale du jeudi") && names.contains(&"Élèves de Chorale du jeudi"),
        "{names:?}"
    );
    let families: Vec<_> =
        choices.iter().filter(|c| c.name == "Familles de Chorale du jeudi").map(|c| c.id).collect();
    let viewers = identity::audiences::viewers(&mut conn, &families).await.unwrap();
    assert_eq!(viewers.guardians, 3, "{:?}", viewers.names);

    let closed = petit.post(&format!("{page}/fermer"), &[]).await;
    assert_eq!(closed.status, 303);
    assert_eq!(
        (app.count(PUPILS).await, app.count(TEAM).await),
        (2, 3),
        "an archive for those who were in it"
    );
    assert_eq!(petit.get(&page).await.status, 404);
    let choices = identity::audiences::reachable(&mut *conn, &actor, app.app.db.clock.today()).await.unwrap();
    assert!(!choices.iter().any(|c| c.name.contains("Chorale")), "nobody writes there any more");
}

/// Somebody as the session layer would make her, with the roles of today.
async fn kernel_actor(app: &TestApp, person: PersonId) -> kernel::Actor {
    let session = kernel::SessionId::fresh();
    kernel::Actor {
        person,
        session,
        session_kind: kernel::SessionKind::Login,
        name: String::new(),
        first_name: String::new(),
        face: kernel::Face::Adulte,
        roles: vec![kernel::Role {
            kind: kernel::RoleKind::Teacher,
            place: app.cast.tilleuls,
            school: Some(app.cast.tilleuls),
            tools: None,
        }],
        children: Vec::new(),
        confirmed: kernel::Confirmed::Now,
        frozen: None,
    }
}

#[tokio::test]
async fn a_teacher_chooses_among_her_own_pupils_and_her_colleague_among_hers() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let (carrel, roy) = (app.as_(cast.carrel).await, app.as_(cast.roy).await);
    let page = made(&app, &carrel, "Lecture CP bleus").await;
    set(&carrel, &page, "eleves", &[cast.lina, cast.tom]).await;
    assert_eq!(app.count(PUPILS).await, 1, "Tom is not hers to choose");
    assert_eq!(roy.get(&page).await.status, 404, "not of its team");
    assert!(roy.get(&format!("/ecole/{}/groupes", cast.tilleuls)).await.says("Lecture CP bleus"));
    set(&carrel, &page, "adultes", &[cast.roy]).await;
    assert_eq!(app.count(TEAM).await, 2, "she stays in it herself");
    set(&roy, &page, "eleves", &[cast.tom]).await;
    assert_eq!(app.count(PUPILS).await, 2, "and Lina stays, whom Roy does not choose");
    set(&carrel, &page, "eleves", &[]).await;
    assert_eq!(app.count(PUPILS).await, 1);
}

#[tokio::test]
async fn being_of_its_team_opens_no_account_and_no_family() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let (petit, roy) = (app.as_(cast.petit).await, app.as_(cast.roy).await);
    let page = made(&app, &petit, "Chorale").await;
    set(&petit, &page, "eleves", &[cast.lina]).await;
    set(&petit, &page, "adultes", &[cast.roy]).await;
    let group = page.rsplit('/').next().unwrap();
    let class = format!("/ecole/{}/classe/{group}", cast.tilleuls);
    let seen = roy.get(&class).await;
    assert!(seen.status == 200 && seen.says("Lina"), "{}", seen.text());
    assert!(!seen.says("Nadia") && !seen.says("Karim"), "not who answers for her");
    for way in ["entrees", "familles", "mots-secrets"] {
        assert_eq!(roy.get(&format!("{class}/{way}")).await.status, 404, "{way}");
    }
    for act in ["cartes", "images", "tablettes"] {
        let refused = roy.post(&format!("{class}/{act}"), &[("tous", "1"), ("fin", "heure")]).await;
        assert_eq!(refused.status, 404, "{act}");
    }
    let lina = format!("{class}/eleves/{}", cast.lina);
    for act in ["code", "bloquer", "carte", "images"] {
        assert_eq!(roy.post(&format!("{lina}/{act}"), &[("tirer", "1")]).await.status, 404, "{act}");
    }
    let close = roy.post("/securite/fermer", &[("lieu", group), ("profil", "pupils"), ("oui", "1")]).await;
    assert_eq!(close.status, 404, "{}", close.text());
}

#[tokio::test]
async fn who_makes_groups() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let list = format!("/ecole/{}/groupes", cast.tilleuls);
    for (who, status) in [
        (cast.petit, 200),
        (cast.carrel, 200),
        (cast.keller, 200),
        (cast.duval, 404),
        (cast.martel, 404),
        (cast.jourdan, 404),
        (cast.segur, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        let client = app.as_(who).await;
        assert_eq!(client.get(&list).await.status, status, "{who}");
        let before = app.audited().await;
        let made = client.post(&list, &[("nom", &format!("Groupe de {who}"))]).await;
        assert_eq!(made.status, if status == 200 { 303 } else { 404 }, "{who}");
        // Whom the gate stops is nowhere.
        assert!(app.audited().await - before <= 1);
    }
    // Another's group is seen in the list and not changed.
    let page = made(&app, &app.as_(cast.carrel).await, "Théâtre").await;
    let keller = app.as_(cast.keller).await;
    for act in ["nom", "eleves", "adultes", "fermer"] {
        assert_eq!(keller.post(&format!("{page}/{act}"), &[("nom", "À moi")]).await.status, 404, "{act}");
    }
    let class = format!("/ecole/{}/groupes/{}", cast.tilleuls, cast.cp);
    assert_eq!(
        app.as_(cast.petit).await.post(&format!("{class}/fermer"), &[]).await.status,
        404,
        "a class is no group"
    );
}

#[tokio::test]
async fn nobody_changes_class_from_a_group_nor_into_one() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let page = made(&app, &petit, "Chorale").await;
    set(&petit, &page, "eleves", &[cast.lina]).await;
    let group = page.rsplit('/').next().unwrap();
    let path = |class: &str| format!("/ecole/{}/classe/{class}/deplacer", cast.tilleuls);
    let (lina, cp, cm1b) = (cast.lina.to_string(), cast.cp.to_string(), cast.cm1b.to_string());
    let from_group = petit.post(&path(group), &[("pupil", &lina), ("to", &cp)]).await;
    let into_group = petit.post(&path(&cm1b), &[("pupil", &lina), ("to", group)]).await;
    assert_eq!(from_group.status, 404, "from a group");
    assert_eq!(into_group.status, 404, "into a group");
    assert_eq!(petit.post(&path(&cm1b), &[("pupil", &lina), ("to", &cp)]).await.status, 303);
}
