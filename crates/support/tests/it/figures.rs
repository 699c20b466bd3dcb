//! What the help achieves, for whom.

use crate::world::{ASKS, World, at};

#[tokio::test]
async fn what_was_asked_is_counted_in_hours_of_service() {
    let w = World::new().await;
    let c = w.app.cast.clone();
    w.app.at(at("2026-09-15 10:00"));
    let solved = w.asks(c.carrel, &ASKS).await;
    w.asks(c.carrel, &ASKS).await;
    let mut danger = ASKS;
    danger[0] = ("sujet", "safety");
    w.asks(c.carrel, &danger).await;
    // The next morning: two hours and a night later are two hours of service.
    w.app.at(at("2026-09-15 12:00"));
    let done = [("texte", "Elle est dans la liste."), ("par", "school"), ("comment", "directory")];
    let reply = w.acts(c.petit, &solved, "resolution", &done).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let page = w.get(c.petit, "/assistance/chiffres").await;
    let facts = page.all("dl.facts dd");
    assert_eq!(facts[..2], ["2", "1"], "what is confidential is not counted: {facts:?}");
    assert!(facts[4].contains("1 sur 1") && facts[5] == "moins de cinq avis", "{facts:?}");
    let rows = page.all("section[aria-label='Qui a résolu'] tbody tr");
    assert_eq!(rows, ["L’école 1 2 h 2 h"]);
    assert_eq!(w.get(c.oger, "/assistance/chiffres").await.all("dl.facts dd")[0], "2");
    let file = w.get(c.petit, "/assistance/chiffres/tableau").await;
    assert_eq!(file.headers["content-type"], "text/csv; charset=utf-8");
    let csv = file.body();
    for line in [
        "\"L’aide en chiffres, depuis le 01/09/2026\"",
        "\"Demandes\";2",
        "\"Pas encore résolues\";1",
        "\"L’école\";1;120;120",
    ] {
        assert!(csv.lines().any(|l| l.trim_start_matches('\u{feff}') == line), "{line}: {csv}");
    }
    let measured: Option<i32> = w.one("select solved_minutes from ticket where id = $1", &solved).await;
    assert_eq!(measured, Some(120), "kept for the count of the night");
    // Two days later the other is late; a teacher and a guardian read nothing of it.
    w.app.at(at("2026-09-22 12:00"));
    assert_eq!(w.get(c.petit, "/assistance/chiffres?depuis=mois").await.all("dl.facts dd")[2], "1");
    for who in [c.carrel, c.keller] {
        for path in ["/assistance/chiffres", "/assistance/chiffres/tableau"] {
            assert_eq!(w.get(who, path).await.status, 404);
        }
    }
}
