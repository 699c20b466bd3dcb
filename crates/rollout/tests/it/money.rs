//! What communes bear, how a cost is split, what others pay.

use crate::governance::Steered;

async fn committed(steered: &Steered, pupils: &str) {
    let ormes = steered.app.cast.ormes.to_string();
    let fields = [
        ("commune", &*ormes),
        ("deliberation", "2026-41"),
        ("jour", "2026-06-20"),
        ("eleves", pupils),
        ("prix", "4,50"),
        ("debut", "2026-09-01"),
        ("fin", "2029-08-31"),
    ];
    steered.does("/finances/engagements", &fields).await;
}

/// A second commune, with Les Rives.
async fn second(steered: &Steered) -> uuid::Uuid {
    let id = uuid::Uuid::now_v7();
    sqlx::query("insert into place (id, kind, name, created_at) values ($1, 'commune', 'Rives-de-Seille', '2026-09-01')")
        .bind(id)
        .execute(steered.app.pool())
        .await
        .unwrap();
    sqlx::query("update place set territory_id = $1 where id = $2")
        .bind(id)
        .bind(steered.app.cast.rives.0)
        .execute(steered.app.pool())
        .await
        .unwrap();
    let text = id.to_string();
    let fields = [
        ("commune", &*text),
        ("deliberation", "12"),
        ("jour", "2026-06-21"),
        ("eleves", "40"),
        ("prix", "4.5"),
        ("debut", "2026-09-01"),
        ("fin", "2027-08-31"),
    ];
    steered.does("/finances/engagements", &fields).await;
    id
}

#[tokio::test]
async fn what_is_consumed_stands_beside_what_is_borne() {
    let steered = Steered::new().await;
    committed(&steered, "3").await;
    let page = steered.get(steered.agent, "/finances").await;
    let row = page.all("tbody tr").concat();
    assert!(
        row.contains("Ormes-le-Vieux") && row.contains("4,50 €") && row.contains("20 juin 2026"),
        "{row}"
    );
    assert!(row.contains("pas encore compté") && !row.contains("dépassé"), "{row}");
    crate::indicators::count(&steered.app).await;
    let page = steered.get(steered.agent, "/finances").await;
    let row = page.all("tbody tr").concat();
    // Lina, Tom, Malo at Les Tilleuls and Sami at the nursery: one more than is borne.
    assert!(row.contains("dépassé") && row.contains("moins de 5"), "{row}");
    second(&steered).await;
    assert_eq!(steered.get(steered.agent, "/finances").await.all("tbody tr").len(), 1, "her commune’s");
    assert_eq!(steered.get(steered.manager, "/finances").await.all("tbody tr").len(), 2);
    assert_eq!(steered.get(steered.app.cast.segur, "/finances").await.all("tbody tr").len(), 1);
}

#[tokio::test]
async fn an_academy_s_communes_are_paged_and_found_by_their_names() {
    let steered = Steered::new().await;
    let made = "with commune as (
             insert into place (id, kind, name, created_at)
             select gen_random_uuid(), 'commune', 'Épinay-' || to_char(n, 'FM00'), '2026-09-01' from generate_series(1, 60) n
             returning id
         )
         insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, adult_accounts, price_cents,
             from_day, until_day, made_by, made_at)
         select gen_random_uuid(), id, d, '2026-06-20', 100, 0, 450, '2026-09-01', '2027-08-31', $1, '2026-09-01'
         from commune, unnest(array['1', '2']) d";
    sqlx::query(made).bind(steered.manager.0).execute(steered.app.pool()).await.unwrap();
    let page = steered.get(steered.manager, "/finances").await;
    assert_eq!(page.all("tbody tr").len(), 100, "two of each of fifty");
    assert!(page.says("12 000"), "all are summed: {}", page.text());
    let next = page.attribute(".pager a", "href").unwrap();
    let rest = steered.get(steered.manager, &next).await;
    let rows = rest.all("tbody tr");
    assert!(
        rows.len() == 20 && rows.iter().all(|r| r.contains("Épinay-5") || r.contains("Épinay-60")),
        "{rows:?}"
    );
    let found = steered.get(steered.manager, "/finances?mot=nay+epi").await;
    assert_eq!(found.all("tbody tr").len(), 100, "by its words, without accents");
    let none = steered.get(steered.manager, "/finances?mot=ormes").await;
    assert!(none.says("Aucun engagement d’une commune de ce nom."), "{}", none.text());
    // So is what was invoiced to them.
    let rows = |page: &testing::Reply| page.all("section[aria-labelledby=soldes] tbody tr").len();
    let page = steered.get(steered.manager, "/finances/factures").await;
    let rest = steered.get(steered.manager, &page.attribute(".pager a", "href").unwrap()).await;
    let found = steered.get(steered.manager, "/finances/factures?mot=nay+60").await;
    assert_eq!((rows(&page), rows(&rest), rows(&found)), (50, 10, 50), "digits are no words of a name");
    let none = steered.get(steered.manager, "/finances/factures?mot=ormes").await;
    assert!(none.says("Aucune commune de ce nom"), "{}", none.text());
}

