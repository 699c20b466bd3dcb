//! Conventions: three years, signed by each, with the schools of each year.

use crate::governance::Steered;
use kernel::PlaceId;

/// Prepared, with the syndicate, the commune and the education services.
pub async fn prepared(steered: &Steered, reference: &str) -> String {
    let fields = [
        ("nature", "schools"),
        ("reference", reference),
        ("objet", "Déployer l’ENT"),
        ("debut", "2026-09-01"),
    ];
    let convention = steered.does("/conventions", &fields).await;
    let ormes = steered.app.cast.ormes.to_string();
    for (side, name, signatory, commune) in [
        ("carrier", "Syndicat mixte", "la présidente", ""),
        ("commune", "Ormes-le-Vieux", "le maire", &*ormes),
        ("education", "DSDEN de la Somme", "l’IA-DASEN", ""),
    ] {
        let fields = [("cote", side), ("nom", name), ("signataire", signatory), ("commune", commune)];
        steered.does(&format!("{convention}/parties"), &fields).await;
    }
    convention.split('#').next().unwrap().to_owned()
}

async fn signature(steered: &Steered, convention: &str, party: &str) -> String {
    let (id,): (uuid::Uuid,) = sqlx::query_as(
        "select p.id from convention_party p where p.name like $1 || '%' and p.convention_id = $2::uuid",
    )
    .bind(party)
    .bind(convention.rsplit('/').next().unwrap())
    .fetch_one(steered.app.pool())
    .await
    .unwrap();
    format!("{convention}/partie/{id}/signature")
}

const SIGNED: [(&str, &str); 2] = [("qui", "Jeanne Roche"), ("jour", "2026-09-10")];

async fn signed(steered: &Steered, reference: &str) -> String {
    let convention = prepared(steered, reference).await;
    for party in ["Syndicat", "Ormes", "DSDEN"] {
        steered.does(&signature(steered, &convention, party).await, &SIGNED).await;
    }
    convention
}

async fn covers(steered: &Steered, school: PlaceId, day: &str) -> bool {
    let (covers,): (bool,) = sqlx::query_as("select convention_covers($1, $2::date)")
        .bind(school.0)
        .bind(day)
        .fetch_one(steered.app.pool())
        .await
        .unwrap();
    covers
}

#[tokio::test]
async fn it_holds_once_each_has_signed_and_covers_the_schools_of_the_year() {
    let steered = Steered::new().await;
    let (tilleuls, rives) = (steered.app.cast.tilleuls, steered.app.cast.rives);
    let convention = prepared(&steered, "2026-01").await;
    let list = [("annee", "2026"), ("uai", "0809901a\n0809903C")];
    steered.does(&format!("{convention}/annexes"), &list).await;
    assert!(!covers(&steered, tilleuls, "2026-09-15").await, "nobody has signed");
    steered.does(&signature(&steered, &convention, "Syndicat").await, &SIGNED).await;
    steered.does(&signature(&steered, &convention, "DSDEN").await, &SIGNED).await;
    assert!(!covers(&steered, tilleuls, "2026-09-15").await, "the commune has not");
    // The commune’s agent signs for her commune.
    let hers = signature(&steered, &convention, "Ormes").await;
    assert_eq!(steered.post(steered.agent, &hers, &SIGNED).await.status, 303);
    for (school, day, is) in [
        (tilleuls, "2026-09-15", true),
        (tilleuls, "2026-09-09", false),
        (tilleuls, "2027-07-31", true),
        (tilleuls, "2027-08-01", false),
        (rives, "2026-09-15", false),
    ] {
        assert_eq!(covers(&steered, school, day).await, is, "{day}");
    }
    let page = steered.get(steered.manager, &convention).await;
    assert!(
        page.says("Du 1er septembre 2026 au 31 août 2029")
            && page.says("en vigueur")
            && page.says("2026-2027 : 2 écoles"),
        "{}",
        page.text()
    );
    // Made anew, by commune: the last one holds.
    let ormes = steered.app.cast.ormes.to_string();
    steered.does(&format!("{convention}/annexes"), &[("annee", "2026"), ("commune", &*ormes)]).await;
    assert!(covers(&steered, steered.app.cast.moulin, "2026-09-15").await);
    assert!(!covers(&steered, steered.app.cast.aulnes, "2026-09-15").await);
    steered.day("2027-09-02").await;
    let page = steered.get(steered.manager, &convention).await;
    assert!(page.says("La liste des écoles de 2027-2028 manque."), "{}", page.text());
    assert!(steered.get(steered.manager, "/conventions").await.says("annexe 2027-2028 à faire"));
    let pdf = steered.get(steered.agent, &format!("{convention}/document")).await;
    assert!(pdf.status == 200 && pdf.bytes.starts_with(b"%PDF"), "{}", pdf.text());
}

