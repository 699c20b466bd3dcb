//! What posts say, whoever reads them.

use super::super::contents::Contents;
use super::super::{Attached, Content};
use kernel::ItemId;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The contents of these posts, named with their revisions and that of names: those at hand, and from the database
/// the others.
pub(super) async fn of(
    conn: &mut PgConnection,
    posts: &[(ItemId, i32)],
    names: i64,
    at_hand: Option<&Contents>,
) -> Result<HashMap<ItemId, Arc<Content>>, sqlx::Error> {
    let mut found: HashMap<_, _> = posts
        .iter()
        .filter_map(|&(item, revision)| Some((item, at_hand?.of(item, revision, names)?)))
        .collect();
    let missing: Vec<Uuid> =
        posts.iter().map(|p| p.0).filter(|item| !found.contains_key(item)).map(|item| item.0).collect();
    if missing.is_empty() {
        return Ok(found);
    }
    for content in read(conn, &missing).await?.into_iter().map(Arc::new) {
        if let Some(at_hand) = at_hand {
            at_hand.keep(Arc::clone(&content), names);
        }
        found.insert(content.id, content);
    }
    Ok(found)
}

async fn read(conn: &mut PgConnection, posts: &[Uuid]) -> Result<Vec<Content>, sqlx::Error> {
    sqlx::query_as!(
        Content,
        r#"select i.id, i.revision,
             case when c.title <> '' and c.level is null then c.title || ' ' || c.last_name
                  else c.first_name || ' ' || c.last_name end as "author!",
             coalesce(school.name, '') as "school!",
             p.body, p.comments_open, p.pupils_write,
             (select coalesce(json_agg(json_build_object('id', f.id, 'kind', f.kind, 'name', f.name, 'bytes', f.bytes,
                         'width', f.width, 'height', f.height, 'duration_ms', f.duration_ms) order by a.position, f.id), '[]')
                from attachment a join file f on f.id = a.file_id
               where a.item_id = i.id) as "files!: Json<Vec<Attached>>",
             (select coalesce(json_object_agg(r.kind, r.people), '{}')
                from (select kind, count(*) as people from reaction where item_id = i.id group by kind) r
             ) as "reactions!: Json<BTreeMap<String, i64>>",
             coalesce(shared.ids, '{}') as "audience_ids!", coalesce(shared.kinds, '{}') as "audience_kinds!",
             coalesce(shared.places, '{}') as "audience_places!"
         from item i
         join post p on p.item_id = i.id
         join person_card c on c.person_id = i.author_id
         cross join lateral (
             select array_agg(a.id) as ids, array_agg(a.kind) as kinds, array_agg(place.name) as places
             from share s
             join audience a on a.id = s.audience_id
             join place on place.id = a.place_id
             where s.item_id = i.id
         ) shared
         left join place school on school.id = i.school_id
         where i.id = any($1)"#,
        posts,
    )
    .fetch_all(conn)
    .await
}