#[tokio::test]
async fn a_cost_is_split_by_each_key_to_the_cent() {
    let steered = Steered::new().await;
    committed(&steered, "300").await;
    let rives = second(&steered).await;
    let (of_ormes, of_rives) =
        (format!("habitants-{}", steered.app.cast.ormes), format!("habitants-{rives}"));
    for (key, extra, said) in [
        ("account", vec![], ["800,00 €", "200,01 €"]),
        ("class", vec![], ["750,01 €", "250,00 €"]),
        ("flat", vec![], ["500,01 €", "500,00 €"]),
        ("population", vec![(&*of_ormes, "900"), (&*of_rives, "100")], ["900,01 €", "100,00 €"]),
    ] {
        let mut fields = vec![("titre", "Licence"), ("total", "1 200,01"), ("aides", "200"), ("cle", key)];
        fields.extend(extra);
        let statement = steered.does("/finances/etats", &fields).await;
        let page = steered.get(steered.manager, &statement).await;
        let amounts = page.all("tbody td[data-label=Part]");
        let sum: i64 = amounts
            .iter()
            .map(|a| a.chars().filter(char::is_ascii_digit).collect::<String>().parse::<i64>().unwrap())
            .sum();
        assert_eq!(sum, 100_001, "{key}: {amounts:?}");
        if key != "account" {
            assert_eq!(amounts, said, "{key}");
        }
        assert!(page.says("À partager 1 000,01 €"), "{}", page.text());
        let hers = steered.get(steered.agent, &statement).await;
        assert_eq!(hers.all("tbody tr").len(), 1, "her commune’s line only");
        let pdf = steered.get(steered.agent, &format!("{statement}/document")).await;
        assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
    }
}

