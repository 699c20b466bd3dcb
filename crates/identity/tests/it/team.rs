//! The project's team: named by a page, ended, never by oneself, never the last one.

use kernel::PersonId;
use testing::{Client, Reply, TestApp};
use uuid::Uuid;

const PAGE: &str = "/pilotage/equipe";

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn end(app: &TestApp, person: PersonId) -> String {
    let query = "select id from role where person_id = $1 and kind in ('operator', 'project_manager') and until_day is null";
    let role: Uuid = sqlx::query_scalar(query).bind(person.0).fetch_one(app.pool()).await.unwrap();
    format!("{PAGE}/{role}/fin")
}

async fn name(by: &Client, who: PersonId, until: &str) -> Reply {
    let who = who.to_string();
    by.post(PAGE, &[("qui", &who), ("role", "project_manager"), ("du", "2026-09-15"), ("au", until)]).await
}

#[tokio::test]
async fn the_team_is_named_and_ended_by_others_and_somebody_stays() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    for (who, status) in [(cast.oger, 200), (cast.segur, 404), (cast.petit, 404), (cast.nadia, 404)] {
        assert_eq!(app.as_(who).await.get(PAGE).await.status, status, "{who}");
    }
    let oger = app.as_(cast.oger).await;
    for (who, sentence) in [
        (cast.oger, "Vous ne pouvez pas vous nommer vous-même."),
        (cast.lina, "Choisissez quelqu’un dans la liste."),
        // A parent without a role of her own is nobody's colleague.
        (cast.nadia, "Choisissez quelqu’un dans la liste."),
    ] {
        let refused = name(&oger, who, "").await;
        assert!(refused.status == 422 && refused.says(sentence), "{who}: {}", refused.text());
    }
    let own = end(&app, cast.oger).await;
    assert_eq!(oger.post(&own, &[("au", "2026-09-30")]).await.status, 404, "not about oneself");

    assert!(oger.get(&format!("{PAGE}?nom=segur")).await.says("Odile Ségur Val d’Ormes"));
    assert_eq!(name(&oger, cast.segur, "2026-12-18").await.status, 303);
    let twice = name(&oger, cast.segur, "").await;
    assert!(twice.status == 422 && twice.says("a déjà ce rôle"), "{}", twice.text());
    let segur = app.as_(cast.segur).await;
    assert_eq!(segur.get(PAGE).await.status, 200);
    // She is there until December only: were he to go, nobody would stay.
    let last = segur.post(&own, &[("au", "2026-09-30")]).await;
    assert!(last.status == 422 && last.says("il ne resterait personne"), "{}", last.text());

    assert_eq!(name(&oger, cast.petit, "").await.status, 303);
    assert_eq!(segur.post(&own, &[("tout_de_suite", "1")]).await.status, 303);
    assert_eq!(oger.get(PAGE).await.status, 404, "at once");
    let petit = end(&app, cast.petit).await;
    let last = segur.post(&petit, &[("tout_de_suite", "1")]).await;
    assert!(last.status == 422 && last.says("il ne resterait personne"), "{}", last.text());
}

