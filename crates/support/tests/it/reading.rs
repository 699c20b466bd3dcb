//! Who reads and works which ticket; what is confidential; what is in a subject; files.

use crate::world::{ASKS, World, at};
use kernel::PersonId;

async fn statuses(w: &World, path: &str, people: &[(&str, PersonId)]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, person) in people {
        let reply = w.get(*person, path).await;
        found.push(format!("{name} {}", reply.status.as_u16()));
    }
    found
}

#[tokio::test]
async fn a_ticket_is_read_by_who_asked_and_by_who_works_its_queues() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let people = [
        ("carrel", c.carrel),
        ("petit", c.petit),
        ("roy", c.roy),
        ("jourdan", c.jourdan),
        ("segur", c.segur),
        ("vidal", c.vidal),
        ("nadia", c.nadia),
        ("oger", c.oger),
        ("lina", c.lina),
    ];
    let t = w.asks(c.carrel, &ASKS).await;
    let near = [
        "carrel 200",
        "petit 200",
        "roy 404",
        "jourdan 404",
        "segur 404",
        "vidal 404",
        "nadia 404",
        "oger 404",
        "lina 404",
    ];
    assert_eq!(statuses(&w, &t, &people).await, near);
    let up = [("file", "circonscription"), ("resume", "…"), ("essaye", "…"), ("priorite", "3")];
    assert_eq!(w.acts(c.petit, &t, "transfert", &up).await.status, 303);
    let up = [("file", "project"), ("resume", "…"), ("essaye", "…"), ("priorite", "3")];
    assert_eq!(w.acts(c.petit, &t, "transfert", &up).await.status, 404, "no longer hers to work");
    assert_eq!(w.acts(c.segur, &t, "transfert", &up).await.status, 303);
    // Whoever had it goes on reading it.
    let far = [
        "carrel 200",
        "petit 200",
        "roy 404",
        "jourdan 404",
        "segur 200",
        "vidal 404",
        "nadia 404",
        "oger 200",
        "lina 404",
    ];
    assert_eq!(statuses(&w, &t, &people).await, far);
    assert!(w.get(c.petit, "/assistance?voir=suivies").await.says("Un élève manque"));
    assert!(!w.get(c.petit, "/assistance").await.says("Un élève manque"));
    // Of the queues: nothing is there for who works none.
    let desks = [
        "carrel 404",
        "petit 200",
        "roy 404",
        "jourdan 200",
        "segur 200",
        "vidal 200",
        "nadia 404",
        "oger 200",
        "lina 404",
    ];
    assert_eq!(statuses(&w, "/assistance", &people).await, desks);
    // A note stays between helpers.
    let note = [("texte", "Vu avec la mairie."), ("pour", "note")];
    assert_eq!(w.acts(c.oger, &t, "reponse", &note).await.status, 303);
    assert!(w.get(c.petit, &t).await.says("Vu avec la mairie."));
    assert!(!w.get(c.carrel, &t).await.says("Vu avec la mairie."));
    for (who, act) in [(c.vidal, "prise"), (c.nadia, "reponse"), (c.jourdan, "priorite"), (c.roy, "cloture")]
    {
        let reply = w.acts(who, &t, act, &[("texte", "…"), ("priorite", "1")]).await;
        assert_eq!(reply.status, 404, "{act}");
    }
}

#[tokio::test]
async fn a_family_asks_the_school_and_a_head_who_is_beside_her() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    // Nadia has children in two schools: she says for which.
    let no = w.app.as_(c.nadia).await.post_files("/aide/demander", &ASKS, &[]).await;
    assert!(no.status == 422 && no.says("Dites pour quelle école."), "{}", no.text());
    let moulin = c.moulin.to_string();
    let mut fields = ASKS.to_vec();
    fields.push(("ecole", &moulin));
    let t = w.asks(c.nadia, &fields).await;
    assert_eq!(w.get(c.jourdan, &t).await.status, 200);
    assert_eq!(w.get(c.petit, &t).await.status, 404);
    let t = w.asks(c.petit, &ASKS).await;
    assert_eq!(w.is(&t).await, "circonscription 1 open");
    // What nobody near can do goes to the domain: no agent acts for the commune.
    let t = w.asks(c.segur, &ASKS).await;
    assert_eq!(w.is(&t).await, "dsi 2 open");
}

