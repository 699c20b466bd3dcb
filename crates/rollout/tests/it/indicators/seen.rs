//! Who sees which figures, and what is not said.

use super::super::joining::somebody;
use super::{PROJECT, app, count, run, scope};
use testing::Reply;
use uuid::Uuid;

fn rows(page: &Reply, section: &str) -> Vec<String> {
    page.all(&format!("section[aria-labelledby={section}] tbody tr"))
}

#[tokio::test]
async fn each_sees_the_figures_of_her_places() {
    let app = app().await;
    let cast = &app.cast;
    let agent = somebody(&app, "Mireille", "Pons", "commune_agent", cast.ormes.0).await;
    count(&app).await;
    let somme = scope(&app, "department", "Somme").await;
    let places: [(&str, Uuid); 6] = [
        ("projet", PROJECT),
        ("somme", somme),
        ("val d’ormes", cast.val_ormes.0),
        ("ormes", cast.ormes.0),
        ("tilleuls", cast.tilleuls.0),
        ("rives", cast.rives.0),
    ];
    for (who, name, seen) in [
        (cast.oger, "project", &["projet", "somme", "val d’ormes", "ormes", "tilleuls", "rives"][..]),
        (cast.segur, "inspector", &["val d’ormes", "ormes", "tilleuls"]),
        (agent, "agent", &["ormes", "tilleuls"]),
        (cast.petit, "head", &["tilleuls"]),
        (cast.vidal, "another head", &["rives"]),
        (cast.carrel, "teacher", &[]),
        (cast.nadia, "guardian", &[]),
        (cast.lina, "pupil", &[]),
    ] {
        let client = app.as_(who).await;
        for (place, id) in places {
            let expected = if seen.contains(&place) { 200 } else { 404 };
            for end in ["", "/reunion", "/tableau/csv", "/tableau/ods", "/tableau/comptages"] {
                let reply = client.get(&format!("/indicateurs/{id}{end}")).await;
                assert_eq!(reply.status, expected, "{name} at {place}{end}");
            }
        }
        let first = client.get("/indicateurs").await;
        assert_eq!(first.status, if seen.is_empty() { 404 } else { 303 }, "{name}");
    }
    let segur = app.as_(cast.segur).await;
    for nothing in ["n-importe-quoi", "00000000-0000-7000-8000-000000000999", "projet"] {
        assert_eq!(segur.get(&format!("/indicateurs/{nothing}")).await.status, 404);
    }
    assert_eq!(segur.get(&format!("/indicateurs/{}/tableau/pdf", cast.val_ormes)).await.status, 404);
}

#[tokio::test]
async fn below_five_a_count_is_said_to_the_schools_own_head_only() {
    let app = app().await;
    let cast = &app.cast;
    count(&app).await;
    let address = format!("/indicateurs/{}", cast.tilleuls);
    let own = app.as_(cast.petit).await.get(&address).await;
    let accounts = rows(&own, "comptes");
    assert!(accounts.iter().any(|r| r.starts_with("Élèves 3 3 100")), "{accounts:?}");
    assert!(!own.says("moins de 5"), "{}", own.text());
    for who in [cast.segur, cast.oger] {
        let page = app.as_(who).await.get(&address).await;
        let accounts = rows(&page, "comptes");
        assert!(accounts.iter().any(|r| r.starts_with("Élèves moins de 5 moins de 5 —")), "{accounts:?}");
        assert!(rows(&page, "familles").iter().all(|r| !r.contains('3')), "{:?}", rows(&page, "familles"));
        // Classes are nobody.
        assert!(rows(&page, "classes").iter().any(|r| r.starts_with("Ensemble 2 2 100")));
        let file = app.as_(who).await.get(&format!("{address}/tableau/comptages")).await.body();
        assert!(file.contains("\"0809901A\";\"2026-09\";\"Élèves\";\"moins de 5\""), "{file}");
    }
}

