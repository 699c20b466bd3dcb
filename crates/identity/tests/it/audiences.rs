//! Who belongs to which audience, and who may write to whom.

use chrono::NaiveDate;
use identity::audiences::{reachable, refresh_all, refresh_in_parts, viewers};
use kernel::{AudienceId, PersonId, Routes};
use testing::TestApp;

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn audience(app: &TestApp, kind: &str, place: uuid::Uuid) -> AudienceId {
    let id = sqlx::query_scalar("select id from audience where kind = $1 and place_id = $2")
        .bind(kind)
        .bind(place)
        .fetch_one(app.pool())
        .await
        .unwrap();
    AudienceId(id)
}

async fn members(app: &TestApp, kind: &str, place: uuid::Uuid) -> Vec<String> {
    let id = audience(app, kind, place).await;
    viewers(&mut app.pool().acquire().await.unwrap(), &[id]).await.unwrap().names
}

async fn reach(app: &TestApp, person: PersonId) -> Vec<String> {
    // The actor as the session layer makes it: asked through a page that tells.
    let actor = kernel::Actor {
        person,
        session: kernel::SessionId::fresh(),
        session_kind: kernel::SessionKind::Login,
        name: String::new(),
        first_name: String::new(),
        face: kernel::Face::Adulte,
        roles: Vec::new(),
        children: Vec::new(),
        confirmed: kernel::Confirmed::No,
        frozen: None,
    };
    let today = app.app.db.clock.today();
    reachable(app.pool(), &actor, today).await.unwrap().into_iter().map(|r| r.name).collect()
}

#[tokio::test]
async fn members_follow_roles_and_links() {
    let app = TestApp::new(Routes::new()).await;
    let cast = &app.cast;
    assert_eq!(
        members(&app, "class_guardians", cast.cm1b.0).await,
        ["Claire Le Goff", "Karim Haddad", "Nadia Benali"]
    );
    assert_eq!(
        members(&app, "class_team", cast.cm1b.0).await,
        ["Inès Martel", "Marion Carrel", "Romain Duval"]
    );
    assert_eq!(members(&app, "class_pupils", cast.ms.0).await, ["Sami Haddad"]);
    assert_eq!(
        members(&app, "circonscription_teachers", cast.rives_circo.0).await,
        ["Anna Vidal"],
        "another circonscription's teachers are not among them"
    );
}

#[tokio::test]
async fn a_role_ends_by_itself_at_its_date() {
    let app = TestApp::new(Routes::new()).await;
    let october = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
    refresh_all(&mut app.pool().acquire().await.unwrap(), october).await.unwrap();
    assert_eq!(members(&app, "class_team", app.cast.cm1b.0).await, ["Marion Carrel", "Romain Duval"]);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests change the database in their own words")]
async fn a_night_sets_right_what_went_past_it() {
    let app = TestApp::new(Routes::new()).await;
    let held = "select audience_id::text || person_id::text from audience_member order by 1";
    let before: Vec<String> = sqlx::query_scalar(held).fetch_all(app.pool()).await.unwrap();
    let nadia = app.cast.nadia.0;
    for wrong in [
        "delete from audience_member where person_id = $1",
        "insert into audience_member select id, $1 from audience where kind = 'circonscription_teachers'",
    ] {
        sqlx::query(wrong).bind(nadia).execute(app.pool()).await.unwrap();
    }
    refresh_in_parts(&app.app.db).await.unwrap();
    let after: Vec<String> = sqlx::query_scalar(held).fetch_all(app.pool()).await.unwrap();
    assert_eq!(after, before);
}

#[tokio::test]
async fn people_reach_those_they_work_with() {
    let app = TestApp::new(Routes::new()).await;
    let cast = &app.cast;
    assert_eq!(
        reach(&app, cast.carrel).await,
        [
            "Enseignants et directions · Val d’Ormes",
            "Familles de CE2-CM1 MME CARREL",
            "Élèves de CE2-CM1 MME CARREL",
            "Adultes de l’école · Les Tilleuls",
        ]
    );
    let head = reach(&app, cast.petit).await;
    assert!(head.contains(&"Toutes les familles · Les Tilleuls".to_owned()));
    assert!(head.contains(&"Familles de CP MME ROY".to_owned()));
    assert!(!head.iter().any(|name| name.contains("MS M. JOURDAN")), "not another school's classes");
    assert!(reach(&app, cast.nadia).await.is_empty(), "families start no post");
    assert!(reach(&app, cast.lina).await.is_empty(), "pupils start no post");
}
