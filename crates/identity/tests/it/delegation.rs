//! Access for a time: given by the head, asked for by a teacher, ended by itself.

use chrono::{TimeZone, Utc};
use testing::{Client, Reply, TestApp};

/// What the head sends for somebody new in CM1 B, from the 15th to the 17th of September.
fn form(app: &TestApp) -> Vec<(&'static str, String)> {
    vec![
        ("qui", String::new()),
        ("prenom", "Aude".into()),
        ("nom", "Renn".into()),
        ("mel", "aude.renn@example.org".into()),
        ("role", "substitute".into()),
        ("classe", app.cast.cm1b.to_string()),
        ("du", "2026-09-15".into()),
        ("au", "2026-09-17".into()),
        ("outil", "feed_write".into()),
    ]
}

async fn send(head: &Client, app: &TestApp, change: &[(&'static str, &str)]) -> Reply {
    let mut fields = form(app);
    for (name, value) in change {
        fields.retain(|f| f.0 != *name);
        fields.push((name, (*value).to_owned()));
    }
    let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    head.post(&format!("/ecole/{}/acces", app.cast.tilleuls), &fields).await
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn person(app: &TestApp, last: &str) -> kernel::PersonId {
    let id =
        sqlx::query_scalar("select id from person where last_name = $1").bind(last).fetch_one(app.pool());
    kernel::PersonId(id.await.unwrap())
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn role(app: &TestApp, last: &str) -> uuid::Uuid {
    let query = "select r.id from role r join person p on p.id = r.person_id where p.last_name = $1 and r.source = 'delegation'";
    sqlx::query_scalar(query).bind(last).fetch_one(app.pool()).await.unwrap()
}

async fn activate(app: &TestApp) {
    let opened = "with u as (update account set state = 'active', activated_at = '2026-09-15' where state = 'to_activate' returning 1) select count(*) from u";
    app.count(opened).await;
}

#[tokio::test]
async fn a_substitute_of_three_days_is_in_and_at_midnight_out() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    let done = send(&petit, &app, &[]).await;
    assert_eq!(done.status, 303, "{}", done.text());
    let list = petit.get(done.location().unwrap()).await;
    assert!(list.says("Aude Renn , Remplaçant·e · CE2-CM1 MME CARREL"), "{}", list.text());
    assert!(list.says("lettre envoyée, compte à ouvrir"));
    assert_eq!(app.count("select count(*) from job where kind = 'mail'").await, 1, "one letter");

    activate(&app).await;
    let aude = app.as_(person(&app, "Renn").await).await;
    let class = format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cm1b);
    let other = format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cp);
    assert_eq!(aude.get(&class).await.status, 200);
    assert_eq!(aude.get(&other).await.status, 404, "her class only");
    let member = "select count(*) from audience_member m join person p on p.id = m.person_id where p.last_name = 'Renn'";
    assert_eq!(app.count(member).await, 2, "the class's team and the school's adults");

    // 17 September, 23:59 in Paris; then midnight. Nobody's night work has come by.
    app.at(Utc.with_ymd_and_hms(2026, 9, 17, 21, 59, 0).unwrap());
    assert_eq!(aude.get(&class).await.status, 200);
    app.at(Utc.with_ymd_and_hms(2026, 9, 17, 22, 0, 0).unwrap());
    assert_eq!(aude.get(&class).await.status, 404);
    assert_eq!(app.count(member).await, 0, "and no audience has her, before any page of hers is made");
}

#[tokio::test]
async fn it_begins_on_its_day_is_prolonged_and_ended_at_once() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    assert_eq!(send(&petit, &app, &[("du", "2026-09-16"), ("role", "helper")]).await.status, 303);
    activate(&app).await;
    let aude = app.as_(person(&app, "Renn").await).await;
    let class = format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cm1b);
    assert_eq!(aude.get(&class).await.status, 404, "not yet");
    app.at(Utc.with_ymd_and_hms(2026, 9, 15, 22, 0, 0).unwrap());
    assert_eq!(aude.get(&class).await.status, 200, "from midnight on");

    let access = format!("/ecole/{}/acces/{}", app.cast.tilleuls, role(&app, "Renn").await);
    let petit = app.as_(app.cast.petit).await;
    let refused = petit.post(&format!("{access}/prolonger"), &[("au", "2026-09-01")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Aude Renn : Le dernier jour vient avant le premier."), "{}", refused.text());
    assert_eq!(petit.post(&format!("{access}/prolonger"), &[("au", "2026-09-30")]).await.status, 303);
    app.at(Utc.with_ymd_and_hms(2026, 9, 29, 10, 0, 0).unwrap());
    assert_eq!(aude.get(&class).await.status, 200);
    let petit = app.as_(app.cast.petit).await;
    assert_eq!(petit.post(&format!("{access}/terminer"), &[]).await.status, 303);
    assert_eq!(aude.get(&class).await.status, 404, "at once");
    assert_eq!(petit.post(&format!("{access}/terminer"), &[]).await.status, 303, "twice is once");
    let members = "select count(*) from audience_member m join person p on p.id = m.person_id where p.last_name = 'Renn'";
    assert_eq!(app.count(members).await, 0);
}

#[tokio::test]
async fn what_is_refused_keeps_what_was_typed_and_changes_nothing() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    let people = app.count("select count(*) from person").await;
    let rives = app.cast.rives_cm2.to_string();
    let yann = app.cast.yann.to_string();
    for (change, sentence) in [
        (("nom", ""), "Donnez son nom."),
        (("mel", "nadia.benali@example.org"), "celle d’un compte qui porte un autre nom"),
        (("classe", rives.as_str()), "Choisissez une classe de l’école."),
        (("qui", yann.as_str()), "Choisissez quelqu’un dans la liste."),
        (("au", "2028-01-01"), "Un an au plus"),
    ] {
        let before = app.audited().await;
        let reply = send(&petit, &app, &[change]).await;
        assert_eq!(reply.status, 422, "{change:?}");
        assert!(reply.says(sentence), "{change:?}: {}", reply.text());
        assert_eq!(reply.attribute("#prenom", "value").as_deref(), Some("Aude"), "kept");
        assert_eq!(app.audited().await - before, 1);
    }
    assert_eq!(app.count("select count(*) from person").await, people, "nobody was made");
    assert_eq!(send(&petit, &app, &[]).await.status, 303);
    let twice = send(&petit, &app, &[]).await;
    assert!(twice.status == 422 && twice.says("a déjà accès à cette classe"), "{}", twice.text());
}

