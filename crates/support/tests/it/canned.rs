//! Canned answers: the project keeps them, whoever works a queue takes one into her answer.

use testing::TestApp;

#[tokio::test]
async fn an_answer_is_kept_and_taken_into_the_form() {
    let app = TestApp::new(support::routes()).await;
    let cast = &app.cast;
    let oger = app.as_(cast.oger).await;
    let kept = [
        ("titre", "Nouvelle fiche"),
        ("theme", "accounts"),
        ("texte", "Bonjour {qui}, demande {numero}. {moi}"),
    ];
    for (who, status) in [(cast.petit, 404), (cast.segur, 404), (cast.nadia, 404)] {
        assert_eq!(app.as_(who).await.post("/aide/reponses", &kept).await.status, status, "{who}");
        assert_eq!(app.as_(who).await.get("/aide/reponses").await.status, status, "{who}");
    }
    assert_eq!(oger.post("/aide/reponses", &kept).await.status, 303);
    assert_eq!(oger.post("/aide/reponses", &[("titre", "Autre"), ("texte", "")]).await.status, 422);
    assert_eq!(
        oger.post("/aide/reponses", &[("titre", "Pour tout"), ("texte", "Bonjour.")]).await.status,
        303
    );
    let other = [("titre", "Wifi"), ("theme", "equipment"), ("texte", "Redémarrez.")];
    assert_eq!(oger.post("/aide/reponses", &other).await.status, 303);
    // Mme Carrel asks; her head finds those of the subject, and of any.
    let asks = [
        ("sujet", "accounts"),
        ("titre", "Fiche perdue"),
        ("texte", "Je ne la trouve plus."),
        ("urgence", "gene"),
    ];
    let asked = app.as_(cast.carrel).await.post_files("/aide/demander", &asks, &[]).await;
    assert_eq!(asked.status, 303, "{}", asked.text());
    let path = asked.location().unwrap().split('?').next().unwrap().to_owned();
    let petit = app.as_(cast.petit).await;
    let page = petit.get(&path).await;
    assert_eq!(page.all("#modele option"), ["Nouvelle fiche", "Pour tout"]);
    let id = page.attribute("#modele option", "value").unwrap();
    let page = petit.get(&format!("{path}?modele={id}")).await;
    assert_eq!(page.all("textarea#reponse-texte"), ["Bonjour Marion Carrel, demande 1. Hélène Petit"]);
    assert!(app.as_(cast.carrel).await.get(&path).await.all("#modele").is_empty(), "not for who asks");
    // Withdrawn: offered no more.
    assert_eq!(oger.post(&format!("/aide/reponses/{id}"), &[("geste", "retirer")]).await.status, 303);
    assert_eq!(petit.get(&path).await.all("#modele option"), ["Pour tout"]);
    assert_eq!(oger.post(&format!("/aide/reponses/{id}"), &[("geste", "retirer")]).await.status, 404);
}
