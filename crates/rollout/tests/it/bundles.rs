//! Offers of services: who has which, what it closes, and what happens when funding stops.

use crate::governance::Steered;
use crate::joining::Way;
use kernel::PersonId;

const FULL: [(&str, &str); 2] = [("genre", "full"), ("nom", "Complet")];

async fn id(s: &Steered, sql: &'static str) -> String {
    let (id,): (uuid::Uuid,) = sqlx::query_as(sql).fetch_one(s.app.pool()).await.unwrap();
    id.to_string()
}

/// A trial that holds messages to families only; its id.
async fn trial(s: &Steered) -> String {
    s.does("/finances/offres", &[("genre", "trial"), ("nom", "Essai"), ("services", "families")]).await;
    id(s, "select id from service_bundle order by made_at desc, id desc limit 1").await
}

async fn give(s: &Steered, bundle: &str, of: (&str, &str), days: (&str, &str)) -> testing::Reply {
    let fields = [
        ("offre", bundle),
        of,
        ("annee", "2026-2027"),
        ("classes", "1"),
        ("bascule", days.0),
        ("fin", days.1),
    ];
    s.post(s.manager, "/finances/offres/attributions", &fields).await
}

const TILLEULS: (&str, &str) = ("uai", "0809901a");

#[tokio::test]
async fn the_project_makes_offers_and_nobody_else_finds_them() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    for (who, status) in [
        (s.manager, 200),
        (cast.oger, 200),
        (cast.segur, 404),
        (s.agent, 404),
        (cast.petit, 404),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(s.get(who, "/finances/offres").await.status, status, "{who}");
        let made = s.post(who, "/finances/offres", &FULL).await.status;
        assert_eq!(made == 404, status == 404, "{who}: {made}");
    }
    assert_eq!(s.app.count("select count(*) from service_bundle").await, 1, "one of each name");
    let bundle = trial(&s).await;
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-10-01", "2027-08-31")).await.status, 303);
    let page = s.get(s.manager, "/finances/offres").await;
    let row = page.all("tbody tr").concat();
    assert!(row.contains("Les Tilleuls") && row.contains("à venir") && row.contains("dépassé"), "{row}");
    let used = s.post(s.manager, &format!("/finances/offres/{bundle}/retrait"), &[]).await;
    assert!(used.status == 422 && used.says("attribuée"), "{}", used.text());
    // Another for the same year takes its place; taken back, everything is open.
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-09-01", "2027-08-31")).await.status, 303);
    assert_eq!(s.app.count("select count(*) from bundle_grant where withdrawn_at is null").await, 1);
    let grant = id(&s, "select id from bundle_grant where withdrawn_at is null").await;
    let back = format!("/finances/offres/attribution/{grant}/retrait");
    assert_eq!(s.post(s.agent, &back, &[]).await.status, 404);
    assert_eq!(s.post(s.manager, &back, &[]).await.status, 303);
    assert_eq!(s.post(s.manager, &back, &[]).await.status, 404);
    assert_eq!(s.post(s.manager, &format!("/finances/offres/{bundle}/retrait"), &[]).await.status, 303);
}