#[tokio::test]
async fn one_goes_down_from_the_project_to_the_school() {
    let app = app().await;
    let cast = &app.cast;
    run(&app, "insert into figure_commune (insee, name, population, box, outline) values ('80998', 'Ormes-le-Vieux', 33000, '{0,0,10,10}', 'M0 0l10 0 0 10z')").await;
    count(&app).await;
    let oger = app.as_(cast.oger).await;
    let page = oger.get("/indicateurs/projet?par=commune").await;
    assert!(
        page.says("Par commune (4)") && page.says("Par circonscription (2)") && page.says("Par école (5)")
    );
    let ormes = rows(&page, "lieux").into_iter().find(|r| r.starts_with("Ormes-le-Vieux")).unwrap();
    assert!(ormes.contains("33 000"), "{ormes}");
    // The map’s outlines are a file that a browser keeps until the next count; who may not see the place does not get it.
    assert_eq!(page.attributes("svg.map use", "class"), ["shade-5"]);
    let used = page.attribute("svg.map use", "href").unwrap();
    let (file, shade) = used.split_once('#').unwrap();
    let outlines = oger.get(file).await;
    assert_eq!(outlines.attributes(&format!("#{shade} path"), "d"), ["M0 0l10 0 0 10z"]);
    assert!(
        outlines.body().contains("Ormes-le-Vieux\u{a0}: 3 classes déployées sur 3"),
        "{}",
        outlines.body()
    );
    let tag = outlines.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(oger.get_with(file, "if-none-match", &tag).await.status, 304);
    assert_eq!(app.as_(cast.segur).await.get(file).await.status, 404);
    count(&app).await;
    assert_eq!(oger.get_with(file, "if-none-match", &tag).await.status, 200);
    assert!(page.says("75 % et plus : 1"));
    assert!(page.attribute("svg.map", "aria-label").unwrap().contains("Carte des communes"));
    let down = page.attribute(&format!("a[href='/indicateurs/{}']", cast.ormes), "href").unwrap();
    let commune = oger.get(&down).await;
    assert_eq!(
        commune.attributes("section[aria-labelledby=lieux] tbody a", "href"),
        [format!("/indicateurs/{}", cast.moulin), format!("/indicateurs/{}", cast.tilleuls)]
    );
    // What the map says the table says, and each figure what it counts.
    assert!(commune.says("Ce que ces nombres comptent") && commune.says("Source"));
    let school = oger.get(&format!("/indicateurs/{}", cast.tilleuls)).await;
    assert!(rows(&school, "lieux").is_empty());
    // An inspector goes down to her own schools, from hers.
    let segur = app.as_(cast.segur).await;
    let hers = segur.get(&format!("/indicateurs/{}?par=ecole", cast.val_ormes)).await;
    assert_eq!(rows(&hers, "lieux").len(), 4);
    let project = oger.get("/indicateurs/projet?par=ecole&apres=rien").await;
    assert_eq!(project.status, 404, "an address that cannot be read");
}

#[tokio::test]
async fn the_same_figures_are_in_a_file_and_on_paper() {
    let app = app().await;
    let cast = &app.cast;
    count(&app).await;
    let petit = app.as_(cast.petit).await;
    let csv = petit.get(&format!("/indicateurs/{}/tableau/csv", cast.tilleuls)).await;
    assert!(csv.body().contains("\"Élèves\";3;3;"), "{}", csv.body());
    assert!(csv.body().contains("\"Définitions\""));
    let ods = petit.get(&format!("/indicateurs/{}/tableau/ods", cast.tilleuls)).await;
    assert_eq!(ods.headers["content-type"], "application/vnd.oasis.opendocument.spreadsheet");
    assert!(ods.headers["content-disposition"].to_str().unwrap().contains("indicateurs-2026-09-15.ods"));
    let paper = petit.get(&format!("/indicateurs/{}/reunion", cast.tilleuls)).await;
    assert!(paper.says("Ce que la réunion retient") && paper.all("form").is_empty());
    assert!(rows(&paper, "comptes").iter().any(|r| r.starts_with("Élèves 3 3")));
}