#[tokio::test]
async fn a_parent_who_helps_keeps_her_one_account() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    let people = app.count("select count(*) from person").await;
    let known =
        [("prenom", "Nadia"), ("nom", "benali"), ("mel", "Nadia.Benali@example.org"), ("role", "helper")];
    assert_eq!(send(&petit, &app, &known).await.status, 303);
    assert_eq!(app.count("select count(*) from person").await, people);
    let class = format!("/ecole/{}/classe/{}", app.cast.tilleuls, app.cast.cm1b);
    let nadia = app.as_(app.cast.nadia).await;
    assert_eq!(nadia.get(&class).await.status, 200);
    assert!(!nadia.get(&class).await.says("Karim"), "a helper reads no families");
    // The head gains no way into her account by having named her.
    let access = format!("/ecole/{}/acces/{}/fiche", app.cast.tilleuls, role(&app, "BENALI").await);
    assert_eq!(petit.post(&access, &[]).await.status, 404);
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    let slips = petit.post(&sheets, &[("whom", "adultes"), ("all", "1")]).await;
    assert_eq!(slips.status, 200);
    let printed = "select count(*) from audit a, jsonb_array_elements_text(a.details->'people') p join person n on n.id = p::uuid
                   where a.act = 'codes_printed' and n.last_name = ";
    let of = |name: &str| -> &'static str { Box::leak(format!("{printed}'{name}'").into_boxed_str()) };
    assert_eq!((app.count(of("CARREL")).await, app.count(of("BENALI")).await), (1, 0));
}

