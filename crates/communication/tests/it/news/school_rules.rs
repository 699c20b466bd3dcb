//! What a school’s rules of communication open and close in the feed, at once and in both directions.

use super::audience;
use kernel::{ItemId, PersonId};
use testing::{Reply, TestApp};

const READ: (&str, &str) = ("compris", "1");

async fn app() -> TestApp {
    TestApp::new(identity::routes().merge(communication::routes())).await
}

/// The head of Les Tilleuls.
async fn head_says(app: &TestApp, fields: &[(&str, &str)]) -> Reply {
    let petit = app.as_(app.cast.petit).await;
    petit.post(&format!("/ecole/{}/regles", app.cast.tilleuls), fields).await
}

async fn may_write(app: &TestApp, person: PersonId, audience: &str) -> bool {
    let reply = app.as_(person).await.get(&format!("/fil/qui-verra?audience={audience}")).await;
    assert!(matches!(reply.status.as_u16(), 200 | 404), "{}", reply.text());
    reply.status == 200
}

#[tokio::test]
async fn who_may_write_follows_at_once_in_both_directions() {
    let app = app().await;
    let cast = &app.cast;
    let own = audience(&app, "class_guardians", cast.cm1b).await;
    let other = audience(&app, "class_guardians", cast.cp).await;
    let around = audience(&app, "circonscription_teachers", cast.val_ormes).await;
    let adults = audience(&app, "school_adults", cast.tilleuls).await;
    let cells = [
        // (who, audience, cell, as it is when nobody chose)
        (cast.duval, &own, "other_adults>families", false),
        (cast.duval, &other, "other_adults>other_families", false),
        (cast.carrel, &other, "teachers>other_families", false),
        (cast.carrel, &around, "teachers>circonscription", true),
        (cast.carrel, &adults, "teachers>other_adults", true),
    ];
    for (who, audience, cell, open) in cells {
        assert_eq!(may_write(&app, who, audience).await, open, "{cell}");
        for now in [!open, open] {
            let said = if now { "oui" } else { "non" };
            let reply = head_says(&app, &[("case", cell), ("ouvrir", said), READ]).await;
            assert_eq!(reply.status, 303, "{}", reply.text());
            assert_eq!(may_write(&app, who, audience).await, now, "{cell} {said}");
        }
    }
    // A whole preset; the class’s teacher keeps her class, the other school its own rules.
    assert_eq!(head_says(&app, &[("modele", "protected"), READ]).await.status, 303);
    assert!(!may_write(&app, cast.carrel, &around).await && may_write(&app, cast.carrel, &own).await);
    assert!(may_write(&app, cast.jourdan, &around).await);
    assert_eq!(head_says(&app, &[("modele", "adults_open"), READ]).await.status, 303);
    assert!(may_write(&app, cast.carrel, &around).await && may_write(&app, cast.duval, &own).await);
    // Nobody gets the school’s families at once but the head, nor what is another school’s.
    let all = audience(&app, "school_guardians", cast.tilleuls).await;
    let nursery = audience(&app, "class_guardians", cast.ms).await;
    assert_eq!(head_says(&app, &[("modele", "open"), READ]).await.status, 303);
    assert!(!may_write(&app, cast.carrel, &all).await && may_write(&app, cast.petit, &all).await);
    assert!(!may_write(&app, cast.carrel, &nursery).await);
    for nobody in [cast.nadia, cast.lina] {
        assert!(!may_write(&app, nobody, &own).await);
    }
}

async fn publish(app: &TestApp, item: ItemId, audience: &str, pupils: bool) -> Reply {
    let item = item.to_string();
    let mut fields = vec![
        ("brouillon", &*item),
        ("texte", "Quelle plante ?"),
        ("commentaires", "1"),
        ("audience", audience),
    ];
    if pupils {
        fields.push(("eleves", "1"));
    }
    app.as_(app.cast.carrel).await.post_files("/fil/publier", &fields, &[]).await
}

#[tokio::test]
async fn pupils_answers_are_opened_and_written_only_where_the_school_lets_them() {
    let app = app().await;
    let cast = &app.cast;
    let pupils = audience(&app, "class_pupils", cast.cm1b).await;
    let before = ItemId::fresh();
    assert_eq!(publish(&app, before, &pupils, true).await.status, 303);
    let answer = async |who: PersonId| {
        app.as_(who).await.post(&format!("/fil/{before}/repondre"), &[("texte", "Un haricot")]).await
    };
    assert_eq!(answer(cast.lina).await.status, 303);

    assert_eq!(head_says(&app, &[("modele", "protected"), READ]).await.status, 303);
    let audited = app.audited().await;
    let closed = answer(cast.lina).await;
    assert!(closed.says("Dans ton école, les élèves lisent"), "{}", closed.text());
    assert!(closed.status.is_client_error());
    assert_eq!(app.audited().await - audited, 1);
    let page = app.as_(cast.lina).await.get(&format!("/fil/{before}")).await;
    assert!(page.status == 200 && page.all("textarea").is_empty(), "no form that leads nowhere");
    let after = ItemId::fresh();
    let refused = publish(&app, after, &pupils, true).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("ces élèves n’écrivent pas") && refused.text().contains("Quelle plante"), "kept");
    assert_eq!(publish(&app, after, &pupils, false).await.status, 303, "without the answers it goes");

    // The older ones only: the class can be opened, the younger one still reads.
    let older = [("case", "older>teachers"), ("ouvrir", "oui"), READ];
    assert_eq!(head_says(&app, &older).await.status, 303);
    assert_eq!(answer(cast.lina).await.status, 303, "CM1");
    assert!(answer(cast.malo).await.says("Dans ton école, les élèves lisent"), "CE2");
    assert_eq!(publish(&app, ItemId::fresh(), &pupils, true).await.status, 303);
    assert_eq!(head_says(&app, &[("modele", "usual"), READ]).await.status, 303);
    assert_eq!(answer(cast.malo).await.status, 303);
}
