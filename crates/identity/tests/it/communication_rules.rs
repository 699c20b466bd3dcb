//! Who reads and who changes the rules of communication. What they open: communication's school_rules.rs.

use identity::communication_rules::{Preset, Rules, Who, Whom, of};
use testing::TestApp;

#[tokio::test]
async fn adults_of_the_school_read_and_the_head_changes() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let path = format!("/ecole/{}/regles", cast.tilleuls);
    assert_eq!(of(app.pool(), cast.tilleuls).await.unwrap(), Rules::default());
    for (who, reads) in [
        (cast.petit, true),
        (cast.carrel, true),
        (cast.duval, true),
        (cast.keller, true),
        (cast.jourdan, false),
        (cast.vidal, false),
        (cast.segur, false),
        (cast.oger, false),
        (cast.nadia, false),
        (cast.lina, false),
    ] {
        let client = app.as_(who).await;
        let page = client.get(&path).await;
        assert_eq!(page.status, if reads { 200 } else { 404 }, "{who}");
        assert_eq!(page.all("form[action$='/regles']").len(), if who == cast.petit { 2 } else { 0 });
        if who != cast.petit {
            let reply = client.post(&path, &[("modele", "open"), ("compris", "1")]).await;
            assert_eq!(reply.status, 404, "{who}");
        }
    }
    assert_eq!(of(app.pool(), cast.tilleuls).await.unwrap(), Rules::default(), "nobody else changed it");
    let stale = app.unconfirmed(cast.petit).await.post(&path, &[("modele", "open"), ("compris", "1")]).await;
    assert!(stale.location().unwrap().starts_with("/confirmer"), "who left her session open changes nothing");

    let petit = app.as_(cast.petit).await;
    let before = app.audited().await;
    let reply = petit.post(&path, &[("modele", "adults_open"), ("compris", "1")]).await;
    assert_eq!(reply.status, 303);
    let cell = [("case", "teachers>circonscription"), ("ouvrir", "non"), ("compris", "1")];
    assert_eq!(petit.post(&path, &cell).await.status, 303);
    assert_eq!(petit.post(&path, &cell).await.status, 303, "twice is once");
    assert_eq!(app.audited().await - before, 3);
    let changed = "select count(*) from audit where act = 'communication_rules_changed'
        and details->>'preset' = 'adults_open' and details->'exceptions' ? 'teachers>circonscription'";
    assert_eq!(app.count(changed).await, 2);
    let rules = of(app.pool(), cast.tilleuls).await.unwrap();
    assert_eq!(rules.preset, Preset::AdultsOpen);
    assert!(!rules.allow(Who::Teachers, Whom::Circonscription));
    let page = app.as_(cast.carrel).await.get(&path).await;
    assert!(
        page.says("Ouvert entre adultes")
            && page.says("avec 1 case changée, choisi le 15 septembre 2026 par Hélène Petit"),
        "{}",
        page.text()
    );
    assert_eq!(of(app.pool(), cast.moulin).await.unwrap(), Rules::default(), "another school's stay");
}

#[tokio::test]
async fn what_is_forbidden_is_refused_with_the_sentence_why() {
    let app = TestApp::new(identity::routes()).await;
    let path = format!("/ecole/{}/regles", app.cast.tilleuls);
    let petit = app.as_(app.cast.petit).await;
    for (fields, sentence) in [
        (
            [("case", "young>pupils"), ("ouvrir", "oui"), ("compris", "1")],
            "les élèves ne s’écrivent pas entre eux",
        ),
        (
            [("case", "families>pupils"), ("ouvrir", "oui"), ("compris", "1")],
            "n’écrit pas aux enfants des autres",
        ),
        ([("case", "older>circonscription"), ("ouvrir", "oui"), ("compris", "1")], "échanges des adultes"),
        ([("case", "families>head"), ("ouvrir", "non"), ("compris", "1")], "toujours joindre la direction"),
        ([("case", "teachers>moon"), ("ouvrir", "oui"), ("compris", "1")], "Choisissez une case"),
        ([("case", "families>families"), ("ouvrir", "plus tard"), ("compris", "1")], "s’ouvre ou se ferme"),
        ([("case", "families>families"), ("ouvrir", "oui"), ("autre", "")], "Lisez l’avertissement"),
        ([("modele", "open"), ("autre", ""), ("rien", "")], "Lisez l’avertissement"),
        ([("modele", "anarchie"), ("compris", "1"), ("rien", "")], "Choisissez un modèle"),
    ] {
        let before = app.audited().await;
        let reply = petit.post(&path, &fields).await;
        assert_eq!(reply.status, 422, "{fields:?}");
        assert!(reply.says(sentence), "{sentence}: {}", reply.text());
        assert_eq!(app.audited().await - before, 1);
    }
    assert_eq!(of(app.pool(), app.cast.tilleuls).await.unwrap(), Rules::default());
    assert_eq!(app.count("select count(*) from audit where act = 'communication_rules_refused'").await, 9);
}
