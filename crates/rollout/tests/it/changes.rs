//! What should change: asked, decided by both colleges, planned for holidays, told to schools.

use crate::governance::Steered;
use uuid::Uuid;

async fn one(s: &Steered, sql: &'static str) -> Uuid {
    let (id,): (Uuid,) = sqlx::query_as(sql).fetch_one(s.app.pool()).await.unwrap();
    id
}

async fn asked(s: &Steered, kind: &str, title: &str) -> String {
    let fields = [
        ("genre", kind),
        ("titre", title),
        ("origine", "publisher"),
        ("qui", "Comité technique"),
        ("texte", "Le cahier multimédia."),
        ("cout", "Compris dans le marché"),
    ];
    s.does("/evolutions", &fields).await
}

/// A decision on which both colleges agree, by this kind of body.
async fn taken(s: &Steered, kind: &str, text: &str) -> String {
    let body = s.with_both(kind, kind).await;
    let meeting = s.meeting(&body, "2026-09-15").await;
    s.does(&format!("{meeting}/decisions"), &[("texte", text)]).await;
    agreed(s).await
}

/// Both colleges agree to the last decision.
async fn agreed(s: &Steered) -> String {
    let id = one(s, "select id from body_decision order by made_at desc, id desc limit 1").await;
    let accord = format!("/gouvernance/decision/{id}/accord");
    for (who, college) in [(s.app.cast.segur, "education"), (s.agent, "collectivities")] {
        assert_eq!(s.post(who, &accord, &[("college", college), ("choix", "oui")]).await.status, 303);
    }
    id.to_string()
}

/// Another decision of the meeting that took the last one.
async fn named(s: &Steered, text: &str) -> String {
    let meeting = one(s, "select meeting_id from body_decision order by made_at desc, id desc limit 1").await;
    s.does(&format!("/gouvernance/reunion/{meeting}/decisions"), &[("texte", text)]).await;
    agreed(s).await
}

#[tokio::test]
async fn a_release_is_validated_by_the_committee_and_comes_during_holidays() {
    let s = Steered::new().await;
    s.does("/pilotage/projet", &[("marque", "e-Ormes"), ("zone", "B")]).await;
    let at = asked(&s, "release", "Version d’octobre").await;
    let step = format!("{at}/etat");
    let bare = s.post(s.manager, &step, &[("etat", "kept")]).await;
    assert!(bare.status == 422 && bare.says("Choisissez la décision du comité technique"), "{}", bare.text());
    let strategic = taken(&s, "strategic", "La Version d’octobre est retenue.").await;
    let other = s.post(s.manager, &step, &[("etat", "kept"), ("decision", &strategic)]).await;
    assert!(
        other.status == 422 && other.says("Choisissez la décision du comité technique"),
        "{}",
        other.text()
    );
    let silent = taken(&s, "technical", "Retenu.").await;
    let unnamed = s.post(s.manager, &step, &[("etat", "kept"), ("decision", &silent)]).await;
    assert!(unnamed.status == 422 && unnamed.says("elle nomme la demande"), "{}", unnamed.text());
    let technical = named(&s, "L’évolution 1 est retenue.").await;
    let skipped = s.post(s.manager, &step, &[("etat", "planned"), ("jour", "2026-10-20")]).await;
    assert!(
        skipped.status == 422 && skipped.says("Choisissez une réponse de la liste."),
        "{}",
        skipped.text()
    );
    s.does(&step, &[("etat", "kept"), ("decision", &technical)]).await;
    let words = "Le cahier s’ouvre aux familles.";
    let school_day =
        s.post(s.manager, &step, &[("etat", "planned"), ("jour", "2026-10-12"), ("texte", words)]).await;
    let said = "les prochaines commencent le 17 octobre 2026";
    assert!(school_day.status == 422 && school_day.says(said), "{}", school_day.text());
    s.does(&step, &[("etat", "planned"), ("jour", "2026-10-20"), ("texte", words)]).await;
    let news = s.get(s.app.cast.carrel, "/nouveautes").await;
    assert!(news.says("Version d’octobre prévu le 20 octobre 2026") && news.says(words), "{}", news.text());
    let early = s.post(s.manager, &step, &[("etat", "delivered"), ("jour", "2026-09-15")]).await;
    assert!(early.status == 422 && early.says("rien n’est livré avant"), "{}", early.text());
    s.day("2026-10-21").await;
    s.does(&step, &[("etat", "delivered"), ("jour", "2026-10-20")]).await;
    assert!(s.get(s.app.cast.petit, "/nouveautes").await.says("depuis le 20 octobre 2026"));
    let page = s.get(s.agent, &at).await;
    assert!(page.says("décision 2026-3"), "{}", page.text());
    let after = s.post(s.manager, &step, &[("etat", "dismissed"), ("texte", "x")]).await;
    assert!(after.status == 422 && after.says("elle ne change plus"), "{}", after.text());
}

