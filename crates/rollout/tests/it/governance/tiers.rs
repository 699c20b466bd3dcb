//! Between the academic body and the groups of the departments: reports go up, decisions come down.

use super::Steered;
use kernel::PersonId;
use uuid::Uuid;

/// The academic body; a group of two departments, that of the first with an account in it.
struct Two {
    s: Steered,
    academic: String,
    somme: String,
    aisne: String,
}

fn id(path: &str) -> String {
    path.rsplit('/').next().unwrap().to_owned()
}

impl Two {
    async fn new() -> Self {
        let s = Steered::new().await;
        let academic = s.with_both("strategic", "Comité académique").await;
        let somme = s.body("reference", "Groupe de la Somme").await;
        let aisne = s.body("reference", "Groupe de l’Aisne").await;
        let seat = [("college", "education"), ("identifiant", "helene.petit"), ("qualite", "référente")];
        s.does(&format!("{somme}/membres"), &seat).await;
        let seat = [("college", "education"), ("nom", "Ana Ruiz"), ("qualite", "référente")];
        s.does(&format!("{aisne}/membres"), &seat).await;
        for group in [&somme, &aisne] {
            s.does(&format!("{group}/rattachement"), &[("instance", &id(&academic))]).await;
        }
        Self { s, academic, somme, aisne }
    }

    /// Somebody who steers and sits in the group of the Somme.
    async fn referent(&self) -> PersonId {
        sqlx::query("update body_member set person_id = $1 where sits_in = $2::text::uuid")
            .bind(self.s.agent.0)
            .bind(id(&self.somme))
            .execute(self.s.app.pool())
            .await
            .unwrap();
        self.s.agent
    }

    /// Decided by both colleges, at a meeting of the academic body.
    async fn decided(&self, text: &str) -> (String, Uuid) {
        let meeting = self.s.meeting(&self.academic, "2026-09-15").await;
        self.s.does(&format!("{meeting}/decisions"), &[("texte", text)]).await;
        let (decision,): (Uuid,) =
            sqlx::query_as("select id from body_decision").fetch_one(self.s.app.pool()).await.unwrap();
        (meeting, decision)
    }

    async fn agreed(&self, decision: Uuid) {
        for (who, college) in [(self.s.app.cast.segur, "education"), (self.s.agent, "collectivities")] {
            let said = [("college", college), ("choix", "oui")];
            let reply = self.s.post(who, &format!("/gouvernance/decision/{decision}/accord"), &said).await;
            assert_eq!(reply.status, 303, "{}", reply.text());
        }
    }
}

const REPORT: [(&str, &str); 4] = [
    ("titre", "La rentrée"),
    ("texte", "Trois écoles ont ouvert.\nIl manque des tablettes."),
    ("debut", "2026-09-01"),
    ("fin", "2026-09-14"),
];

#[tokio::test]
async fn a_report_stands_on_the_next_agenda_and_is_seen_there() {
    let two = Two::new().await;
    let s = &two.s;
    let referent = two.referent().await;
    let filed = s.post(referent, &format!("{}/rapports", two.somme), &REPORT).await;
    assert_eq!(filed.status, 303, "{}", filed.text());
    let page = s.get(s.app.cast.segur, &two.somme).await;
    assert!(page.says("La rentrée attend la prochaine réunion"), "{}", page.text());
    assert!(
        page.says("du 1 septembre 2026 au 14 septembre 2026")
            || page.says("du 1er septembre 2026 au 14 septembre 2026")
    );
    let meeting = s.meeting(&two.academic, "2026-10-06").await;
    let says = "Comptes rendus des groupes départementaux (1) La rentrée (Groupe de la Somme, du";
    assert!(s.get(s.agent, &meeting).await.says(says), "{}", s.get(s.agent, &meeting).await.text());
    // It is for that body, and for no other.
    let technical = s.with_both("technical", "Comité technique").await;
    let other = s.meeting(&technical, "2026-10-06").await;
    assert!(!s.get(s.agent, &other).await.says("Comptes rendus des groupes"));
    s.day("2026-10-07").await;
    let seat: (Uuid,) = sqlx::query_as("select id from body_member where sits_in = $1::text::uuid limit 1")
        .bind(id(&two.academic))
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    let seat = seat.0.to_string();
    s.does(&format!("{meeting}/compte-rendu"), &[("present", &seat), ("texte", "Lu.")]).await;
    assert!(s.get(s.agent, &meeting).await.says(says), "the minutes keep what was on the agenda");
    let next = s.meeting(&two.academic, "2026-11-10").await;
    assert!(!s.get(s.agent, &next).await.says("Comptes rendus des groupes"));
    assert!(s.get(s.agent, &two.somme).await.says("La rentrée vu en réunion le 7 octobre 2026"));
    // Another is seen before any meeting, once, by who sits there.
    s.does(&format!("{}/rapports", two.aisne), &[&REPORT[..], &[("qui", &*s.member("Ruiz").await)]].concat())
        .await;
    let (second,): (Uuid,) = sqlx::query_as("select id from body_report where seen_at is null")
        .fetch_one(s.app.pool())
        .await
        .unwrap();
    let seen = format!("/gouvernance/rapport/{second}/vu");
    assert_eq!(s.post(s.app.cast.segur, &seen, &[]).await.status, 303);
    let twice = s.post(s.app.cast.segur, &seen, &[]).await;
    assert!(twice.status == 422 && twice.says("Ce compte rendu a déjà été vu."), "{}", twice.text());
}

