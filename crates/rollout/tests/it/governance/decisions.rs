//! A decision holds with both colleges; it is numbered, and followed.

use super::Steered;

async fn proposed(steered: &Steered) -> (String, String) {
    let body = steered.with_both("strategic", "Comité d’orientation").await;
    let meeting = steered.meeting(&body, "2026-09-15").await;
    steered.does(&format!("{meeting}/decisions"), &[("texte", "Fermer le forum l’été")]).await;
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from body_decision").fetch_one(steered.app.pool()).await.unwrap();
    (meeting, format!("/gouvernance/decision/{id}"))
}

#[tokio::test]
async fn it_waits_for_the_college_that_has_not_spoken() {
    let steered = Steered::new().await;
    let (meeting, decision) = proposed(&steered).await;
    let (segur, agent) = (steered.app.cast.segur, steered.agent);
    let accord = format!("{decision}/accord");
    let page = steered.get(agent, &meeting).await;
    assert!(
        page.says("Décision 2026-1 attend l’accord : les collectivités, l’Éducation nationale"),
        "{}",
        page.text()
    );
    // Each for her own.
    let other = steered.post(agent, &accord, &[("college", "education"), ("choix", "oui")]).await;
    let said = "Vous siégez pour les collectivités : l’accord pour l’Éducation nationale est à Odile Ségur.";
    assert!(
        other.status == 422 && other.says(said) && other.says("Rien n’a été changé."),
        "{}",
        other.text()
    );
    assert_eq!(steered.app.count("select count(*) from decision_voice").await, 0);
    assert_eq!(steered.post(segur, &accord, &[("college", "education"), ("choix", "oui")]).await.status, 303);
    assert!(steered.get(segur, &meeting).await.says("attend l’accord : les collectivités"));
    let early = steered.post(segur, &format!("{decision}/suite"), &[("choix", "applied")]).await;
    assert!(early.status == 422 && early.says("elle se suit une fois prise"), "{}", early.text());
    // Against, with the reason; then otherwise.
    let no = [("college", "collectivities"), ("choix", "non")];
    let silent = steered.post(agent, &accord, &no).await;
    assert!(
        silent.status == 422 && silent.says("Dites pourquoi : l’autre collège le lira."),
        "{}",
        silent.text()
    );
    let no = [no[0], no[1], ("texte", "Les centres de loisirs s’en servent.")];
    assert_eq!(steered.post(agent, &accord, &no).await.status, 303);
    let page = steered.get(segur, &meeting).await;
    assert!(
        page.says("n’est pas prise : les collectivités s’y opposent") && page.says("Les centres de loisirs"),
        "{}",
        page.text()
    );
    assert_eq!(
        steered.post(agent, &accord, &[("college", "collectivities"), ("choix", "oui")]).await.status,
        303
    );
    assert!(steered.get(segur, &meeting).await.says("Décision 2026-1 prise"));
    let late = steered.post(agent, &accord, &no).await;
    assert!(late.status == 422 && late.says("Cette décision est prise"), "{}", late.text());
    // Followed until it is applied.
    let follow = [("choix", "under_way"), ("texte", "Prévue au 4 juillet")];
    assert_eq!(steered.post(segur, &format!("{decision}/suite"), &follow).await.status, 303);
    let page = steered.get(steered.manager, "/gouvernance").await;
    assert!(page.says("Décision 2026-1 prise, en cours"), "{}", page.text());
    steered.does(&format!("{decision}/suite"), &[("choix", "applied")]).await;
    assert!(!steered.get(steered.manager, "/gouvernance").await.says("Décision 2026-1"));
    steered.does(&format!("{meeting}/decisions"), &[("texte", "Une autre")]).await;
    assert!(steered.get(agent, &meeting).await.says("Décision 2026-2"));
}

#[tokio::test]
async fn the_team_writes_what_a_member_said_at_the_meeting() {
    let steered = Steered::new().await;
    let (meeting, decision) = proposed(&steered).await;
    let accord = format!("{decision}/accord");
    let (ien, elected) = (steered.member("Ségur").await, steered.member("Pons").await);
    for (college, member) in [("education", &ien), ("collectivities", &elected)] {
        let nobody = steered.post(steered.manager, &accord, &[("college", college), ("choix", "oui")]).await;
        assert!(
            nobody.status == 422 && nobody.says("Choisissez qui a parlé pour ce collège."),
            "{}",
            nobody.text()
        );
        let wrong = if college == "education" { &elected } else { &ien };
        let crossed = [("college", college), ("choix", "oui"), ("qui", &**wrong)];
        assert_eq!(steered.post(steered.manager, &accord, &crossed).await.status, 422);
        steered.does(&accord, &[("college", college), ("choix", "oui"), ("qui", member)]).await;
    }
    let page = steered.get(steered.manager, &meeting).await;
    assert!(
        page.says("Décision 2026-1 prise") && page.says("Éducation nationale : d’accord, Odile Ségur"),
        "{}",
        page.text()
    );
}

#[tokio::test]
async fn an_action_is_its_owners() {
    let steered = Steered::new().await;
    let (meeting, _) = proposed(&steered).await;
    let agent = steered.member("Pons").await;
    let given = [("texte", "Écrire aux écoles"), ("qui", &*agent), ("jour", "2026-10-01")];
    steered.does(&format!("{meeting}/actions"), &given).await;
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from meeting_action").fetch_one(steered.app.pool()).await.unwrap();
    let done = format!("/gouvernance/action/{id}/faite");
    let other = steered.post(steered.app.cast.segur, &done, &[]).await;
    assert!(
        other.status == 422 && other.says("C’est à Mireille Pons de dire que c’est fait"),
        "{}",
        other.text()
    );
    assert_eq!(steered.post(steered.agent, &done, &[]).await.status, 303);
    let again = steered.post(steered.agent, &done, &[]).await;
    assert!(again.status == 422 && again.says("Cette action est déjà terminée."), "{}", again.text());
    assert!(steered.get(steered.agent, &meeting).await.says("faite le 15 septembre 2026"));
}
