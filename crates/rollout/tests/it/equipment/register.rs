//! A school’s register.

use super::batch;
use crate::governance::Steered;
use crate::joining::Way;

#[tokio::test]
async fn a_batch_comes_breaks_is_repaired_and_goes() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let school = cast.tilleuls;
    let at = format!("/ecole/{school}/equipement");
    let cm1b = cast.cm1b.to_string();
    let board = [
        ("genre", "board"),
        ("modele", "Exemple 75"),
        ("nombre", "1"),
        ("classe", &*cm1b),
        ("achat", "2019-03-01"),
        ("lot", "EX-75-001"),
    ];
    let id = batch(&s, school, cast.petit, &board).await;
    let tablets =
        batch(&s, school, s.agent, &[("genre", "tablet"), ("nombre", "30"), ("financeur", "FEDER 2026")])
            .await;
    let page = s.get(cast.carrel, &at).await;
    for said in [
        "Exemple 75",
        "EX-75-001",
        "à remplacer avant le 1er mars 2027",
        "à la commune, payé par FEDER 2026",
        "30 sur 30",
    ] {
        assert!(page.says(said), "{said}: {}", page.text());
    }
    // CP has none. Six months before its end, the one of CM1 is to be replaced.
    assert!(page.says("Sans tableau interactif : CP"), "{}", page.text());
    assert!(page.all(".chip.brick").iter().any(|chip| chip == "à remplacer"), "{}", page.text());

    let broken = [("nombre", "2"), ("texte", "Écran fendu")];
    let open = format!("{at}/{tablets}/incidents");
    assert_eq!(s.post(cast.carrel, &open, &broken).await.status, 303);
    let page = s.get(cast.petit, &at).await;
    assert!(
        page.says("28 sur 30") && page.says("par Marion CARREL") | page.says("par Marion Carrel"),
        "{}",
        page.text()
    );
    let too_many = s.post(cast.carrel, &open, &[("nombre", "29"), ("texte", "x")]).await;
    assert!(too_many.status == 422 && too_many.says("Donnez un nombre, de 1 à 28."), "{}", too_many.text());

    let (incident,): (uuid::Uuid,) =
        sqlx::query_as("select id from equipment_incident").fetch_one(s.app.pool()).await.unwrap();
    let follow = format!("{at}/incident/{incident}");
    let fields = [
        ("commune", &*cast.ormes.to_string()),
        ("prestataire", "Atelier Exemple"),
        ("telephone", "01 99 00 10 40"),
        ("objet", "Tablettes"),
        ("debut", "2026-09-01"),
        ("fin", "2029-08-31"),
    ]
    .map(|(a, b)| (a, b.to_owned()));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(a, b)| (*a, &**b)).collect();
    assert_eq!(s.post(s.agent, "/equipement/maintenance", &fields).await.status, 303);
    let (contract,): (uuid::Uuid,) =
        sqlx::query_as("select id from maintenance_contract").fetch_one(s.app.pool()).await.unwrap();
    let sent = [("suite", "sent"), ("contrat", &*contract.to_string())].map(|(a, b)| (a, b.to_owned()));
    let sent: Vec<(&str, &str)> = sent.iter().map(|(a, b)| (*a, &**b)).collect();
    assert_eq!(s.post(cast.petit, &follow, &sent).await.status, 303);
    assert!(s.get(cast.petit, &at).await.says("remis à Atelier Exemple le 15 septembre 2026"));
    assert_eq!(s.post(cast.petit, &follow, &[("suite", "repaired")]).await.status, 303);
    let twice = s.post(cast.petit, &follow, &[("suite", "repaired")]).await;
    assert!(twice.status == 422 && twice.says("Cet incident est clos."), "{}", twice.text());
    assert!(s.get(cast.petit, &at).await.says("30 sur 30"));

    let out = [("raison", "worn_out"), ("jour", "2026-09-15")];
    assert_eq!(s.post(s.manager, &format!("{at}/{id}/sortie"), &out).await.status, 303);
    let page = s.get(cast.petit, &at).await;
    assert!(
        page.says("Sorti du registre (1)") && page.says("hors d’usage le 15 septembre 2026"),
        "{}",
        page.text()
    );
    assert_eq!(s.post(s.manager, &format!("{at}/{id}/sortie"), &out).await.status, 404, "it is gone");
}

