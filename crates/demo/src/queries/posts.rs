//! Posts with a past: a real one is written now, these over two weeks. So the rows are written here, as the
//! news feed writes them.

use super::super::posts::Reaction;
use chrono::{DateTime, Utc};
use kernel::{AudienceId, ItemId, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use storage::FileId;
use uuid::Uuid;

pub async fn has_item(db: impl PgExecutor<'_>, item: ItemId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from item where id = $1) as "there!""#, item.0)
        .fetch_one(db)
        .await
}

/// The audiences of a place; for the families or pupils of a class, its team comes along.
pub async fn audiences(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    kinds: &[&str],
) -> Result<Vec<AudienceId>, sqlx::Error> {
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let ids = sqlx::query_scalar!(
        "select id from audience where place_id = $1
           and (kind = any($2) or kind = 'class_team' and $2 && array['class_guardians', 'class_pupils'])",
        place.0,
        &kinds,
    )
    .fetch_all(db)
    .await?;
    Ok(ids.into_iter().map(AudienceId).collect())
}

/// A post as it will be found: its header, its text, its shares.
pub struct Published<'a> {
    pub id: ItemId,
    pub author: PersonId,
    pub place: PlaceId,
    pub year: i16,
    pub body: &'a str,
    pub pupils_write: bool,
    pub audiences: &'a [AudienceId],
    pub at: DateTime<Utc>,
}

pub async fn publish(conn: &mut PgConnection, post: &Published<'_>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into item (id, kind, author_id, owner_id, school_id, school_year, created_at, published_at)
         select $1, 'post', $2, case when p.school_id is null then $2::uuid end, p.school_id, $4, $5, $5
         from place p where p.id = $3",
        post.id.0,
        post.author.0,
        post.place.0,
        post.year,
        post.at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into post (item_id, body, pupils_write) values ($1, $2, $3)",
        post.id.0,
        post.body,
        post.pupils_write,
    )
    .execute(&mut *conn)
    .await?;
    let audiences: Vec<Uuid> = post.audiences.iter().map(|a| a.0).collect();
    sqlx::query!(
        "insert into share (item_id, audience_id, level, published_at)
         select $1, a, 'comment', $3 from unnest($2::uuid[]) as a",
        post.id.0,
        &audiences,
        post.at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub async fn attach(
    db: impl PgExecutor<'_>,
    item: ItemId,
    file: FileId,
    position: i16,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into attachment (item_id, file_id, position) values ($1, $2, $3)",
        item.0,
        file.0,
        position,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An answer, from somebody whom the post reaches.
pub async fn answer(
    db: impl PgExecutor<'_>,
    item: ItemId,
    author: PersonId,
    body: &str,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into comment (id, item_id, author_id, body, written_at, written_as, classes)
         select gen_random_uuid(), $1, $2, $3, $4, side,
                case side when 'family' then array(
                    select a.place_id from share s
                    join audience a on a.id = s.audience_id and a.kind = 'class_guardians'
                    join audience_member m on m.person_id = $2 and m.audience_id = a.id
                    where s.item_id = $1) else '{}' end
         from post_side($1, $2, true) as side where side is not null",
        item.0,
        author.0,
        body,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// So many readers, never the author, react.
pub async fn react(
    db: impl PgExecutor<'_>,
    item: ItemId,
    &(kind, count): &Reaction,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into reaction (item_id, person_id, kind, at)
         select $1, r.person_id, $2, $4 from (
             select distinct m.person_id from share s
             join audience_member m on m.audience_id = s.audience_id
             join item i on i.id = s.item_id
             where s.item_id = $1 and m.person_id <> i.author_id) r
         order by md5(r.person_id::text || $1::text || $2) limit $3
         on conflict do nothing",
        item.0,
        kind,
        count,
        at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Until when somebody has read: what came since is new.
pub async fn has_read(
    db: impl PgExecutor<'_>,
    person: PersonId,
    until: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into feed_mark (person_id, seen_until) values ($1, $2) on conflict do nothing",
        person.0,
        until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One of the families whom a post reaches.
pub async fn some_family(db: impl PgExecutor<'_>, item: ItemId) -> Result<Option<PersonId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select m.person_id from share s
         join audience a on a.id = s.audience_id and a.kind in ('class_guardians', 'school_guardians')
         join audience_member m on m.audience_id = a.id
         where s.item_id = $1 order by md5(m.person_id::text || $1::text) limit 1",
        item.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(PersonId))
}
