//! A drill on a thousand accounts: pupils' sessions are everywhere, one act closes them all, nobody writes, and the
//! school comes back in stages. The figures are printed: `cargo test -p web hijack -- --nocapture`.

use mail::Kept;
use std::sync::Arc;
use std::time::Instant;
use testing::{PASSWORD, TestApp};
use web::house::{Mailroom, TRACES, router};

const MANY: i32 = 1_000;

/// The whole house, with a thousand more pupils in the CP of Les Tilleuls, each with a session open.
async fn hijacked() -> TestApp {
    let mut app = TestApp::new(web::house::routes()).await;
    app.app.traces = TRACES;
    let mailroom = Mailroom::Kept(Arc::new(Kept::new(app.app.db.clock.clone())));
    let router = router(&app.app, mailroom);
    app.through(router);
    let (class, school) = (app.cast.cp.0, app.cast.tilleuls.0);
    sqlx::query!(
        "with who as (
             insert into person (id, first_name, last_name, created_at)
             select gen_random_uuid(), 'Élève', 'N' || n, '2026-09-01' from generate_series(1, $1::int) n returning id),
         enrolled as (
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             select gen_random_uuid(), id, 'pupil', $2, $3, '2026-09-01', 'feed' from who),
         opened as (
             insert into account (person_id, login, state, password_hash, activated_at, created_at)
             select id, 'eleve.' || id, 'active', 'x', '2026-09-01', '2026-09-01' from who)
         insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at)
         select gen_random_uuid(), sha256(id::text::bytea), id, 'Chromium sur Android', true,
                '2026-09-15', '2026-09-15', '2026-10-15' from who",
        MANY,
        class,
        school,
    )
    .execute(app.pool())
    .await
    .unwrap();
    app
}

#[tokio::test]
async fn a_thousand_accounts_are_closed_frozen_and_reopened_in_stages() {
    let app = hijacked().await;
    let cast = &app.cast;
    let (oger, school) = (app.as_(cast.oger).await, cast.tilleuls.to_string());
    let (lina, nadia, carrel) =
        (app.as_(cast.lina).await, app.as_(cast.nadia).await, app.as_(cast.carrel).await);
    let pupils = [("lieu", &*school), ("profil", "pupils"), ("retour", "/pilotage/securite")];
    let sessions = "select count(*) from session s where exists (select from role r where r.person_id = s.person_id and r.kind = 'pupil')";
    let open = app.count(sessions).await;
    assert_eq!(open, i64::from(MANY) + 1);

    // A drill first: it says how many, and nothing has changed.
    let before = app.audited().await;
    assert_eq!(oger.post("/securite/exercice", &pupils).await.status, 303);
    assert_eq!(app.audited().await - before, 1);
    assert_eq!(app.count(sessions).await, open);
    assert_eq!(app.count("select count(*) from writing_freeze").await, 0);
    let page = oger.get("/pilotage/securite").await;
    assert!(page.says("Aurait fermé 1003 comptes et 1001 sessions"), "{}", page.text());
    for step in page.all("#passe ~ ul tbody tr") {
        println!("exercice: {step}");
    }
    assert_eq!(page.all("#passe ~ ul tbody tr").len(), 4);

    // Preview, then the act.
    let preview = oger.post("/securite/fermer", &pupils).await;
    assert_eq!(preview.all(".counter-value"), ["1003", "1001"]);
    assert_eq!(app.count(sessions).await, open, "a preview");
    let yes = [&pupils[..], &[("oui", "1")]].concat();
    let watch = Instant::now();
    assert_eq!(oger.post("/securite/fermer", &yes).await.location(), Some("/pilotage/securite?fait=fermes"));
    println!(
        "fermer {open} sessions et 1003 comptes, en une transaction : {} ms",
        watch.elapsed().as_millis()
    );
    assert_eq!(app.count(sessions).await, 0);
    let secrets = "select count(*) from containment_person join account using (person_id) where password_hash is not null";
    assert_eq!(app.count(secrets).await, 0);
    assert_eq!(lina.get("/fil").await.status, 303, "out");
    let back = [("login", "lina.haddad"), ("secret", PASSWORD)];
    assert_ne!(app.nobody().post("/connexion", &back).await.status, 303, "and not in again");
    assert_eq!(nadia.get("/fil").await.status, 200, "her mother is untouched");
    assert_eq!(app.as_(cast.zoe).await.get("/fil").await.status, 200, "another school too");

    stages(&app, &oger, &carrel).await;
}

