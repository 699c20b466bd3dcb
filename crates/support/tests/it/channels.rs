//! By telephone, without an account, on somebody else’s platform; who is named for a queue; what happens in the night.

use crate::world::{ASKS, World, at, id};
use mail::Kept;
use std::sync::Arc;

const CALL: [(&str, &str); 5] = [
    ("sujet", "uses"),
    ("titre", "Comment publier une photo"),
    ("texte", "Elle demande comment publier une photo."),
    ("urgence", "question"),
    ("minutes", "6"),
];

#[tokio::test]
async fn a_call_is_a_ticket_with_its_length() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let petit = w.app.as_(c.petit).await;
    let found = petit.get("/assistance/appel?nom=carrel").await;
    let who = found.attribute("input[name=qui]", "value").unwrap();
    assert!(petit.get("/assistance/appel?nom=jourdan").await.says("Personne de ce nom"), "another school’s");
    assert_eq!(w.get(c.roy, "/assistance/appel").await.status, 404);
    let nobody = petit.post("/assistance/appel", &CALL).await;
    assert!(nobody.status == 422 && nobody.says("Choisissez qui a appelé"), "{}", nobody.text());

    let mut at_once = CALL.to_vec();
    at_once.extend([("qui", &*who), ("reponse", "Par le bouton Photos.")]);
    let reply = petit.post("/assistance/appel", &at_once).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let t = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let said: String = w
        .one(
            "select concat_ws(' ', channel, minutes, called_back, state, resolver) from ticket where id = $1",
            &t,
        )
        .await;
    assert_eq!(said, "phone 6 f resolved school");
    assert!(w.get(c.carrel, &t).await.says("Par le bouton Photos."), "it is hers");

    let mut later = CALL.to_vec();
    later.push(("nom_dit", "Une mère d’élève"));
    let reply = petit.post("/assistance/appel", &later).await;
    let t = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let said: String =
        w.one("select concat_ws(' ', called_back, state, verified) from ticket where id = $1", &t).await;
    assert_eq!(said, "t open f");
}

#[tokio::test]
async fn who_cannot_sign_in_writes_to_the_school() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let fields = |school: &'static str, contact: &'static str| {
        [("nom", "Nadia Benali"), ("ecole", school), ("contact", contact), ("texte", "Je n’ai plus le code.")]
    };
    let nobody = w.app.nobody();
    let many = nobody.post("/aide/sans-compte", &fields("Les", "06")).await;
    assert!(many.status == 422 && many.says("Plusieurs écoles"), "{}", many.text());
    let none = nobody.post("/aide/sans-compte", &fields("Poudlard", "06")).await;
    assert!(none.status == 422 && none.says("Aucune école de ce nom"), "{}", none.text());
    // Whoever has an account, or not: the same words.
    let first = nobody.post("/aide/sans-compte", &fields("Tilleuls", "nadia@example.org")).await;
    let mut other = fields("Tilleuls", "personne@example.org");
    other[0].1 = "Personne Ici";
    let second = nobody.post("/aide/sans-compte", &other).await;
    assert_eq!((first.status, first.location()), (second.status, second.location()));
    let list = w.get(c.petit, "/assistance").await;
    assert!(list.says("identité non vérifiée") && list.says("page de connexion"), "{}", list.text());
    assert!(!w.get(c.nadia, "/aide").await.says("N’arrive pas à entrer"), "nobody’s own");
    for _ in 0..2 {
        nobody.post("/aide/sans-compte", &fields("Tilleuls", "nadia@example.org")).await;
    }
    let much = nobody.post("/aide/sans-compte", &fields("Tilleuls", "nadia@example.org")).await;
    assert_eq!(much.status, 429);
}

#[tokio::test]
async fn the_publisher_gets_a_letter_without_anybody_in_it() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let t = w.asks(c.carrel, &ASKS).await;
    let file = [("voie", "lettre"), ("dossier", "Marion Carrel ne voit plus sa liste depuis la version 4.")];
    let early = w.acts(c.petit, &t, "externe", &file).await;
    assert!(early.status == 422 && early.says("n’est pas encore dite"), "{}", early.text());
    let oger = w.app.as_(c.oger).await;
    let settings = [("editeur", "Exemple SA"), ("adresse", "aide@example.org")];
    assert_eq!(oger.post("/aide/aiguillage/reglages", &settings).await.status, 303);
    assert_eq!(w.app.as_(c.petit).await.get("/aide/aiguillage").await.status, 404);
    let lina: String =
        sqlx::query_scalar("select shown_first_name || ' ' || shown_last_name from person where id = $1")
            .bind(c.lina.0)
            .fetch_one(w.app.pool())
            .await
            .unwrap();
    let named = format!("{lina} a disparu.");
    let no = w.acts(c.petit, &t, "externe", &[("voie", "lettre"), ("dossier", &named)]).await;
    assert!(no.status == 422 && no.says("Retirez le nom de l’élève"), "{}", no.text());
    // Straight from level 1 (row 121).
    assert_eq!(w.acts(c.petit, &t, "externe", &file).await.status, 303);
    let kept = Arc::new(Kept::new(w.app.app.db.clock.clone()));
    let worker = jobs::Worker::new(w.app.app.db.clone(), w.app.app.clone());
    support::work(worker, kept.clone()).run_waiting().await.unwrap();
    let sent = kept.sent();
    let letter = &sent.iter().find(|s| s.letter.address() == "aide@example.org").unwrap().letter;
    assert!(letter.text().contains("demandeur D-") && !letter.text().contains("Carrel"), "{}", letter.text());
    let state: String = w.one("select state from ticket_external where ticket_id = $1", &t).await;
    assert_eq!(state, "sent");
    // Their answer is kept by hand.
    let external: uuid::Uuid = w.one("select id from ticket_external where ticket_id = $1", &t).await;
    let act = format!("externe/{external}");
    let fixed = [("numero", "EX-77"), ("etat", "fixed"), ("texte", "Corrigé en 4.2.")];
    assert_eq!(w.acts(c.petit, &t, &act, &fixed).await.status, 303);
    assert!(w.get(c.petit, &t).await.says("EX-77"));
    assert!(!w.get(c.carrel, &t).await.says("EX-77"));
    assert_eq!(w.acts(c.vidal, &t, &act, &fixed).await.status, 404);
}

