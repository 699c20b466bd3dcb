//! The collèges of the territory and the schools that feed them.

mod file;

use crate::governance::Steered;
use crate::joining::somebody;
use kernel::PersonId;
use testing::Reply;

const LILAS: [(&str, &str); 6] = [
    ("uai", "0809911N"),
    ("nom", "Collège des Lilas"),
    ("commune", "Ormes-le-Vieux"),
    ("telephone", "01 99 00 40 01"),
    ("contact", "Ana Ruiz, principale adjointe"),
    ("ent", "sister"),
];

/// The register with one collège, which Les Tilleuls and Les Rives feed; where its page is, and the other inspector.
async fn kept() -> (Steered, String, PersonId) {
    let s = Steered::new().await;
    let other = somebody(&s.app, "Alma", "Sorel", "inspector", s.app.cast.rives_circo.0).await;
    let at = s.does("/colleges", &LILAS).await;
    for school in [s.app.cast.tilleuls, s.app.cast.rives] {
        attach(&s, &at, &school.to_string()).await;
    }
    (s, at, other)
}

async fn attach(s: &Steered, at: &str, school: &str) {
    s.does(&format!("{at}/ecoles"), &[("ecole", school), ("du", "2026-09-01")]).await;
}

async fn links(s: &Steered) -> Vec<String> {
    sqlx::query_scalar(
        "select c.name || ' · ' || p.name || ' · ' || k.from_day || ' · ' || coalesce(k.until_day::text, '') || ' · ' || k.source
         from college_sector k join college c on c.id = k.college_id join place p on p.id = k.school_id order by 1",
    )
    .fetch_all(s.app.pool())
    .await
    .unwrap()
}

async fn link(s: &Steered, school: kernel::PlaceId) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from college_sector where school_id = $1")
        .bind(school.0)
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    id.to_string()
}

#[tokio::test]
async fn the_project_keeps_it_and_an_inspector_reads_what_her_schools_feed() {
    let (s, at, other) = kept().await;
    let cast = &s.app.cast;
    let page = s.get(s.manager, &at).await;
    assert!(
        page.says("Les Tilleuls") && page.says("Les Rives") && page.says("2 écoles aujourd’hui"),
        "{}",
        page.text()
    );
    let hers = s.get(cast.segur, &at).await;
    assert!(hers.says("Les Tilleuls") && !hers.says("Les Rives"), "{}", hers.text());
    assert!(hers.says("Et 1 école d’une autre circonscription") && hers.says("01 99 00 40 01"));
    assert!(s.get(other, &at).await.says("Les Rives"));
    // The schools without one: hers; no nursery school, and none whose classes end before CM2.
    let list = s.get(cast.segur, "/colleges").await;
    let alone: Vec<String> =
        list.all("[aria-labelledby=sans] li strong").iter().map(ToString::to_string).collect();
    assert_eq!(alone, ["Les Bruyères"], "{}", list.text());
    // Another one that no school of hers feeds: for the project only.
    let lac = [("uai", "0809912P"), ("nom", "Collège du Lac"), ("commune", "Les Rives"), ("ent", "none")];
    let lac = s.does("/colleges", &lac).await;
    assert!(s.get(s.manager, "/colleges").await.says("Un collège n’a aucune école de rattachement"));
    assert!(!s.get(cast.segur, "/colleges").await.all("table").iter().any(|t| t.contains("Lac")));
    for (who, list, page) in [
        (s.manager, 200, 200),
        (cast.segur, 200, 404),
        (other, 200, 404),
        (s.agent, 404, 404),
        (cast.petit, 404, 404),
        (cast.nadia, 404, 404),
    ] {
        assert_eq!(s.get(who, "/colleges").await.status, list, "{who}");
        assert_eq!(s.get(who, &lac).await.status, page, "{who}");
    }
    let school = cast.aulnes.to_string();
    let fields = [("ecole", &*school), ("du", "2026-09-01")];
    for who in [cast.segur, s.agent, cast.petit] {
        assert_eq!(s.post(who, &format!("{at}/ecoles"), &fields).await.status, 404, "{who}");
        assert_eq!(s.post(who, &format!("{at}/fermeture"), &[]).await.status, 404, "{who}");
    }
}

