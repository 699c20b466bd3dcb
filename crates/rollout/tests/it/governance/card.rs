//! The card that both co-owners hold.

use super::Steered;
use uuid::Uuid;

const CARD: &str = "/gouvernance/carte";
const PARTIES: &str = "/pilotage/projet/parties";

struct Parties {
    carrier: String,
    owner: String,
    provider: String,
}

async fn party(s: &Steered, name: &str, kind: &str, part: &str) -> String {
    let page = s.does(PARTIES, &[("nom", name), ("genre", kind), ("role", part)]).await;
    page.rsplit('/').next().unwrap().to_owned()
}

/// Carried by the Syndicat, owned with the DSDEN, provided by Édupage; said while framing.
async fn framed(s: &Steered) -> Parties {
    s.does("/pilotage/projet", &[("marque", "e-Ormes"), ("solution", "Édu")]).await;
    Parties {
        carrier: party(s, "Syndicat", "syndicate", "carrier").await,
        owner: party(s, "DSDEN", "dsden", "co_owner").await,
        provider: party(s, "Édupage", "publisher", "provider").await,
    }
}

async fn framing_ends(s: &Steered) {
    sqlx::query(
        "insert into phase_decision (id, kind, go, from_year, decided_on, reason, at)
         values ($1, 'experimentation', true, 2026, '2026-09-01', 'Prêts', '2026-09-01')",
    )
    .bind(Uuid::now_v7())
    .execute(s.app.pool())
    .await
    .unwrap();
}

fn wanted<'a>(p: &'a Parties, name: &'a str, carrier: &'a str) -> [(&'a str, &'a str); 6] {
    [
        ("nom", name),
        ("solution", "Édu"),
        ("porteur", carrier),
        ("coporteurs", &p.owner),
        ("prestataire", &p.provider),
        ("raison", "Tout le département"),
    ]
}

const YES: &str = "oui";

#[tokio::test]
async fn one_side_alone_changes_nothing_and_both_change_it_at_once() {
    let s = Steered::new().await;
    s.with_both("strategic", "Comité stratégique").await;
    let p = framed(&s).await;
    let second = party(&s, "Département", "department", "member").await;
    framing_ends(&s).await;
    // Neither by the project’s form, nor by the parties’.
    let renamed = s.post(s.manager, "/pilotage/projet", &[("marque", "Autre"), ("solution", "Édu")]).await;
    assert!(renamed.status == 422 && renamed.says("l’accord des deux collèges"), "{}", renamed.text());
    let kept = [("marque", "e-Ormes"), ("solution", "Édu"), ("constat", "Un constat")];
    assert_eq!(s.post(s.manager, "/pilotage/projet", &kept).await.status, 303, "the rest is free");
    let more = [("nom", "DRANE"), ("genre", "rectorat"), ("role", "co_owner")];
    assert_eq!(s.post(s.manager, PARTIES, &more).await.status, 422);
    for fields in [
        [("nom", "Syndicat"), ("genre", "syndicate"), ("role", "member"), ("sortie", "")],
        [("nom", "Syndicat"), ("genre", "syndicate"), ("role", "carrier"), ("sortie", "1")],
    ] {
        let reply = s.post(s.manager, &format!("{PARTIES}/{}", p.carrier), &fields).await;
        assert!(reply.status == 422 && reply.says("l’accord des deux collèges"), "{}", reply.text());
    }
    // Proposed by who sits for the collectivities.
    assert_eq!(s.post(s.agent, CARD, &wanted(&p, "e-Département", &second)).await.status, 303);
    let page = s.get(s.app.cast.segur, CARD).await;
    assert!(
        page.says("e-Ormes") && page.says("e-Département") && page.says("attend l’accord"),
        "{}",
        page.text()
    );
    let again = s.post(s.manager, CARD, &wanted(&p, "Encore", &second)).await;
    assert!(again.status == 422 && again.says("Une proposition attend déjà"), "{}", again.text());
    let change: Uuid =
        sqlx::query_scalar("select id from card_change").fetch_one(s.app.pool()).await.unwrap();
    let voice = format!("{CARD}/{change}/accord");
    // Nobody speaks for the other college.
    let wrong = s.post(s.agent, &voice, &[("college", "education"), ("choix", YES)]).await;
    assert!(wrong.status == 422 && wrong.says("qui siège pour ce collège"), "{}", wrong.text());
    assert_eq!(s.post(s.agent, &voice, &[("college", "collectivities"), ("choix", YES)]).await.status, 303);
    assert_eq!(s.post(s.agent, &voice, &[("college", "collectivities"), ("choix", YES)]).await.status, 303);
    assert_eq!(
        s.app.count("select count(*) from project where brand = 'e-Ormes'").await,
        1,
        "one side alone"
    );
    let silent = [("college", "education"), ("choix", "non")];
    assert_eq!(s.post(s.app.cast.segur, &voice, &silent).await.status, 422, "says why");
    let against = [silent[0], silent[1], ("texte", "Trop tôt")];
    assert_eq!(s.post(s.app.cast.segur, &voice, &against).await.status, 303);
    assert!(s.get(s.agent, CARD).await.says("Trop tôt"));
    // What is proposed to take a place does not leave meanwhile.
    let leaves = [("nom", "Département"), ("genre", "department"), ("role", "member"), ("sortie", "1")];
    assert_eq!(s.post(s.manager, &format!("{PARTIES}/{second}"), &leaves).await.status, 422);
    let agrees = [("college", "education"), ("choix", YES)];
    assert_eq!(s.post(s.app.cast.segur, &voice, &agrees).await.status, 303);
    let page = s.get(s.agent, CARD).await;
    assert!(page.says("Porteur Département") && !page.says("Ce qui attend"), "{}", page.text());
    let parts: Vec<(String, String)> =
        sqlx::query_as("select name, part from party order by name").fetch_all(s.app.pool()).await.unwrap();
    let parts: Vec<_> = parts.iter().map(|(n, p)| (n.as_str(), p.as_str())).collect();
    assert_eq!(
        parts,
        [("Département", "carrier"), ("DSDEN", "co_owner"), ("Édupage", "provider"), ("Syndicat", "member")]
    );
    assert_eq!(s.app.count("select count(*) from project where brand = 'e-Département'").await, 1);
    assert_eq!(s.post(s.app.cast.segur, &voice, &agrees).await.status, 404, "it waits no more");
}

