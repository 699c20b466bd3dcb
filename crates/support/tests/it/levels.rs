//! One thread through the three levels, with its clocks.

use crate::world::{ASKS, World, at};
use chrono::{DateTime, Utc};

const MOVES: [(&str, &str); 3] =
    [("resume", "Absent du fichier ONDE."), ("essaye", "Vérifié dans ONDE."), ("priorite", "2")];

fn to(queue: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut fields = vec![("file", queue)];
    fields.extend(MOVES);
    fields
}

#[tokio::test]
async fn a_ticket_climbs_to_the_publisher_and_comes_back_confirmed() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let t = w.asks(c.carrel, &ASKS).await;
    assert_eq!(w.is(&t).await, "school 1 open");
    let page = w.get(c.petit, &t).await;
    assert!(page.says("Il est arrivé lundi") && page.says("P3"), "{}", page.text());

    // Without a summary nothing moves (row 120).
    let bare = w.acts(c.petit, &t, "transfert", &[("file", "dsi"), ("priorite", "2")]).await;
    assert!(bare.status == 422 && bare.says("Résumez pour la personne qui reprend."), "{}", bare.text());
    // A school does not call on the publisher by itself.
    assert_eq!(w.acts(c.petit, &t, "transfert", &to("publisher")).await.status, 422);

    assert_eq!(w.acts(c.petit, &t, "transfert", &to("dsi")).await.status, 303);
    assert_eq!(w.is(&t).await, "dsi 2 open");
    let page = w.get(c.oger, &t).await;
    assert!(page.says("Absent du fichier ONDE.") && page.says("Vérifié dans ONDE."), "{}", page.text());
    // By domain of competence: rerouted, and its way stays written (row 124).
    assert_eq!(w.acts(c.oger, &t, "transfert", &to("project")).await.status, 303);
    assert_eq!(w.acts(c.oger, &t, "transfert", &to("publisher")).await.status, 303);
    let page = w.get(c.oger, &t).await;
    let way = page.all("details ol.lines > li strong");
    assert_eq!(way, ["École · Les Tilleuls", "DSI", "Équipe projet (DANE)", "Éditeur"]);

    // The publisher has corrected: level 2 tries it first (row 127).
    let fixed = [("texte", "Corrigé en 4.2."), ("par", "publisher"), ("comment", "bug_fixed")];
    assert_eq!(w.acts(c.oger, &t, "resolution", &fixed).await.status, 303);
    assert_eq!(w.is(&t).await, "project 2 to_confirm");
    assert!(!w.get(c.carrel, &t).await.says("Corrigé en 4.2."), "not before it is confirmed");
    let no = [("texte", "Encore la même erreur."), ("marche", "non")];
    assert_eq!(w.acts(c.oger, &t, "confirmation", &no).await.status, 303);
    assert_eq!(w.is(&t).await, "publisher 3 open");
    assert_eq!(w.acts(c.oger, &t, "resolution", &fixed).await.status, 303);
    let yes = [("texte", "Essayé dans deux classes."), ("marche", "oui")];
    assert_eq!(w.acts(c.oger, &t, "confirmation", &yes).await.status, 303);
    assert_eq!(w.is(&t).await, "project 2 resolved");
    let by: String = w.one("select resolver || ' ' || resolution from ticket where id = $1", &t).await;
    assert_eq!(by, "publisher bug_fixed");

    // The asker closes, with how well she was helped; only she can.
    assert_eq!(w.acts(c.petit, &t, "cloture", &[]).await.status, 404);
    assert_eq!(w.acts(c.carrel, &t, "cloture", &[("satisfaction", "3")]).await.status, 303);
    assert!(w.get(c.oger, &t).await.says("3 sur 4, Bien aidé·e"));
    // Fourteen days to open it again.
    let again = [("texte", "Il a disparu de nouveau.")];
    assert_eq!(w.acts(c.carrel, &t, "reouverture", &again).await.status, 303);
    assert_eq!(w.is(&t).await, "project 2 open");
    let done = [("texte", "Fait."), ("par", "dane"), ("comment", "setting")];
    assert_eq!(w.acts(c.oger, &t, "resolution", &done).await.status, 303);
    w.app.at(at("2026-09-29 10:31"));
    let late = w.acts(c.carrel, &t, "reouverture", &again).await;
    assert!(late.status == 422 && late.says("depuis plus de quatorze jours"), "{}", late.text());
}

#[tokio::test]
async fn clocks_stand_still_while_she_is_asked() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let t = w.asks(c.carrel, &ASKS).await;
    let due = async || -> (DateTime<Utc>, DateTime<Utc>, i32) {
        let a = w.one("select answer_by from ticket where id = $1", &t).await;
        let r = w.one("select resolve_by from ticket where id = $1", &t).await;
        (a, r, w.one("select waited_minutes from ticket where id = $1", &t).await)
    };
    assert_eq!(due().await, (at("2026-09-15 14:30"), at("2026-09-18 10:30"), 0));

    w.app.at(at("2026-09-15 15:00"));
    let list = w.get(c.petit, "/assistance").await;
    assert!(list.says("1 en retard") && list.says("P3 en retard"), "{}", list.text());
    let ask = [("texte", "Depuis quel jour ?"), ("pour", "question")];
    assert_eq!(w.acts(c.petit, &t, "reponse", &ask).await.status, 303);
    let list = w.get(c.petit, "/assistance").await;
    assert!(!list.says("en retard") && list.says("Attend une réponse"), "{}", list.text());
    // From Tuesday 15 h to Wednesday 9 h: four hours of service.
    w.app.at(at("2026-09-16 09:00"));
    let reply = w.acts(c.carrel, &t, "message", &[("texte", "Depuis lundi.")]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert_eq!(w.is(&t).await, "school 1 open");
    assert_eq!(due().await.1, at("2026-09-18 14:30"));
    assert_eq!(due().await.2, 240);
    let first: DateTime<Utc> = w.one("select first_answer_at from ticket where id = $1", &t).await;
    assert_eq!(first, at("2026-09-15 15:00"));
    assert_eq!(w.acts(c.petit, &t, "priorite", &[("priorite", "2")]).await.status, 303);
    assert_eq!(due().await.1, at("2026-09-16 14:30"), "one day, and the four hours");
}

#[tokio::test]
async fn of_two_who_act_at_once_the_second_is_told() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let t = w.asks(c.carrel, &ASKS).await;
    let answer = [("texte", "Je regarde."), ("pour", "answer")];
    assert_eq!(w.acts_on(c.petit, &t, "reponse", "0", &answer).await.status, 303);
    let second = [("texte", "Moi aussi, je regarde."), ("pour", "answer")];
    let told = w.acts_on(c.petit, &t, "reponse", "0", &second).await;
    assert!(told.status == 422 && told.says("Quelqu’un vient d’agir sur cette demande."), "{}", told.text());
    assert!(told.says("Moi aussi, je regarde."), "what was typed is kept");
    assert_eq!(w.app.count("select count(*) from ticket_entry where kind = 'answer'").await, 1);
    for (act, fields) in [
        ("prise", vec![]),
        ("transfert", to("dsi")),
        ("priorite", vec![("priorite", "1")]),
        ("resolution", vec![("texte", "Fait"), ("par", "school"), ("comment", "quick_fix")]),
        ("cloture", vec![]),
    ] {
        let who = if act == "cloture" { c.carrel } else { c.petit };
        assert_eq!(w.acts_on(who, &t, act, "0", &fields).await.status, 422, "{act}");
    }
    assert_eq!(w.is(&t).await, "school 1 open");
}