#[tokio::test]
async fn a_link_has_days_and_there_is_one_of_two_at_a_time() {
    let (s, at, _) = kept().await;
    let tilleuls = s.app.cast.tilleuls.to_string();
    let again =
        s.post(s.manager, &format!("{at}/ecoles"), &[("ecole", &*tilleuls), ("du", "2026-10-01")]).await;
    assert!(again.status == 422 && again.says("déjà rattachée"), "{}", again.text());
    let nursery = s.app.cast.moulin.to_string();
    let nursery =
        s.post(s.manager, &format!("{at}/ecoles"), &[("ecole", &*nursery), ("du", "2026-09-01")]).await;
    assert_eq!(nursery.status, 422);
    // A second collège for the same school.
    let lac = [("uai", "0809912P"), ("nom", "Collège du Lac"), ("commune", "Les Rives"), ("ent", "none")];
    let lac = s.does("/colleges", &lac).await;
    attach(&s, &lac, &tilleuls).await;
    assert_eq!(s.post(s.manager, "/colleges", &LILAS).await.status, 422, "one UAI, one collège");
    let end = format!("{at}/ecoles/{}/fin", link(&s, s.app.cast.rives).await);
    assert_eq!(s.post(s.manager, &end, &[("au", "2026-08-31")]).await.status, 422, "before it began");
    s.does(&end, &[("au", "2027-08-31")]).await;
    assert_eq!(
        links(&s).await,
        [
            "Collège des Lilas · Les Rives · 2026-09-01 · 2027-08-31 · hand",
            "Collège des Lilas · Les Tilleuls · 2026-09-01 ·  · hand",
            "Collège du Lac · Les Tilleuls · 2026-09-01 ·  · hand",
        ]
    );
    let rives = s.app.cast.rives.to_string();
    let within =
        s.post(s.manager, &format!("{at}/ecoles"), &[("ecole", &*rives), ("du", "2027-08-31")]).await;
    assert_eq!(within.status, 422, "it still holds on that day");
    s.does(&format!("{at}/ecoles"), &[("ecole", &*rives), ("du", "2027-09-01")]).await;
    // A collège that closes takes its links and its contact with it.
    s.does(&format!("{at}/fermeture"), &[]).await;
    assert_eq!(
        links(&s).await,
        [
            "Collège des Lilas · Les Rives · 2026-09-01 · 2026-09-15 · hand",
            "Collège des Lilas · Les Tilleuls · 2026-09-01 · 2026-09-15 · hand",
            "Collège du Lac · Les Tilleuls · 2026-09-01 ·  · hand",
        ]
    );
    assert_eq!(s.get(s.manager, &at).await.status, 404);
    s.does("/colleges", &LILAS).await;
}

#[tokio::test]
async fn an_inspector_proposes_and_the_project_decides() {
    let (s, at, other) = kept().await;
    let cast = &s.app.cast;
    let college = at.rsplit('/').next().unwrap().to_owned();
    let (aulnes, tilleuls, rives) =
        (cast.aulnes.to_string(), cast.tilleuls.to_string(), cast.rives.to_string());
    let propose = async |who: PersonId, school: &str, sense: &str| -> Reply {
        let fields =
            [("ecole", school), ("college", &*college), ("sens", sense), ("pourquoi", "La carte change")];
        s.post(who, "/colleges/propositions", &fields).await
    };
    assert_eq!(propose(cast.segur, &rives, "detacher").await.status, 422, "no school of hers");
    assert_eq!(propose(cast.segur, &tilleuls, "rattacher").await.status, 422, "it is so already");
    assert_eq!(propose(cast.segur, &aulnes, "detacher").await.status, 422, "it is not");
    assert_eq!(propose(cast.petit, &tilleuls, "detacher").await.status, 404);
    for (school, sense) in [(&aulnes, "rattacher"), (&tilleuls, "detacher")] {
        assert_eq!(propose(cast.segur, school, sense).await.status, 303, "{sense}");
    }
    assert_eq!(propose(cast.segur, &aulnes, "rattacher").await.status, 422, "it waits already");
    let list = s.get(s.manager, "/colleges").await;
    assert!(list.says("Proposé par les inspections") && list.says("La carte change"), "{}", list.text());
    assert!(!s.get(other, "/colleges").await.says("La carte change"), "of another circonscription");
    let waits: Vec<(uuid::Uuid, bool)> =
        sqlx::query_as("select id, attach from sector_proposal order by attach")
            .fetch_all(s.app.pool())
            .await
            .unwrap();
    let decide = format!("/colleges/propositions/{}", waits[0].0);
    assert_eq!(s.post(cast.segur, &decide, &[("geste", "oui"), ("du", "2026-10-01")]).await.status, 404);
    assert_eq!(s.post(s.manager, &decide, &[("geste", "oui")]).await.status, 422, "from which day on");
    s.does(&decide, &[("geste", "oui"), ("du", "2026-10-01")]).await;
    assert_eq!(s.post(s.manager, &decide, &[("geste", "non")]).await.status, 404, "it is decided");
    s.does(&format!("/colleges/propositions/{}", waits[1].0), &[("geste", "non")]).await;
    assert_eq!(
        links(&s).await,
        [
            "Collège des Lilas · Les Rives · 2026-09-01 ·  · hand",
            "Collège des Lilas · Les Tilleuls · 2026-09-01 · 2026-09-30 · hand",
        ]
    );
    let hers = s.get(cast.segur, "/colleges").await;
    assert!(hers.says("accepté") && hers.says("pas retenu"), "{}", hers.text());
}