#[tokio::test]
async fn who_does_not_sit_proposes_nothing_and_the_team_writes_in_a_members_name() {
    let s = Steered::new().await;
    let p = framed(&s).await;
    let early = s.post(s.manager, CARD, &wanted(&p, "Autre", &p.carrier)).await;
    assert!(early.status == 422 && early.says("Aucun comité stratégique"), "{}", early.text());
    let body = s.body("strategic", "Comité stratégique").await;
    for (college, name) in [("education", "Une DASEN"), ("collectivities", "Un maire")] {
        let fields = [("college", college), ("nom", name), ("qualite", "membre")];
        s.does(&format!("{body}/membres"), &fields).await;
    }
    let stranger = s.post(s.agent, CARD, &wanted(&p, "Autre", &p.carrier)).await;
    assert!(
        stranger.status == 422 && stranger.says("qui siège au comité stratégique"),
        "{}",
        stranger.text()
    );
    assert_eq!(s.post(s.manager, CARD, &wanted(&p, "Autre", &p.carrier)).await.status, 303);
    let change: Uuid =
        sqlx::query_scalar("select id from card_change").fetch_one(s.app.pool()).await.unwrap();
    let voice = format!("{CARD}/{change}/accord");
    let nobody = s.post(s.manager, &voice, &[("college", "education"), ("choix", YES)]).await;
    assert!(nobody.status == 422 && nobody.says("Choisissez qui a parlé"), "{}", nobody.text());
    for (college, name) in [("education", "DASEN"), ("collectivities", "maire")] {
        let who = s.member(name).await;
        let fields = [("college", college), ("choix", YES), ("qui", &*who)];
        assert_eq!(s.post(s.manager, &voice, &fields).await.status, 303);
    }
    assert_eq!(s.app.count("select count(*) from project where brand = 'Autre'").await, 1);
    for who in [s.app.cast.petit, s.app.cast.carrel, s.app.cast.nadia, s.app.cast.lina] {
        assert_eq!(s.get(who, CARD).await.status, 404);
    }
    // Given up, another one may be proposed.
    assert_eq!(s.post(s.manager, CARD, &wanted(&p, "Encore", &p.carrier)).await.status, 303);
    let change: Uuid = sqlx::query_scalar("select id from card_change where applied_at is null")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    assert_eq!(s.post(s.agent, &format!("{CARD}/{change}/abandon"), &[]).await.status, 422);
    assert_eq!(s.post(s.manager, &format!("{CARD}/{change}/abandon"), &[]).await.status, 303);
    assert_eq!(s.post(s.manager, CARD, &wanted(&p, "Autre encore", &p.carrier)).await.status, 303);
}
