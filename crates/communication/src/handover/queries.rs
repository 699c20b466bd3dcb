//! The SQL of what is left for a successor. A hand-over is obtained through `identity::handovers`.

use chrono::{DateTime, Utc};
use database::Tx;
use identity::handovers::{Leaves, Received};
use kernel::year::school_year_of;
use kernel::{Actor, Error, ItemId};
use sqlx::PgExecutor;
use sqlx::types::Json;
use uuid::Uuid;

use crate::news::Attached;

/// What she has written for whoever comes.
pub(super) async fn note(
    db: impl PgExecutor<'_>,
    place: Uuid,
    from: Uuid,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("select note from handover where place_id = $1 and from_id = $2", place, from)
        .fetch_optional(db)
        .await
}

/// A line of a list: a message or a draft.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub id: ItemId,
    pub body: String,
    pub files: i64,
    pub at: DateTime<Utc>,
    /// A draft: given to the successor.
    pub given: bool,
}

/// Her own messages there, newest first.
pub(super) async fn own_posts(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    leaves: &Leaves,
) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select i.id, p.body, i.published_at as "at!", false as "given!",
                (select count(*) from attachment a where a.item_id = i.id) as "files!"
         from item i join post p on p.item_id = i.id
         where i.author_id = $1 and i.published_at is not null and i.withdrawn_at is null and exists (
             select from share s join audience a on a.id = s.audience_id where s.item_id = i.id and a.place_id = $2)
         order by i.published_at desc, i.id desc limit 100"#,
        actor.person.0,
        leaves.place.0,
    )
    .fetch_all(db)
    .await
}

/// Her drafts: those that she has not given elsewhere.
pub(super) async fn own_drafts(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    leaves: &Leaves,
) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select i.id, p.body, i.edited_at as "at!", d.handover_id is not null as "given!",
                (select count(*) from attachment a where a.item_id = i.id) as "files!"
         from item i join post p on p.item_id = i.id
         left join (handover_draft d join handover h on h.id = d.handover_id) on d.item_id = i.id
         where i.author_id = $1 and i.published_at is null and i.withdrawn_at is null and i.edited_at is not null
           and (d.item_id is null or h.place_id = $2)
           and (p.body <> '' or exists (select from attachment a where a.item_id = i.id))
         order by i.edited_at desc, i.id desc limit 100"#,
        actor.person.0,
        leaves.place.0,
    )
    .fetch_all(db)
    .await
}

/// How many messages of the class are the school's.
pub(super) async fn counted(db: impl PgExecutor<'_>, place: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(distinct s.item_id) as "count!" from audience a join share s on s.audience_id = a.id
         join item i on i.id = s.item_id and i.withdrawn_at is null where a.place_id = $1"#,
        place,
    )
    .fetch_one(db)
    .await
}

/// Her words and what she gives; a draft is the school's from then on, and hers again when she takes it back.
pub(super) async fn write(
    tx: &mut Tx,
    actor: &Actor,
    leaves: &Leaves,
    note: &str,
    given: &[ItemId],
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let id = sqlx::query_scalar!(
        "insert into handover (id, place_id, school_id, from_id, note, edited_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (place_id, from_id) do update set note = excluded.note, edited_at = excluded.edited_at
         returning id",
        Uuid::now_v7(),
        leaves.place.0,
        leaves.school.0,
        actor.person.0,
        note,
        now,
    )
    .fetch_one(tx.conn())
    .await?;
    sqlx::query!(
        "with back as (delete from handover_draft where handover_id = $1 returning item_id)
         update item set owner_id = author_id, school_id = null from back
         where item.id = back.item_id and published_at is null",
        id,
    )
    .execute(tx.conn())
    .await?;
    let given: Vec<Uuid> = given.iter().map(|g| g.0).collect();
    sqlx::query!(
        "with hers as (
             update item i set owner_id = null, school_id = $3
             where i.id = any($2) and i.author_id = $4 and i.kind = 'post' and i.published_at is null
               and i.withdrawn_at is null
               and not exists (select from handover_draft o where o.item_id = i.id and o.handover_id <> $1)
             returning i.id
         )
         insert into handover_draft (handover_id, item_id) select $1, id from hers",
        id,
        &given,
        leaves.school.0,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A draft as the successor reads it.
#[derive(Debug)]
pub(super) struct Given {
    pub id: ItemId,
    pub body: String,
    pub files: Json<Vec<Attached>>,
}

pub(super) async fn given(db: impl PgExecutor<'_>, received: &Received) -> Result<Vec<Given>, sqlx::Error> {
    sqlx::query_as!(
        Given,
        r#"select i.id, p.body,
                (select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'bytes', f.bytes,
                            'width', f.width, 'height', f.height, 'duration_ms', f.duration_ms) order by a.position, f.id), '[]')
                   from attachment a join file f on f.id = a.file_id
                  where a.item_id = i.id) as "files!: Json<Vec<Attached>>"
         from handover h join handover_draft d on d.handover_id = h.id
         join item i on i.id = d.item_id and i.published_at is null and i.withdrawn_at is null
         join post p on p.item_id = i.id
         where h.place_id = $1 and h.from_id = $2 order by i.edited_at desc nulls last, i.id"#,
        received.place.0,
        received.from.0,
    )
    .fetch_all(db)
    .await
}

/// The messages of the class that is over, newest first: they are the school's, whoever wrote them.
pub(super) async fn of_the_class(
    db: impl PgExecutor<'_>,
    received: &Received,
) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select i.id, p.body, i.published_at as "at!", false as "given!",
                (select count(*) from attachment a where a.item_id = i.id) as "files!"
         from audience a join share s on s.audience_id = a.id
         join item i on i.id = s.item_id and i.withdrawn_at is null and i.published_at is not null
         join post p on p.item_id = i.id
         where a.place_id = $1 and a.kind = 'class_team'
         order by i.published_at desc, i.id desc limit 200"#,
        received.place.0,
    )
    .fetch_all(db)
    .await
}

/// A new draft of the actor's with the words of something that is hers, or that was given to her. Photos and
/// recordings of a message that was published stay with the class in which they were made: only documents come.
pub(super) async fn reuse(tx: &mut Tx, actor: &Actor, item: ItemId) -> Result<ItemId, Error> {
    let (today, now) = (tx.today(), tx.now());
    let draft = ItemId::fresh();
    let source = sqlx::query!(
        r#"select p.body, p.comments_open, i.published_at is not null as "published!"
         from item i join post p on p.item_id = i.id
         where i.id = $1 and i.withdrawn_at is null
           and (i.author_id = $2 and i.published_at is not null or draft_handed_over(i.id, $2, $3))"#,
        item.0,
        actor.person.0,
        today,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    sqlx::query!(
        "insert into item (id, kind, author_id, owner_id, school_year, created_at, edited_at)
         values ($1, 'post', $2, $2, $3, $4, $4)",
        draft.0,
        actor.person.0,
        school_year_of(today),
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into post (item_id, body, comments_open) values ($1, $2, $3)",
        draft.0,
        source.body,
        source.comments_open,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into attachment (item_id, file_id, position)
         select $1, a.file_id, a.position from attachment a join file f on f.id = a.file_id
         where a.item_id = $2 and (not $3 or f.kind = 'document')",
        draft.0,
        item.0,
        source.published,
    )
    .execute(tx.conn())
    .await?;
    Ok(draft)
}

/// What nobody has touched for long enough: words go, and the drafts given with them are forgotten with the others.
pub(super) async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query!(
        "with done as (delete from handover_done where at < $1)
         delete from handover where edited_at < $1",
        before
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}