#[tokio::test]
async fn an_action_becomes_a_request_and_comes_back_with_its_state() {
    let s = Steered::new().await;
    let body = s.with_both("users", "Utilisateurs").await;
    let meeting = s.meeting(&body, "2026-09-15").await;
    let owner = s.member("Ségur").await;
    let action = [("texte", "Un mode sombre"), ("qui", &*owner), ("jour", "2026-10-30")];
    s.does(&format!("{meeting}/actions"), &action).await;
    let id = one(&s, "select id from meeting_action").await.to_string();
    let form = s.get(s.agent, &format!("/evolutions?action={id}")).await;
    assert_eq!(form.attribute("#demande-titre", "value").as_deref(), Some("Un mode sombre"));
    let fields = [
        ("genre", "change"),
        ("titre", "Un mode sombre"),
        ("origine", "meeting"),
        ("qui", "Éditeur"),
        ("texte", "Pour les yeux."),
        ("action", &*id),
    ];
    assert_eq!(s.post(s.agent, "/evolutions", &fields).await.status, 303);
    let twice = s.post(s.agent, "/evolutions", &fields).await;
    assert!(twice.status == 422 && twice.says("elle est déjà une évolution"), "{}", twice.text());
    let next = s.meeting(&body, "2026-10-13").await;
    let agenda = s.get(s.agent, &next).await;
    assert!(agenda.says("évolution 1 : à l’étude") && agenda.says("1. Un mode sombre"), "{}", agenda.text());
    let decision = taken(&s, "strategic", "Un mode sombre viendra.").await;
    let at = format!("/evolutions/{}", one(&s, "select id from change_request").await);
    s.does(&format!("{at}/etat"), &[("etat", "kept"), ("decision", &decision)]).await;
    assert!(s.get(s.agent, &next).await.says("évolution 1 : retenue"));
    assert!(s.get(s.agent, &meeting).await.says("évolution 1 : retenue"));
}

#[tokio::test]
async fn who_may_not_and_what_waits_for_the_technical_committee() {
    let s = Steered::new().await;
    let at = asked(&s, "resource", "Un dictionnaire").await;
    let technical = s.with_both("technical", "Comité technique").await;
    let meeting = s.meeting(&technical, "2026-10-06").await;
    let agenda = s.get(s.app.cast.segur, &meeting).await;
    assert!(
        agenda.says("Versions et ressources à valider (1)") && agenda.says("1. Un dictionnaire"),
        "{}",
        agenda.text()
    );
    // With its minutes the agenda stays what it was.
    let seat = s.member("Ségur").await;
    s.day("2026-10-07").await;
    s.does(&format!("{meeting}/compte-rendu"), &[("present", &*seat), ("texte", "Vu.")]).await;
    assert!(s.get(s.app.cast.segur, &meeting).await.says("Versions et ressources à valider (1)"));
    for who in [s.agent, s.app.cast.segur] {
        assert_eq!(s.post(who, &format!("{at}/etat"), &[("etat", "kept")]).await.status, 404);
        let empty = s.post(who, "/evolutions", &[]).await;
        assert!(empty.status == 422 && empty.says("Donnez un nom à la demande."), "{}", empty.text());
    }
    for who in [s.app.cast.petit, s.app.cast.nadia, s.app.cast.zoe] {
        assert_eq!(s.get(who, "/evolutions").await.status, 404);
    }
    for who in [s.app.cast.nadia, s.app.cast.zoe] {
        assert_eq!(s.get(who, "/nouveautes").await.status, 404);
    }
}