#[tokio::test]
async fn a_commune_that_commits_gives_its_schools_an_offer_and_a_school_its_own() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let ormes = cast.ormes.to_string();
    let fields = [
        ("commune", &*ormes),
        ("deliberation", "2026-41"),
        ("jour", "2026-06-20"),
        ("eleves", "100"),
        ("prix", "4,50"),
        ("debut", "2026-09-01"),
        ("fin", "2027-06-30"),
    ];
    s.does("/finances/engagements", &fields).await;
    let paid = id(&s, "select id from funding_commitment").await;
    let bundle = trial(&s).await;
    let late = give(&s, &bundle, ("engagement", &paid), ("2026-09-15", "2027-08-31")).await;
    assert!(late.status == 422 && late.says("finit avant"), "{}", late.text());
    assert_eq!(give(&s, &bundle, ("engagement", &paid), ("2026-09-15", "2027-06-30")).await.status, 303);
    s.does("/finances/offres", &FULL).await;
    let full = id(&s, "select id from service_bundle where kind = 'full'").await;
    assert_eq!(give(&s, &full, TILLEULS, ("2026-09-15", "2027-06-30")).await.status, 303);
    for (school, service, offered) in [
        (cast.tilleuls, "booking", true),
        (cast.moulin, "booking", false),
        (cast.moulin, "families", true),
        (cast.aulnes, "booking", true),
    ] {
        let found: bool = sqlx::query_scalar("select service_offered($1, $2, '2026-09-15')")
            .bind(school.0)
            .bind(service)
            .fetch_one(s.app.pool())
            .await
            .unwrap();
        assert_eq!(found, offered, "{school} {service}");
    }
    // The head reads hers on the school’s path, and what it holds.
    let hers = s.get(cast.jourdan, &format!("/ecole/{}/rejoindre", cast.moulin)).await;
    assert!(
        hers.says("Essai essai, limité") && hers.says("par l’engagement de Ormes-le-Vieux"),
        "{}",
        hers.text()
    );
    assert!(hers.says("Pas dans l’offre Photos, sons, vidéos"), "{}", hers.text());
    let whole = s.get(cast.petit, &format!("/ecole/{}/rejoindre", cast.tilleuls)).await;
    assert!(whole.says("Complet complet") && !whole.says("Pas dans l’offre"), "{}", whole.text());
    let none = s.get(cast.faure, &format!("/ecole/{}/rejoindre", cast.aulnes)).await;
    assert!(none.status == 200 && !none.says("L’offre de l’école"), "{}", none.text());
}

#[tokio::test]
async fn what_is_not_in_the_offer_is_refused_with_a_sentence_from_the_switch_on() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let bundle = trial(&s).await;
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-09-20", "2027-08-31")).await.status, 303);
    let machines = [("genre", "mobile_class"), ("modele", "Portables"), ("nombre", "2")];
    let machines = crate::equipment::batch(&s, cast.tilleuls, cast.petit, &machines).await.to_string();
    let (at, cm1b) = (format!("/ecole/{}/reservations", cast.tilleuls), cast.cm1b.to_string());
    let slot = |from, until| {
        [
            ("materiel", &*machines),
            ("classe", &*cm1b),
            ("jour", "2026-10-05"),
            ("debut", from),
            ("fin", until),
        ]
    };
    assert_eq!(s.post(cast.carrel, &at, &slot("9:00", "10:00")).await.status, 303, "before the switch");
    s.day("2026-09-20").await;
    let said = "Ce service n’est pas dans l’offre de l’école pour 2026-2027.";
    let refused = s.post(cast.carrel, &at, &slot("11:00", "12:00")).await;
    assert!(refused.status == 422 && refused.says(said), "{}", refused.text());
    let page = s.get(cast.carrel, &at).await;
    assert!(
        page.says(said) && page.says("CE2-CM1 MME CARREL") && page.all("form.form").is_empty(),
        "{}",
        page.text()
    );
}

async fn told(s: &Steered) -> Vec<(PersonId, String)> {
    let rows: Vec<(serde_json::Value,)> =
        sqlx::query_as("select payload from job where kind = 'mail' and payload->>'kind' = 'funding_ending'")
            .fetch_all(s.app.pool())
            .await
            .unwrap();
    sqlx::query("delete from job where kind = 'mail'").execute(s.app.pool()).await.unwrap();
    let mut out = Vec::new();
    for (row,) in rows {
        let person: PersonId = row["person"].as_str().unwrap().parse().unwrap();
        let letter = rollout::letter(&s.app.app, "funding_ending", person, &row["detail"]).await.unwrap();
        out.push((person, letter.map(|l| l.text().to_owned()).unwrap_or_default()));
    }
    out
}

