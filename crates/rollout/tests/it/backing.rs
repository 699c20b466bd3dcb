//! An IEN numérique and the circonscriptions that she supports.

use crate::governance::Steered;
use crate::joining::somebody;

#[tokio::test]
async fn who_supports_keeps_her_log_and_the_inspector_reads_it() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let numerique = somebody(&s.app, "Alma", "Sorel", "inspector", cast.rives_circo.0).await;
    let at = format!("/circonscription/{}/appui", cast.val_ormes);
    let fields = [
        ("fonction", "ien_numerique"),
        ("identifiant", "alma.essai"),
        ("portee", "academy"),
        ("quotite", "100"),
        ("debut", "2026-09-01"),
    ];
    s.does("/encadrement/fonctions", &fields).await;
    let function: uuid::Uuid =
        sqlx::query_scalar("select id from staff_function").fetch_one(s.app.pool()).await.unwrap();
    assert_eq!(s.get(numerique, &at).await.status, 404, "not hers yet");
    let backing =
        [("fonction", &*function.to_string()), ("debut", "2026-09-15")].map(|(a, b)| (a, b.to_owned()));
    let backing: Vec<(&str, &str)> = backing.iter().map(|(a, b)| (*a, &**b)).collect();
    assert_eq!(s.post(cast.segur, &at, &backing).await.status, 404, "the project says it");
    assert_eq!(s.post(s.manager, &at, &backing).await.status, 303);
    assert_eq!(s.post(s.manager, &at, &backing).await.status, 422, "once");
    let act = [("jour", "2026-09-15"), ("quoi", "Une réunion des directions")];
    let log = format!("{at}/actions");
    for (who, status) in
        [(numerique, 303), (cast.segur, 422), (s.manager, 422), (s.agent, 404), (cast.petit, 404)]
    {
        assert_eq!(s.post(who, &log, &act).await.status, status, "{who}");
    }
    let page = s.get(cast.segur, &at).await;
    assert!(page.says("Alma Sorel") && page.says("Une réunion des directions"), "{}", page.text());
    assert!(page.body().contains(&format!("/indicateurs/{}/reunion", cast.val_ormes)));
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from circonscription_backing").fetch_one(s.app.pool()).await.unwrap();
    assert_eq!(s.post(s.manager, &format!("{at}/{id}/fin"), &[]).await.status, 303);
    s.day("2026-09-16").await;
    assert_eq!(s.get(numerique, &at).await.status, 404, "her last day is over");
    assert!(s.get(cast.segur, &at).await.says("jusqu’au 15 septembre 2026"));
}