#[tokio::test]
async fn its_end_is_announced_at_nine_six_and_three_months_and_on_the_agendas() {
    let steered = Steered::new().await;
    let convention = signed(&steered, "2026-01").await;
    let body = steered.body("technical", "Comité technique").await;
    for (day, said) in [
        ("2028-11-30", None),
        ("2028-12-01", Some("à reconduire : moins de 9 mois")),
        ("2029-03-01", Some("à reconduire : moins de 6 mois")),
        ("2029-06-01", Some("à reconduire : moins de 3 mois")),
        ("2029-09-01", Some("terminée")),
    ] {
        steered.day(day).await;
        let list = steered.get(steered.manager, "/conventions").await.all("tbody tr").concat();
        assert_eq!(said.is_some_and(|said| list.contains(said)), said.is_some(), "{day}: {list}");
        assert_eq!(
            list.contains("à reconduire"),
            said.is_some_and(|s| s.contains("reconduire")),
            "{day}: {list}"
        );
    }
    steered.day("2029-03-01").await;
    let meeting = steered.meeting(&body, "2029-03-06").await;
    let page = steered.get(steered.manager, &meeting).await;
    assert!(page.says("Conventions à reconduire (1) 2026-01, jusqu’au 31 août 2029"), "{}", page.text());
    // An amendment prolongs it.
    let fields = [("objet", "Une année de plus"), ("jour", "2029-02-20"), ("fin", "2030-08-31")];
    steered.does(&format!("{convention}/avenants"), &fields).await;
    let page = steered.get(steered.manager, &convention).await;
    assert!(
        page.says("au 31 août 2030") && page.says("Avenant 1") && !page.says("à reconduire"),
        "{}",
        page.text()
    );
    steered
        .does(&format!("{convention}/fin"), &[("jour", "2029-08-31"), ("texte", "Fusion de communes")])
        .await;
    steered.day("2029-09-02").await;
    let page = steered.get(steered.manager, &convention).await;
    assert!(page.says("A pris fin le 31 août 2029 : Fusion de communes"), "{}", page.text());
}

#[tokio::test]
async fn a_partner_without_accounts_has_one_too() {
    let steered = Steered::new().await;
    let fields = [
        ("nature", "partner"),
        ("reference", "Canopé 2026"),
        ("objet", "Des ressources pour les classes"),
        ("apporte", "Bouquets de ressources, ateliers"),
        ("debut", "2026-09-01"),
    ];
    let convention = steered.does("/conventions", &fields).await;
    let convention = convention.split('#').next().unwrap();
    for (side, name, signatory) in
        [("partner", "Canopé", "la directrice"), ("education", "DSDEN", "l’IA-DASEN")]
    {
        let fields = [("cote", side), ("nom", name), ("signataire", signatory)];
        steered.does(&format!("{convention}/parties"), &fields).await;
    }
    for name in ["Canopé", "DSDEN"] {
        steered.does(&signature(&steered, convention, name).await, &SIGNED).await;
    }
    let page = steered.get(steered.manager, convention).await;
    assert!(
        page.says("en vigueur") && page.says("Bouquets de ressources") && page.says("Sans comptes"),
        "{}",
        page.text()
    );
    let reply = steered
        .post(steered.manager, &format!("{convention}/annexes"), &[("annee", "2026"), ("uai", "0809901A")])
        .await;
    assert!(reply.status == 422 && reply.says("n’a pas de liste d’écoles"), "{}", reply.text());
    assert!(steered.get(steered.manager, "/conventions").await.says("sans comptes"));
}

