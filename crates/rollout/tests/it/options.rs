//! The page of local options: who reads it, who says that one was looked at.

use crate::governance::Steered;
use crate::joining::somebody;

const PAGE: &str = "/pilotage/options";

#[tokio::test]
async fn every_option_stands_there_with_its_type_and_its_state() {
    let steered = Steered::new().await;
    let cast = &steered.app.cast;
    let adviser = somebody(&steered.app, "Solène", "Arnaud", "legal_adviser", cast.val_ormes.0).await;
    for (who, status) in [
        (cast.oger, 200),
        (steered.manager, 200),
        (adviser, 200),
        (cast.segur, 404),
        (steered.agent, 404),
        (cast.petit, 404),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(steered.get(who, PAGE).await.status, status, "{who}");
        let posted = steered.post(who, &format!("{PAGE}/ways_in"), &[("texte", "X")]).await;
        assert_eq!(posted.status, if status == 200 { 422 } else { 404 }, "{who}");
    }
    let page = steered.get(adviser, PAGE).await;
    assert_eq!(page.all("section.card").len(), 8);
    let of = |title: &str| page.all("section.card").into_iter().find(|s| s.contains(title)).unwrap();
    for (title, kind, state) in [
        ("Photos des enfants sur les tuiles", "à faire vérifier", "nulle part"),
        ("Règles de communication", "à faire vérifier", "nulle part"),
        ("Espaces communs CM2 et 6e", "à faire vérifier", "aucun ouvert"),
        ("Serveur de classes virtuelles", "à faire vérifier", "aucun serveur"),
        ("Écoles qui ouvrent par étapes", "dans le cadre de confiance", "non"),
        ("Réponses des élèves", "dans le cadre de confiance", "dans toutes les écoles"),
        ("Entrées des élèves", "dans le cadre de confiance", "comme d’habitude"),
        ("Boîte aux lettres de l’aide", "dans le cadre de confiance", "aucune"),
    ] {
        let section = of(title);
        assert!(section.contains(kind) && section.contains(state), "{title}: {section}");
    }
    // The DPO’s text is copied by the project, with its day; the adviser speaks for herself, today.
    let photos = format!("{PAGE}/tile_photos");
    let twice = steered.post(adviser, &photos, &[("texte", "")]).await;
    assert!(twice.status == 422 && twice.says("c’est déjà vérifié"), "{}", twice.text());
    steered.does(&format!("{photos}/retrait"), &[]).await;
    let none = steered.post(steered.manager, &format!("{photos}/retrait"), &[]).await;
    assert!(none.status == 422 && none.says("rien n’est enregistré"), "{}", none.text());
    let without = steered.post(steered.manager, &photos, &[("texte", ""), ("jour", "2026-09-16")]).await;
    assert!(without.status == 422 && without.says("Recopiez ce que le délégué"), "{}", without.text());
    assert!(without.says("Cette date n’est pas encore venue."));
    assert_eq!(
        steered.post(adviser, &photos, &[("texte", "Avec l’accord des deux parents.")]).await.status,
        303
    );
    let page = steered.get(steered.manager, PAGE).await;
    let section = page.all("section.card").into_iter().find(|s| s.contains("Photos des enfants")).unwrap();
    for said in
        ["le conseil juridique", "15 septembre 2026", "Solène Arnaud", "Avec l’accord des deux parents."]
    {
        assert!(section.contains(said), "{said}: {section}");
    }
    assert_eq!(steered.post(adviser, &format!("{PAGE}/rien"), &[]).await.status, 404);
}
