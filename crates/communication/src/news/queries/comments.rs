//! Answers to a post, and who reads which.

use super::super::{Comment, Post, Side};
use super::{Answerable, Editable, Visible, feed};
use chrono::{DateTime, Utc};
use database::Tx;
use kernel::{Actor, CommentId, Cursor, Error, ItemId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// How many answers a page shows.
const SHOWN: usize = 200;

/// Of the answers that this person may read the newest, or those before, oldest first; and where they go
/// on, when there are more: families read the adults' and their own,
/// a class team those of its own families.
pub async fn comments(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    post: &Visible<Post>,
    older_than: Option<Cursor>,
) -> Result<(Vec<Comment>, Option<Cursor>), sqlx::Error> {
    let mut found = look(db, actor, post, None, older_than).await?;
    let more = found.len() > SHOWN;
    found.truncate(SHOWN);
    found.reverse();
    let earlier = found.first().filter(|_| more).map(|c| Cursor { at: c.written_at, id: c.id.0 });
    Ok((found, earlier))
}

async fn look(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    post: &Post,
    only: Option<CommentId>,
    older_than: Option<Cursor>,
) -> Result<Vec<Comment>, sqlx::Error> {
    let newest = older_than.unwrap_or(Cursor { at: DateTime::<Utc>::MAX_UTC, id: Uuid::max() });
    sqlx::query_as!(
        Comment,
        r#"select k.id, k.body, k.written_at,
             case when c.title <> '' and c.level is null then c.title || ' ' || c.last_name
                  else c.first_name || ' ' || c.last_name end as "author!",
             k.author_id = $2 as "mine!", (k.author_id = $2 or $3 = 'team') as "removable!"
         from comment k join person_card c on c.person_id = k.author_id
         where k.item_id = $1 and k.withdrawn_at is null and ($4::uuid is null or k.id = $4)
           and comment_shown($3, $5, $6, k.written_as, k.classes, k.author_id, $2)
           and (k.written_at, k.id) < ($7, $8)
         order by k.written_at desc, k.id desc limit 201"#,
        post.id.0,
        actor.person.0,
        post.side.name(),
        only.map(|c| c.0),
        post.led_by(actor.person),
        &post.teams,
        newest.at,
        newest.id,
    )
    .fetch_all(db)
    .await
}

/// The post when it takes answers from this person: open, and for a pupil opened to pupils. Whether her
/// school lets her write ([`Post::quiet`]) is told her in words.
pub async fn find_answerable(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Answerable<Post>, Error> {
    let post = feed::one(conn, actor, item).await?.ok_or(Error::NotFound)?;
    if post.is_opened() { Ok(Answerable(post)) } else { Err(Error::NotFound) }
}

pub async fn answer(
    tx: &mut Tx,
    actor: &Actor,
    post: &Answerable<Post>,
    body: &str,
) -> Result<CommentId, sqlx::Error> {
    let (id, now) = (CommentId::fresh(), tx.now());
    sqlx::query!(
        "insert into comment (id, item_id, author_id, body, written_at, written_as, classes)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id.0,
        post.id.0,
        actor.person.0,
        body,
        now,
        post.side.name(),
        if post.side == Side::Family { post.classes.as_slice() } else { &[] },
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// An answer that this person may take away: hers, or any that the post's author or a class team reads.
pub async fn find_removable(
    tx: &mut Tx,
    actor: &Actor,
    item: ItemId,
    comment: CommentId,
) -> Result<Editable<Comment>, Error> {
    let post = feed::one(tx.conn(), actor, item).await?.ok_or(Error::NotFound)?;
    let found = look(tx.conn(), actor, &post, Some(comment), None).await?.pop();
    found.filter(|c| c.removable).map(Editable).ok_or(Error::NotFound)
}

pub async fn withdraw_comment(
    tx: &mut Tx,
    actor: &Actor,
    comment: &Editable<Comment>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update comment set withdrawn_at = $2, withdrawn_by = $3 where id = $1",
        comment.id.0,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
