//! What the project is, said by its people.

use testing::TestApp;

#[tokio::test]
async fn the_project_is_described_by_its_people() {
    let app = TestApp::new(rollout::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    assert!(oger.get("/pilotage/projet").await.says("Personne n’a encore décrit le projet"));
    let refused = oger.post("/pilotage/projet", &[("marque", ""), ("constat", "Loin de tout.")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("Dites comment on appelle le projet.") && refused.body().contains("Loin de tout."));
    let said = oger.post("/pilotage/projet", &[("marque", "e-Ormes"), ("constat", "Loin de tout.")]).await;
    assert_eq!(said.status, 303);
    let page = oger.get("/pilotage/projet").await;
    assert!(page.body().contains("e-Ormes") && page.says("15 septembre 2026, par Basile Oger"));
    assert_eq!(app.audited().await, 2);
    for who in [app.cast.segur, app.cast.petit, app.cast.nadia, app.cast.lina] {
        assert_eq!(app.as_(who).await.get("/pilotage/projet").await.status, 404);
    }
}