/// Frozen at once for all but heads, then reopened: adults, families, one class of pupils, the school.
async fn stages(app: &TestApp, oger: &testing::Client, carrel: &testing::Client) {
    let cast = &app.cast;
    let school = cast.tilleuls.to_string();
    let all = [
        ("lieu", &*school),
        ("profil", "adults"),
        ("profil", "guardians"),
        ("profil", "pupils"),
        ("message", "Les messages sont en pause."),
        ("motif", "Comptes volés"),
    ];
    assert_eq!(oger.post("/securite/geler", &all).await.status, 303);
    assert_eq!(oger.post("/securite/geler", &all).await.status, 303, "twice is once");
    assert_eq!(app.count("select count(*) from writing_freeze").await, 3);
    let (nadia, lina, petit) =
        (app.as_(cast.nadia).await, app.as_(cast.lina).await, app.as_(cast.petit).await);
    let tom = app.as_(cast.tom).await;
    let paused = async |who: &testing::Client| who.get("/fil").await.says("Les messages sont en pause.");
    for (who, client) in
        [("a family", &nadia), ("a pupil", &lina), ("a teacher", carrel), ("a CP pupil", &tom)]
    {
        assert!(paused(client).await, "{who}");
    }
    assert!(!paused(&petit).await, "the head writes: somebody must warn the families");
    assert!(!paused(&app.as_(cast.zoe).await).await, "another school");

    let draft = kernel::ItemId::fresh().to_string();
    let families = sqlx::query_scalar!(
        "select id from audience where kind = 'class_guardians' and place_id = $1",
        cast.cm1b.0
    );
    let families = families.fetch_one(app.pool()).await.unwrap().to_string();
    let post = [("brouillon", &*draft), ("texte", "Un mot important"), ("audience", &*families)];
    let refused = carrel.post_files("/fil/publier", &post, &[]).await;
    assert_eq!(refused.status, 422);
    assert!(carrel.get("/fil/ecrire").await.says("Un mot important"), "the draft is kept");

    for (profile, who) in [("adults", carrel), ("guardians", &nadia)] {
        let gel = sqlx::query_scalar!("select id from writing_freeze where profile = $1", profile);
        let gel = gel.fetch_one(app.pool()).await.unwrap().to_string();
        assert!(paused(who).await);
        assert_eq!(oger.post("/securite/rouvrir", &[("lieu", &*school), ("gel", &*gel)]).await.status, 303);
        assert!(!paused(who).await, "{profile} first");
        assert!(paused(&lina).await, "pupils last");
    }
    assert_eq!(carrel.post_files("/fil/publier", &post, &[]).await.status, 303, "and the draft goes");
    let gel = sqlx::query_scalar!("select id from writing_freeze where profile = 'pupils'");
    let gel = gel.fetch_one(app.pool()).await.unwrap().to_string();
    let class = cast.cm1b.to_string();
    assert_eq!(oger.post("/securite/rouvrir", &[("lieu", &*class), ("gel", &*gel)]).await.status, 303);
    assert!(!paused(&lina).await && paused(&tom).await, "one class, then the others");
    assert_eq!(oger.post("/securite/rouvrir", &[("lieu", &*school), ("gel", &*gel)]).await.status, 303);
    assert!(!paused(&tom).await);
    assert_eq!(
        oger.post("/securite/rouvrir", &[("lieu", &*school), ("gel", &*gel)]).await.status,
        404,
        "once"
    );
}

