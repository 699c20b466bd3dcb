//! Drafts: an item that is not published, of which only its author knows.

use super::super::{Attached, Draft, Words};
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, AudienceId, Error, ItemId};
use sqlx::PgExecutor;
use sqlx::types::Json;
use storage::FileId;
use uuid::Uuid;

/// Where a form that names a draft finds itself.
pub enum Slot {
    Draft(Draft),
    /// Sent before: it was published.
    Published,
}

/// The draft that the actor wrote last and did not publish.
pub async fn latest_draft(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Option<Draft>, sqlx::Error> {
    look(db, actor, None).await
}

/// The actor's own draft.
pub async fn find_draft(db: impl PgExecutor<'_>, actor: &Actor, item: ItemId) -> Result<Draft, Error> {
    look(db, actor, Some(item)).await?.ok_or(Error::NotFound)
}

async fn look(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    item: Option<ItemId>,
) -> Result<Option<Draft>, sqlx::Error> {
    sqlx::query_as!(
        Draft,
        r#"select i.id, p.body, p.comments_open, p.pupils_write, i.edited_at as saved_at,
             (select coalesce(json_agg(d.audience_id), '[]') from draft_audience d
               where d.item_id = i.id) as "audiences!: Json<Vec<AudienceId>>",
             (select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'bytes', f.bytes,
                         'width', f.width, 'height', f.height, 'duration_ms', f.duration_ms) order by a.position, f.id), '[]')
                from attachment a join file f on f.id = a.file_id
               where a.item_id = i.id) as "files!: Json<Vec<Attached>>"
         from item i join post p on p.item_id = i.id
         where i.author_id = $1 and i.published_at is null and i.withdrawn_at is null
           and ($2::uuid is null or i.id = $2)
         order by i.edited_at desc, i.id desc limit 1"#,
        actor.person.0,
        item.map(|i| i.0),
    )
    .fetch_optional(db)
    .await
}

/// Whether the actor may put something on this draft: hers, or not begun yet. Asked before a file is read.
pub async fn may_fill(db: impl PgExecutor<'_>, actor: &Actor, item: ItemId) -> Result<(), Error> {
    let taken = sqlx::query_scalar!(
        r#"select exists (
             select from item where id = $1 and (author_id <> $2 or kind <> 'post'
                 or published_at is not null or withdrawn_at is not null)) as "taken!""#,
        item.0,
        actor.person.0,
    )
    .fetch_one(db)
    .await?;
    if taken { Err(Error::NotFound) } else { Ok(()) }
}

/// The draft of this id, held until the transaction ends; begun when there is none. The id was made by
/// our own form, so that a form sent twice is one post. Somebody else's is not found.
pub async fn open_draft(tx: &mut Tx, actor: &Actor, item: ItemId) -> Result<Slot, Error> {
    let (now, year) = (tx.now(), school_year_of(tx.today()));
    let made = sqlx::query!(
        "insert into item (id, kind, author_id, owner_id, school_year, created_at, edited_at)
         values ($1, 'post', $2, $2, $3, $4, $4) on conflict (id) do nothing",
        item.0,
        actor.person.0,
        year,
        now,
    )
    .execute(tx.conn())
    .await?;
    if made.rows_affected() == 1 {
        sqlx::query!("insert into post (item_id, body) values ($1, '')", item.0).execute(tx.conn()).await?;
    }
    let held = sqlx::query!(
        r#"select published_at is not null as "published!" from item
         where id = $1 and author_id = $2 and kind = 'post' and withdrawn_at is null for update"#,
        item.0,
        actor.person.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or(Error::NotFound)?;
    if held.published {
        return Ok(Slot::Published);
    }
    Ok(Slot::Draft(find_draft(tx.conn(), actor, item).await?))
}

/// What is written so far. An audience that does not exist is left out; whether the author may write to
/// it is asked when it is published.
pub async fn save(tx: &mut Tx, draft: &Draft, words: &Words) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let audiences: Vec<Uuid> = words.audiences.iter().map(|a| a.0).collect();
    sqlx::query!("update item set edited_at = $2 where id = $1", draft.id.0, now).execute(tx.conn()).await?;
    sqlx::query!(
        "update post set body = $2, comments_open = $3, pupils_write = $4 where item_id = $1",
        draft.id.0,
        words.text,
        words.comments_open,
        words.pupils_write,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from draft_audience where item_id = $1", draft.id.0).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into draft_audience (item_id, audience_id) select $1, id from audience where id = any($2)",
        draft.id.0,
        &audiences,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The same draft as it is now.
pub async fn read_draft(tx: &mut Tx, actor: &Actor, draft: &Draft) -> Result<Draft, Error> {
    find_draft(tx.conn(), actor, draft.id).await
}

/// Puts files behind those that are there.
pub async fn attach(tx: &mut Tx, item: &impl super::OwnItem, files: &[FileId]) -> Result<(), sqlx::Error> {
    let files: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    sqlx::query!(
        "insert into attachment (item_id, file_id, position)
         select $1, f.id, (f.n + coalesce((select max(position) from attachment where item_id = $1), -1))::smallint
         from unnest($2::uuid[]) with ordinality as f (id, n)",
        item.item().0,
        &files,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes files off; how many were there.
pub async fn take_off(tx: &mut Tx, item: &impl super::OwnItem, files: &[FileId]) -> Result<u64, sqlx::Error> {
    let files: Vec<Uuid> = files.iter().map(|f| f.0).collect();
    let done = sqlx::query!(
        "delete from attachment where item_id = $1 and file_id = any($2)",
        item.item().0,
        &files
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Nobody will answer it: not in the offer of a school that it goes to.
pub async fn close_answers(tx: &mut Tx, draft: &Draft) -> Result<(), sqlx::Error> {
    sqlx::query!("update post set comments_open = false where item_id = $1", draft.id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Given up by its author: nobody sees it any more, herself included.
pub async fn drop_draft(tx: &mut Tx, draft: &Draft) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update item set withdrawn_at = $2 where id = $1", draft.id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}
