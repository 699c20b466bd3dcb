//! Who is around a ticket: the schools of who asks, pupils’ names in a subject, who works a queue, whose files.

use super::open::Place;
use super::read::Ticket;
use chrono::NaiveDate;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::PgExecutor;
use storage::FileId;
use uuid::Uuid;

/// The schools of the actor’s roles, her children’s among them: by name.
pub(crate) async fn schools(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let ids: Vec<Uuid> = actor.roles.iter().filter_map(|r| r.school).map(|s| s.0).collect();
    let rows = sqlx::query!(
        "select id, name from place where id = any($1) and kind = 'school' and not pseudo and closed_on is null order by name, id",
        &ids,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// Names of pupils of these schools in a line: whole ones, and single words of one.
pub(crate) async fn pupils_named(
    db: impl PgExecutor<'_>,
    schools: &[PlaceId],
    title: &str,
    capitals: &[String],
    today: NaiveDate,
) -> Result<(Vec<String>, Vec<String>), sqlx::Error> {
    let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"with pupil as (
             select distinct p.id, p.shown_first_name as first, p.shown_last_name as last from role r join person p on p.id = r.person_id
             where r.kind = 'pupil' and r.school_id = any($1) and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4))
           (select first || ' ' || last as "name!", true as "whole!" from pupil
            where plain_name($2) like '%' || plain_name(first || ' ' || last) || '%' or plain_name($2) like '%' || plain_name(last || ' ' || first) || '%'
            order by 1 limit 3)
           union all
           (select distinct w, false from unnest($3::text[]) w join pupil on plain_name(w) in (plain_name(first), plain_name(last)) order by 1 limit 3)"#,
        &ids,
        title,
        capitals,
        today,
    )
    .fetch_all(db)
    .await?;
    let (whole, parts): (Vec<_>, Vec<_>) = rows.into_iter().map(|r| (r.whole, r.name)).partition(|r| r.0);
    let names = |of: Vec<(bool, String)>| of.into_iter().map(|r| r.1).collect();
    Ok((names(whole), names(parts)))
}

/// Whom to tell of what comes into a queue: those who were named for it, else those whose role it is; not who asks.
pub(crate) async fn workers(
    db: impl PgExecutor<'_>,
    at: Place,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        r#"with named as (select person_id from queue_member m where m.queue = $1 and m.place_id is not distinct from $2 and $2 is null
               and m.from_day <= $3 and (m.until_day is null or m.until_day >= $3))
           select distinct w.person_id as "id!" from queue_workers($3) w
           where w.queue = $1 and (w.place_id is not distinct from $2 or w.queue = 'safety' and w.place_id is null)
             and (not exists (select from named) or w.person_id in (select person_id from named))
           order by 1 limit 50"#,
        at.queue.key(),
        at.place,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

/// A file of a ticket that the actor obtained, of an entry that she reads.
pub(crate) async fn file(db: impl PgExecutor<'_>, ticket: &Ticket, file: Uuid) -> Result<FileId, Error> {
    let found = sqlx::query_scalar!(
        "select a.file_id from ticket_file a join ticket_entry e on e.id = a.entry_id
         where a.ticket_id = $1 and a.file_id = $2 and (e.open_to_asker or $3)",
        ticket.id,
        file,
        ticket.inside(),
    )
    .fetch_optional(db)
    .await?;
    found.map(FileId).ok_or(Error::NotFound)
}
