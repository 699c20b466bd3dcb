//! Group purchases: each in its time, by whom it is for; what is received stands in the register.

use crate::governance::Steered;
use kernel::PersonId;
use uuid::Uuid;

struct Purchase {
    s: Steered,
    at: String,
    tablet: Uuid,
    board: Uuid,
}

async fn one(s: &Steered, sql: &'static str) -> Uuid {
    let (id,): (Uuid,) = sqlx::query_as(sql).fetch_one(s.app.pool()).await.unwrap();
    id
}

impl Purchase {
    /// Open until 1 October, needs until the 20th.
    async fn new() -> Self {
        let s = Steered::new().await;
        let fields = [("titre", "Tablettes 2026"), ("adhesion", "2026-10-01"), ("besoins", "2026-10-20")];
        let at = s.does("/achats", &fields).await;
        for (kind, label, price) in
            [("tablet", "Tablette 10 pouces", "219"), ("board", "Écran 75 pouces", "1 450,50")]
        {
            let fields = [
                ("genre", kind),
                ("article", label),
                ("fournisseur", "Exemple SA"),
                ("reference", "X-1"),
                ("prix", price),
                ("minimum", "Garantie cinq ans"),
            ];
            s.does(&format!("{at}/articles"), &fields).await;
        }
        let tablet = one(&s, "select id from purchase_item where kind = 'tablet'").await;
        let board = one(&s, "select id from purchase_item where kind = 'board'").await;
        Self { s, at, tablet, board }
    }

    async fn adheres(&self, who: PersonId) -> testing::Reply {
        let ormes = self.s.app.cast.ormes.to_string();
        let fields = [("commune", &*ormes), ("deliberation", "2026-50"), ("jour", "2026-09-10")];
        self.s.post(who, &format!("{}/adhesions", self.at), &fields).await
    }

    fn school(&self) -> String {
        format!("/ecole/{}/achats", self.s.app.cast.tilleuls)
    }

    async fn needs(&self, who: PersonId, tablets: &str, boards: &str) -> testing::Reply {
        let (tablet, board) = (format!("article-{}", self.tablet), format!("article-{}", self.board));
        let campaign = self.at.rsplit('/').next().unwrap();
        let fields = [(&*tablet, tablets), (&*board, boards)];
        self.s.post(who, &format!("{}/{campaign}/besoins", self.school()), &fields).await
    }

    async fn validates(&self, who: PersonId, what: &str) -> testing::Reply {
        let path = format!("{}/commune/{}/validation", self.at, self.s.app.cast.ormes);
        self.s.post(who, &path, &[("choix", what)]).await
    }

    async fn ordered() -> Self {
        let p = Self::new().await;
        assert_eq!(p.adheres(p.s.agent).await.status, 303);
        assert_eq!(p.needs(p.s.app.cast.petit, "10", "1").await.status, 303);
        assert_eq!(p.validates(p.s.agent, "valider").await.status, 303);
        p.s.does(&format!("{}/commande", p.at), &[]).await;
        p
    }
}

#[tokio::test]
async fn from_the_catalogue_to_the_register() {
    let p = Purchase::ordered().await;
    let cast = &p.s.app.cast;
    let page = p.s.get(cast.petit, &p.school()).await;
    assert!(page.says("Commandé : 10. Livré : 0."), "{}", page.text());
    let line = one(
        &p.s,
        "select l.id from purchase_line l join purchase_item i on i.id = l.article_id where i.kind = 'tablet'",
    )
    .await;
    let deliver = format!("{}/ligne/{line}/livraisons", p.school());
    assert_eq!(p.s.post(cast.petit, &deliver, &[("nombre", "6"), ("jour", "2026-09-15")]).await.status, 303);
    let more = p.s.post(cast.petit, &deliver, &[("nombre", "5"), ("jour", "2026-09-15")]).await;
    assert!(more.status == 422 && more.says("Donnez un nombre, de 1 à 4."), "{}", more.text());
    let delivery = one(&p.s, "select id from purchase_delivery").await;
    let accept = format!("{}/livraison/{delivery}/reception", p.school());
    let vague =
        p.s.post(cast.petit, &accept, &[("jour", "2026-09-15"), ("reserves", "Un écran fendu")]).await;
    assert!(vague.status == 422 && vague.says("combien d’appareils elle touche"), "{}", vague.text());
    let fields = [("jour", "2026-09-15"), ("reserves", "Un écran fendu"), ("defauts", "1")];
    let team = p.s.post(p.s.manager, &accept, &fields).await;
    assert!(
        team.status == 422 && team.says("La réception est prononcée par la direction"),
        "{}",
        team.text()
    );
    assert_eq!(p.s.post(cast.petit, &accept, &fields).await.status, 303);
    let twice = p.s.post(p.s.agent, &accept, &fields).await;
    assert!(twice.status == 422 && twice.says("Cette livraison est déjà reçue."), "{}", twice.text());
    let register = p.s.get(cast.carrel, &format!("/ecole/{}/equipement", cast.tilleuls)).await;
    for said in [
        "5 sur 6",
        "achat groupé « Tablettes 2026 »",
        "Un écran fendu",
        "à remplacer avant le 15 septembre 2031",
    ] {
        assert!(register.says(said), "{said}: {}", register.text());
    }
    let account = p.s.get(p.s.agent, &format!("{}/commune/{}", p.at, cast.ormes)).await;
    // 10 × 219 + 1 450,50; 6 × 219 came and was received.
    for said in ["Commandé 3 640,50 €", "Livré 1 314,00 €", "Reçu 1 314,00 €", "Facturé 0,00 €"] {
        assert!(account.says(said), "{said}: {}", account.text());
    }
    let table = p.s.get(p.s.agent, &format!("{}/commune/{}/tableau", p.at, cast.ormes)).await;
    let said = "\"Les Tilleuls\";\"Tablette 10 pouces\";\"Exemple SA\";\"X-1\";\"219,00\";10;6;6;\"2190,00\"";
    assert!(table.status == 200 && table.body().contains(said), "{}", table.body());
    let pdf = p.s.get(cast.segur, &format!("{}/commune/{}/document", p.at, cast.ormes)).await;
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
}

