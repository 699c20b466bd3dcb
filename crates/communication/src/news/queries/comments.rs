//! Answers to a post, and who reads which.

use super::super::{Comment, Post};
use super::{Answerable, Editable, Visible, feed};
use database::Tx;
use kernel::{Actor, CommentId, Error, ItemId};
use sqlx::PgExecutor;

/// The answers that this person may read, oldest first: families read the adults' and their own.
pub async fn comments(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    post: &Visible<Post>,
) -> Result<Vec<Comment>, sqlx::Error> {
    look(db, actor, post.id, post.side.name(), None).await
}

async fn look(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    item: ItemId,
    side: &str,
    only: Option<CommentId>,
) -> Result<Vec<Comment>, sqlx::Error> {
    sqlx::query_as!(
        Comment,
        r#"select k.id, k.body, k.written_at,
             case when c.title <> '' and c.level is null then c.title || ' ' || c.last_name
                  else c.first_name || ' ' || c.last_name end as "author!",
             k.author_id = $2 as "mine!", (k.author_id = $2 or $3 = 'team') as "removable!"
         from comment k join person_card c on c.person_id = k.author_id
         where k.item_id = $1 and k.withdrawn_at is null and ($4::uuid is null or k.id = $4)
           and comment_shown($3, k.written_as, k.author_id, $2)
         order by k.written_at, k.id"#,
        item.0,
        actor.person.0,
        side,
        only.map(|c| c.0),
    )
    .fetch_all(db)
    .await
}

/// The post when it takes answers from this person: open, and for a pupil opened to pupils.
pub async fn find_answerable(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    item: ItemId,
) -> Result<Answerable<Post>, Error> {
    let post = feed::one(db, actor, item).await?.ok_or(Error::NotFound)?;
    if post.takes_answers() { Ok(Answerable(post)) } else { Err(Error::NotFound) }
}

pub async fn answer(
    tx: &mut Tx,
    actor: &Actor,
    post: &Answerable<Post>,
    body: &str,
) -> Result<CommentId, sqlx::Error> {
    let (id, now) = (CommentId::fresh(), tx.now());
    sqlx::query!(
        "insert into comment (id, item_id, author_id, body, written_at, written_as) values ($1, $2, $3, $4, $5, $6)",
        id.0,
        post.id.0,
        actor.person.0,
        body,
        now,
        post.side.name(),
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// An answer that this person may take away: hers, or any for the post's author and the class team.
pub async fn find_removable(
    tx: &mut Tx,
    actor: &Actor,
    item: ItemId,
    comment: CommentId,
) -> Result<Editable<Comment>, Error> {
    let post = feed::one(tx.conn(), actor, item).await?.ok_or(Error::NotFound)?;
    let found = look(tx.conn(), actor, post.id, post.side.name(), Some(comment)).await?.pop();
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