#[tokio::test]
async fn who_is_concerned_is_told_sixty_days_before_and_once() {
    let s = Steered::new().await;
    sqlx::query("update person set email = id || '@example.org'").execute(s.app.pool()).await.unwrap();
    let bundle = trial(&s).await;
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-09-01", "2026-12-31")).await.status, 303);
    let night = async || rollout::tell_of_ends(&s.app.app).await.unwrap();
    s.day("2026-10-31").await;
    night().await;
    assert_eq!(told(&s).await, [], "sixty-one days");
    s.day("2026-11-02").await;
    night().await;
    let letters = told(&s).await;
    let mut to: Vec<_> = letters.iter().map(|(person, _)| *person).collect();
    to.sort();
    let mut expected = vec![s.manager, s.app.cast.petit, s.agent];
    expected.sort();
    assert_eq!(to, expected);
    assert!(
        letters.iter().all(|(_, l)| l.contains("jusqu’au 31\u{a0}décembre 2026 (59 jours)")),
        "{letters:?}"
    );
    assert!(letters.iter().all(|(_, l)| l.contains("Rien ne sera effacé")), "{letters:?}");
    night().await;
    assert_eq!(told(&s).await, [], "once");
    assert!(
        s.get(s.app.cast.petit, &format!("/ecole/{}/rejoindre", s.app.cast.tilleuls))
            .await
            .says("rien ne le suit")
    );
}

#[tokio::test]
async fn when_funding_stops_one_reads_and_takes_her_data_and_nothing_is_deleted() {
    let way = Way::new().await;
    way.until("suivi").await;
    let s = Steered { app: way.app, agent: way.agent, manager: way.manager };
    let cast = &s.app.cast;
    let bundle = trial(&s).await;
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-09-01", "2026-12-31")).await.status, 303);
    let night = async || rollout::tell_of_ends(&s.app.app).await.unwrap();
    let frozen = "select count(*) from writing_freeze where reopened_at is null and unfunded";
    let kept = [
        "select count(*) from account",
        "select count(*) from person",
        "select count(*) from role",
        "select count(*) from place",
    ];
    let count = async || {
        let mut all = Vec::new();
        for query in kept {
            all.push(s.app.count(query).await);
        }
        all
    };
    let before = count().await;
    s.day("2026-12-31").await;
    night().await;
    assert_eq!(s.app.count(frozen).await, 0, "the last day is paid for");
    s.day("2027-01-01").await;
    night().await;
    night().await;
    assert_eq!(s.app.count(frozen).await, 3, "once");
    assert_eq!(count().await, before);
    let path = format!("/ecole/{}/rejoindre", cast.tilleuls);
    assert!(s.get(cast.petit, &path).await.says("Le financement s’est arrêté."));
    // A teacher reads, and takes her data away.
    assert_eq!(s.get(cast.carrel, &path).await.status, 200);
    let asked = s.post(cast.carrel, "/moi/mes-donnees", &[("person", &cast.carrel.to_string())]).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    // What the project suspends is lifted by itself, and funding by funding.
    let why = [("texte", "La commune ne finance plus.")];
    assert_eq!(s.post(s.manager, &format!("{path}/suspension"), &why).await.status, 303);
    assert_eq!(s.app.count("select count(*) from writing_freeze where reopened_at is null").await, 6);
    assert_eq!(give(&s, &bundle, TILLEULS, ("2026-09-01", "2027-08-31")).await.status, 303);
    assert_eq!(s.app.count(frozen).await, 0, "funded again: at once");
    assert_eq!(s.app.count("select count(*) from writing_freeze where reopened_at is null").await, 3);
    assert_eq!(s.post(s.manager, &format!("{path}/reprise"), &[]).await.status, 303);
    assert_eq!(s.app.count("select count(*) from writing_freeze where reopened_at is null").await, 0);
}