#[tokio::test]
async fn a_decision_is_sent_down_and_who_has_not_answered_is_shown() {
    let two = Two::new().await;
    let s = &two.s;
    let (meeting, decision) = two.decided("Ouvrir l’enregistreur de voix").await;
    let send = format!("/gouvernance/decision/{decision}/envoi");
    let groups = [("groupe", &*id(&two.somme)), ("groupe", &*id(&two.aisne))].map(|(k, v)| (k, v.to_owned()));
    let groups: Vec<(&str, &str)> = groups.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let early = s.post(s.manager, &send, &groups).await;
    assert!(early.status == 422 && early.says("elle s’envoie une fois prise"), "{}", early.text());
    two.agreed(decision).await;
    let none = s.post(s.manager, &send, &[]).await;
    assert!(none.status == 422 && none.says("Choisissez à quels groupes l’envoyer."), "{}", none.text());
    s.does(&send, &groups).await;
    let page = s.get(s.agent, &meeting).await;
    assert!(
        page.says("Groupe de l’Aisne : n’a pas encore répondu")
            && page.says("Groupe de la Somme : n’a pas encore répondu")
    );
    let agenda = s.meeting(&two.somme, "2026-09-28").await;
    let received =
        "Décisions reçues, à prendre en compte (1) 2026-1 Ouvrir l’enregistreur de voix (Comité académique)";
    assert!(s.get(s.agent, &agenda).await.says(received));
    let referent = two.referent().await;
    let note = format!("{}/recue/{decision}", two.somme);
    let empty = s.post(referent, &note, &[]).await;
    assert!(empty.status == 422 && empty.says("Dites ce que le groupe en fait."), "{}", empty.text());
    s.day("2026-09-20").await;
    let text = [("texte", "Une formation dans chaque école en novembre.")];
    assert_eq!(s.post(referent, &note, &text).await.status, 303);
    let page = s.get(s.app.cast.segur, &meeting).await;
    assert!(
        page.says("Groupe de la Somme : pris acte le 20 septembre 2026, Mireille Pons. « Une formation"),
        "{}",
        page.text()
    );
    assert!(page.says("Groupe de l’Aisne : n’a pas encore répondu"));
    let next = s.meeting(&two.academic, "2026-10-06").await;
    let waits = "Décisions dont un groupe n’a pas pris acte (1) 2026-1 Ouvrir l’enregistreur de voix : Groupe de l’Aisne";
    assert!(s.get(s.agent, &next).await.says(waits), "{}", s.get(s.agent, &next).await.text());
    let overview = s.get(s.agent, "/gouvernance").await.all("section[aria-labelledby=groupes] li");
    assert!(
        overview[0].contains("1 décision sans réponse") && overview[1].contains("à jour"),
        "{overview:?}"
    );
    // The team writes down what a member of the other group said.
    let ruiz = s.member("Ruiz").await;
    s.does(&format!("{}/recue/{decision}", two.aisne), &[("texte", "Vu en réunion."), ("qui", &*ruiz)]).await;
    assert!(!s.get(s.agent, &next).await.says("n’a pas pris acte"));
}

#[tokio::test]
async fn nobody_speaks_for_a_group_that_is_not_hers() {
    let two = Two::new().await;
    let s = &two.s;
    let (_, decision) = two.decided("Ouvrir l’enregistreur de voix").await;
    two.agreed(decision).await;
    let aisne = id(&two.aisne);
    s.does(&format!("/gouvernance/decision/{decision}/envoi"), &[("groupe", &aisne)]).await;
    let c = &s.app.cast;
    let (report, note) = (format!("{}/rapports", two.aisne), format!("{}/recue/{decision}", two.aisne));
    for path in [&report, &note] {
        let reply = s.post(c.segur, path, &REPORT).await;
        assert!(
            reply.status == 422 && reply.says("C’est à qui siège dans « Groupe de l’Aisne »"),
            "{}",
            reply.text()
        );
        for who in [c.petit, c.carrel, c.nadia, c.zoe] {
            assert_eq!(s.post(who, path, &REPORT).await.status, 404, "{path}");
        }
    }
    let tie = format!("{}/rattachement", two.aisne);
    let reply = s.post(c.segur, &tie, &[("instance", &id(&two.academic))]).await;
    assert!(reply.status == 422 && reply.says("C’est à l’équipe projet"), "{}", reply.text());
    // Not to a body that is none, of a body that is no group, of a decision that was not sent.
    assert_eq!(s.post(s.manager, &tie, &[("instance", &aisne)]).await.status, 422);
    assert_eq!(s.post(s.manager, &format!("{}/rapports", two.academic), &REPORT).await.status, 404);
    assert_eq!(s.post(s.manager, &format!("{}/recue/{decision}", two.somme), &REPORT).await.status, 404);
    let late = [
        ("titre", "x"),
        ("texte", "y"),
        ("debut", "2026-09-10"),
        ("fin", "2026-09-01"),
        ("qui", &*s.member("Ruiz").await),
    ]
    .map(|(k, v)| (k, v.to_owned()));
    let late: Vec<(&str, &str)> = late.iter().map(|(k, v)| (*k, v.as_str())).collect();
    let reply = s.post(s.manager, &report, &late).await;
    assert!(reply.status == 422 && reply.says("La période finit avant de commencer."), "{}", reply.text());
    assert_eq!(s.app.count("select count(*) from body_report").await, 0);
    assert_eq!(s.app.count("select count(*) from decision_noted").await, 0);
}
