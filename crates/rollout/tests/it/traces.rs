//! What a hijacked account wrote in the cockpit is in its list.

use crate::joining::{Role, Way};
use testing::first_day;

#[tokio::test]
async fn what_somebody_wrote_is_found_again() {
    let way = Way::new().await;
    way.until("avis").await;
    let of = async |person| rollout::traces(way.app.app.db.clone(), person, first_day()).await.unwrap();
    let hers = of(way.app.cast.carrel).await;
    let said: Vec<_> = hers.iter().map(|t| t.text.as_str()).collect();
    assert!(said.contains(&"Un journal parlé chaque semaine.") && hers.len() == 3, "{hers:?}");
    assert!(hers.iter().all(|t| t.what == "Étape d’une école"));
    assert!(of(way.person(Role::Head)).await.is_empty());
}
