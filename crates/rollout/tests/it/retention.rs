//! Who sat in a body, or was called at a town hall, is forgotten in the end; what was decided is not.

use crate::governance::Steered;

#[tokio::test]
async fn names_go_three_years_after() {
    let steered = Steered::new().await;
    let body = steered.body("strategic", "Comité").await;
    let seat = [("college", "collectivities"), ("nom", "Jeanne Roche"), ("qualite", "maire")];
    steered.does(&format!("{body}/membres"), &seat).await;
    let ended = async |day: &str| {
        sqlx::query("update body_member set from_day = '2026-01-01', until_day = $1::date")
            .bind(day)
            .execute(steered.app.pool())
            .await
            .unwrap();
    };
    let named =
        async || steered.app.count("select count(*) from body_member where name = 'Jeanne Roche'").await;
    let before = "2026-09-15T00:00:00Z".parse().unwrap();
    for (day, there) in [("2026-09-15", 1), ("2026-09-14", 0)] {
        ended(day).await;
        rollout::forget_names(steered.app.app.clone(), before).await.unwrap();
        assert_eq!(named().await, there, "{day}");
    }
    assert_eq!(steered.app.count("select count(*) from body_member").await, 1);
}
