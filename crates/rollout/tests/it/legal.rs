//! The legal adviser: reads the texts, says what she thinks of each, and reaches nothing else.

use crate::conventions::prepared;
use crate::governance::Steered;
use crate::joining::somebody;
use kernel::PersonId;
use testing::Reply;

struct Counselled {
    steered: Steered,
    adviser: PersonId,
    convention: String,
}

impl Counselled {
    async fn new() -> Self {
        let steered = Steered::new().await;
        let adviser =
            somebody(&steered.app, "Solène", "Arnaud", "legal_adviser", steered.app.cast.val_ormes.0).await;
        let convention = prepared(&steered, "2026-01").await;
        Self { steered, adviser, convention }
    }

    fn clause(&self, position: i16) -> String {
        format!("/juridique/texte/clause-{position}-{}", self.convention.rsplit('/').next().unwrap())
    }

    async fn get(&self, who: PersonId, path: &str) -> Reply {
        self.steered.get(who, path).await
    }

    /// As she has it before her.
    async fn print(&self, text: &str) -> String {
        self.get(self.adviser, text).await.attribute("input[name=lu]", "value").unwrap()
    }

    async fn says(&self, text: &str, choice: &str, note: &str) -> Reply {
        let print = self.print(text).await;
        let fields = [("lu", &*print), ("choix", choice), ("note", note)];
        self.steered.post(self.adviser, text, &fields).await
    }
}

#[tokio::test]
async fn a_text_is_validated_and_loses_it_when_it_changes() {
    let space = Counselled::new().await;
    let (manager, agent) = (space.steered.manager, space.steered.agent);
    // Fifteen clauses and the charter.
    let home = space.get(space.adviser, "/juridique").await;
    assert!(home.says("15 à relire") && home.all(".counter-value")[0].contains("16"), "{}", home.text());
    let first = space.clause(1);
    assert_eq!(space.says(&first, "valide", "Références à jour.").await.status, 303);
    for who in [space.adviser, manager, agent] {
        let page = space.get(who, &space.convention).await;
        assert!(page.says("validé par le conseil juridique"), "{who}: {}", page.text());
    }
    let home = space.get(manager, "/juridique").await;
    for said in ["14 à relire", "1 validée", "Références à jour.", "Solène Arnaud"] {
        assert!(home.says(said), "{said}: {}", home.text());
    }

    let before = space.print(&first).await;
    let clauses = format!("{}/clauses", space.convention);
    space.steered.does(&clauses, &[("clause", "1"), ("texte", "Tout autre chose.")]).await;
    let page = space.get(manager, &space.convention).await;
    assert!(page.says("a changé depuis l’avis"), "{}", page.text());
    assert!(!space.get(agent, &space.convention).await.says("validé par le conseil juridique"));
    assert!(space.get(manager, "/juridique").await.says("15 à relire"));
    // What she read is still there, beside what it has become.
    let history = space.get(manager, &first).await;
    assert!(history.says("Le texte d’alors") && history.says("schéma directeur"), "{}", history.text());
    let late = [("lu", &*before), ("choix", "valide")];
    let refused = space.steered.post(space.adviser, &first, &late).await;
    assert!(
        refused.status == 422 && refused.says("a changé pendant que vous le lisiez"),
        "{}",
        refused.text()
    );
    assert_eq!(space.says(&first, "valide", "").await.status, 303);
    assert!(space.get(agent, &space.convention).await.says("validé par le conseil juridique"));
}

