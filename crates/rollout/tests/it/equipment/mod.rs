//! What stands in the schools: who keeps it, who reads it, what a school lacks, what must be replaced.

mod register;
mod territory;

use crate::governance::Steered;
use kernel::{PersonId, PlaceId};

/// A batch that the school has; answers its id.
pub async fn batch(steered: &Steered, school: PlaceId, who: PersonId, fields: &[(&str, &str)]) -> uuid::Uuid {
    let usual = [("etat", "good"), ("proprietaire", "commune")];
    let mut all: Vec<(&str, &str)> = fields.to_vec();
    all.extend(usual.iter().filter(|(name, _)| !fields.iter().any(|(f, _)| f == name)));
    let reply = steered.post(who, &format!("/ecole/{school}/equipement"), &all).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let (id,): (uuid::Uuid,) = sqlx::query_as(
        "select id from equipment where school_id = $1 order by said_at desc, id desc limit 1",
    )
    .bind(school.0)
    .fetch_one(steered.app.pool())
    .await
    .unwrap();
    id
}
