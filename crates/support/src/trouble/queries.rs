//! The SQL of « Ça ne marche pas ».

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use database::Tx;
use kernel::{Actor, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A class where children have said so, and not been heard yet.
#[derive(Debug, Clone)]
pub(crate) struct Trouble {
    pub class: Uuid,
    pub name: String,
    pub pupils: i64,
    pub devices: String,
    pub last: DateTime<Utc>,
}

/// In the pupil’s class of today; nothing when he has none, or has just said it.
pub(super) async fn say(tx: &mut Tx, actor: &Actor, device: &str) -> Result<Option<PlaceId>, sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    let class = sqlx::query_scalar!(
        "insert into class_trouble (id, person_id, class_id, school_id, device, at)
         select $1, r.person_id, c.id, c.school_id, $3, $4 from role r join place c on c.id = r.place_id and c.kind = 'class'
         where r.person_id = $2 and r.kind = 'pupil' and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)
           and not exists (select from class_trouble t where t.person_id = $2 and t.at > $6)
         order by c.id limit 1 returning class_id",
        Uuid::now_v7(),
        actor.person.0,
        device,
        now,
        today,
        now - TimeDelta::minutes(10),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(class.map(PlaceId))
}

/// Of the classes that the actor teaches today: what of the last day nobody has seen.
pub(crate) async fn waiting(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Vec<Trouble>, sqlx::Error> {
    sqlx::query_as!(
        Trouble,
        r#"select t.class_id as class, c.name, count(distinct t.person_id) as "pupils!", string_agg(distinct t.device, ', ') as "devices!", max(t.at) as "last!"
           from class_trouble t join place c on c.id = t.class_id
           where t.seen_at is null and t.at > $2 and exists (select from role r where r.person_id = $1 and r.place_id = t.class_id
             and leads(r.kind, r.tools) and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           group by t.class_id, c.name order by 5 desc, 1"#,
        actor.person.0,
        now - TimeDelta::days(1),
        today,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn seen(tx: &mut Tx, actor: &Actor, class: PlaceId) -> Result<bool, sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    let done = sqlx::query!(
        "update class_trouble t set seen_at = $3, seen_by = $1 where t.class_id = $2 and t.seen_at is null
           and exists (select from role r where r.person_id = $1 and r.place_id = t.class_id
             and leads(r.kind, r.tools) and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4))",
        actor.person.0,
        class.0,
        now,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() > 0)
}

pub(super) async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from class_trouble where at < $1", before).execute(db).await?.rows_affected())
}