#[tokio::test]
async fn who_may_not_is_told_so() {
    let steered = Steered::new().await;
    let cast = &steered.app.cast;
    let convention = prepared(&steered, "2026-01").await;
    let list = [("annee", "2026"), ("uai", "0809901A")];
    steered.does(&format!("{convention}/annexes"), &list).await;
    // The commune signs for itself, and for nobody else; the inspector reads.
    let theirs = signature(&steered, &convention, "DSDEN").await;
    for who in [steered.agent, cast.segur] {
        let reply = steered.post(who, &theirs, &SIGNED).await;
        assert!(
            reply.status == 422
                && reply.says("La signature de DSDEN de la Somme s’enregistre par l’équipe projet."),
            "{}",
            reply.text()
        );
    }
    let hers = signature(&steered, &convention, "Ormes").await;
    let reply = steered.post(cast.segur, &hers, &SIGNED).await;
    assert!(reply.status == 422 && reply.says("par ses agents ou l’équipe projet"), "{}", reply.text());
    let acts = [
        ("/conventions".to_owned(), vec![("nature", "schools")]),
        (format!("{convention}/parties"), vec![("cote", "partner")]),
        (format!("{convention}/clauses"), vec![("clause", "1"), ("texte", "x")]),
        (format!("{convention}/annexes"), list.to_vec()),
        (format!("{convention}/avenants"), vec![("objet", "x")]),
        (format!("{convention}/fin"), vec![("texte", "x")]),
    ];
    for (path, fields) in &acts {
        for who in [steered.agent, cast.segur] {
            let reply = steered.post(who, path, fields).await;
            assert!(
                reply.status == 422 && reply.says("C’est à l’équipe projet de tenir les conventions"),
                "{path}: {}",
                reply.text()
            );
        }
        for who in [cast.petit, cast.nadia, cast.zoe] {
            assert_eq!(steered.post(who, path, fields).await.status, 404, "{path}");
        }
    }
    for (who, status) in
        [(cast.segur, 200), (steered.agent, 200), (cast.oger, 200), (cast.petit, 404), (cast.nadia, 404)]
    {
        assert_eq!(steered.get(who, &convention).await.status, status);
    }
    // Another circonscription’s inspector finds nothing of it.
    let other = crate::joining::somebody(&steered.app, "Luc", "Faur", "inspector", cast.rives_circo.0).await;
    assert_eq!(steered.get(other, &convention).await.status, 404);
    assert!(!steered.get(other, "/conventions").await.says("2026-01"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_what_is_signed_stays() {
    let steered = Steered::new().await;
    let draft = prepared(&steered, "2026-01").await;
    let bare = steered
        .does(
            "/conventions",
            &[("nature", "schools"), ("reference", "2026-02"), ("objet", "x"), ("debut", "2026-09-01")],
        )
        .await;
    let bare = bare.split('#').next().unwrap();
    steered
        .does(
            &format!("{bare}/parties"),
            &[("cote", "commune"), ("nom", "Seule"), ("signataire", "le maire")],
        )
        .await;
    let good = [("nature", "schools"), ("reference", "2026-03"), ("objet", "x"), ("debut", "2026-09-01")];
    let with = |at: usize, value: &'static str| {
        let mut fields = good.to_vec();
        fields[at].1 = value;
        fields
    };
    let mut backwards = good.to_vec();
    backwards.push(("fin", "2026-08-31"));
    let alone = signature(&steered, bare, "Seule").await;
    let sign = signature(&steered, &draft, "DSDEN").await;
    let cases: Vec<(String, Vec<(&str, &str)>, &str)> = vec![
        ("/conventions".into(), vec![], "Choisissez une réponse de la liste."),
        ("/conventions".into(), with(0, "partner"), "Dites ce que le partenaire apporte."),
        ("/conventions".into(), with(1, "2026-01"), "Une autre convention a déjà cette référence."),
        ("/conventions".into(), with(2, " "), "Dites sur quoi elle porte."),
        ("/conventions".into(), with(3, "31/12/2026"), "Donnez la date."),
        ("/conventions".into(), backwards, "La fin vient après le début."),
        (
            format!("{draft}/parties"),
            vec![("cote", "carrier"), ("signataire", "x")],
            "Donnez le nom de la partie.",
        ),
        (
            format!("{draft}/parties"),
            vec![("cote", "commune"), ("nom", "x"), ("signataire", "x"), ("commune", "Paris")],
            "Choisissez une commune de la liste.",
        ),
        (format!("{draft}/clauses"), vec![("clause", "99"), ("texte", "x")], "Cette clause n’existe pas"),
        (
            format!("{draft}/annexes"),
            vec![("annee", "2026"), ("uai", "0000000Z")],
            "Aucune école ouverte du projet n’a ce numéro : 0000000Z.",
        ),
        (format!("{draft}/annexes"), vec![("annee", "2026")], "Donnez au moins une école"),
        (
            format!("{draft}/annexes"),
            vec![("annee", "1999"), ("uai", "0809901A")],
            "Choisissez une réponse de la liste.",
        ),
        (
            format!("{draft}/avenants"),
            vec![("objet", "x"), ("jour", "2026-09-10")],
            "Toutes les parties n’ont pas signé",
        ),
        (
            format!("{draft}/fin"),
            vec![("jour", "2031-01-01"), ("texte", "x")],
            "Donnez un jour entre le début et le terme",
        ),
        (alone, SIGNED.to_vec(), "Il manque l’Éducation nationale parmi les parties."),
        (sign.clone(), vec![("qui", "x"), ("jour", "2026-12-25")], "Cette date n’est pas encore venue."),
        (sign.clone(), vec![("jour", "2026-09-10")], "Dites qui a signé."),
    ];
    for (path, fields, said) in &cases {
        let reply = steered.post(steered.manager, path, fields).await;
        assert_eq!(reply.status, 422, "{path} {fields:?}");
        assert!(reply.says(said), "{path} {said}: {}", reply.text());
    }
    // Worded until somebody signs; not without what a convention must say.
    steered
        .does(&format!("{draft}/clauses"), &[("clause", "2"), ("texte", "Trois écoles pour commencer.")])
        .await;
    assert!(steered.get(steered.manager, &draft).await.says("Trois écoles pour commencer."));
    steered.does(&format!("{draft}/clauses"), &[("clause", "10"), ("texte", "")]).await;
    let last =
        steered.post(steered.manager, &format!("{draft}/clauses"), &[("clause", "11"), ("texte", "")]).await;
    assert!(
        last.status == 422
            && last.says("Une convention dit au moins un mot de ceci : protection des données."),
        "{}",
        last.text()
    );
    steered.does(&sign, &SIGNED).await;
    for (path, fields) in [
        (format!("{draft}/clauses"), vec![("clause", "2"), ("texte", "Autrement.")]),
        (format!("{draft}/parties"), vec![("cote", "partner"), ("nom", "x"), ("signataire", "x")]),
    ] {
        let reply = steered.post(steered.manager, &path, &fields).await;
        assert!(
            reply.status == 422 && reply.says("Une partie a signé : le texte ne change plus."),
            "{}",
            reply.text()
        );
    }
    let twice = steered.post(steered.manager, &sign, &SIGNED).await;
    assert!(twice.status == 422 && twice.says("DSDEN de la Somme a déjà signé."), "{}", twice.text());
}
