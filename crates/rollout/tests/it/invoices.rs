//! Invoices as documents, and what each commune bears of them.

use crate::governance::Steered;
use testing::Reply;
use uuid::Uuid;

/// The smallest that is whole.
pub const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n";

const GOOD: [(&str, &str); 6] = [
    ("numero", "F-2026-12"),
    ("fournisseur", "Exemple SA"),
    ("jour", "2026-09-10"),
    ("montant", "1 000,01"),
    ("paie", "autre"),
    ("cle", "flat"),
];

async fn sent(s: &Steered, fields: &[(&str, &str)], name: &str, bytes: &[u8]) -> Reply {
    let client = s.app.as_(s.manager).await;
    client.post_files("/finances/factures", fields, &[("piece", name, bytes)]).await
}

/// Ormes bears 300 accounts; Rives-de-Seille, with Les Rives, 40.
async fn committed(s: &Steered) -> Uuid {
    let rives = Uuid::now_v7();
    sqlx::query("insert into place (id, kind, name, created_at) values ($1, 'commune', 'Rives-de-Seille', '2026-09-01')")
        .bind(rives)
        .execute(s.app.pool())
        .await
        .unwrap();
    sqlx::query("update place set territory_id = $1 where id = $2")
        .bind(rives)
        .bind(s.app.cast.rives.0)
        .execute(s.app.pool())
        .await
        .unwrap();
    for (commune, pupils) in [(s.app.cast.ormes.to_string(), "300"), (rives.to_string(), "40")] {
        let fields = [
            ("commune", &*commune),
            ("deliberation", "2026-41"),
            ("jour", "2026-06-20"),
            ("eleves", pupils),
            ("prix", "4,50"),
            ("debut", "2026-09-01"),
            ("fin", "2029-08-31"),
        ];
        s.does("/finances/engagements", &fields).await;
    }
    rives
}

#[tokio::test]
async fn an_invoice_is_kept_split_and_read_by_who_bears_it() {
    let s = Steered::new().await;
    committed(&s).await;
    let reply = sent(&s, &GOOD, "facture.pdf", PDF).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let at = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let page = s.get(s.manager, &at).await;
    assert_eq!(page.all("tbody td"), ["500,01 €", "500,00 €"]);
    let hers = s.get(s.agent, &at).await;
    assert_eq!(hers.all("tbody td"), ["500,01 €"], "her commune’s part only");
    let file = s.get(s.agent, &format!("{at}/piece")).await;
    assert!(file.status == 200 && file.bytes == PDF, "{}", file.status);
    let before = s.get(s.agent, "/finances/factures").await;
    assert_eq!(before.all("section[aria-labelledby=soldes] tbody td")[2], "pas encore compté");
    crate::indicators::count(&s.app).await;
    let list = s.get(s.agent, "/finances/factures").await;
    // 300 accounts at 4,50 €; four pupils of Ormes came in: too few to be said.
    assert_eq!(list.all("section[aria-labelledby=soldes] tbody td"), ["1 350,00 €", "500,01 €", "—"]);
    // The inspector has no part in money that communes bear; the head none at all.
    for path in [at.clone(), format!("{at}/piece")] {
        assert_eq!(s.get(s.app.cast.segur, &path).await.status, 404);
        assert_eq!(s.get(s.app.cast.petit, &path).await.status, 404);
    }
    let again = sent(&s, &GOOD, "facture.pdf", PDF).await;
    assert!(again.status == 422 && again.says("déjà enregistrée"), "{}", again.text());
}

#[tokio::test]
async fn it_is_split_as_what_it_pays() {
    let s = Steered::new().await;
    let rives = committed(&s).await;
    let statement =
        s.does("/finances/etats", &[("titre", "Licence"), ("total", "3000"), ("cle", "class")]).await;
    let pays = format!("etat:{}", statement.rsplit('/').next().unwrap());
    let fields = [GOOD[0], GOOD[1], GOOD[2], ("montant", "100,00"), ("paie", &*pays)];
    let reply = sent(&s, &fields, "facture.pdf", PDF).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    // Three classes in Ormes, one in Rives.
    let (cents,): (i64,) = sqlx::query_as("select amount_cents from invoice_share where commune_id = $1")
        .bind(rives)
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    assert_eq!(cents, 2_500);
}

#[tokio::test]
async fn hostile_files_and_wrong_fields_are_refused() {
    let s = Steered::new().await;
    let nobody = sent(&s, &GOOD, "facture.pdf", PDF).await;
    assert!(nobody.status == 422 && nobody.says("Aucune commune n’en porte une part"), "{}", nobody.text());
    committed(&s).await;
    for (name, bytes, said) in [
        ("facture.pdf", &b"MZ\x90\x00 this is a program"[..], ""),
        ("facture.html", b"<html><script>alert(1)</script></html>", ""),
        ("facture.pdf", b"", ""),
        ("note.txt", b"Une facture de 12 euros", "Une facture se joint en PDF."),
        ("", b"", "Joignez la facture, en PDF."),
    ] {
        let reply = sent(&s, &GOOD, name, bytes).await;
        assert_eq!(reply.status, 422, "{name}: {}", reply.text());
        assert!(reply.says(said), "{name}: {}", reply.text());
    }
    assert_eq!(s.app.count("select count(*) from invoice").await, 0);
    let unknown = format!("achat:{}", Uuid::now_v7());
    for (field, value, said) in [
        ("numero", "", "Donnez le numéro de la facture."),
        ("montant", "gratuit", "Donnez un montant en euros"),
        ("jour", "2026-09-16", "Cette date n’est pas encore venue."),
        ("paie", &*unknown, "Dites ce qu’elle paie."),
        ("cle", "statement", "Choisissez une réponse de la liste."),
    ] {
        let fields: Vec<_> =
            GOOD.iter().map(|(name, good)| (*name, if *name == field { value } else { good })).collect();
        let reply = sent(&s, &fields, "facture.pdf", PDF).await;
        assert!(reply.status == 422 && reply.says(said), "{field}: {}", reply.text());
    }
    for who in [s.agent, s.app.cast.segur, s.app.cast.petit] {
        let client = s.app.as_(who).await;
        let reply = client.post_files("/finances/factures", &GOOD, &[("piece", "facture.pdf", PDF)]).await;
        assert_eq!(reply.status, 404);
    }
}
