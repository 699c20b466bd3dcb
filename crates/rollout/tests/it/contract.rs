//! The market, and how one leaves it.

use crate::governance::Steered;
use uuid::Uuid;

async fn market(s: &Steered) -> String {
    let fields = [
        ("titre", "ENT du premier degré"),
        ("prestataire", "Exemple SA"),
        ("reference", "2024-07"),
        ("debut", "2024-09-01"),
        ("fin", "2027-08-31"),
    ];
    s.does("/marche", &fields).await
}

#[tokio::test]
async fn it_closes_once_each_step_of_its_plan_is_done() {
    let s = Steered::new().await;
    let at = market(&s).await;
    let early = s.post(s.manager, &format!("{at}/cloture"), &[]).await;
    assert!(early.status == 422 && early.says("Un marché ne se clôt pas sans plan"), "{}", early.text());
    s.does(&format!("{at}/plan"), &[]).await;
    let twice = s.post(s.manager, &format!("{at}/plan"), &[]).await;
    assert!(twice.status == 422 && twice.says("Le plan existe déjà"), "{}", twice.text());
    // Prolonged by a year: what is not done moves with it.
    let longer = [("fin", "2028-08-31"), ("jour", "2026-09-10"), ("texte", "Le nouveau marché tarde")];
    s.does(&format!("{at}/prolongations"), &longer).await;
    let page = s.get(s.agent, &at).await;
    assert!(
        page.says("avant le 29 février 2028") || page.says("avant le 28 février 2028"),
        "{}",
        page.text()
    );
    let open = s.post(s.manager, &format!("{at}/cloture"), &[]).await;
    assert!(open.status == 422 && open.says("(7 en tout)"), "{}", open.text());
    let steps: Vec<(Uuid, String)> = sqlx::query_as("select id, kind from reversibility_step order by due")
        .fetch_all(s.app.pool())
        .await
        .unwrap();
    for (id, kind) in steps {
        let done = format!("{at}/etape/{id}/faite");
        if kind == "deletion" {
            let bare = s.post(s.manager, &done, &[("jour", "2026-09-15")]).await;
            assert!(bare.status == 422 && bare.says("certificat de suppression"), "{}", bare.text());
        }
        s.does(&done, &[("jour", "2026-09-15"), ("preuve", "PV-1")]).await;
    }
    s.does(&format!("{at}/cloture"), &[]).await;
    let page = s.get(s.agent, &at).await;
    assert!(page.says("Clos le 15 septembre 2026, chaque étape faite."), "{}", page.text());
    let late = s.post(s.manager, &format!("{at}/prolongations"), &longer).await;
    assert!(late.status == 422 && late.says("Ce marché est clos."), "{}", late.text());
}

#[tokio::test]
async fn its_end_is_announced_and_waits_for_the_committee() {
    let s = Steered::new().await;
    let at = market(&s).await;
    // Less than twelve months are left.
    assert!(s.get(s.agent, &at).await.says("dans moins de 12 mois"));
    let said = "Le marché « ENT du premier degré » se termine le 31 août 2027, dans moins de 12 mois. Son plan de réversibilité n’est pas fait.";
    assert!(s.get(s.manager, "/pilotage").await.says(said));
    let body = s.with_both("strategic", "Comité d’orientation").await;
    let meeting = s.meeting(&body, "2026-10-06").await;
    let agenda = s.get(s.agent, &meeting).await;
    assert!(agenda.says("Fin de marché") && agenda.says("se termine le 31 août 2027"), "{}", agenda.text());
    s.day("2027-09-01").await;
    assert!(s.get(s.manager, "/marche").await.says("terminé"));
    for who in [s.agent, s.app.cast.segur] {
        assert_eq!(s.get(who, "/marche").await.status, 200);
        assert_eq!(s.post(who, &format!("{at}/plan"), &[]).await.status, 404);
    }
    assert_eq!(s.get(s.app.cast.petit, "/marche").await.status, 404);
}