/// Nobody whom the directory brings: her letter opens her account, her role opens the texts, and nobody is held back for
/// her sake.
#[tokio::test]
async fn a_legal_adviser_is_named_from_outside() {
    let app = TestApp::new(identity::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let good = [
        ("prenom", "Solène"),
        ("famille", "Arnaud"),
        ("adresse", "s.arnaud@cabinet.example"),
        ("role", "legal_adviser"),
        ("du", "2026-09-15"),
        ("au", "2026-12-18"),
    ];
    for (field, value, sentence) in [
        ("prenom", "", "Donnez son prénom."),
        ("adresse", "s.arnaud", "Cette adresse n’en est pas une."),
        ("role", "operator", "Choisissez une réponse de la liste."),
        ("du", "2026-09-14", "Ce jour est passé"),
        ("au", "2026-09-14", "Le dernier jour vient avant le premier."),
    ] {
        let fields = good.map(|(name, said)| (name, if name == field { value } else { said }));
        let refused = oger.post(INVITE, &fields).await;
        assert!(refused.status == 422 && refused.says(sentence), "{field}: {}", refused.text());
    }
    assert_eq!(oger.post(INVITE, &good).await.status, 303);
    let twice = oger.post(INVITE, &good).await;
    assert!(twice.status == 422 && twice.says("a déjà ce rôle pendant ces jours"), "{}", twice.text());
    let known = good.map(|(name, said)| (name, if name == "adresse" { "nadia@example.org" } else { said }));
    sqlx::query!("update person set email = 'nadia@example.org' where id = $1", app.cast.nadia.0)
        .execute(app.pool())
        .await
        .unwrap();
    let known = oger.post(INVITE, &known).await;
    assert!(known.status == 422 && known.says("Quelqu’un a déjà cette adresse"), "{}", known.text());
    let page = oger.get(PAGE).await;
    assert!(
        page.says("Solène Arnaud · Conseil juridique") && page.says("compte à ouvrir"),
        "{}",
        page.text()
    );
    let letters = "select count(*) from invitation i join person p on p.id = i.person_id where p.last_name = 'Arnaud' and i.channel = 'mail'";
    assert_eq!(app.count(letters).await, 1);
    for who in [app.cast.segur, app.cast.petit, app.cast.nadia] {
        assert_eq!(app.as_(who).await.post(INVITE, &good).await.status, 404, "{who}");
    }
    // Whoever is of the territory is named like the team; nobody is missing when she goes.
    let who = app.cast.segur.to_string();
    let fields = [("qui", &*who), ("role", "legal_adviser"), ("du", "2026-09-15"), ("au", "")];
    assert_eq!(oger.post(PAGE, &fields).await.status, 303);
    assert_eq!(app.as_(app.cast.segur).await.get(PAGE).await.status, 404, "she is not of the team");
    let role = counsel(&app, app.cast.segur).await;
    assert_eq!(oger.post(&role, &[("tout_de_suite", "1")]).await.status, 303);
}

/// Where her role of adviser ends.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn counsel(app: &TestApp, person: PersonId) -> String {
    let query = "select id from role where person_id = $1 and kind = 'legal_adviser'";
    let role: Uuid = sqlx::query_scalar(query).bind(person.0).fetch_one(app.pool()).await.unwrap();
    format!("{PAGE}/{role}/fin")
}