#[tokio::test]
async fn what_an_account_did_is_listed_and_carried_away_with_its_seal() {
    let app = hijacked().await;
    let cast = &app.cast;
    let mut thief = app.nobody();
    let reply = thief.post("/connexion", &[("login", "marion.carrel"), ("secret", PASSWORD)]).await;
    thief.keeps(&reply);
    let families = sqlx::query_scalar!(
        "select id from audience where kind = 'class_guardians' and place_id = $1",
        cast.cm1b.0
    );
    let families = families.fetch_one(app.pool()).await.unwrap().to_string();
    let post = [("texte", "=HYPERLINK(\"mal\")"), ("audience", &*families)];
    assert_eq!(thief.post_files("/fil/publier", &post, &[]).await.status, 303);
    thief.post("/deconnexion", &[]).await;

    let petit = app.as_(cast.petit).await;
    let account = format!("/securite/compte/{}", cast.carrel);
    let before = app.audited().await;
    let page = petit.get(&account).await;
    assert!(page.says("Est entré·e") && page.says("A publié un message") && page.says("=HYPERLINK"));
    assert!(page.says("Appareil inconnu"), "the device, though its session is closed");
    assert_eq!(app.audited().await - before, 1, "looking is in the audit");
    for format in ["csv", "json"] {
        let file = petit.post(&format!("{account}/export"), &[("format", format)]).await;
        let seal = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(&file.bytes));
        assert!(file.headers["content-disposition"].to_str().unwrap().contains(&seal));
        let kept = sqlx::query_scalar!(
            r#"select count(*) as "n!" from audit where act = 'evidence_exported' and details->>'sha256' = $1"#,
            seal
        );
        assert_eq!(kept.fetch_one(app.pool()).await.unwrap(), 1);
        assert!(file.body().contains("HYPERLINK"));
        assert!(format == "json" || file.body().contains("\"'=HYPERLINK"), "no formula for a spreadsheet");
    }
    // From an hour on, in the project's zone: what was done at half past midnight in Paris is of that day.
    let night = "with u as (update audit set at = '2026-09-14 22:30+00' where act = 'post_published'
         and person_id = (select person_id from account where login = 'marion.carrel') returning 1) select count(*) from u";
    assert_eq!(app.count(night).await, 1);
    for (since, there) in [("2026-09-15", true), ("2026-09-15T00:30", true), ("2026-09-15T00:31", false)] {
        let list = petit.get(&format!("{account}?depuis={since}")).await;
        assert_eq!(list.says("A publié un message"), there, "{since}");
        let file = petit.post(&format!("{account}/export"), &[("format", "csv"), ("depuis", since)]).await;
        assert_eq!(file.body().contains("A publié un message"), there, "{since}");
    }
    for (who, stranger) in [("another head", cast.vidal), ("a parent", cast.nadia), ("herself", cast.carrel)]
    {
        assert_eq!(app.as_(stranger).await.get(&account).await.status, 404, "{who}");
    }
    for (of, why) in
        [(cast.nadia, "a parent"), (cast.jourdan, "another school"), (cast.segur, "the inspector")]
    {
        assert_eq!(
            petit.get(&format!("/securite/compte/{of}")).await.status,
            404,
            "not of {why}, for a head"
        );
    }
    let oger = app.as_(cast.oger).await;
    assert_eq!(
        oger.get(&format!("/securite/compte/{}", cast.nadia)).await.status,
        200,
        "the project: anybody's"
    );
}

/// Figures: `identity::brakes`.
#[tokio::test]
async fn a_pupil_sends_no_faster_than_a_child_writes() {
    let app = hijacked().await;
    let cast = &app.cast;
    let carrel = app.as_(cast.carrel).await;
    let pupils = sqlx::query_scalar!(
        "select id from audience where kind = 'class_pupils' and place_id = $1",
        cast.cm1b.0
    );
    let pupils = pupils.fetch_one(app.pool()).await.unwrap().to_string();
    let item = kernel::ItemId::fresh().to_string();
    let post = [
        ("brouillon", &*item),
        ("texte", "Racontez"),
        ("audience", &*pupils),
        ("commentaires", "1"),
        ("eleves", "1"),
    ];
    assert_eq!(carrel.post_files("/fil/publier", &post, &[]).await.status, 303);
    sqlx::query!("update post set comments_open = true, pupils_write = true")
        .execute(app.pool())
        .await
        .unwrap();
    let lina = app.as_(cast.lina).await;
    let path = format!("/fil/{item}/repondre");
    for n in 0..6 {
        assert_eq!(lina.post(&path, &[("texte", &*format!("Mot {n}"))]).await.status, 303);
    }
    let braked = lina.post(&path, &[("texte", "Encore")]).await;
    assert!(braked.status == 429 && braked.says("6 réponses en 10 minutes"), "{}", braked.text());
    assert_eq!(braked.all("textarea"), ["Encore"], "nothing is lost");
    app.at(testing::first_day() + chrono::TimeDelta::minutes(11));
    assert_eq!(lina.post(&path, &[("texte", "Encore")]).await.status, 303);
}

/// What was sent to whom since.
async fn letters(app: &TestApp) -> Vec<mail::Letter> {
    let kept = Arc::new(Kept::new(app.app.db.clock.clone()));
    let mailroom = Mailroom::Kept(kept.clone());
    web::house::worker(&app.app, &mailroom).run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(app.pool()).await.unwrap(), 0, "no task failed");
    kept.sent().into_iter().map(|sent| sent.letter).collect()
}

