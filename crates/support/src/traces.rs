//! What somebody wrote in the help since a moment: for the list of what a hijacked account did.

use chrono::{DateTime, Utc};
use database::Db;
use futures::future::BoxFuture;
use identity::Trace;
use kernel::{Error, PersonId};

#[must_use]
pub fn traces(
    db: Db,
    person: PersonId,
    since: DateTime<Utc>,
) -> BoxFuture<'static, Result<Vec<Trace>, Error>> {
    Box::pin(async move { Ok(written(&db, person, since).await?) })
}

async fn written(db: &Db, person: PersonId, since: DateTime<Utc>) -> Result<Vec<Trace>, sqlx::Error> {
    sqlx::query_as!(
        Trace,
        r#"(select e.at as "at!", 'Demande d’aide' as "what!", 'demande n° ' || t.number || ' · ' || e.kind as "about!", e.text as "text!"
            from ticket_entry e join ticket t on t.id = e.ticket_id where e.by_id = $1 and e.at >= $2 order by e.at desc limit $3)
           union all
           (select u.at, 'Demande d’aide transmise', 'demande n° ' || t.number || ' · ' || u.queue, concat_ws(E'\n', u.summary, u.tried)
            from ticket_turn u join ticket t on t.id = u.ticket_id where u.by_id = $1 and u.at >= $2 and u.summary <> '' order by u.at desc limit $3)"#,
        person.0,
        since,
        Trace::MOST,
    )
    .fetch_all(&db.pool)
    .await
}