#[tokio::test]
async fn who_keeps_who_reads_and_who_finds_nothing() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let at = format!("/ecole/{}/equipement", cast.tilleuls);
    let good = [("genre", "tablet"), ("nombre", "2"), ("etat", "new"), ("proprietaire", "school")];
    for who in [cast.carrel, cast.keller, cast.segur] {
        assert_eq!(s.get(who, &at).await.status, 200);
        let reply = s.post(who, &at, &good).await;
        assert!(
            reply.status == 422 && reply.says("L’équipement est tenu par la direction"),
            "{}",
            reply.text()
        );
    }
    for who in [cast.vidal, cast.nadia, cast.zoe, cast.faure] {
        assert_eq!(s.get(who, &at).await.status, 404);
        assert_eq!(s.post(who, &at, &good).await.status, 404);
    }
    for who in [cast.petit, cast.nadia] {
        assert_eq!(s.get(who, "/equipement").await.status, 404);
    }
    for (fields, said) in [
        (vec![], "Choisissez une réponse de la liste."),
        (vec![("genre", "tablet"), ("nombre", "0")], "Donnez un nombre, de 1 à 5000."),
        (
            vec![("genre", "board"), ("classe", "00000000-0000-7000-8000-000000000001")],
            "Choisissez une classe de l’école.",
        ),
        (vec![("genre", "board"), ("achat", "2026-09-16")], "Vérifiez cette date."),
        (
            vec![("genre", "board"), ("achat", "2026-09-01"), ("terme", "2026-08-01")],
            "La fin vient après l’achat.",
        ),
    ] {
        let reply = s.post(cast.petit, &at, &fields).await;
        assert!(reply.status == 422 && reply.says(said), "{said}: {}", reply.text());
    }
    // A batch of another school is nobody’s here.
    let other = batch(&s, cast.rives, s.manager, &[("genre", "tablet"), ("nombre", "2")]).await;
    assert_eq!(
        s.post(cast.petit, &format!("{at}/{other}/incidents"), &[("nombre", "1"), ("texte", "x")])
            .await
            .status,
        404
    );
    assert_eq!(
        s.post(s.agent, &format!("/ecole/{}/equipement/{other}", cast.rives), &good).await.status,
        404
    );
}

#[tokio::test]
async fn the_check_of_a_school_starts_from_its_register() {
    let way = Way::new().await;
    way.until("equipement").await;
    let cast = &way.app.cast;
    let at = format!("/ecole/{}/equipement", cast.tilleuls);
    let cp = cast.cp.to_string();
    let board = [
        ("genre", "board"),
        ("nombre", "1"),
        ("etat", "good"),
        ("proprietaire", "commune"),
        ("classe", &*cp),
    ];
    assert_eq!(way.app.as_(way.agent).await.post(&at, &board).await.status, 303);
    // The class that begins is the other one.
    let page = way.page(way.agent).await;
    assert!(page.says("Sans tableau interactif : CE2-CM1 MME CARREL"), "{}", page.text());
    assert_eq!(page.attribute("#equipement-tableaux", "value").as_deref(), Some("1"));
    let seen = |boards: &'static str| {
        [
            ("tableaux", boards),
            ("tablettes", "0"),
            ("ordinateurs", "0"),
            ("reseau", "oui"),
            ("filtrage", "oui"),
        ]
    };
    let more = way.say(way.agent, "equipement", &seen("2")).await;
    assert!(more.status == 422 && more.says("Le registre de l’école en tient 1"), "{}", more.text());
    assert_eq!(way.say(way.agent, "equipement", &seen("1")).await.status, 303);
    let page = way.page(way.agent).await;
    assert!(
        page.says("un tableau interactif par classe engagée (1), rien en CE2-CM1 MME CARREL"),
        "{}",
        page.text()
    );
    // One that stands in no class could go there.
    assert_eq!(way.app.as_(way.agent).await.post(&at, &board[..4]).await.status, 303);
    assert_eq!(way.say(way.agent, "equipement", &seen("2")).await.status, 303);
    assert!(!way.page(way.agent).await.says("Sans tableau interactif"));
}
