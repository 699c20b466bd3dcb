//! The territory: rules of the phases, counts by commune, what must be replaced when.

use super::batch;
use crate::governance::Steered;

#[tokio::test]
async fn the_territory_counts_what_works_and_what_ends() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let cp = cast.cp.to_string();
    batch(&s, cast.tilleuls, cast.petit, &[("genre", "board"), ("nombre", "1"), ("classe", &*cp)]).await;
    let tablets = [("genre", "tablet"), ("nombre", "10"), ("achat", "2021-10-01")];
    let id = batch(&s, cast.tilleuls, cast.petit, &tablets).await;
    batch(&s, cast.moulin, s.agent, &[("genre", "mobile_class"), ("nombre", "15"), ("terme", "2029-06-30")])
        .await;
    batch(&s, cast.rives, s.manager, &[("genre", "computer"), ("nombre", "4"), ("terme", "2026-01-31")])
        .await;
    let open = format!("/ecole/{}/equipement/{id}/incidents", cast.tilleuls);
    assert_eq!(s.post(cast.petit, &open, &[("nombre", "3"), ("texte", "Batterie")]).await.status, 303);
    let page = s.get(s.agent, "/equipement").await;
    let rows = page.all("section[aria-labelledby=communes] tbody tr");
    assert_eq!(rows.len(), 1, "her commune: {rows:?}");
    // 10 tablets less 3, and 15 computers; a board in one of three classes; one incident; one batch ends.
    let cells = page.all("section[aria-labelledby=communes] tbody td");
    assert_eq!(cells, ["pas encore compté", "22", "—", "3", "1", "33 %", "1", "1"]);
    let schools = page.all("section[aria-labelledby=ecoles] tbody th");
    assert_eq!(schools, ["Le Moulin Bleu", "Les Tilleuls"]);

    let plan = s.get(s.manager, "/equipement/remplacement").await;
    assert!(plan.says("14 appareils sont à remplacer d’ici le 15 mars 2027"), "{}", plan.text());
    assert_eq!(plan.all("section h2"), ["2026 14 appareils", "2029 15 appareils"]);
    let hers = s.get(s.agent, "/equipement/remplacement").await;
    assert!(hers.says("10 appareils sont à remplacer") && !hers.says("Ordinateurs4"), "{}", hers.text());

    // The same in the figures, of the school as of the commune.
    rollout::count(&s.app.app, s.app.app.db.clock.today()).await.unwrap();
    let counted = s.get(s.agent, "/equipement").await.all("section[aria-labelledby=communes] tbody td");
    assert_eq!(counted[..3], ["moins de 5", "22", "—"]);
    for (who, place) in [(cast.petit, cast.tilleuls), (s.agent, cast.ormes)] {
        let figures = s.get(who, &format!("/indicateurs/{place}")).await;
        let section = figures.all("section[aria-labelledby=equipement]").concat();
        assert!(section.contains("Classes avec un tableau interactif"), "{section}");
        assert!(section.contains(if place == cast.tilleuls { "50 %" } else { "33,3 %" }), "{section}");
    }
}

#[tokio::test]
async fn a_phase_asks_for_what_the_project_says() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let rule = [
        ("phase", "framing"),
        ("genre", "tablet"),
        ("nombre", "15"),
        ("par", "school"),
        ("minimum", "10 pouces"),
    ];
    let at = format!("/ecole/{}/equipement", cast.tilleuls);
    assert!(s.get(cast.carrel, &at).await.says("un tableau interactif par classe engagée"));
    s.does("/equipement/regles", &rule).await;
    let page = s.get(cast.carrel, &at).await;
    assert!(page.says("15 tablettes dans l’école : 10 pouces"), "{}", page.text());
    assert!(!page.says("un tableau interactif par classe engagée"), "{}", page.text());
    for who in [s.agent, cast.segur, cast.petit] {
        assert_eq!(s.post(who, "/equipement/regles", &rule).await.status, 404);
    }
    let contract = [
        ("prestataire", "x"),
        ("telephone", "1"),
        ("objet", "x"),
        ("debut", "2026-09-01"),
        ("fin", "2027-09-01"),
    ];
    let hers = s.post(cast.segur, "/equipement/maintenance", &contract).await;
    assert!(
        hers.status == 422 && hers.says("est enregistré par la commune ou par l’équipe projet"),
        "{}",
        hers.text()
    );
    let without = s.post(s.agent, "/equipement/maintenance", &contract).await;
    assert!(
        without.status == 422 && without.says("Choisissez une commune de la liste."),
        "{}",
        without.text()
    );
    let (id,): (uuid::Uuid,) =
        sqlx::query_as("select id from equipment_rule").fetch_one(s.app.pool()).await.unwrap();
    s.does(&format!("/equipement/regle/{id}/fin"), &[]).await;
    assert!(s.get(cast.carrel, &at).await.says("un tableau interactif par classe engagée"));
    assert_eq!(s.post(s.manager, &format!("/equipement/regle/{id}/fin"), &[]).await.status, 404);
}