#[tokio::test]
async fn who_works_in_a_school_finds_its_college_and_nobody_else_does() {
    let (s, at, _) = kept().await;
    let cast = &s.app.cast;
    let page = format!("/ecole/{}/college", cast.tilleuls);
    for (who, status) in [
        (cast.petit, 200),
        (cast.carrel, 200),
        (cast.vidal, 404),
        (cast.segur, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
        (s.manager, 404),
    ] {
        assert_eq!(s.get(who, &page).await.status, status, "{who}");
    }
    let hers = s.get(cast.petit, &page).await;
    assert!(
        hers.says("Collège des Lilas") && hers.says("01 99 00 40 01") && hers.says("Ana Ruiz"),
        "{}",
        hers.text()
    );
    s.does(&format!("{at}/ecoles/{}/fin", link(&s, cast.tilleuls).await), &[("au", "2026-09-15")]).await;
    s.day("2026-09-16").await;
    assert!(s.get(cast.petit, &page).await.says("Personne n’a encore dit"), "its last day is over");
}

#[tokio::test]
async fn the_space_with_the_6e_begins_with_the_college_of_the_sector_and_is_counted_there() {
    let (s, _, _) = kept().await;
    let cast = &s.app.cast;
    sqlx::query("update person set level = 'CM2' where id = $1")
        .bind(cast.lina.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    let at = format!("/ecole/{}/classe/{}/sixieme", cast.tilleuls, cast.cm1b);
    let form = s.get(cast.carrel, &at).await;
    assert_eq!(form.attribute("#college", "value").as_deref(), Some("Collège des Lilas"), "{}", form.body());
    // What somebody typed stays, though it is refused.
    let typed =
        s.post(cast.carrel, &at, &[("college", "Un autre"), ("classe", ""), ("au", "2027-12-31")]).await;
    assert_eq!(typed.attribute("#college", "value").as_deref(), Some("Un autre"));
    for (college, class) in [("collège des lilas", "6e B"), ("Collège d’ailleurs", "6e A")] {
        let fields = [("college", college), ("classe", class), ("au", "2027-12-31")];
        assert_eq!(s.post(cast.carrel, &at, &fields).await.status, 303, "{college}");
    }
    let tied: Vec<(String, bool)> =
        sqlx::query_as("select college, college_id is not null from joint_space order by 1")
            .fetch_all(s.app.pool())
            .await
            .unwrap();
    assert_eq!(tied, [("Collège d’ailleurs".to_owned(), false), ("collège des lilas".to_owned(), true)]);
    // One that was opened before the register knew its collège is found by the name that was typed.
    sqlx::query("update joint_space set college_id = null").execute(s.app.pool()).await.unwrap();
    let list = s.get(s.manager, "/colleges").await;
    let row: Vec<String> =
        list.all("[aria-labelledby=colleges] tbody td").iter().map(ToString::to_string).collect();
    assert_eq!(row[3..], ["quelques élèves de CM2", "1"], "{row:?}");
    assert!(s.get(cast.petit, &format!("/ecole/{}/college", cast.tilleuls)).await.says("CM2 et 6e B"));
}

#[tokio::test]
async fn a_visit_in_a_college_is_noted_and_read_there() {
    let (s, at, other) = kept().await;
    let cast = &s.app.cast;
    let college = at.rsplit('/').next().unwrap().to_owned();
    let visit = [
        ("nature", "liaison"),
        ("college", &*college),
        ("jour", "2026-09-14"),
        ("objet", "Le cycle 3 ensemble"),
    ];
    assert_eq!(s.post(cast.segur, "/contacts", &visit).await.status, 303);
    assert_eq!(
        s.post(cast.segur, "/contacts", &[visit[0], visit[2], visit[3]]).await.status,
        422,
        "with which one"
    );
    for who in [s.manager, cast.segur, other] {
        assert!(s.get(who, &at).await.says("Le cycle 3 ensemble"), "{who}");
        assert!(s.get(who, "/contacts").await.says("Le cycle 3 ensemble"), "{who}");
    }
    // Once no school of hers ever fed it, it is not hers.
    sqlx::query("delete from college_sector where school_id = $1")
        .bind(cast.rives.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    assert!(!s.get(other, "/contacts").await.says("Le cycle 3 ensemble"));
    assert_eq!(s.post(other, "/contacts", &visit).await.status, 422, "not hers to note");
}

#[tokio::test]
async fn a_council_is_announced_held_and_told_and_the_schools_of_the_sector_read_it() {
    let (s, at, other) = kept().await;
    let cast = &s.app.cast;
    let council = [
        ("nature", "council"),
        ("jour", "2026-09-18"),
        ("invite", "Le principal et l’IEN"),
        ("ordre", "Lire à voix haute en cycle 3"),
    ];
    let page = format!("{at}/liaisons");
    for (who, status) in [(cast.petit, 404), (s.agent, 404), (cast.segur, 303)] {
        assert_eq!(s.post(who, &page, &council).await.status, status, "{who}");
    }
    assert_eq!(s.post(cast.segur, &page, &council[..3]).await.status, 422, "what it is about");
    let school = |of: kernel::PlaceId| format!("/ecole/{of}/college");
    for (who, of) in [(cast.petit, cast.tilleuls), (cast.vidal, cast.rives)] {
        let hers = s.get(who, &school(of)).await;
        assert!(hers.says("Lire à voix haute en cycle 3") && hers.says("à venir"), "{}", hers.text());
    }
    assert!(!s.get(cast.blanc, &school(cast.bruyeres)).await.says("voix haute"), "not of the sector");
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from college_liaison").fetch_one(s.app.pool()).await.unwrap();
    let told = [("geste", "raconter"), ("decide", "Deux visites en mai")];
    let one = format!("{page}/{id}");
    assert_eq!(s.post(cast.segur, &one, &told).await.status, 422, "its day is to come");
    s.day("2026-09-19").await;
    assert!(!s.get(cast.petit, &school(cast.tilleuls)).await.says("voix haute"), "over, and not told yet");
    assert!(s.get(cast.segur, &at).await.says("compte rendu à écrire"));
    assert_eq!(s.post(other, &one, &told).await.status, 303, "an inspector of another of its schools");
    let hers = s.get(cast.petit, &school(cast.tilleuls)).await;
    assert!(hers.says("Deux visites en mai") && !hers.says("à venir"), "{}", hers.text());
    assert_eq!(s.post(s.manager, &one, &[("geste", "annuler")]).await.status, 422, "it was held");
    // One that is called off is read by who steers only, and nothing more is written of it.
    let next = [council[0], ("jour", "2026-10-06"), council[2], ("ordre", "La visite de mai")];
    assert_eq!(s.post(s.manager, &page, &next).await.status, 303);
    let id: uuid::Uuid = sqlx::query_scalar("select id from college_liaison where told_at is null")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    let one = format!("{page}/{id}");
    assert_eq!(s.post(s.manager, &one, &[("geste", "annuler")]).await.status, 303);
    assert_eq!(s.post(s.manager, &one, &[("geste", "annuler")]).await.status, 404);
    assert!(!s.get(cast.petit, &school(cast.tilleuls)).await.says("La visite de mai"));
    assert!(s.get(cast.segur, &at).await.says("annulé"));
}

#[tokio::test]
async fn a_college_is_carried_here_only_where_the_project_says_that_it_goes_to_3e() {
    let (s, at, _) = kept().await;
    let here: Vec<(&str, &str)> = LILAS[..5].iter().copied().chain([("ent", "here")]).collect();
    assert_eq!(s.post(s.manager, &at, &here).await.status, 422, "the project ends with CM2");
    assert!(!s.get(s.manager, &at).await.says("Porté par ce projet"));
    let project = [("marque", "e-Ormes"), ("niveaux", "ps_3e")];
    s.does("/pilotage/projet", &project).await;
    let card = s.get(s.manager, "/pilotage/projet").await;
    assert_eq!(card.attribute("#niveaux option[selected]", "value").as_deref(), Some("ps_3e"));
    s.does(&at, &here).await;
    assert!(s.get(s.app.cast.segur, &at).await.says("Porté par ce projet"));
    assert_eq!(
        s.post(s.manager, "/pilotage/projet", &[("marque", "e-Ormes"), ("niveaux", "6e")]).await.status,
        422
    );
    // It is counted, and in nothing of the first degree: it has no class and no account here.
    rollout::count(&s.app.app, s.app.app.db.clock.today()).await.unwrap();
    let figures = s.get(s.manager, &format!("/indicateurs/{}", uuid::Uuid::nil())).await;
    let row = figures.all("[aria-label=\"Collèges\"] tbody tr > *");
    assert_eq!(row, ["3", "2", "66,7 %", "1", "0", "1"], "{}", figures.text());
    // Back to CM2, what was said of it may stay, and be changed.
    s.does("/pilotage/projet", &[("marque", "e-Ormes"), ("niveaux", "ps_cm2")]).await;
    s.does(&at, &here).await;
    s.does(&at, &LILAS).await;
    assert_eq!(s.post(s.manager, &at, &here).await.status, 422);
}
