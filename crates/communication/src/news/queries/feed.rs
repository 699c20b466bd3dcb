//! The feed's one query, what posts say being at hand, and the mark of what was seen.

use super::super::at_hand::{Feeds, Kept, ReadAt};
use super::super::contents::Contents;
use super::super::{Post, Section, Side};
use super::contents;
use chrono::{DateTime, Utc};
use database::Db;
use identity::sessions::NewsAt;
use identity::{communication_rules, handovers};
use kernel::{Actor, Cursor, ItemId, PersonId, Role, RoleKind};
use sqlx::PgConnection;
use uuid::Uuid;

/// What a section of the feed asks of the database.
#[derive(Default)]
pub(super) struct Wanted {
    /// Only these of the person's audiences, and not what she wrote herself.
    audiences: Option<Vec<Uuid>>,
    older_than: Option<Cursor>,
    newer_than: Option<Cursor>,
    /// This one post and nothing else.
    only: Option<Uuid>,
}

/// A section of the person's feed, newest first, and whether there is more. Its top is what is at hand when nothing has
/// changed since it was read; `news` was asked before, so what has changed in between is read again the next time.
pub async fn feed(
    db: &Db,
    actor: &Actor,
    section: &Section,
    news: Option<NewsAt>,
) -> Result<(Vec<Post>, bool), sqlx::Error> {
    let feeds = db.memory.of::<Feeds>();
    let at = news.filter(|_| section.is_on_top()).map(|news| ReadAt { news, led: led(actor) });
    let kept = at.as_ref().and_then(|at| feeds.of(actor.person, at));
    if let Some(kept) = kept.as_ref().filter(|_| !actor.is_pupil()) {
        return Ok(kept.newer_than(section.newer_than));
    }
    let read = async |conn: &mut PgConnection| {
        let contents = db.memory.of::<Contents>();
        let (mut posts, more) = match (kept, at) {
            (Some(kept), _) => kept.newer_than(section.newer_than),
            (None, Some(at)) => {
                let (posts, more) = cut(look(conn, actor, &Wanted::default(), Some(&contents)).await?);
                feeds.keep(actor.person, Kept { at, posts, more }).newer_than(section.newer_than)
            }
            (None, None) => cut(look(conn, actor, &section.into(), Some(&contents)).await?),
        };
        quieten(conn, actor, &mut posts).await?;
        Ok((posts, more))
    };
    db.pool.reading(read).await
}

impl From<&Section> for Wanted {
    fn from(section: &Section) -> Self {
        Self {
            audiences: section.audiences.as_ref().map(|a| a.iter().map(|a| a.0).collect()),
            older_than: section.older_than,
            newer_than: section.newer_than,
            only: None,
        }
    }
}

fn cut(mut posts: Vec<Post>) -> (Vec<Post>, bool) {
    let more = posts.len() > Section::LENGTH;
    posts.truncate(Section::LENGTH);
    (posts, more)
}

/// A pupil whose school chose that she does not write.
async fn quieten(conn: &mut PgConnection, actor: &Actor, posts: &mut [Post]) -> Result<(), sqlx::Error> {
    if actor.is_pupil() && !posts.is_empty() && !communication_rules::may_answer(conn, actor).await? {
        posts.iter_mut().for_each(|post| post.quiet = true);
    }
    Ok(())
}

/// One post, when the person may see it. Nothing of it comes from memory, nor goes there: a transaction sees
/// revisions that may never be.
pub(super) async fn one(
    conn: &mut PgConnection,
    actor: &Actor,
    item: ItemId,
) -> Result<Option<Post>, sqlx::Error> {
    let wanted = Wanted { audiences: Some(Vec::new()), only: Some(item.0), ..Wanted::default() };
    let mut found = look(&mut *conn, actor, &wanted, None).await?;
    quieten(conn, actor, &mut found).await?;
    Ok(found.pop())
}

/// The schools that the actor is head of, the circonscriptions that she inspects.
fn led(actor: &Actor) -> Vec<Uuid> {
    let leads = |role: &&Role| matches!(role.kind, RoleKind::Head | RoleKind::Inspector);
    actor.roles.iter().filter(leads).map(|role| role.place.0).collect()
}