#[tokio::test]
async fn who_is_named_for_a_queue_works_it_and_no_other() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let login: String = sqlx::query_scalar("select login from account where person_id = $1")
        .bind(c.duval.0)
        .fetch_one(w.app.pool())
        .await
        .unwrap();
    let queue = format!("school:{}", c.tilleuls);
    let fields = [("file", &*queue), ("identifiant", &*login)];
    let t = w.asks(c.carrel, &ASKS).await;
    assert_eq!(w.get(c.duval, &t).await.status, 404);
    assert_eq!(
        w.app.as_(c.jourdan).await.post("/assistance/membres", &fields).await.status,
        422,
        "not his school"
    );
    assert_eq!(w.app.as_(c.petit).await.post("/assistance/membres", &fields).await.status, 303);
    assert_eq!(w.get(c.duval, &t).await.status, 200);
    let up = [("file", "dsi"), ("resume", "…"), ("essaye", "…"), ("priorite", "3")];
    assert_eq!(w.acts(c.duval, &t, "transfert", &up).await.status, 303);
    assert_eq!(w.app.as_(c.duval).await.post("/assistance/membres", &fields).await.status, 404);
    let danger = [("sujet", "safety"), ("titre", "Un message grave"), ("texte", "…")];
    let grave = w.asks(c.carrel, &danger).await;
    assert_eq!(w.get(c.duval, &grave).await.status, 404, "confidential all the same");
    let member: uuid::Uuid =
        sqlx::query_scalar("select id from queue_member").fetch_one(w.app.pool()).await.unwrap();
    let end = format!("/assistance/membres/{member}/fin");
    assert_eq!(w.app.as_(c.vidal).await.post(&end, &[]).await.status, 404);
    assert_eq!(w.app.as_(c.petit).await.post(&end, &[]).await.status, 303);
    assert_eq!(w.get(c.duval, &t).await.status, 404);
    // Routes: what is said anew holds for the next one.
    let oger = w.app.as_(c.oger).await;
    let route = [("sujet", "directory"), ("niveau1", "circonscription"), ("niveau2", "project")];
    assert_eq!(oger.post("/aide/aiguillage", &route).await.status, 303);
    let t = w.asks(c.carrel, &ASKS).await;
    assert_eq!(w.is(&t).await, "circonscription 1 open");
}

#[tokio::test]
async fn a_child_says_that_it_does_not_work_and_her_teacher_sees_it() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    for _ in 0..3 {
        let reply = w.app.as_(c.lina).await.post("/aide/ca-ne-marche-pas", &[]).await;
        assert_eq!(reply.location(), Some("/aide?dit=oui"));
    }
    assert_eq!(w.app.as_(c.nadia).await.post("/aide/ca-ne-marche-pas", &[]).await.status, 404);
    assert_eq!(w.app.count("select count(*) from class_trouble").await, 1);
    assert!(w.get(c.carrel, "/aide").await.says("un élève dit"));
    assert!(!w.get(c.roy, "/aide").await.says("un élève dit"));
    let seen = format!("/aide/classe/{}/vu", c.cm1b);
    assert_eq!(w.app.as_(c.roy).await.post(&seen, &[]).await.status, 404);
    assert_eq!(w.app.as_(c.carrel).await.post(&seen, &[]).await.status, 303);
    assert!(!w.get(c.carrel, "/aide").await.says("un élève dit"));
}

#[tokio::test]
async fn what_ended_says_no_names_after_half_a_year() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let t = w.asks(c.carrel, &ASKS).await;
    let fixed = [("texte", "Ajouté."), ("par", "school"), ("comment", "directory")];
    assert_eq!(w.acts(c.petit, &t, "resolution", &fixed).await.status, 303);
    let kept = Arc::new(Kept::new(w.app.app.db.clock.clone()));
    let night = async || {
        let worker = jobs::Worker::new(w.app.app.db.clone(), w.app.app.clone());
        let worker =
            support::work(worker, kept.clone()).on(|_: identity::App, _: mail::Post| async { Ok(()) });
        worker.ask_daily().await.unwrap();
        worker.run_waiting().await.unwrap();
    };
    night().await;
    assert_eq!(w.is(&t).await, "school 1 resolved");
    w.app.at(at("2026-09-30 12:00"));
    night().await;
    assert_eq!(w.is(&t).await, "school 1 closed");
    let app = w.app.app.clone();
    assert_eq!(support::mask(app.clone(), at("2026-09-30 11:00")).await.unwrap(), 0);
    assert_eq!(support::mask(app.clone(), at("2026-10-01 11:00")).await.unwrap(), 1);
    let words: i64 = sqlx::query_scalar(
        "select count(*) from ticket t join ticket_entry e on e.ticket_id = t.id
         where t.id = $1 and (e.text <> '' or t.title <> '' or t.asker_id is not null)",
    )
    .bind(id(&t))
    .fetch_one(w.app.pool())
    .await
    .unwrap();
    assert_eq!(words, 0);
    assert_eq!(support::forget(app, at("2026-10-01 11:00")).await.unwrap(), 1);
    assert_eq!(w.app.count("select count(*) from ticket").await, 0);
}