#[tokio::test]
async fn what_is_to_be_written_again_is_said_to_the_project_with_its_reason() {
    let space = Counselled::new().await;
    let (manager, agent) = (space.steered.manager, space.steered.agent);
    let refused = space.says(&space.clause(2), "reprendre", " ").await;
    assert!(refused.status == 422 && refused.says("Dites ce qui est à reprendre"), "{}", refused.text());
    assert_eq!(space.says(&space.clause(2), "reprendre", "Dire qui arrête la liste.").await.status, 303);
    let page = space.get(manager, &space.convention).await;
    assert!(page.says("demande de reprendre une clause") && page.says("Dire qui arrête la liste."));
    let page = space.get(agent, &space.convention).await;
    assert!(!page.says("reprendre") && !page.says("Dire qui arrête la liste."), "{}", page.text());

    let starters = [("depart", "oui"), ("responsable", "Le DPO"), ("jour", "2026-09-14")];
    space.steered.does("/exigences/rappels", &starters).await;
    let page = space.get(space.adviser, "/exigences/rappels").await;
    let notice = page.attribute("article a[href^='/juridique/']", "href").unwrap();
    assert_eq!(space.says(&notice, "valide", "").await.status, 303);
    assert!(space.get(agent, "/exigences/rappels").await.says("validé par le conseil juridique"));
    let charter = "/juridique/texte/charte";
    assert!(space.get(space.adviser, charter).await.says("avec respect"));
    assert_eq!(space.says(charter, "valide", "Relue.").await.status, 303);
    assert!(space.get(manager, charter).await.says("validé par le conseil juridique"));
    assert_eq!(space.get(manager, "/juridique/texte/clause-99-x").await.status, 404);
    // One of a convention that has come to its end is not asked about any more.
    let end = [("jour", "2026-09-15"), ("texte", "Abandonnée")];
    space.steered.does(&format!("{}/fin", space.convention), &end).await;
    assert_eq!(space.get(space.adviser, &space.clause(2)).await.status, 404);
}

#[tokio::test]
async fn she_reads_the_texts_and_nothing_else_and_nobody_speaks_for_her() {
    let space = Counselled::new().await;
    let cast = &space.steered.app.cast;
    let text = space.clause(1);
    for (who, status) in [
        (space.adviser, 200),
        (space.steered.manager, 200),
        (cast.oger, 200),
        (cast.segur, 404),
        (space.steered.agent, 404),
        (cast.petit, 404),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        for path in ["/juridique", &text] {
            assert_eq!(space.get(who, path).await.status, status, "{who} {path}");
        }
    }
    let print = space.print(&text).await;
    let spoken =
        space.steered.post(space.steered.manager, &text, &[("lu", &*print), ("choix", "valide")]).await;
    assert!(spoken.status == 422 && spoken.says("C’est au conseil juridique"), "{}", spoken.text());

    let adviser = space.steered.app.as_(space.adviser).await;
    assert_eq!(adviser.get("/").await.location(), Some("/juridique"));
    let document = format!("{}/document", space.convention);
    let matrix = "/pilotage/projet/responsabilites";
    for path in ["/exigences", "/exigences/rappels", "/conventions", &space.convention, &document, matrix] {
        assert_eq!(adviser.get(path).await.status, 200, "{path}");
    }
    let read = adviser.get(matrix).await;
    assert!(read.all("select").is_empty() && read.all("form[action*=responsabilites]").is_empty());
    assert!(adviser.get(&space.convention).await.all("main form, section form").is_empty());
    let tilleuls = cast.tilleuls;
    for path in [
        "/pilotage",
        "/pilotage/projet",
        "/pilotage/personnes",
        "/deploiement",
        "/indicateurs",
        "/finances",
        "/gouvernance",
        "/formations",
        "/encadrement",
        "/equipement",
        &format!("/ecole/{tilleuls}"),
        &format!("/ecole/{tilleuls}/rejoindre"),
        &format!("/ecole/{tilleuls}/equipement"),
        &format!("/ecole/{tilleuls}/personnes"),
        &format!("/circonscription/{}", cast.val_ormes),
    ] {
        assert_eq!(adviser.get(path).await.status, 404, "{path}");
    }
    for path in [&format!("{}/clauses", space.convention), "/exigences/rappels", matrix, "/conventions"] {
        assert_eq!(adviser.post(path, &[("clause", "1"), ("texte", "X")]).await.status, 404, "{path}");
    }
}
