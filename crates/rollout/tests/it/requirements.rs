//! What is asked of an ENT: the starter catalogue, voices of parties, our grid, a tender’s annex, bidders, reminders.

use crate::governance::Steered;
use kernel::PersonId;
use std::path::{Path, PathBuf};
use testing::Reply;
use uuid::Uuid;

struct Space {
    steered: Steered,
    /// The syndicate, whose contact the inspector is; the commune, for which the agent acts; another.
    parties: [String; 3],
}

impl Space {
    async fn new() -> Self {
        let steered = Steered::new().await;
        let cast = &steered.app.cast;
        let parties = [Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7()];
        let script = format!(
            "insert into party (id, kind, name, place_id, added_at) values
               ('{}', 'dsden', 'La DSDEN', null, '2026-09-01'), ('{}', 'commune', 'Ormes', '{}', '2026-09-01'),
               ('{}', 'partner', 'Le partenaire', null, '2026-09-01');
             insert into party_contact (id, party_id, first_name, last_name, person_id, added_at)
             values (gen_random_uuid(), '{}', 'Odile', 'Ségur', '{}', '2026-09-01');",
            parties[0], parties[1], cast.ormes, parties[2], parties[0], cast.segur
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(steered.app.pool()).await.unwrap();
        Self { steered, parties: parties.map(|p| p.to_string()) }
    }

    fn manager(&self) -> PersonId {
        self.steered.manager
    }

    async fn does(&self, path: &str, fields: &[(&str, &str)]) -> String {
        self.steered.does(path, fields).await
    }

    async fn post(&self, who: PersonId, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.steered.post(who, path, fields).await
    }

    async fn get(&self, path: &str) -> Reply {
        self.steered.get(self.manager(), path).await
    }

    async fn catalogue(&self, version: &str, from: &str) -> String {
        let fields = [
            ("depuis", from),
            ("titre", "Catalogue de départ"),
            ("version", version),
            ("source", "Rédaction du projet, à remplacer par la liste officielle"),
            ("jour", "2026-09-10"),
        ];
        self.does("/exigences", &fields).await
    }

    async fn item(&self, code: &str) -> String {
        let id: Uuid = sqlx::query_scalar(
            "select id from requirement where code = $1 order by added_at desc, id desc limit 1",
        )
        .bind(code)
        .fetch_one(self.steered.app.pool())
        .await
        .unwrap();
        format!("/exigences/exigence/{id}")
    }

    async fn sends(&self, catalogue: &str, name: &str, grid: &str, file: &str) -> Reply {
        let client = self.steered.app.as_(self.manager()).await;
        let fields = [("nom", name), ("grille", grid)];
        client
            .post_files(
                &format!("{catalogue}/reponses"),
                &fields,
                &[("fichier", "reponse.csv", file.as_bytes())],
            )
            .await
    }
}

#[tokio::test]
async fn the_starter_catalogue_and_our_score() {
    let space = Space::new().await;
    let catalogue = space.catalogue("1", "depart").await;
    let page = space.get(&catalogue).await;
    assert!(
        page.says("à remplacer par la liste officielle") && page.says("lue le 10 septembre 2026"),
        "{}",
        page.text()
    );
    assert_eq!(page.all("tbody tr").len(), 44);
    let counts = |page: &Reply| page.all(".counter-note");
    assert_eq!(counts(&page)[0], "0 couvertes sur 29, 29 sans réponse");

    let (one, two, three) =
        (space.item("FUN-01").await, space.item("SEC-02").await, space.item("JUR-09").await);
    let bare = space.post(space.manager(), &format!("{one}/conformite"), &[("etat", "covered")]).await;
    assert!(bare.status == 422 && bare.says("Dites ce qui le montre"), "{}", bare.text());
    let boast = [("etat", "covered"), ("preuve", "Notre solution est conforme au SDET.")];
    let boasted = space.post(space.manager(), &format!("{one}/conformite"), &boast).await;
    assert!(
        boasted.status == 422 && boasted.says("Personne ne délivre cette conformité"),
        "{}",
        boasted.text()
    );
    let gap = space.post(space.manager(), &format!("{two}/conformite"), &[("etat", "partial")]).await;
    assert!(gap.says("Dites qui s’en occupe.") && gap.says("Dites comment l’écart se comble"));

    space.does(&format!("{one}/conformite"), &[("etat", "covered"), ("preuve", "La page d’accueil")]).await;
    let plan = [
        ("etat", "partial"),
        ("responsable", "La DSI"),
        ("plan", "Chiffrer les sauvegardes"),
        ("echeance", "2026-09-30"),
    ];
    space.does(&format!("{two}/conformite"), &plan).await;
    space.does(&format!("{three}/conformite"), &[("etat", "no_object")]).await;
    let page = space.get(&catalogue).await;
    assert_eq!(counts(&page)[0], "1 couvertes sur 28, 1 en partie, 26 sans réponse");
    assert_eq!(page.all(".counter-value")[0], "3 %");
    assert_eq!(space.get(&format!("{catalogue}?etat=partial")).await.all("tbody tr").len(), 1);
    assert_eq!(
        space.get(&format!("{catalogue}?famille=legal&niveau=must&etat=unsaid")).await.all("tbody tr").len(),
        8
    );
    space.steered.day("2026-10-01").await;
    assert!(space.get(&format!("{catalogue}?etat=partial")).await.says("en retard"));
    // Its history stays.
    space.does(&format!("{two}/conformite"), &[("etat", "covered"), ("preuve", "Le réglage")]).await;
    let one = space.get(&two).await;
    assert!(one.says("Le réglage") && one.all("ul.lines li").len() == 2, "{}", one.text());
}

#[tokio::test]
async fn an_item_is_proposed_voted_by_party_and_accepted() {
    let space = Space::new().await;
    let catalogue = space.catalogue("1", "").await;
    let (segur, agent) = (space.steered.app.cast.segur, space.steered.agent);
    let item =
        [("code", "fun-08"), ("famille", "technical"), ("niveau", "should"), ("texte", "Un carnet de bord.")];
    let proposed = space.post(agent, &catalogue, &item).await;
    assert_eq!(proposed.status, 303, "{}", proposed.text());
    let one = space.item("FUN-08").await;
    assert!(space.post(segur, &catalogue, &item).await.says("Ce code est déjà pris."));
    let empty = space.post(space.manager(), &format!("{one}/decision"), &[("choix", "oui")]).await;
    assert!(empty.status == 422 && empty.says("Aucune partie n’a encore donné sa voix."), "{}", empty.text());
    // Each speaks for her own party only; the project writes down any party’s voice.
    for (who, party, choice, status) in [
        (agent, 0, "oui", 422),
        (agent, 1, "oui", 303),
        (segur, 1, "non", 422),
        (segur, 0, "non", 303),
        (space.manager(), 2, "non", 303),
        (agent, 1, "oui", 303),
    ] {
        let fields = [("partie", space.parties[party].as_str()), ("choix", choice)];
        let reply = space.post(who, &format!("{one}/voix"), &fields).await;
        assert_eq!(reply.status.as_u16(), status, "{party} {choice}: {}", reply.text());
    }
    let lost = space.post(space.manager(), &format!("{one}/decision"), &[("choix", "oui")]).await;
    assert!(lost.says("1 voix pour et 2 contre"), "{}", lost.text());
    for party in [0, 2] {
        space.does(&format!("{one}/voix"), &[("partie", &space.parties[party]), ("choix", "oui")]).await;
    }
    assert_eq!(
        space.steered.app.count("select count(*) from requirement_voice").await,
        3,
        "one voice a party"
    );
    let said = [("partie", space.parties[1].as_str()), ("texte", "Pour les classes uniques.")];
    assert_eq!(space.post(agent, &format!("{one}/commentaire"), &said).await.status, 303);
    let waiting = space.post(space.manager(), &format!("{catalogue}/gel"), &[]).await;
    assert!(waiting.status == 422 && waiting.says("Décidez d’abord"), "{}", waiting.text());
    for who in [segur, agent] {
        assert_eq!(space.post(who, &format!("{one}/decision"), &[("choix", "oui")]).await.status, 404);
        assert_eq!(space.post(who, &format!("{one}/conformite"), &[("etat", "not")]).await.status, 404);
        assert_eq!(space.post(who, &format!("{catalogue}/gel"), &[]).await.status, 404);
        assert_eq!(space.steered.get(who, &format!("{catalogue}/reponses")).await.status, 404);
    }
    space.does(&format!("{one}/decision"), &[("choix", "oui")]).await;
    let page = space.get(&one).await;
    assert!(
        page.says("3 pour, 0 contre") && page.says("Pour les classes uniques.") && page.says("acceptée"),
        "{}",
        page.text()
    );
    let late =
        space.post(agent, &format!("{one}/voix"), &[("partie", &space.parties[1]), ("choix", "non")]).await;
    assert!(late.says("C’est déjà décidé."));
    space.does(&format!("{catalogue}/gel"), &[]).await;
    let frozen = space.post(agent, &catalogue, &[("code", "X-1")]).await;
    assert!(frozen.status == 422 && frozen.says("Cette version est figée"), "{}", frozen.text());
    assert!(space.post(space.manager(), &format!("{catalogue}/gel"), &[]).await.says("déjà figée"));
    for who in [space.steered.app.cast.petit, space.steered.app.cast.carrel, space.steered.app.cast.nadia] {
        for path in ["/exigences", catalogue.as_str(), one.as_str(), "/exigences/rappels"] {
            assert_eq!(space.steered.get(who, path).await.status, 404, "{path}");
        }
    }
}

#[tokio::test]
async fn two_versions_are_compared_and_answers_go_along() {
    let space = Space::new().await;
    let first = space.catalogue("1", "depart").await;
    let one = space.item("FUN-01").await;
    space.does(&format!("{one}/conformite"), &[("etat", "covered"), ("preuve", "L’accueil")]).await;
    space.does(&format!("{first}/gel"), &[]).await;
    space.steered.day("2026-09-20").await;
    let second = space.catalogue("2", first.rsplit('/').next().unwrap()).await;
    assert_eq!(space.get(&second).await.all(".counter-note")[0], "1 couvertes sur 29, 28 sans réponse");
    let (old, new) = (first.rsplit('/').next().unwrap(), second.rsplit('/').next().unwrap());
    sqlx::query("update requirement set level = 'must' where code = 'ECO-01' and catalogue_id = $1::uuid")
        .bind(new)
        .execute(space.steered.app.pool())
        .await
        .unwrap();
    let item = [("code", "FUN-08"), ("famille", "technical"), ("niveau", "should"), ("texte", "Un carnet.")];
    space.does(&second, &item).await;
    let added = space.item("FUN-08").await;
    space.does(&format!("{added}/voix"), &[("partie", &space.parties[0]), ("choix", "oui")]).await;
    space.does(&format!("{added}/decision"), &[("choix", "oui")]).await;
    let page = space.get(&format!("{second}/comparer/{old}")).await;
    assert!(page.says("1 ajoutées, 0 retirées, 1 changées, 43 pareilles."), "{}", page.text());
    assert!(space.get(&format!("{first}/comparer/{new}")).await.says("0 ajoutées, 1 retirées"));
    let again = [
        ("depuis", "depart"),
        ("titre", "Catalogue de départ"),
        ("version", "2"),
        ("source", "x"),
        ("jour", "2026-09-01"),
    ];
    assert!(space.post(space.manager(), "/exigences", &again).await.says("Cette version existe déjà."));
}

#[tokio::test]
async fn a_tenders_annex_goes_out_and_comes_back_filled_in() {
    let space = Space::new().await;
    let catalogue = space.catalogue("1", "depart").await;
    space.does(&format!("{catalogue}/gel"), &[]).await;
    let client = space.steered.app.as_(space.manager()).await;
    for (format, kind, start) in [
        ("pdf", "application/pdf", &b"%PDF"[..]),
        ("ods", "application/vnd.oasis.opendocument.spreadsheet", b"PK"),
        ("csv", "text/csv; charset=utf-8", "\u{feff}".as_bytes()),
    ] {
        let reply = client.get(&format!("{catalogue}/annexe/{format}")).await;
        assert_eq!(reply.headers["content-type"], kind);
        assert!(reply.bytes.starts_with(start), "{format}");
    }
    assert_eq!(client.get(&format!("{catalogue}/annexe/doc")).await.status, 404);
    let annex = client.get(&format!("{catalogue}/annexe/csv")).await;
    let grid = String::from_utf8(annex.bytes.clone()).unwrap();
    assert!(grid.contains("version 1 (figée le 15") && grid.lines().count() == 48, "{grid}");

    // Filled in by a bidder, and another’s pasted.
    let filled = grid.replace(
        "\"Un seul portail et une seule connexion pour tous les services.\";\"\";\"\"",
        "\"Un seul portail et une seule connexion pour tous les services.\";\"couvert\";\"Page 12\"",
    );
    assert_eq!(space.sends(&catalogue, "Solution A", "", &filled).await.status, 303);
    assert_eq!(
        space
            .sends(&catalogue, "Solution B", "FUN-01;partiel;En 2027\nSEC-01;couvert;\nSEC-07;couvert", "")
            .await
            .status,
        303
    );
    let page = space.get(&format!("{catalogue}/reponses")).await;
    assert!(page.says("Page 12") && page.says("En 2027"), "{}", page.text());
    let first = page.all("tbody tr");
    assert_eq!(first[0], "exigences couvertes 1 sur 29 1 sur 29");
    assert_eq!(first[1], "recommandations couvertes 0 sur 15 1 sur 15");
    // Sent again, they replace; what is not understood changes nothing.
    assert_eq!(space.sends(&catalogue, "Solution B", "FUN-01;couvert", "").await.status, 303);
    for (name, grid, said) in [
        ("", "FUN-01;couvert", "Donnez le nom du candidat"),
        ("Solution B", "FUN-01;sûrement", "n’est ni couvert, ni partiel"),
        ("Solution B", "FUN-01;non\nZZZ-01;non", "n’est pas dans ce catalogue"),
        ("Solution B", "", "Aucune réponse n’a été trouvée"),
    ] {
        let reply = space.sends(&catalogue, name, grid, "").await;
        assert!(reply.status == 422 && reply.says(said), "{said}: {}", reply.text());
    }
    assert_eq!(
        space.get(&format!("{catalogue}/reponses")).await.all("tbody tr")[0],
        "exigences couvertes 1 sur 29 1 sur 29"
    );
}

#[tokio::test]
async fn reminders_say_that_they_are_not_the_law() {
    let space = Space::new().await;
    let bad = space.post(space.manager(), "/exigences/rappels", &[("titre", "Image")]).await;
    assert!(bad.status == 422 && bad.says("Donnez le texte de loi"), "{}", bad.text());
    let starters = [("depart", "oui"), ("jour", "2026-09-01"), ("responsable", "Le DPO")];
    let nobody = space.post(space.manager(), "/exigences/rappels", &starters[..2]).await;
    assert!(nobody.status == 422 && nobody.says("Dites qui vérifie"), "{}", nobody.text());
    space.does("/exigences/rappels", &starters).await;
    let begun = space.get("/exigences/rappels").await;
    assert!(begun.says("RU-003") && begun.all("article").len() == 4, "{}", begun.text());
    sqlx::query("delete from legal_notice").execute(space.steered.app.pool()).await.unwrap();
    let notice = [
        ("titre", "Droit à l’image"),
        ("texte", "Une permission écrite, pour un usage, un support et une durée."),
        ("reference", "Code civil, art. 9"),
        ("responsable", "Le délégué à la protection des données"),
        ("jour", "2026-09-01"),
    ];
    space.does("/exigences/rappels", &notice).await;
    let page = space.steered.get(space.steered.agent, "/exigences/rappels").await;
    for said in [
        "rappel, pas la loi",
        "Code civil, art. 9",
        "Vérifié le 1 septembre 2026",
        "Le délégué à la protection",
    ] {
        assert!(page.says(said) || page.says(&said.replace("le 1 ", "le 1er ")), "{said}: {}", page.text());
    }
    space.steered.day("2027-09-15").await;
    assert!(space.get("/exigences/rappels").await.says("à vérifier, plus d’un an"));
    let id: Uuid =
        sqlx::query_scalar("select id from legal_notice").fetch_one(space.steered.app.pool()).await.unwrap();
    let one = format!("/exigences/rappels/{id}");
    assert_eq!(space.post(space.steered.agent, &one, &[("choix", "verifie")]).await.status, 404);
    space.does(&one, &[("choix", "verifie")]).await;
    assert!(space.get("/exigences/rappels").await.says("Vérifié le 15 septembre 2027"));
    space.does(&one, &[("choix", "retire")]).await;
    assert_eq!(space.post(space.manager(), &one, &[("choix", "verifie")]).await.status, 404);
}

/// Nobody certifies it, so that no page, letter or sheet of ours says it.
#[test]
fn no_template_says_that_something_conforms_to_the_sdet() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut templates = Vec::new();
    for one in std::fs::read_dir(crates).unwrap() {
        below(&one.unwrap().path().join("templates"), &mut templates);
    }
    assert!(templates.len() > 100);
    for path in templates {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let words: Vec<String> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2)
            .map(str::to_lowercase)
            .collect();
        let near = words.windows(4).any(|w| w[0].starts_with("conform") && w.contains(&"sdet".to_owned()));
        assert!(!near, "{}", path.display());
    }
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for one in std::fs::read_dir(folder).into_iter().flatten().map(|e| e.unwrap().path()) {
        if one.is_dir() { below(&one, found) } else { found.push(one) }
    }
}

/// What the pages of requirements answer does not say it either, whatever is typed.
#[tokio::test]
async fn no_answer_says_that_something_conforms_to_the_sdet() {
    let space = Space::new().await;
    let catalogue = space.catalogue("1", "depart").await;
    let one = space.item("FUN-01").await;
    for path in [
        "/exigences".to_owned(),
        catalogue.clone(),
        one,
        format!("{catalogue}/reponses"),
        "/exigences/rappels".to_owned(),
    ] {
        let text = space.get(&path).await.text().to_lowercase();
        assert!(!text.contains("conforme sdet") && !text.contains("conforme au sdet"), "{path}");
    }
}
