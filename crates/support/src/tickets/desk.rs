//! Whose queues the actor works: by her roles, because she administers a school and is trained, or because she was named. Everything about a ticket is obtained through it.

use super::words::Queue;
use kernel::{Actor, PlaceId};
use sqlx::PgPool;
use uuid::Uuid;

/// One queue, of one place where it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Worked {
    pub queue: Queue,
    pub place: Option<Uuid>,
    pub name: String,
}

impl Worked {
    /// « École Les Tilleuls », « DSI ».
    pub(crate) fn words(&self) -> String {
        if self.name.is_empty() {
            self.queue.words().to_owned()
        } else {
            format!("{} · {}", self.queue.words(), self.name)
        }
    }

    /// As in an address.
    pub(crate) fn key(&self) -> String {
        self.place
            .map_or_else(|| self.queue.key().to_owned(), |place| format!("{}:{place}", self.queue.key()))
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Desk {
    pub worked: Vec<Worked>,
    /// Of the project’s security: whatever is confidential.
    pub safety: bool,
}

impl Desk {
    pub(crate) fn is_empty(&self) -> bool {
        self.worked.is_empty() && !self.safety
    }

    /// For SQL: two arrays side by side; the nil id where there is no place.
    pub(crate) fn arrays(&self) -> (Vec<String>, Vec<Uuid>) {
        self.worked.iter().map(|w| (w.queue.key().to_owned(), w.place.unwrap_or_default())).unzip()
    }
}

fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

/// Today’s; roles come with the actor.
pub(crate) async fn desk(
    pool: &PgPool,
    actor: &Actor,
    today: chrono::NaiveDate,
) -> Result<Desk, sqlx::Error> {
    if actor.is_pupil() {
        return Ok(Desk::default());
    }
    let rows = sqlx::query!(
        r#"select 'school' as "queue!", s.id as "place?", s.name as "name!" from place s where s.id = any($1)
           union select 'school', s.id, s.name from school_administrators($6) d join place s on s.id = d.school_id
             where d.person_id = $5 and d.ready is not null
           union select 'safety', s.id, s.name from place s where s.kind = 'school' and (s.id = any($1) or s.parent_id = any($2))
           union select q.queue, c.id, c.name from place c, unnest(array['circonscription', 'safety']) q (queue) where c.id = any($2)
           union select 'commune', t.id, t.name from place t where t.kind = 'commune' and (t.id = any($3) or t.territory_id = any($3))
           union select q.queue, null, '' from unnest(array['project', 'dsi', 'cdti', 'dpo', 'publisher']) q (queue)
             where $4 and (q.queue <> 'cdti' or coalesce((select cdti from support_setting), false))
           union select m.queue, m.place_id, coalesce(p.name, '') from queue_member m left join place p on p.id = m.place_id
             where m.person_id = $5 and m.from_day <= $6 and (m.until_day is null or m.until_day >= $6)
           order by 1, 3, 2"#,
        &ids(actor.headed()),
        &ids(actor.inspected()),
        &ids(actor.communes()),
        actor.is_project(),
        actor.person.0,
        today,
    )
    .fetch_all(pool)
    .await?;
    let mut desk = Desk::default();
    for row in rows {
        let Some(queue) = Queue::of(&row.queue) else { continue };
        if queue == Queue::Safety && row.place.is_none() {
            desk.safety = true;
        } else {
            desk.worked.push(Worked { queue, place: row.place, name: row.name });
        }
    }
    Ok(desk)
}
