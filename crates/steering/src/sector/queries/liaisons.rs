//! Meetings between the degrees.

use super::super::liaisons::{New, Then, french};
use super::College;
use chrono::NaiveDate;
use database::Tx;
use identity::steering::full_day;
use kernel::{Actor, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Liaison {
    pub id: Uuid,
    pub college: String,
    pub kind: String,
    pub day: NaiveDate,
    pub place: String,
    pub convened_by: String,
    pub agenda: String,
    pub decided: String,
    pub off: bool,
    /// Its day is to come.
    pub coming: bool,
}

impl Liaison {
    pub(in super::super) fn french(&self) -> &'static str {
        french(&self.kind)
    }

    pub(in super::super) fn said(&self) -> String {
        full_day(self.day)
    }

    pub(in super::super) fn form_of(id: Uuid) -> String {
        format!("liaison-{id}")
    }

    pub(in super::super) fn form(&self) -> String {
        Self::form_of(self.id)
    }
}

/// Those to come first, the next one first; then the last.
pub(in super::super) async fn liaisons(
    db: impl PgExecutor<'_>,
    of: &College,
    today: NaiveDate,
) -> Result<Vec<Liaison>, sqlx::Error> {
    sqlx::query_as!(
        Liaison,
        r#"select l.id, c.name as college, l.kind, l.day, l.place, l.convened_by, l.agenda, l.decided, l.cancelled_at is not null as "off!",
                l.day >= $2 as "coming!"
         from college_liaison l join college c on c.id = l.college_id where l.college_id = $1
         order by l.day < $2, case when l.day >= $2 then l.day end, l.day desc, l.id limit 50"#,
        of.id,
        today,
    )
    .fetch_all(db)
    .await
}

/// Of the collèges that a school feeds: the next ones, and the last that were told.
pub(in super::super) async fn of_this_school(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Liaison>, sqlx::Error> {
    sqlx::query_as!(
        Liaison,
        r#"select l.id, c.name as college, l.kind, l.day, l.place, l.convened_by, l.agenda, l.decided, false as "off!", l.day >= $2 as "coming!"
         from sector_on($2) k join college c on c.id = k.college_id join college_liaison l on l.college_id = c.id
         where k.school_id = $1 and l.cancelled_at is null and (l.day >= $2 or l.told_at is not null)
         order by l.day < $2, case when l.day >= $2 then l.day end, l.day desc, l.id limit 10"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn announce(
    tx: &mut Tx,
    actor: &Actor,
    of: &College,
    new: &New,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into college_liaison (id, college_id, kind, day, place, convened_by, agenda, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        of.id,
        new.kind,
        new.day,
        new.place,
        new.convened_by,
        new.agenda,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One of a collège that was not called off: its day, and whether it was told. Held.
pub(in super::super) async fn held_liaison(
    conn: &mut PgConnection,
    of: &College,
    liaison: Uuid,
) -> Result<Option<(Uuid, NaiveDate, bool)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select id, day, told_at is not null as "told!" from college_liaison
         where id = $1 and college_id = $2 and cancelled_at is null for update"#,
        liaison,
        of.id,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| (r.id, r.day, r.told)))
}

pub(in super::super) async fn follow(
    tx: &mut Tx,
    actor: &Actor,
    liaison: Uuid,
    then: &Then,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    match then {
        Then::Told(decided) => {
            sqlx::query!(
                "update college_liaison set decided = $2, told_by = $3, told_at = $4 where id = $1",
                liaison,
                decided,
                actor.person.0,
                now,
            )
            .execute(tx.conn())
            .await?;
        }
        Then::Off => {
            sqlx::query!(
                "update college_liaison set cancelled_by = $2, cancelled_at = $3 where id = $1",
                liaison,
                actor.person.0,
                now,
            )
            .execute(tx.conn())
            .await?;
        }
    }
    Ok(())
}