#[tokio::test]
async fn a_grant_pays_its_rate_of_what_was_spent() {
    let steered = Steered::new().await;
    let fields = [
        ("nom", "FEDER 2026"),
        ("financeur", "Région"),
        ("europe", "1"),
        ("taux", "60"),
        ("assiette", "10 000"),
        ("depenses", "Tablettes et accompagnement"),
        ("publicite", "Logo sur l’accueil, plaque dans chaque école"),
        ("debut", "2026-09-01"),
        ("fin", "2027-06-30"),
    ];
    let grant = steered.does("/finances/aides", &fields).await;
    let claim = [("jour", "2026-09-12"), ("depense", "4 000,00"), ("preuves", "Facture 12, dossier F3")];
    steered.does(&format!("{grant}/demandes"), &claim).await;
    let page = steered.get(steered.manager, &grant).await;
    assert!(
        page.says("2 400,00 € demandés pour 4 000,00 € dépensés attendus") && page.says("6 000,00 €"),
        "{}",
        page.text()
    );
    let more = [("jour", "2026-09-12"), ("depense", "6 000,01"), ("preuves", "x")];
    let reply = steered.post(steered.manager, &format!("{grant}/demandes"), &more).await;
    assert!(
        reply.status == 422 && reply.says("C’est plus que ce qui reste éligible : 6 000,00 €."),
        "{}",
        reply.text()
    );
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from grant_claim").fetch_one(steered.app.pool()).await.unwrap();
    let pay = format!("{grant}/demande/{id}/versement");
    steered.does(&pay, &[("jour", "2026-09-14")]).await;
    let twice = steered.post(steered.manager, &pay, &[("jour", "2026-09-14")]).await;
    assert!(twice.status == 422 && twice.says("Cette demande est déjà versée."), "{}", twice.text());
    steered.does(&format!("{grant}/indicateurs"), &[("titre", "Classes équipées"), ("cible", "40")]).await;
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from grant_indicator").fetch_one(steered.app.pool()).await.unwrap();
    steered.does(&format!("{grant}/indicateur/{id}"), &[("atteint", "12")]).await;
    let page = steered.get(steered.manager, &grant).await;
    for said in [
        "Classes équipées : 12 sur 40",
        "31 décembre 2031",
        "versés le 14 septembre 2026",
        "Logo sur l’accueil",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    steered.day("2027-01-15").await;
    assert!(steered.get(steered.manager, "/finances/aides").await.says("à dépenser avant le terme"));
}

#[tokio::test]
async fn who_may_not_and_what_is_wrong() {
    let steered = Steered::new().await;
    let ormes = steered.app.cast.ormes.to_string();
    let cast = &steered.app.cast;
    let nobody = steered
        .post(steered.manager, "/finances/etats", &[("titre", "x"), ("total", "1"), ("cle", "flat")])
        .await;
    assert!(
        nobody.status == 422 && nobody.says("Aucune commune n’est engagée en ce moment"),
        "{}",
        nobody.text()
    );
    committed(&steered, "300").await;
    for path in ["/finances/engagements", "/finances/etats"] {
        for who in [steered.agent, cast.segur] {
            let reply = steered.post(who, path, &[("titre", "x")]).await;
            assert!(
                reply.status == 422 && reply.says("C’est à l’équipe projet de tenir les comptes"),
                "{}",
                reply.text()
            );
        }
        for who in [cast.petit, cast.nadia, cast.zoe] {
            assert_eq!(steered.post(who, path, &[]).await.status, 404);
        }
    }
    for who in [steered.agent, cast.segur, cast.petit] {
        assert_eq!(steered.get(who, "/finances/aides").await.status, 404);
    }
    let cases: Vec<(&str, Vec<(&str, &str)>, &str)> = vec![
        ("/finances/engagements", vec![], "Choisissez une commune de la liste."),
        (
            "/finances/engagements",
            vec![("commune", &ormes), ("prix", "gratuit")],
            "Donnez un montant en euros",
        ),
        (
            "/finances/engagements",
            vec![("commune", &ormes), ("eleves", "-4")],
            "Donnez un nombre, au moins 1.",
        ),
        (
            "/finances/etats",
            vec![("titre", "x"), ("total", "1e9"), ("cle", "flat")],
            "Donnez un montant en euros",
        ),
        (
            "/finances/etats",
            vec![("titre", "x"), ("total", "10"), ("aides", "10"), ("cle", "flat")],
            "Les aides couvrent tout",
        ),
        (
            "/finances/etats",
            vec![("titre", "x"), ("total", "10"), ("cle", "population")],
            "Donnez le nombre d’habitants",
        ),
        ("/finances/aides", vec![], "Donnez le nom de l’aide."),
        ("/finances/aides", vec![("taux", "140")], "Donnez un taux entre 1 et 100."),
        ("/finances/aides", vec![("europe", "1")], "Une aide européenne oblige à la publicité"),
    ];
    for (path, fields, said) in &cases {
        let reply = steered.post(steered.manager, path, fields).await;
        assert_eq!(reply.status, 422, "{path} {fields:?}");
        assert!(reply.says(said), "{path} {said}: {}", reply.text());
    }
}