#[tokio::test]
async fn a_new_helper_without_mail_gets_a_slip() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    assert_eq!(send(&petit, &app, &[("mel", ""), ("role", "aesh")]).await.status, 303);
    let access = format!("/ecole/{}/acces/{}/fiche", app.cast.tilleuls, role(&app, "Renn").await);
    let slip = petit.post(&access, &[]).await;
    let code = slip.all(".slip-code").pop().unwrap();
    let opened = app.nobody().post("/activation", &[("code", &code)]).await;
    assert!(opened.status == 200 && opened.says("Aude"), "{}", opened.text());
    assert_eq!(app.as_(app.cast.vidal).await.post(&access, &[]).await.status, 404);
    assert_eq!(app.as_(app.cast.carrel).await.post(&access, &[]).await.status, 404);
}

#[tokio::test]
async fn a_teacher_asks_and_the_head_answers() {
    let app = TestApp::new(identity::routes()).await;
    let (carrel, petit) = (app.as_(app.cast.carrel).await, app.as_(app.cast.petit).await);
    let ask = format!("/ecole/{}/classe/{}/proposer", app.cast.tilleuls, app.cast.cm1b);
    for (person, status) in
        [(app.cast.roy, 404), (app.cast.duval, 404), (app.cast.nadia, 404), (app.cast.carrel, 200)]
    {
        assert_eq!(app.as_(person).await.get(&ask).await.status, status, "{person}");
    }
    let fields = form(&app);
    let fields: Vec<_> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
    assert_eq!(carrel.post(&ask, &fields).await.status, 303);
    assert_eq!(
        app.count("select count(*) from role where source = 'delegation' and given_by is not null").await,
        0
    );
    let list = petit.get(&format!("/ecole/{}/acces", app.cast.tilleuls)).await;
    assert!(list.says("demandé par Marion Carrel"), "{}", list.text());
    let answer = list.attribute("#demandes ~ ul a, section[aria-labelledby=demandes] a", "href").unwrap();
    let filled = petit.get(answer.split('#').next().unwrap()).await;
    assert_eq!(filled.attribute("#prenom", "value").as_deref(), Some("Aude"));
    let proposal = filled.attribute("input[name=proposition]", "value").unwrap();
    assert_eq!(send(&petit, &app, &[("proposition", &proposal)]).await.status, 303);
    assert_eq!(app.count("select count(*) from delegation_proposal").await, 0, "answered: nothing is kept");
    assert_eq!(app.count("select count(*) from role where given_by is not null").await, 1);
    let aside = format!("/ecole/{}/acces/proposition/{proposal}/ecarter", app.cast.tilleuls);
    assert_eq!(petit.post(&aside, &[]).await.status, 404);
}

#[tokio::test]
async fn a_substitute_who_reads_holds_no_class() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    assert!(petit.get(&format!("/ecole/{}/acces", cast.tilleuls)).await.says("Tenir la classe"));
    let class = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b);
    let (sheets, whom) = (format!("/ecole/{}/fiches", cast.tilleuls), format!("eleves:{}", cast.cm1b));
    for (tool, name, holds) in
        [("feed_read", "Renn", false), ("feed_write", "Ravel", false), ("teach", "Rossi", true)]
    {
        let sent = send(&petit, &app, &[("outil", tool), ("nom", name), ("mel", "")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        activate(&app).await;
        let aude = app.as_(person(&app, name).await).await;
        let (page, done) = if holds { (200, 303) } else { (404, 404) };
        assert_eq!(aude.get(&class).await.status, 200, "{tool}");
        for path in ["entrees", "familles", "mots-secrets", "proposer"] {
            assert_eq!(aude.get(&format!("{class}/{path}")).await.status, page, "{tool} {path}");
        }
        assert_eq!(aude.get(&sheets).await.status, page, "{tool}");
        assert_eq!(
            aude.post(&sheets, &[("whom", whom.as_str()), ("all", "1"), ("as", "ecran")]).await.status,
            page
        );
        for (act, status) in [("code", page), ("bloquer", done), ("debloquer", done)] {
            let path = format!("{class}/eleves/{}/{act}", cast.malo);
            assert_eq!(aude.post(&path, &[]).await.status, status, "{tool} {act}");
        }
        assert_eq!(aude.post(&format!("{class}/images"), &[]).await.status, page, "{tool}");
        assert_eq!(aude.post(&format!("{class}/tablettes"), &[]).await.status, page, "{tool}");
        let families = aude.get(&class).await.says("Nadia");
        assert_eq!(families, holds, "{tool}");
    }
}
