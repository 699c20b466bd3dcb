//! What somebody wrote here since a moment, withdrawn or not: for looking back after a hijack.

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
        r#"(select i.published_at as "at!", 'Message du fil' as "what!",
                   'message ' || i.id || case when i.withdrawn_at is null then '' else ' (retiré)' end ||
                   coalesce(' · destinataires ' || (select string_agg(s.audience_id::text, ' ') from share s where s.item_id = i.id), '')
                   as "about!", p.body as "text!"
            from item i join post p on p.item_id = i.id
            where i.author_id = $1 and i.published_at >= $2 order by i.published_at desc limit $3)
           union all
           (select c.written_at, 'Réponse dans le fil',
                   'réponse ' || c.id || ' au message ' || c.item_id || case when c.withdrawn_at is null then '' else ' (retirée)' end,
                   c.body
            from comment c where c.author_id = $1 and c.written_at >= $2 order by c.written_at desc limit $3)"#,
        person.0,
        since,
        Trace::MOST,
    )
    .fetch_all(&db.pool)
    .await
}