#[tokio::test]
async fn it_begins_and_ends_on_its_days() {
    let app = TestApp::new(identity::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let segur = app.cast.segur;
    let fields = [("role", "operator"), ("du", "2026-09-16"), ("au", "2026-09-17")];
    let who = segur.to_string();
    let fields = [&fields[..], &[("qui", &*who)]].concat();
    assert_eq!(oger.post(PAGE, &fields).await.status, 303);
    for (day, status) in [(0, 404), (1, 200), (2, 200), (3, 404)] {
        app.at(testing::first_day() + chrono::TimeDelta::days(day));
        assert_eq!(app.as_(segur).await.get(PAGE).await.status, status, "{day}");
    }
}

const INVITE: &str = "/pilotage/equipe/invitation";

async fn invite(app: &TestApp, fields: [&str; 5]) -> Reply {
    let [first, last, role, from, until] = fields;
    let fields = [
        ("prenom", first),
        ("famille", last),
        ("adresse", "S.Arnaud@cabinet.example"),
        ("role", role),
        ("du", from),
        ("au", until),
    ];
    app.as_(app.cast.oger).await.post(INVITE, &fields).await
}

/// Those of this name: who she is, how her account stands, whether she has come.
async fn solene(app: &TestApp) -> Vec<(PersonId, String)> {
    let rows = sqlx::query!(
        "select p.id, a.state from person p join account a on a.person_id = p.id where p.last_name = 'Arnaud' order by p.id"
    );
    let rows = rows.fetch_all(app.pool()).await.unwrap();
    rows.into_iter().map(|r| (PersonId(r.id), r.state)).collect()
}

/// She opened her account; what a browser does for her elsewhere.
async fn opened(app: &TestApp, person: PersonId) {
    sqlx::query!(
        "update account a set state = 'active', activated_at = '2026-09-15', password_hash = k.password_hash
         from account k where k.login = 'marion.carrel' and a.person_id = $1",
        person.0,
    )
    .execute(app.pool())
    .await
    .unwrap();
}

fn day(app: &TestApp, days: i64) {
    app.at(testing::first_day() + chrono::TimeDelta::days(days));
}

#[tokio::test]
async fn an_adviser_from_outside_is_named_again_with_the_account_that_she_had() {
    let app = TestApp::new(identity::routes()).await;
    let first = ["Solène", "Arnaud", "legal_adviser", "2026-09-15", "2026-09-20"];
    assert_eq!(invite(&app, first).await.location(), Some("/pilotage/equipe?fait=invite"));
    let [(she, _)] = solene(&app).await[..] else { panic!("one") };
    opened(&app, she).await;
    let twice = invite(&app, ["Solène", "Arnaud", "legal_adviser", "2026-09-18", ""]).await;
    assert!(twice.status == 422 && twice.says("a déjà ce rôle pendant ces jours"), "{}", twice.text());

    // Her role is over, and she is leaving.
    day(&app, 40);
    identity::leaving::erase::night(&app.app).await.unwrap();
    assert_eq!(solene(&app).await, [(she, "leaving".to_owned())]);
    let other = invite(&app, ["Sylvie", "Arnaud", "legal_adviser", "2026-10-26", ""]).await;
    assert!(
        other.status == 422 && other.says("Cette adresse est celle de Solène Arnaud"),
        "{}",
        other.text()
    );
    assert_eq!(solene(&app).await, [(she, "leaving".to_owned())], "nobody else has her account");
    let back = invite(&app, ["solene", "ARNAUD", "legal_adviser", "2026-10-26", ""]).await;
    assert_eq!(back.location(), Some("/pilotage/equipe?fait=revient"), "{}", back.text());
    assert_eq!(solene(&app).await, [(she, "active".to_owned())], "the same person, the same account");
    assert_eq!(identity::leaving::erase::night(&app.app).await.unwrap().erased, 0);
    let page = app.as_(app.cast.oger).await.get(PAGE).await;
    assert!(page.says("Solène Arnaud · Conseil juridique"), "{}", page.text());
    let told = "select count(*) from job where kind = 'mail' and payload::text like '%team_named%'";
    assert_eq!(app.count(told).await, 1, "a letter, without a code");
    assert_eq!(app.count("select count(*) from audit where act = 'team_member_named'").await, 2);

    // A second role beside the first, from outside too.
    assert_eq!(invite(&app, ["Solène", "Arnaud", "national", "2026-10-26", ""]).await.status, 303);
    sqlx::query!("update account set state = 'blocked' where person_id = $1", she.0)
        .execute(app.pool())
        .await
        .unwrap();
    let blocked = invite(&app, ["Solène", "Arnaud", "national", "2026-11-26", ""]).await;
    assert!(blocked.status == 422 && blocked.says("Son compte est bloqué"), "{}", blocked.text());
}

#[tokio::test]
async fn who_never_came_gets_a_way_in_again_and_who_was_erased_is_somebody_new() {
    let app = TestApp::new(identity::routes()).await;
    let first = ["Solène", "Arnaud", "legal_adviser", "2026-09-15", "2026-09-20"];
    assert_eq!(invite(&app, first).await.status, 303);
    let [(she, _)] = solene(&app).await[..] else { panic!("one") };
    day(&app, 7);
    let again = invite(&app, ["Solène", "Arnaud", "legal_adviser", "2026-09-22", "2026-09-25"]).await;
    assert_eq!(again.location(), Some("/pilotage/equipe?fait=invite"), "{}", again.text());
    assert_eq!(solene(&app).await, [(she, "to_activate".to_owned())]);
    assert_eq!(app.count("select count(*) from invitation").await, 2);

    for days in (12..600).step_by(60) {
        day(&app, days);
        identity::leaving::erase::night(&app.app).await.unwrap();
    }
    assert!(solene(&app).await.is_empty(), "erased");
    let today = app.app.db.clock.today().to_string();
    assert_eq!(invite(&app, ["Solène", "Arnaud", "legal_adviser", &today, ""]).await.status, 303);
    let [(new, _)] = solene(&app).await[..] else { panic!("one") };
    assert_ne!(new, she);
}
