//! Both tenders side by side: who reads and writes, where they part, as a calendar reads them.

use crate::governance::Steered;

const PAGE: &str = "/marche/calendrier";

#[tokio::test]
async fn whoever_steers_reads_them_and_the_team_says_the_dates() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let dates = [("j_notice", "2027-01-04"), ("j_end", "2032-08-31")];
    for (who, reads, writes) in [
        (cast.oger, 200, 303),
        (s.manager, 200, 303),
        (s.agent, 200, 404),
        (cast.segur, 200, 404),
        (cast.petit, 404, 404),
        (cast.carrel, 404, 404),
        (cast.nadia, 404, 404),
        (cast.lina, 404, 404),
    ] {
        assert_eq!(s.get(who, PAGE).await.status, reads, "{who}");
        assert_eq!(s.get(who, &format!("{PAGE}/fichier")).await.status, reads, "{who}");
        assert_eq!(s.post(who, PAGE, &dates).await.status, writes, "{who}");
    }
    assert!(s.get(cast.oger, PAGE).await.attribute("input[name=j_end]", "value").is_some());
    assert!(s.get(s.agent, PAGE).await.attribute("input[name=j_end]", "value").is_none(), "no form");
}

#[tokio::test]
async fn they_stand_side_by_side_and_what_parts_is_said() {
    let s = Steered::new().await;
    let market = [
        ("titre", "ENT du premier degré"),
        ("prestataire", "Exemple SA"),
        ("reference", "2024-07"),
        ("debut", "2024-09-01"),
        ("fin", "2027-08-31"),
    ];
    let at = s.does("/marche", &market).await;
    s.does(&format!("{at}/plan"), &[]).await;
    assert!(s.get(s.agent, PAGE).await.all(".notice.brick").is_empty(), "one alone does not part");
    let wrong = [("j_start", "2027-09-01"), ("j_end", "2027-08-31")];
    let page = s.post(s.manager, PAGE, &wrong).await;
    assert!(page.status == 422 && page.says("Cette date vient après celle d’avant."), "{}", page.text());
    assert_eq!(page.attribute("input[name=j_start]", "value").as_deref(), Some("2027-09-01"));
    s.does(PAGE, &[("j_start", "2027-09-01"), ("j_end", "2031-08-31"), ("n_offers", "2027-01-15")]).await;
    let page = s.get(s.agent, PAGE).await;
    let rows = page.all("tbody tr");
    for row in [
        "Offres attendues 15 janvier 2027 —",
        "Début du marché 1er septembre 2024 1er septembre 2027",
        "Gel des écrits 17 août 2027 —",
        "Fin du marché 31 août 2027 31 août 2031",
    ] {
        assert!(rows.iter().any(|r| r == row), "{row}: {rows:?}");
    }
    let warnings = page.all(".notice.brick");
    assert_eq!(warnings.len(), 3, "{warnings:?}");
    for said in ["finissent à plus d’un an", "ne commencent pas ensemble", "Notre gel du 17 août 2027"] {
        assert!(warnings.iter().any(|w| w.contains(said)), "{said}: {warnings:?}");
    }
    let of_project = s.get(s.manager, "/pilotage/projet").await;
    assert_eq!(of_project.all(".notice.brick").len(), 3, "{}", of_project.text());
    // What is done or closed, and a date that was taken away, are not there any more.
    s.does(PAGE, &[("j_end", "2028-06-30")]).await;
    let page = s.get(s.agent, PAGE).await;
    assert!(page.all(".notice.brick").is_empty(), "{}", page.text());
    assert!(!page.says("15 janvier 2027") && page.says("30 juin 2028"));
    let file = s.get(s.agent, &format!("{PAGE}/fichier")).await;
    assert_eq!(file.headers["content-type"], "text/calendar; charset=utf-8");
    let text = file.body();
    // Beginning, end, seven steps of ours; the end of theirs.
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 10, "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20280630\r\n"), "{text}");
}