#[tokio::test]
async fn each_in_its_time() {
    let p = Purchase::new().await;
    let cast = &p.s.app.cast;
    let early = p.needs(cast.petit, "10", "").await;
    assert!(early.status == 422 && early.says("La commune de l’école n’a pas adhéré"), "{}", early.text());
    assert_eq!(p.adheres(p.s.agent).await.status, 303);
    let twice = p.adheres(p.s.manager).await;
    assert!(twice.status == 422 && twice.says("Cette commune a déjà adhéré."), "{}", twice.text());
    let nothing = p.validates(p.s.agent, "valider").await;
    assert!(nothing.status == 422 && nothing.says("n’a encore dit de besoin"), "{}", nothing.text());
    let order = format!("{}/commande", p.at);
    let nothing = p.s.post(p.s.manager, &order, &[]).await;
    assert!(nothing.status == 422 && nothing.says("il n’y a rien à commander"), "{}", nothing.text());
    assert_eq!(p.needs(cast.petit, "10", "").await.status, 303);
    let wrong = p.needs(cast.petit, "-1", "").await;
    assert!(wrong.status == 422 && wrong.says("donnez un nombre, de 0 à 5000"), "{}", wrong.text());
    assert_eq!(p.validates(p.s.agent, "valider").await.status, 303);
    let whole = p.needs(cast.petit, "12", "").await;
    assert!(whole.status == 422 && whole.says("La commune a validé ses besoins"), "{}", whole.text());
    assert_eq!(p.validates(p.s.agent, "rouvrir").await.status, 303);
    assert_eq!(p.needs(cast.petit, "12", "1").await.status, 303);
    p.s.day("2026-10-02").await;
    let late = p.adheres(p.s.manager).await;
    assert!(
        late.status == 422 && late.says("Les adhésions étaient ouvertes jusqu’au 1er octobre 2026."),
        "{}",
        late.text()
    );
    let fields =
        [("genre", "board"), ("article", "x"), ("fournisseur", "x"), ("reference", "x"), ("prix", "1")];
    let late = p.s.post(p.s.manager, &format!("{}/articles", p.at), &fields).await;
    assert!(late.status == 422 && late.says("il ne change plus"), "{}", late.text());
    p.s.day("2026-10-21").await;
    let late = p.needs(cast.petit, "20", "").await;
    assert!(
        late.status == 422 && late.says("Les besoins se disaient jusqu’au 20 octobre 2026."),
        "{}",
        late.text()
    );
    assert_eq!(p.validates(p.s.manager, "valider").await.status, 303);
    p.s.does(&order, &[]).await;
    for reply in [p.s.post(p.s.manager, &order, &[]).await, p.validates(p.s.agent, "rouvrir").await] {
        assert!(reply.status == 422 && reply.says("Le carnet de commandes est clos"), "{}", reply.text());
    }
    let (lines, units): (i64, i64) = sqlx::query_as("select count(*), sum(quantity) from purchase_line")
        .fetch_one(p.s.app.pool())
        .await
        .unwrap();
    assert_eq!((lines, units), (2, 13));
}

#[tokio::test]
async fn who_may_not() {
    let p = Purchase::ordered().await;
    let cast = &p.s.app.cast;
    for path in ["/achats".to_owned(), format!("{}/articles", p.at), format!("{}/commande", p.at)] {
        for who in [p.s.agent, cast.segur, cast.petit, cast.nadia] {
            assert_eq!(p.s.post(who, &path, &[]).await.status, 404, "{path}");
        }
    }
    let inspector = p.adheres(cast.segur).await;
    assert!(
        inspector.status == 422 && inspector.says("C’est à la commune d’adhérer"),
        "{}",
        inspector.text()
    );
    let inspector = p.validates(cast.segur, "valider").await;
    assert!(
        inspector.status == 422 && inspector.says("C’est à la commune de valider ses besoins."),
        "{}",
        inspector.text()
    );
    let teacher = p.needs(cast.carrel, "1", "").await;
    assert!(
        teacher.status == 422 && teacher.says("Les besoins sont dits par la direction"),
        "{}",
        teacher.text()
    );
    for who in [cast.vidal, cast.nadia, cast.zoe] {
        assert_eq!(p.s.get(who, &p.school()).await.status, 404);
        assert_eq!(p.needs(who, "1", "").await.status, 404);
    }
    // The head reads what steers the territory nowhere else than in her school.
    assert_eq!(p.s.get(cast.petit, &p.at).await.status, 404);
    // Another commune’s account is not there.
    let other = format!("{}/commune/{}", p.at, Uuid::now_v7());
    assert_eq!(p.s.get(p.s.agent, &other).await.status, 404);
}

#[tokio::test]
async fn two_at_once_deliver_no_more_than_was_ordered() {
    let p = Purchase::ordered().await;
    let line = one(
        &p.s,
        "select l.id from purchase_line l join purchase_item i on i.id = l.article_id where i.kind = 'tablet'",
    )
    .await;
    let deliver = format!("{}/ligne/{line}/livraisons", p.school());
    let fields = [("nombre", "7"), ("jour", "2026-09-15")];
    let (one, two) =
        tokio::join!(p.s.post(p.s.app.cast.petit, &deliver, &fields), p.s.post(p.s.agent, &deliver, &fields));
    let mut both = [one.status.as_u16(), two.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [303, 422]);
}
