//! How the territory comes together: communes by waves, what being together brings, who is spoken to.

use crate::governance::Steered;
use uuid::Uuid;

async fn one(s: &Steered, sql: &'static str) -> Uuid {
    let (id,): (Uuid,) = sqlx::query_as(sql).fetch_one(s.app.pool()).await.unwrap();
    id
}

#[tokio::test]
async fn a_commune_is_contacted_deliberates_adheres_and_may_leave() {
    let s = Steered::new().await;
    let ormes = s.app.cast.ormes.to_string();
    s.does("/communes", &[("commune", &*ormes), ("vague", "1"), ("jour", "2024-03-01")]).await;
    s.does("/communes", &[("nom", "Villers-sur-Exemple"), ("vague", "2"), ("jour", "2026-09-01")]).await;
    let twice =
        s.post(s.manager, "/communes", &[("nom", "villers-sur-exemple"), ("jour", "2026-09-01")]).await;
    assert!(twice.status == 422 && twice.says("Cette commune est déjà suivie."), "{}", twice.text());
    let at =
        format!("/communes/{}/etape", one(&s, "select id from adhesion where place_id is not null").await);
    for (fields, said) in [
        (vec![("etape", "deliberated"), ("jour", "2024-05-02")], "Donnez la référence de l’acte."),
        (vec![("etape", "live"), ("jour", "2023-05-02")], "C’est avant l’étape précédente."),
        (vec![("etape", "contacted"), ("jour", "2024-05-02")], "Choisissez une réponse de la liste."),
    ] {
        let reply = s.post(s.manager, &at, &fields).await;
        assert!(reply.status == 422 && reply.says(said), "{said}: {}", reply.text());
    }
    s.does(&at, &[("etape", "deliberated"), ("jour", "2024-05-02"), ("texte", "2024-17")]).await;
    s.does(&at, &[("etape", "member"), ("jour", "2024-06-01"), ("texte", "Avenant 2")]).await;
    s.does(&at, &[("etape", "live"), ("jour", "2024-09-02")]).await;
    let page = s.get(s.agent, "/communes").await;
    assert!(page.says("en service depuis le 2 septembre 2024"), "{}", page.text());
    assert!(page.says("délibération le 2 mai 2024 : 2024-17"), "{}", page.text());
    assert_eq!(page.all(".counter-value"), ["1", "0", "0", "1", "0"]);
    s.does(&at, &[("etape", "left"), ("jour", "2026-09-01"), ("texte", "Fusion")]).await;
    assert!(s.get(s.app.cast.segur, "/communes").await.says("sortie"));
    for who in [s.agent, s.app.cast.segur] {
        assert_eq!(s.post(who, "/communes", &[]).await.status, 404);
    }
    assert_eq!(s.get(s.app.cast.petit, "/communes").await.status, 404);
}

#[tokio::test]
async fn an_advantage_is_seen_with_a_fact_and_its_source() {
    let s = Steered::new().await;
    let said = [("annonce", "Acheter moins cher ensemble"), ("indicateur", "Prix d’une tablette")];
    s.does("/avantages", &said).await;
    let at = format!("/avantages/{}", one(&s, "select id from benefit").await);
    let bare =
        s.post(s.manager, &format!("{at}/faits"), &[("fait", "Moins cher"), ("jour", "2026-09-01")]).await;
    assert!(bare.status == 422 && bare.says("Donnez la source."), "{}", bare.text());
    let fact = [
        ("fait", "219 € au lieu de 260"),
        ("jour", "2026-09-01"),
        ("source", "Devis de trois communes"),
        ("evite", "615"),
    ];
    s.does(&format!("{at}/faits"), &fact).await;
    let page = s.get(s.agent, "/avantages").await;
    assert!(page.says("615,00 € évités") && page.says("Devis de trois communes"), "{}", page.text());
    assert_eq!(page.all(".counter-value"), ["1", "615,00 €"]);
    s.does(&format!("{at}/retrait"), &[]).await;
    assert!(s.get(s.agent, "/avantages").await.says("Aucun avantage n’est encore écrit."));
    assert_eq!(s.post(s.manager, &format!("{at}/faits"), &fact).await.status, 404);
    assert_eq!(s.post(s.agent, "/avantages", &said).await.status, 404);
}

#[tokio::test]
async fn an_act_says_whom_it_reached() {
    let s = Steered::new().await;
    let plan = [
        ("ou", "externe"),
        ("public", "Familles"),
        ("message", "Une seule adresse pour tout"),
        ("action", "Réunion à la mairie"),
        ("qui", "Commune"),
        ("jour", "2026-09-10"),
    ];
    s.does("/mobilisation", &plan).await;
    assert!(s.get(s.agent, "/mobilisation").await.says("en retard"));
    let done = format!("/mobilisation/{}/faite", one(&s, "select id from outreach").await);
    let bare = s.post(s.manager, &done, &[("jour", "2026-09-12")]).await;
    assert!(bare.status == 422 && bare.says("Donnez un nombre"), "{}", bare.text());
    s.does(&done, &[("jour", "2026-09-12"), ("portee", "43")]).await;
    assert!(s.get(s.agent, "/mobilisation").await.says("43 personnes touchées"));
    let twice = s.post(s.manager, &done, &[("jour", "2026-09-12"), ("portee", "43")]).await;
    assert!(twice.status == 422 && twice.says("Cette action est déjà faite."), "{}", twice.text());
    assert_eq!(s.post(s.agent, "/mobilisation", &plan).await.status, 404);
}
