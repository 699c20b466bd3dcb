//! The SQL of class sessions.

use crate::ways::{Led, Way};
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use kernel::{ClassSessionId, PersonId, PlaceId, SessionId};
use sqlx::{PgConnection, PgExecutor};

/// A class session on its device. Made from the device's cookie only.
#[derive(Debug, Clone)]
pub(crate) struct Tablet {
    pub id: ClassSessionId,
    pub class: PlaceId,
    pub class_name: String,
    pub ends_at: DateTime<Utc>,
}

/// Open, its class still there, and who opened it still of that class or school with an open account.
pub(super) async fn tablet(
    db: impl PgExecutor<'_>,
    token_hash: &[u8],
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Option<Tablet>, sqlx::Error> {
    sqlx::query_as!(
        Tablet,
        r#"select t.id as "id!", c.id as "class!", c.name as class_name, t.ends_at
         from class_session t join place c on c.id = t.class_id and c.closed_on is null
         join account a on a.person_id = t.opened_by and a.state = 'active'
         where t.token_hash = $1 and t.closed_at is null and t.ends_at > $2
           and exists (select from role r where r.person_id = t.opened_by
               and (r.kind = 'head' and r.school_id = t.school_id
                    or leads(r.kind, r.tools) and r.place_id = t.class_id)
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))"#,
        token_hash,
        now,
        today,
    )
    .fetch_optional(db)
    .await
}

/// A child as her tile shows her.
#[derive(Debug, Clone)]
pub(super) struct ChildTile {
    pub person: PersonId,
    pub first_name: String,
    /// The first letter of the last name, where two have the same first name.
    pub letter: String,
    pub level: String,
    pub animal: Option<String>,
    pub has_code: bool,
    /// Her picture may be shown in the place of the animal.
    pub photo: bool,
    way_chosen: Option<String>,
}

/// The children of the class who come in by the tablet, by first name.
pub(super) async fn children(
    db: impl PgExecutor<'_>,
    tablet: &Tablet,
    today: NaiveDate,
) -> Result<Vec<ChildTile>, sqlx::Error> {
    let mut children = sqlx::query_as!(
        ChildTile,
        r#"select p.id as "person!", p.shown_first_name as first_name, coalesce(p.level, '') as "level!",
                case when count(*) over (partition by p.shown_first_name) > 1
                     then left(p.shown_last_name, 1) || '.' else '' end as "letter!",
                c.animal as "animal?", coalesce(c.hash is not null, false) as "has_code!", w.way as "way_chosen?",
                exists (select from tile_photo t where t.pupil_id = p.id and t.school_id = r.school_id
                    and tile_photo_allowed(p.id, r.school_id, $2)) as "photo!"
         from role r join person p on p.id = r.person_id
         join account a on a.person_id = p.id and a.state in ('to_activate', 'active')
         left join picture_code c on c.person_id = p.id
         left join class_way w on w.class_id = r.place_id and w.level = coalesce(p.level, '')
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by p.first_name, p.last_name, p.id"#,
        tablet.class.0,
        today,
    )
    .fetch_all(db)
    .await?;
    children.retain(|child| {
        let chosen = child.way_chosen.as_deref().and_then(Way::named);
        chosen.unwrap_or_else(|| Way::of_level(&child.level)) == Way::ClassSession
    });
    Ok(children)
}

/// A new class session: on the device that asks (its token), or waiting for the one that types the code.
pub(super) struct Fresh {
    pub id: ClassSessionId,
    pub token_hash: Option<Vec<u8>>,
    pub pairing: Option<(Vec<u8>, DateTime<Utc>)>,
    pub device: String,
    pub ends_at: DateTime<Utc>,
}

pub(super) async fn open(
    db: impl PgExecutor<'_>,
    class: &Led,
    by: PersonId,
    fresh: &Fresh,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into class_session (id, class_id, school_id, opened_by, token_hash, pairing_hash, pairing_until,
             device, opened_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        fresh.id.0,
        class.id().0,
        class.school().0,
        by.0,
        fresh.token_hash,
        fresh.pairing.as_ref().map(|p| &p.0[..]),
        fresh.pairing.as_ref().map(|p| p.1),
        fresh.device,
        now,
        fresh.ends_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The device that types the code gets the class session: the first one only.
pub(super) async fn pair(
    db: impl PgExecutor<'_>,
    pairing_hash: &[u8],
    token_hash: &[u8],
    device: &str,
    now: DateTime<Utc>,
) -> Result<Option<(ClassSessionId, DateTime<Utc>)>, sqlx::Error> {
    let row = sqlx::query!(
        "update class_session set token_hash = $2, device = $3, pairing_hash = null, pairing_until = null
         where pairing_hash = $1 and pairing_until > $4 and token_hash is null and closed_at is null and ends_at > $4
         returning id, ends_at",
        pairing_hash,
        token_hash,
        device,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (ClassSessionId(r.id), r.ends_at)))
}

/// Closes one of the class's, with the children's sessions in it. `false`: none such is open.
pub(super) async fn close(
    conn: &mut PgConnection,
    class: PlaceId,
    id: ClassSessionId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update class_session set closed_at = $3, pairing_hash = null, pairing_until = null
         where id = $1 and class_id = $2 and closed_at is null and ends_at > $3",
        id.0,
        class.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "select close_sessions(array(select s.id from session s join class_session t on t.id = s.class_session_id
             where t.id = $1 and t.class_id = $2))",
        id.0,
        class.0,
    )
    .fetch_one(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Closes the session that a child left open on this device, if any.
pub(super) async fn leave(
    db: impl PgExecutor<'_>,
    tablet: &Tablet,
    session: Option<SessionId>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select close_sessions(array(select id from session where class_session_id = $1 or id = $2))",
        tablet.id.0,
        session.map(|s| s.0),
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// A class session as the teacher finds it on her phone.
#[derive(Debug, Clone)]
pub(crate) struct OpenSession {
    pub id: ClassSessionId,
    pub device: String,
    /// Not yet on a tablet: its code waits.
    pub waits: bool,
    pub ends: String,
    pub child: Option<String>,
}

/// Those of the class that are open now.
pub(crate) async fn open_of(
    db: &Db,
    class: PlaceId,
    now: DateTime<Utc>,
) -> Result<Vec<OpenSession>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select t.id, t.device, t.token_hash is null as "waits!", t.ends_at,
                (select p.shown_first_name from session s join person p on p.id = s.person_id
                 where s.class_session_id = t.id and s.ends_at > $2 limit 1) as child
         from class_session t
         where t.class_id = $1 and t.closed_at is null and t.ends_at > $2
           and (t.token_hash is not null or t.pairing_until > $2)
         order by t.opened_at"#,
        class.0,
        now,
    )
    .fetch_all(&db.pool)
    .await?;
    let open = rows.into_iter().map(|row| OpenSession {
        id: ClassSessionId(row.id),
        device: row.device,
        waits: row.waits,
        ends: row.ends_at.with_timezone(&db.clock.zone()).format("%-H\u{a0}h\u{a0}%M").to_string(),
        child: row.child,
    });
    Ok(open.collect())
}