/// Nadia has an address, Karim has none; Roy had a slip and never came, Keller had none; Lina is a pupil.
async fn some_without_address(app: &TestApp) {
    let c = &app.cast;
    for (person, email, state, code) in [
        (c.nadia, Some("nadia@example.org"), "active", None),
        (c.karim, None, "active", None),
        (c.carrel, None, "active", None),
        (c.duval, None, "active", None),
        (c.martel, None, "active", None),
        (c.roy, Some("roy@example.org"), "to_activate", Some(&b"slip"[..])),
        (c.keller, Some("keller@example.org"), "to_activate", None),
        (c.claire, None, "to_activate", None),
        (c.lina, Some("lina@example.org"), "active", None),
    ] {
        let known = sqlx::query!("update person set email = $2 where id = $1", person.0, email);
        known.execute(app.pool()).await.unwrap();
        let state = sqlx::query!(
            "update account set state = $2, code_hash = $3, code_made_at = '2026-09-14' where person_id = $1",
            person.0,
            state,
            code
        );
        state.execute(app.pool()).await.unwrap();
    }
    // Karim has an address from which a letter came back: none, as good as.
    let back = "with u as (update person set email = 'karim@example.org', email_failed = 'karim@example.org'
                where first_name = 'Karim' returning 1) select count(*) from u";
    assert_eq!(app.count(back).await, 1);
}

#[tokio::test]
async fn adults_who_were_closed_are_told_what_to_do() {
    let app = TestApp::new(web::house::routes()).await;
    some_without_address(&app).await;
    let c = &app.cast;
    let (petit, school) = (app.as_(c.petit).await, c.tilleuls.to_string());
    let place = [("lieu", &*school), ("profil", "adults"), ("profil", "guardians"), ("profil", "pupils")];
    assert_eq!(petit.post("/securite/exercice", &place).await.status, 303);
    assert!(letters(&app).await.is_empty(), "a drill writes to nobody");
    let yes = [&place[..], &[("oui", "1")]].concat();
    assert_eq!(petit.post("/securite/fermer", &yes).await.status, 303);
    let sent = letters(&app).await;
    let mut to: Vec<_> = sent.iter().map(|letter| (letter.address(), letter.subject())).collect();
    to.sort_unstable();
    let (closed, invited) = ("Votre compte a été fermé par précaution", "Votre accès à l’espace de l’école");
    assert_eq!(to, [("nadia@example.org", closed), ("roy@example.org", invited)]);
    let words = sent.iter().find(|letter| letter.address() == "nadia@example.org").unwrap().text();
    assert!(words.contains("Mot de passe oublié") && words.contains("preau.example"), "{words}");
    assert!(words.contains("Votre ancien mot de passe ne sert plus"), "{words}");
    assert!(!words.contains("http"), "nothing to touch: {words}");
    // Closed again: of the others nothing is left to close; the invitation that just left is worth nothing now.
    assert_eq!(petit.post("/securite/fermer", &yes).await.status, 303);
    let again = letters(&app).await;
    assert_eq!(again.iter().map(mail::Letter::address).collect::<Vec<_>>(), ["roy@example.org"]);

    // The others have a sheet, and the page says how many wait for one.
    let page = petit.get(&format!("/ecole/{school}/securite")).await;
    assert!(page.says("1 adulte a une lettre") || page.says("2 adultes ont une lettre"), "{}", page.text());
    assert!(page.says("4 adultes n’ont pas d’adresse"), "{}", page.text());
    let sheets = petit.get(&page.attribute("a[href*=papier]", "href").unwrap()).await;
    assert!(sheets.attribute("[name=unmailed]", "checked").is_some());
    let families = format!("familles:{}", c.cm1b);
    let slips = async |whom: &str| {
        let form = [("whom", whom), ("unmailed", "1"), ("as", "ecran")];
        petit.post(&format!("/ecole/{school}/fiches"), &form).await
    };
    let paper = slips(&families).await;
    assert!(paper.says("Karim") && !paper.says("Nadia"), "{}", paper.text());
    let paper = slips("adultes").await;
    assert!(paper.says("Marion Carrel") && !paper.says("Alix Roy"), "{}", paper.text());
    let page = petit.get(&format!("/ecole/{school}/securite")).await;
    assert!(!page.says("pas d’adresse, et pas encore"), "each has a sheet now: {}", page.text());
}