#[tokio::test]
async fn what_is_confidential_is_read_by_head_and_inspector_only() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let danger =
        [("sujet", "safety"), ("titre", "Un message grave"), ("texte", "…"), ("urgence", "question")];
    let t = w.asks(c.carrel, &danger).await;
    assert_eq!(w.is(&t).await, "safety 1 open");
    let page = w.get(c.petit, &t).await;
    assert!(page.says("confidentiel") && page.says("P1"), "{}", page.text());
    let people = [("segur", c.segur), ("oger", c.oger), ("jourdan", c.jourdan), ("vidal", c.vidal)];
    assert_eq!(statuses(&w, &t, &people).await, ["segur 200", "oger 404", "jourdan 404", "vidal 404"]);
    for voir in ["", "suivies", "terminees"] {
        assert!(!w.get(c.oger, &format!("/assistance?voir={voir}")).await.says("Un message grave"));
    }
    // It goes nowhere else.
    let away = [("file", "project"), ("resume", "…"), ("essaye", "…"), ("priorite", "1")];
    assert_eq!(w.acts(c.petit, &t, "transfert", &away).await.status, 422);
    // The letters say nothing of it.
    let letters = w
        .app
        .count("select count(*) from job where kind = 'mail' and payload::text not like '%grave%'")
        .await;
    assert_eq!(letters, 2);
    // Past the head: the inspector alone.
    let mut past = danger.to_vec();
    past.push(("sans_direction", "1"));
    let t = w.asks(c.carrel, &past).await;
    assert_eq!(statuses(&w, &t, &[("petit", c.petit), ("segur", c.segur)]).await, ["petit 404", "segur 200"]);
    // An ordinary one that turns out to be grave is hidden from who only had it before.
    let t = w.asks(c.carrel, &ASKS).await;
    let up = |file| [("file", file), ("resume", "…"), ("essaye", "…"), ("priorite", "1")];
    assert_eq!(w.acts(c.petit, &t, "transfert", &up("project")).await.status, 303);
    assert_eq!(w.acts(c.oger, &t, "transfert", &up("safety")).await.status, 303);
    assert_eq!(statuses(&w, &t, &[("petit", c.petit), ("oger", c.oger)]).await, ["petit 200", "oger 404"]);
}

#[tokio::test]
async fn a_subject_names_no_pupil_and_files_are_what_they_are() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    let carrel = w.app.as_(c.carrel).await;
    let last: String = sqlx::query_scalar("select shown_last_name from person where id = $1")
        .bind(c.lina.0)
        .fetch_one(w.app.pool())
        .await
        .unwrap();
    let with = |title: &str, sure: bool| {
        let mut fields: Vec<(&str, String)> = ASKS.iter().map(|f| (f.0, f.1.to_owned())).collect();
        fields[1].1 = title.to_owned();
        if sure {
            fields.push(("pas_un_eleve", "1".to_owned()));
        }
        fields
    };
    let sent = async |fields: Vec<(&str, String)>, files: &[(&str, &str, &[u8])]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|f| (f.0, &*f.1)).collect();
        carrel.post_files("/aide/demander", &fields, files).await
    };
    let whole = sent(with(&format!("Le code de Lina {last}"), true), &[]).await;
    assert!(whole.status == 422 && whole.says("N’écrivez pas le nom d’un élève"), "{}", whole.text());
    let first = sent(with("Le code de Lina", false), &[]).await;
    assert!(first.status == 422 && first.says("Ce n’est pas le nom d’un élève"), "{}", first.text());
    assert_eq!(sent(with("Le code de Lina", true), &[]).await.status, 303);
    assert_eq!(sent(with("Le code de Zoé", false), &[]).await.status, 303, "a pupil of another school");

    let bad =
        sent(with("Une capture", false), &[("fichier", "capture.png", b"MZ\x90\x00 this is a program")])
            .await;
    assert_eq!(bad.status, 422, "{}", bad.text());
    let note = "Un écran blanc".as_bytes();
    let good = sent(with("Une capture", false), &[("fichier", "écran.txt", note)]).await;
    assert_eq!(good.status, 303, "{}", good.text());
    let t = good.location().unwrap().split('?').next().unwrap().to_owned();
    let page = w.get(c.petit, &t).await;
    let file = page.attribute("ul.files a", "href").unwrap();
    let bytes = w.get(c.petit, &file).await;
    assert!(bytes.status == 200 && bytes.bytes == note, "{}", bytes.status);
    for who in [c.roy, c.segur, c.oger, c.nadia, c.vidal] {
        assert_eq!(w.get(who, &file).await.status, 404);
    }
}

/// A school's requests reach who administers it, once her training opens her acts, and until her last day.
#[tokio::test]
async fn who_administers_a_school_works_its_queue_once_she_is_trained() {
    let w = World::new().await;
    let c = &w.app.cast;
    let t = w.asks(c.carrel, &ASKS).await;
    run(
        &w,
        format!(
            "insert into school_administrator (id, school_id, person_id, from_day, until_day, named_at)
             values (gen_random_uuid(), '{}', '{}', '2026-09-01', '2026-09-16', '2026-09-01')",
            c.tilleuls, c.roy
        ),
    )
    .await;
    assert_eq!(w.get(c.roy, &t).await.status, 404, "named, and not trained");
    run(
        &w,
        format!(
            "insert into administrator_waiver (school_id, person_id, reason, at) values ('{}', '{}', 'Formatrice', '2026-09-01')",
            c.tilleuls, c.roy
        ),
    )
    .await;
    assert_eq!(w.get(c.roy, &t).await.status, 200);
    assert!(w.get(c.roy, "/assistance").await.says("Un élève manque dans ma classe"));
    let workers = "select count(*) from queue_workers('2026-09-15') where queue = 'school' and person_id = '";
    let workers = format!("{workers}{}'", c.roy);
    let n: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(workers)).fetch_one(w.app.pool()).await.unwrap();
    assert_eq!(n, 1, "she is told of it");
    w.app.at(at("2026-09-17 10:30"));
    assert_eq!(w.get(c.roy, "/assistance").await.status, 404, "it ended by itself");
}

async fn run(w: &World, script: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(w.app.pool()).await.unwrap();
}
