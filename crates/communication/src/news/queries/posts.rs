//! One post: obtained, published, changed, withdrawn.

use super::super::{Draft, Post, Side, Writer};
use super::{Editable, Visible, Withdrawable, feed};
use chrono::NaiveDate;
use database::Tx;
use identity::audiences::{Reachable, reachable};
use kernel::{Actor, AudienceId, Error, ItemId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Whoever may write to somebody. For the others the composer does not exist.
pub async fn writer(db: impl PgExecutor<'_>, actor: &Actor, day: NaiveDate) -> Result<Writer, Error> {
    let reachable = reachable(db, actor, day).await?;
    if reachable.is_empty() { Err(Error::NotFound) } else { Ok(Writer { reachable }) }
}

pub async fn find_visible(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Visible<Post>, Error> {
    feed::one(conn, actor, item).await?.map(Visible).ok_or(Error::NotFound)
}

/// The post for whoever may ask who sees it: its author and adults of schools.
pub async fn find_overseen(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Visible<Post>, Error> {
    let post = find_visible(conn, actor, item).await?;
    if matches!(post.side, Side::Team | Side::School) { Ok(post) } else { Err(Error::NotFound) }
}

/// The post for its author, while she works where it is read.
pub async fn find_editable(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Editable<Post>, Error> {
    let post = feed::one(conn, actor, item).await?.ok_or(Error::NotFound)?;
    if post.changeable_by(actor.person) { Ok(Editable(post)) } else { Err(Error::NotFound) }
}

/// The post for its author, also when she has left.
pub async fn find_withdrawable(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Withdrawable<Post>, Error> {
    let post = feed::one(conn, actor, item).await?.ok_or(Error::NotFound)?;
    if post.author_id == actor.person { Ok(Withdrawable(post)) } else { Err(Error::NotFound) }
}

/// The post for whoever it is written for, and its author while she works there.
pub async fn find_reactable(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Visible<Post>, Error> {
    let post = find_visible(conn, actor, item).await?;
    if post.takes_reactions() { Ok(post) } else { Err(Error::NotFound) }
}

/// What a post of the actor's own says, to tell the same form sent twice from another text.
pub async fn body_of(db: impl PgExecutor<'_>, actor: &Actor, item: ItemId) -> Result<String, Error> {
    sqlx::query_scalar!(
        "select p.body from post p join item i on i.id = p.item_id where i.id = $1 and i.author_id = $2",
        item.0,
        actor.person.0,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Whom a post to these audiences reaches: what is for the families or pupils of a class is for its team
/// too.
pub async fn shared_to(
    db: impl PgExecutor<'_>,
    chosen: &[Reachable],
) -> Result<Vec<AudienceId>, sqlx::Error> {
    let chosen: Vec<Uuid> = chosen.iter().map(|r| r.id.0).collect();
    let ids = sqlx::query_scalar!(
        r#"select distinct t.id as "id!" from audience c
         join audience t on t.id = c.id
              or (t.place_id = c.place_id and t.kind = 'class_team' and c.kind in ('class_guardians', 'class_pupils'))
         where c.id = any($1)"#,
        &chosen,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(AudienceId).collect())
}

/// Publishes a draft to audiences that its author may reach. It belongs to the school of the first: work
/// outlives a departure.
pub async fn publish(
    tx: &mut Tx,
    draft: &Draft,
    chosen: &[Reachable],
) -> Result<Vec<AudienceId>, sqlx::Error> {
    let now = tx.now();
    let school = chosen.iter().find_map(|r| r.school).map(|s| s.0);
    sqlx::query!(
        "update item set published_at = $2, edited_at = null, school_id = $3,
             owner_id = case when $3::uuid is null then author_id end
         where id = $1",
        draft.id.0,
        now,
        school,
    )
    .execute(tx.conn())
    .await?;
    let audiences = shared_to(tx.conn(), chosen).await?;
    let ids: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    sqlx::query!(
        "insert into share (item_id, audience_id, level, published_at)
         select $1, a, 'comment', $3 from unnest($2::uuid[]) as a",
        draft.id.0,
        &ids,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from draft_audience where item_id = $1", draft.id.0).execute(tx.conn()).await?;
    Ok(audiences)
}

pub async fn edit(
    tx: &mut Tx,
    post: &Editable<Post>,
    text: &str,
    pupils_write: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update item set edited_at = $2 where id = $1", post.id.0, now).execute(tx.conn()).await?;
    sqlx::query!(
        "update post set body = $2, pupils_write = $3 where item_id = $1",
        post.id.0,
        text,
        pupils_write
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nobody sees it any more. Its shares go, so that no feed stumbles over them; the audit holds whom it
/// was shared to.
pub async fn withdraw(tx: &mut Tx, post: &Withdrawable<Post>) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("delete from share where item_id = $1", post.id.0).execute(tx.conn()).await?;
    sqlx::query!("update item set withdrawn_at = $2 where id = $1", post.id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub async fn open_comments(tx: &mut Tx, post: &Editable<Post>, open: bool) -> Result<(), sqlx::Error> {
    sqlx::query!("update post set comments_open = $2 where item_id = $1", post.id.0, open)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// One reaction a person: the same again takes it back.
pub async fn react(tx: &mut Tx, actor: &Actor, post: &Visible<Post>, kind: &str) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let back = sqlx::query!(
        "delete from reaction where item_id = $1 and person_id = $2 and kind = $3",
        post.id.0,
        actor.person.0,
        kind,
    )
    .execute(tx.conn())
    .await?;
    if back.rows_affected() == 0 {
        sqlx::query!(
            "insert into reaction (item_id, person_id, kind, at) values ($1, $2, $3, $4)
             on conflict (item_id, person_id) do update set kind = excluded.kind, at = excluded.at",
            post.id.0,
            actor.person.0,
            kind,
            now,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
