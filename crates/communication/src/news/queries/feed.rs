//! The feed's one query, and the mark of what was seen.

use super::super::{Attached, Post, Section};
use chrono::{DateTime, Utc};
use kernel::{Actor, Cursor, ItemId, Role, RoleKind};
use sqlx::types::Json;
use sqlx::{PgConnection, PgExecutor};
use std::collections::BTreeMap;
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

/// A section of the person's feed, newest first, and whether there is more.
pub async fn feed(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    section: &Section,
) -> Result<(Vec<Post>, bool), sqlx::Error> {
    let wanted = Wanted {
        audiences: section.audiences.as_ref().map(|a| a.iter().map(|a| a.0).collect()),
        older_than: section.older_than,
        newer_than: section.newer_than,
        only: None,
    };
    let mut posts = look(db, actor, &wanted).await?;
    let more = posts.len() > Section::LENGTH;
    posts.truncate(Section::LENGTH);
    Ok((posts, more))
}

/// One post, when the person may see it.
pub(super) async fn one(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    item: ItemId,
) -> Result<Option<Post>, sqlx::Error> {
    let wanted = Wanted { audiences: Some(Vec::new()), only: Some(item.0), ..Wanted::default() };
    Ok(look(db, actor, &wanted).await?.pop())
}

/// The schools that the actor is head of, the circonscriptions that she inspects.
fn led(actor: &Actor) -> Vec<Uuid> {
    let leads = |role: &&Role| matches!(role.kind, RoleKind::Head | RoleKind::Inspector);
    actor.roles.iter().filter(leads).map(|role| role.place.0).collect()
}

/// For each audience the newest shares by key, and the person's own posts; merged, once each; then all
/// that a card says, for those of this section only. Its cost grows with the section, not with the school.
#[expect(clippy::too_many_lines, reason = "one query: what it joins belongs together")]
async fn look(db: impl PgExecutor<'_>, actor: &Actor, wanted: &Wanted) -> Result<Vec<Post>, sqlx::Error> {
    let newest = wanted.older_than.unwrap_or(Cursor { at: DateTime::<Utc>::MAX_UTC, id: Uuid::max() });
    let oldest = wanted.newer_than.unwrap_or(Cursor { at: DateTime::UNIX_EPOCH, id: Uuid::nil() });
    sqlx::query_as!(
        Post,
        r#"with newest as (
             select s.item_id, s.published_at
             from audience_member m
             cross join lateral (
                 select share.item_id, share.published_at from share
                 where share.audience_id = m.audience_id
                   and (share.published_at, share.item_id) < ($2, $3)
                   and (share.published_at, share.item_id) > ($4, $5)
                 order by share.published_at desc, share.item_id desc
                 limit 11
             ) s
             where m.person_id = $1 and ($6::uuid[] is null or m.audience_id = any($6))
             union
             (select own.id, own.published_at from item own
              where own.author_id = $1 and own.kind = 'post' and own.withdrawn_at is null and $6::uuid[] is null
                and (own.published_at, own.id) < ($2, $3) and (own.published_at, own.id) > ($4, $5)
              order by own.published_at desc, own.id desc
              limit 11)
             union
             select one.id, one.published_at from item one
             where one.id = $7 and one.kind = 'post' and one.published_at is not null
               and one.withdrawn_at is null and post_side(one.id, $1, false) is not null
         ), section as materialized (
             select item_id, published_at from newest order by published_at desc, item_id desc limit 11
         )
         select i.id, i.author_id, i.published_at as "published_at!", i.edited_at,
             case when c.title <> '' and c.level is null then c.title || ' ' || c.last_name
                  else c.first_name || ' ' || c.last_name end as "author!",
             coalesce(school.name, '') as "school!",
             p.body, p.comments_open, p.pupils_write,
             side.side as "side!",
             i.author_id <> $1 and i.published_at > coalesce(
                 (select f.seen_until from feed_mark f where f.person_id = $1), '-infinity') as "is_new!",
             (select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'bytes', f.bytes,
                         'width', f.width, 'height', f.height, 'duration_ms', f.duration_ms) order by a.position, f.id), '[]')
                from attachment a join file f on f.id = a.file_id
               where a.item_id = i.id) as "files!: Json<Vec<Attached>>",
             coalesce(reactions.counts, '{}') as "reactions!: Json<BTreeMap<String, i64>>",
             reactions.mine,
             (select count(*) from (select from comment k
               where k.item_id = i.id and k.withdrawn_at is null
                 and comment_shown(side.side, i.author_id = $1 and side.side = 'team', shared.teams,
                                   k.written_as, k.classes, k.author_id, $1)
               limit 201) answers) as "comments!",
             coalesce(shared.teams, '{}') as "teams!",
             coalesce(shared.classes, '{}') as "classes!",
             coalesce(shared.ids, '{}') as "audience_ids!", coalesce(shared.kinds, '{}') as "audience_kinds!",
             coalesce(shared.places, '{}') as "audience_places!"
         from section
         join item i on i.id = section.item_id
         join post p on p.item_id = i.id
         join person_card c on c.person_id = i.author_id
         cross join lateral (
             select array_agg(a.id) as ids, array_agg(a.kind) as kinds, array_agg(place.name) as places,
                 array_agg(a.kind) filter (where m.person_id is not null) as reached,
                 array_agg(a.place_id) filter (where m.person_id is not null and a.kind = 'class_team') as teams,
                 array_agg(a.place_id) filter (where m.person_id is not null and a.kind = 'class_guardians') as classes,
                 bool_or(a.school_id = any($8) or a.place_id = any($8)) as leads
             from share s
             join audience a on a.id = s.audience_id
             join place on place.id = a.place_id
             left join audience_member m on m.person_id = $1 and m.audience_id = s.audience_id
             where s.item_id = i.id
         ) shared
         cross join lateral (select side_of(i.author_id = $1, shared.leads, shared.reached) as side) side
         cross join lateral (
             select json_object_agg(r.kind, r.people) as counts, max(r.kind) filter (where r.mine) as mine
             from (select kind, count(*) as people, bool_or(person_id = $1) as mine
                   from reaction where item_id = i.id group by kind) r
         ) reactions
         left join place school on school.id = i.school_id
         order by section.published_at desc, section.item_id desc"#,
        actor.person.0,
        newest.at,
        newest.id,
        oldest.at,
        oldest.id,
        wanted.audiences.as_deref(),
        wanted.only,
        &led(actor),
    )
    .fetch_all(db)
    .await
}

/// Everything until then was seen; never goes back.
pub async fn mark_seen(
    conn: &mut PgConnection,
    actor: &Actor,
    until: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into feed_mark (person_id, seen_until) values ($1, $2)
         on conflict (person_id) do update set seen_until = greatest(feed_mark.seen_until, excluded.seen_until)",
        actor.person.0,
        until,
    )
    .execute(conn)
    .await?;
    Ok(())
}