/// For each audience the newest shares by key, and the person's own posts; merged, once each, with what the
/// person is to each of them. A share that makes a post one of the newest of all is among the newest of its
/// audience, so that the audiences through which a post comes are all there; where only some audiences are
/// asked for, or one post, they are looked up. Its cost grows with the section, not with the school.
#[expect(clippy::too_many_lines, reason = "one query: what it joins belongs together")]
async fn look(
    conn: &mut PgConnection,
    actor: &Actor,
    wanted: &Wanted,
    at_hand: Option<&Contents>,
) -> Result<Vec<Post>, sqlx::Error> {
    let newest = wanted.older_than.unwrap_or(Cursor { at: DateTime::<Utc>::MAX_UTC, id: Uuid::max() });
    let oldest = wanted.newer_than.unwrap_or(Cursor { at: DateTime::UNIX_EPOCH, id: Uuid::nil() });
    let rows = sqlx::query!(
        r#"with mine as (
             select a.id, a.kind, a.place_id, p.kind in ('class', 'group') and p.closed_on is not null as closed
             from audience_member m join audience a on a.id = m.audience_id join place p on p.id = a.place_id
             where m.person_id = $1
         ), newest as (
             select s.item_id, s.published_at, mine.kind, mine.place_id, mine.closed
             from mine
             cross join lateral (
                 select share.item_id, share.published_at from share
                 where share.audience_id = mine.id
                   and (share.published_at, share.item_id) < ($2, $3)
                   and (share.published_at, share.item_id) > ($4, $5)
                 order by share.published_at desc, share.item_id desc
                 limit 11
             ) s
             where $6::uuid[] is null or mine.id = any($6)
         ), reached as (
             select * from newest
             union all
             select s.item_id, s.published_at, mine.kind, mine.place_id, mine.closed
             from (select item_id from newest union select $7) asked
             join mine on not mine.id = any($6)
             join share s on s.item_id = asked.item_id and s.audience_id = mine.id
             union all
             (select own.id, own.published_at, null, null, null::bool from item own
              where own.author_id = $1 and own.kind = 'post' and own.withdrawn_at is null and $6::uuid[] is null
                and (own.published_at, own.id) < ($2, $3) and (own.published_at, own.id) > ($4, $5)
              order by own.published_at desc, own.id desc
              limit 11)
             union all
             select one.id, one.published_at, null, null, null from item one
             where one.id = $7 and one.author_id = $1 and one.published_at is not null
             union all
             -- The archive of a class that hers follows: one post at a time, never in her feed.
             select h.item_id, h.published_at, 'class_heir', null, true from heir_share($7, $9) h
         ), section as materialized (
             select item_id, published_at, array_agg(kind) filter (where kind is not null) as kinds,
                 array_agg(place_id) filter (where kind = 'class_team') as teams,
                 array_agg(place_id) filter (where kind = 'class_guardians') as classes,
                 coalesce(bool_and(closed), false) as archived
             from reached group by item_id, published_at
             order by published_at desc, item_id desc limit 11
         )
         select i.id, i.revision, (select n.revision from name_revision n) as "names!", i.author_id, i.published_at as "published_at!", i.edited_at,
             side.side as "side!",
             i.author_id <> $1 and i.published_at > coalesce(
                 (select f.seen_until from feed_mark f where f.person_id = $1), '-infinity') as "is_new!",
             (select r.kind from reaction r where r.item_id = i.id and r.person_id = $1) as mine,
             case when i.answered then
                 (select count(*) from (select from comment k
                   where k.item_id = i.id and k.withdrawn_at is null
                     and comment_shown(side.side, i.author_id = $1 and side.side = 'team', section.teams,
                                       k.written_as, k.classes, k.author_id, $1)
                   limit 201) answers)
                 else 0 end as "comments!",
             section.archived as "archived!", coalesce(section.teams, '{}') as "teams!", coalesce(section.classes, '{}') as "classes!"
         from section
         join item i on i.id = section.item_id and i.kind = 'post' and i.withdrawn_at is null
         cross join lateral (
             select side_of(i.author_id = $1, i.author_id = $1 and exists (
                 select from share s join audience a on a.id = s.audience_id
                 where s.item_id = i.id and (a.school_id = any($8) or a.place_id = any($8))
             ), section.kinds) as side
             offset 0 -- worked out once a post, not wherever it is used
         ) side
         order by section.published_at desc, section.item_id desc"#,
        actor.person.0,
        newest.at,
        newest.id,
        oldest.at,
        oldest.id,
        wanted.audiences.as_deref(),
        wanted.only,
        &led(actor),
        &wanted.only.map_or_else(Vec::new, |_| handovers::taught(actor)),
    )
    .fetch_all(&mut *conn)
    .await?;
    let seen: Vec<_> = rows.iter().map(|row| (ItemId(row.id), row.revision)).collect();
    let names = rows.first().map_or(0, |row| row.names);
    let mut contents = contents::of(conn, &seen, names, at_hand).await?;
    let posts = rows.into_iter().filter_map(|row| {
        Some(Post {
            id: ItemId(row.id),
            author_id: PersonId(row.author_id),
            published_at: row.published_at,
            edited_at: row.edited_at,
            side: Side::from(row.side),
            is_new: row.is_new,
            archived: row.archived,
            quiet: false,
            mine: row.mine,
            comments: row.comments,
            teams: row.teams,
            classes: row.classes,
            content: contents.remove(&ItemId(row.id))?,
        })
    });
    Ok(posts.collect())
}

/// Everything until then was seen; never goes back.
pub async fn mark_seen(
    conn: &mut PgConnection,
    actor: &Actor,
    until: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into feed_mark (person_id, seen_until) values ($1, $2)
         on conflict (person_id) do update set seen_until = excluded.seen_until where feed_mark.seen_until < excluded.seen_until",
        actor.person.0,
        until,
    )
    .execute(conn)
    .await?;
    Ok(())
}