#[tokio::test]
async fn a_perimeter_is_named_and_a_past_year_has_a_source() {
    let app = app().await;
    let cast = &app.cast;
    count(&app).await;
    let oger = app.as_(cast.oger).await;
    let at = "/indicateurs/projet";
    for (name, sentence) in [("", "Donnez un nom"), (&*"é".repeat(121), "120 caractères")] {
        let reply = oger.post(&format!("{at}/perimetre"), &[("nom", name)]).await;
        assert!(reply.status == 422 && reply.says(sentence), "{}", reply.text());
    }
    assert_eq!(oger.post(&format!("{at}/perimetre"), &[("nom", "Engagées <b>2026</b>")]).await.status, 303);
    let page = oger.get(at).await;
    assert!(page.says("Engagées <b>2026</b>") && page.says("15/09/2026, par Basile Oger"));
    let id = scope(&app, "perimeter", "Engagées <b>2026</b>").await;
    let kept = oger.get(&format!("/indicateurs/{id}")).await;
    assert!(kept.says("Périmètre gardé le 15 septembre 2026"));
    assert_eq!(oger.post(&format!("/indicateurs/{id}/perimetre"), &[("nom", "Encore")]).await.status, 422);
    let good = [
        ("annee", "2016"),
        ("niveau", "elementary"),
        ("classes", "100"),
        ("deployees", "69"),
        ("source", "Bilan 2016"),
    ];
    for (field, wrong) in [
        ("annee", "1900"),
        ("niveau", "lycée"),
        ("classes", "beaucoup"),
        ("deployees", "101"),
        ("source", ""),
    ] {
        let mut fields = good;
        fields.iter_mut().filter(|f| f.0 == field).for_each(|f| f.1 = wrong);
        let reply = oger.post(&format!("{at}/anterieur"), &fields).await;
        assert_eq!(reply.status, 422, "{field}");
        assert!(reply.body().contains("Bilan 2016") || field == "source", "what was typed stays");
    }
    assert_eq!(oger.post(&format!("{at}/anterieur"), &good).await.status, 303);
    assert!(rows(&oger.get(at).await, "debut").iter().any(|r| r.starts_with("2016-17 — 69 % — Bilan 2016")));
    for who in [cast.segur, cast.petit, cast.nadia] {
        let client = app.as_(who).await;
        assert_eq!(
            client.post(&format!("/indicateurs/{}/perimetre", cast.tilleuls), &[("nom", "A")]).await.status,
            404
        );
        assert_eq!(
            client.post(&format!("/indicateurs/{}/anterieur", cast.tilleuls), &good).await.status,
            404
        );
    }
}

/// A page is kept at hand between two counts: it says the last one, to each what may be said to her.
#[tokio::test]
async fn a_page_says_what_was_counted_last() {
    let app = app().await;
    count(&app).await;
    let at = format!("/indicateurs/{}", app.cast.tilleuls);
    let (oger, petit) = (app.as_(app.cast.oger).await, app.as_(app.cast.petit).await);
    let pupils = |page: &Reply| rows(page, "comptes").into_iter().find(|r| r.starts_with("Élèves")).unwrap();
    let before = pupils(&petit.get(&at).await);
    assert_ne!(pupils(&oger.get(&at).await), before, "what is few is hidden from who is not the head");
    assert_eq!(pupils(&petit.get(&at).await), before);
    run(
        &app,
        format!(
            "update role set until_day = '2026-09-10' where kind = 'pupil' and person_id = '{}'",
            app.cast.lina
        ),
    )
    .await;
    assert_eq!(pupils(&petit.get(&at).await), before, "nothing was counted");
    count(&app).await;
    assert_ne!(pupils(&petit.get(&at).await), before, "in the same instant, and still");
}
