//! The endless list: by key, none twice, none missing.

use super::*;
use std::collections::HashSet;

#[tokio::test]
async fn forty_five_posts_at_few_moments_come_once_each() {
    let app = school().await;
    let c = &app.cast;
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let everyone = audience(&app, "school_guardians", c.tilleuls).await;
    let mut expected = HashSet::new();
    for n in 0..45i64 {
        // Seven posts at each moment, so that a section ends in the middle of one; an hour apart, for nobody may
        // write faster.
        app.at(testing::first_day() + chrono::TimeDelta::hours(n / 7));
        // Every third reaches the guardian through two audiences.
        let both = [families.as_str(), &everyone];
        let (by, to) = if n % 3 == 0 { (c.petit, &both[..]) } else { (c.carrel, &both[..1]) };
        expected.insert(format!("post-{}", publish(&app, by, &format!("Message {n}"), to).await));
    }
    let nadia = app.as_(c.nadia).await;
    let (mut seen, mut next, mut lengths) = (Vec::new(), Some("/fil".to_owned()), Vec::new());
    while let Some(path) = next {
        let page = nadia.fragment(&path).await;
        let ids = ids(&page);
        lengths.push(ids.len());
        seen.extend(ids);
        next = page.attribute("a[data-more]", "href");
    }
    assert_eq!(lengths, [10, 10, 10, 10, 5]);
    assert_eq!(seen.iter().cloned().collect::<HashSet<_>>(), expected);
    assert_eq!(seen.len(), 45, "none twice");
    let whole = nadia.get("/fil").await;
    assert_eq!(ids(&whole), seen[..10], "the page and the fragment agree");
}

fn ids(page: &Reply) -> Vec<String> {
    let count = page.all("li.post").len();
    (1..=count).map(|n| page.attribute(&format!("li.post:nth-of-type({n})"), "id").unwrap()).collect()
}

#[tokio::test]
async fn a_page_that_stays_open_asks_only_for_what_is_newer() {
    let app = school().await;
    let old = to_families(&app, "Ancien").await;
    let nadia = app.as_(app.cast.nadia).await;
    let refresh = nadia.get("/fil").await.attribute("live-feed", "data-refresh").unwrap();
    app.at(testing::first_day() + chrono::TimeDelta::minutes(5));
    let new = to_families(&app, "Nouveau").await;
    let page = nadia.fragment(&refresh).await;
    assert!(page.attribute(&format!("#post-{new}"), "id").is_some());
    let later = nadia.get("/fil").await.attribute("live-feed", "data-refresh").unwrap();
    let page = nadia.fragment(&later).await;
    assert!(
        page.attribute(&format!("#post-{old}"), "id").is_none(),
        "five minutes older than the newest shown"
    );
    assert!(page.all("header, nav, .kids, h1").iter().all(|t| !t.contains("Mes enfants")), "only the list");
}
