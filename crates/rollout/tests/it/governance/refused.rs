//! Who may not, and what is not understood: in words, with nothing changed.

use super::Steered;

#[tokio::test]
async fn the_team_keeps_the_bodies_the_territory_reads_them_nobody_else_finds_them() {
    let steered = Steered::new().await;
    let body = steered.with_both("technical", "Comité technique").await;
    let meeting = steered.meeting(&body, "2026-09-15").await;
    let member = steered.member("Pons").await;
    let cast = &steered.app.cast;
    let acts = [
        ("/gouvernance".to_owned(), vec![("nature", "users"), ("nom", "Utilisateurs")]),
        (format!("{body}/membres"), vec![("college", "guest"), ("nom", "Ana"), ("qualite", "éditeur")]),
        (format!("{body}/membre/{member}/fin"), vec![]),
        (format!("{body}/reunions"), vec![("jour", "2026-10-06")]),
        (format!("{meeting}/points"), vec![("titre", "Un point")]),
        (format!("{meeting}/compte-rendu"), vec![("present", &*member), ("texte", "Dit")]),
        (format!("{meeting}/decisions"), vec![("texte", "Décidé")]),
        (format!("{meeting}/actions"), vec![("texte", "Faire"), ("qui", &*member), ("jour", "2026-10-01")]),
        (format!("{meeting}/annulation"), vec![]),
    ];
    let state = "select (select count(*) from governing_body) + (select count(*) from body_member where until_day is null)
        + (select count(*) from body_meeting where cancelled_at is null and held_at is null) + (select count(*) from body_decision)
        + (select count(*) from meeting_action) + (select count(*) from meeting_point)";
    let before = steered.app.count(state).await;
    for (path, fields) in &acts {
        for who in [cast.segur, steered.agent] {
            let reply = steered.post(who, path, fields).await;
            assert_eq!(reply.status, 422, "{path}");
            assert!(reply.says("C’est à l’équipe projet de tenir les instances"), "{path}: {}", reply.text());
        }
        for who in [cast.petit, cast.carrel, cast.vidal, cast.nadia, cast.zoe] {
            assert_eq!(steered.post(who, path, fields).await.status, 404, "{path}");
        }
    }
    assert_eq!(steered.app.count(state).await, before);
    for path in ["/gouvernance", &body, &meeting, &format!("{meeting}/document")] {
        for (who, status) in [
            (cast.segur, 200),
            (steered.agent, 200),
            (cast.oger, 200),
            (cast.petit, 404),
            (cast.nadia, 404),
            (cast.zoe, 404),
        ] {
            assert_eq!(steered.get(who, path).await.status, status, "{path}");
        }
    }
}

#[tokio::test]
async fn what_is_empty_or_hostile_is_answered_in_french() {
    let steered = Steered::new().await;
    let body = steered.body("technical", "<script>alert(1)</script>").await;
    let page = steered.get(steered.manager, &body).await;
    assert!(page.says("<script>alert(1)</script>") && !page.body().contains("<script>alert(1)"), "escaped");
    let early = steered.meeting(&body, "2026-10-06").await;
    let past = steered.meeting(&body, "2026-09-15").await;
    let long = "é".repeat(6001);
    let cases: Vec<(String, Vec<(&str, &str)>, &str)> = vec![
        ("/gouvernance".into(), vec![], "Choisissez une réponse de la liste."),
        (
            "/gouvernance".into(),
            vec![("nature", "'; drop table place"), ("nom", "x")],
            "Choisissez une réponse de la liste.",
        ),
        ("/gouvernance".into(), vec![("nature", "users"), ("nom", "  ")], "Donnez le nom de l’instance."),
        (
            "/gouvernance".into(),
            vec![("nature", "users"), ("nom", "x"), ("mandat", &long)],
            "C’est trop long",
        ),
        (
            format!("{body}/membres"),
            vec![("college", "guest"), ("qualite", "x")],
            "Donnez le nom, ou l’identifiant",
        ),
        (format!("{body}/membres"), vec![("college", "guest"), ("nom", "x")], "Dites en quelle qualité"),
        (
            format!("{body}/membres"),
            vec![("college", "education"), ("identifiant", "lina.haddad"), ("qualite", "x")],
            "Aucun compte d’adulte n’a cet identifiant.",
        ),
        (format!("{body}/reunions"), vec![("jour", "hier")], "Donnez la date."),
        (format!("{body}/reunions"), vec![("jour", "1789-07-14")], "Cette date est trop ancienne."),
        (format!("{body}/reunions"), vec![("jour", "2026-10-06")], "L’instance se réunit déjà ce jour-là."),
        (format!("{early}/points"), vec![("titre", "")], "Dites de quoi l’on parlera."),
        (format!("{early}/compte-rendu"), vec![("texte", "x")], "Cette réunion n’a pas encore eu lieu."),
        (
            format!("{past}/compte-rendu"),
            vec![("texte", "x"), ("present", "n-importe-quoi")],
            "Cochez qui était là.",
        ),
        (
            format!("{past}/decisions"),
            vec![("texte", "x")],
            "Une décision demande l’accord des deux collèges",
        ),
        (
            format!("{past}/actions"),
            vec![("texte", "x"), ("qui", "moi"), ("jour", "2026-10-01")],
            "Choisissez qui s’en charge.",
        ),
    ];
    for (path, fields, said) in &cases {
        let reply = steered.post(steered.manager, path, fields).await;
        assert_eq!(reply.status, 422, "{path} {fields:?}");
        assert!(reply.says(said), "{path} {said}: {}", reply.text());
    }
    let refused = steered.app.count("select count(*) from audit where act = 'governance_refused'").await;
    assert_eq!(refused, i64::try_from(cases.len()).unwrap());
    let nowhere = uuid::Uuid::nil();
    for path in ["instance", "reunion"] {
        assert_eq!(steered.get(steered.manager, &format!("/gouvernance/{path}/{nowhere}")).await.status, 404);
        assert_eq!(steered.get(steered.manager, &format!("/gouvernance/{path}/pas-un-id")).await.status, 404);
    }
    // Cancelled, it is no more.
    steered.does(&format!("{early}/annulation"), &[]).await;
    let over = steered.post(steered.manager, &format!("{early}/points"), &[("titre", "x")]).await;
    assert!(over.status == 422 && over.says("Cette réunion est annulée."), "{}", over.text());
    steered.meeting(&body, "2026-10-06").await;
}
