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

/// An academy in small: more communes and schools than a page holds, than one chooses from in a list.
async fn many(s: &Steered) {
    let script = "
        create temp table many as select n, gen_random_uuid() as commune, gen_random_uuid() as school,
               'Saint-' || translate(lpad(n::text, 3, '0'), '0123456789', 'abcdefghij') as name from generate_series(1, 160) n;
        insert into place (id, kind, name, insee, created_at) select commune, 'commune', name, '99' || lpad(n::text, 3, '0'), '2026-09-01' from many;
        insert into place (id, kind, name, territory_id, school_id, school_kind, uai, created_at)
          select school, 'school', 'École de ' || name, commune, school, 'primaire', '099' || lpad(n::text, 4, '0') || 'A', '2026-09-01' from many;
        insert into equipment (id, school_id, kind, quantity, owner, ends_on, said_at)
          select gen_random_uuid(), school, 'tablet', 2, 'commune', case when n <= 100 then '2026-12-31'::date else '2028-06-30' end, '2026-09-01'
          from many;";
    sqlx::raw_sql(script).execute(s.app.pool()).await.unwrap();
}

#[tokio::test]
async fn the_communes_of_an_academy_go_by_pages_and_are_sought() {
    let s = Steered::new().await;
    many(&s).await;
    let of = "section[aria-labelledby=communes] tbody";
    let (mut seen, mut devices, mut next) = (Vec::new(), 0, Some("/equipement".to_owned()));
    while let Some(address) = next {
        let page = s.get(s.manager, &address).await;
        seen.extend(page.all(&format!("{of} th")));
        let cells = page.all(&format!("{of} td"));
        devices += cells.chunks(8).map(|row| row[1].parse::<i64>().unwrap()).sum::<i64>();
        next = page.attribute("section[aria-labelledby=communes] .pager a", "href");
        assert!(page.all(&format!("{of} tr")).len() <= 50);
    }
    // Those of the Cast, too, where nothing stands.
    let whole = seen.len();
    assert_eq!((seen.iter().filter(|c| c.starts_with("Saint-")).count(), devices), (160, 320));
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), whole, "each once");

    let found = s.get(s.manager, "/equipement?mot=saint-abc").await;
    assert_eq!(found.all(&format!("{of} th")), ["Saint-abc"]);
    assert_eq!(found.all(&format!("{of} td"))[1..3], ["2", "—"]);
    assert_eq!(found.all("section[aria-labelledby=ecoles] tbody th"), ["École de Saint-abc"]);
    let nobody = s.get(s.manager, "/equipement?mot=nulle").await;
    assert!(
        nobody.says("Aucune commune de ce nom") && nobody.says("Aucune école de ce nom"),
        "{}",
        nobody.text()
    );
    assert!(s.get(s.agent, "/equipement?mot=saint-abc").await.says("Aucune commune de ce nom"), "not hers");

    // A list of so many communes is not sent with every page.
    let page = s.get(s.manager, "/equipement").await;
    assert!(page.all("#maintenance ~ details option").is_empty());
    let form = s.get(s.manager, &page.attribute("#maintenance ~ p a", "href").unwrap()).await;
    assert!(form.all("select[name=commune] option").len() > 160, "{}", form.text());
}

#[tokio::test]
async fn what_an_academy_must_replace_is_summed_and_sought_by_commune() {
    let s = Steered::new().await;
    many(&s).await;
    let whole = s.get(s.manager, "/equipement/remplacement").await;
    assert!(whole.says("200 appareils sont à remplacer d’ici le 15 mars 2027"), "{}", whole.text());
    assert_eq!(whole.all("section h2"), ["2026 200 appareils", "2028 120 appareils"]);
    assert_eq!(whole.all("section tbody th"), ["Tablettes", "Tablettes"]);
    let one = s.get(s.manager, "/equipement/remplacement?mot=saint-baa").await;
    assert_eq!(one.all("section h2"), ["2026 2 appareils"]);
    assert_eq!(one.all("section tbody th"), ["Saint-baa"]);
    let none = s.get(s.manager, "/equipement/remplacement?mot=nulle").await;
    assert!(none.says("Aucune commune de ce nom n’a quelque chose à remplacer"), "{}", none.text());
    assert_eq!(none.all("section h2").len(), 2);
    let hers = s.get(s.agent, "/equipement/remplacement?mot=saint-baa").await;
    assert!(!hers.says("Saint-baa"), "{}", hers.text());
}
