//! Sessions, as the actor may see them.

use super::super::rules;
use super::{inspected, keeps};
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::register::Track;
use database::Tx;
use kernel::{Actor, Clock, Error, PersonId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Session {
    pub id: Uuid,
    pub course: Uuid,
    pub title: String,
    pub track: Track,
    pub minutes: i32,
    pub given_by: String,
    pub circonscription_name: String,
    pub online: bool,
    pub place: String,
    pub starts: DateTime<Utc>,
    pub ends: DateTime<Utc>,
    pub seats: i32,
    pub taken: i64,
    pub trainer: String,
    pub replay: Option<(String, NaiveDate)>,
    pub cancelled: Option<String>,
    /// Keeps it: an inspector of the circonscription, the project.
    pub keeps: bool,
    /// Gives it, or keeps it.
    pub gives: bool,
    pub mine: Option<Mine>,
}

/// What the actor is in it.
#[derive(Debug, Clone)]
pub(in super::super) struct Mine {
    pub attendance: Option<String>,
    pub opined: bool,
}

impl Session {
    pub(in super::super) fn left(&self) -> i64 {
        (i64::from(self.seats) - self.taken).max(0)
    }

    pub(in super::super) fn is_full(&self) -> bool {
        self.left() == 0
    }

    pub(in super::super) fn was_there(&self) -> bool {
        self.mine.as_ref().is_some_and(|m| m.attendance.as_deref() == Some("present"))
    }

    /// It is written down whether she came.
    pub(in super::super) fn is_noted(&self) -> bool {
        self.mine.as_ref().is_some_and(|m| m.attendance.is_some())
    }

    /// What an hour’s presence counts to: never more than the session itself.
    pub(in super::super) fn whole(&self) -> i32 {
        i32::try_from((self.ends - self.starts).num_minutes()).unwrap_or(i32::MAX)
    }
}

/// Which sessions.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum Wanted {
    One(Uuid),
    OfCourse(Uuid),
    /// To come, and those in which she is or was.
    Mine,
}

pub(in super::super) async fn session(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    id: Uuid,
) -> Result<Session, Error> {
    sessions(db, actor, clock, Wanted::One(id)).await?.pop().ok_or(Error::NotFound)
}

/// Seen by whoever keeps it, gives it, is enrolled in it, or works in a school that it is for.
#[expect(clippy::too_many_lines, reason = "one query, and its rows")]
pub(in super::super) async fn sessions(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    clock: &Clock,
    wanted: Wanted,
) -> Result<Vec<Session>, sqlx::Error> {
    let (one, of_course) = match wanted {
        Wanted::One(id) => (Some(id), None),
        Wanted::OfCourse(id) => (None, Some(id)),
        Wanted::Mine => (None, None),
    };
    let rows = sqlx::query!(
        r#"select s.id, s.course_id, c.title, c.track, c.minutes, c.given_by, s.circonscription_id as "circonscription?",
                coalesce(p.name, '') as "circonscription_name!", s.kind, s.place, s.starts_at, s.ends_at, s.seats,
                s.trainer_id as "trainer_id?", coalesce(t.first_name || ' ' || t.last_name, nullif(s.trainer_name, ''), 'Quelqu’un qui n’est plus là') as "trainer!",
                s.replay_url, s.replay_until, s.cancelled_at is not null as "cancelled!", s.cancelled_because,
                (select count(*) from training_enrolment x where x.session_id = s.id) as "taken!",
                e.id as "enrolment?", e.attendance as "attendance?", e.opined as "opined?"
         from training_session s join training_course c on c.id = s.course_id
         left join place p on p.id = s.circonscription_id
         left join person_card t on t.person_id = s.trainer_id
         left join training_enrolment e on e.session_id = s.id and e.person_id = $3
         where ($1 or s.circonscription_id = any($2) or s.trainer_id = $3 or e.id is not null
                or s.circonscription_id is null and cardinality($2::uuid[]) > 0
                or exists (select from role r join place k on k.id = r.school_id where r.person_id = $3 and r.kind <> 'pupil'
                             and (s.circonscription_id is null or k.parent_id = s.circonscription_id)
                             and r.from_day <= $6 and (r.until_day is null or r.until_day >= $6)))
           and ($4::uuid is null or s.id = $4) and ($5::uuid is null or s.course_id = $5)
           and ($4::uuid is not null or $5::uuid is not null or e.id is not null or s.ends_at > $7)
         order by s.starts_at, s.id limit 300"#,
        actor.is_project(),
        &inspected(actor),
        actor.person.0,
        one,
        of_course,
        clock.today(),
        clock.now(),
    )
    .fetch_all(db)
    .await?;
    let sessions = rows.into_iter().map(|r| {
        let keeps = keeps(actor, r.circonscription);
        Session {
            id: r.id,
            course: r.course_id,
            title: r.title,
            track: Track::named(&r.track),
            minutes: r.minutes,
            given_by: r.given_by,
            circonscription_name: r.circonscription_name,
            online: r.kind == "virtual",
            place: r.place,
            starts: r.starts_at,
            ends: r.ends_at,
            seats: r.seats,
            taken: r.taken,
            trainer: r.trainer,
            replay: r.replay_url.zip(r.replay_until),
            cancelled: r.cancelled.then_some(r.cancelled_because),
            keeps,
            gives: keeps || r.trainer_id == Some(actor.person.0),
            mine: r
                .enrolment
                .map(|_| Mine { attendance: r.attendance, opined: r.opined.unwrap_or_default() }),
        }
    });
    Ok(sessions.collect())
}

pub(in super::super) async fn make_session(
    tx: &mut Tx,
    actor: &Actor,
    course: Uuid,
    new: &rules::Session,
    trainer: Option<PersonId>,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let name = if trainer.is_some() { "" } else { &new.trainer_name };
    sqlx::query!(
        "insert into training_session (id, course_id, circonscription_id, kind, place, starts_at, ends_at, seats, trainer_id, trainer_name, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        course,
        new.circonscription,
        new.kind,
        new.place,
        new.starts,
        new.ends,
        new.seats,
        trainer.map(|p| p.0),
        name,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(in super::super) async fn cancel(
    tx: &mut Tx,
    session: &Session,
    because: &str,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update training_session set cancelled_at = $2, cancelled_because = $3 where id = $1 and cancelled_at is null",
        session.id,
        now,
        because,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn keep_replay(
    tx: &mut Tx,
    session: &Session,
    replay: &rules::Replay,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update training_session set replay_url = $2, replay_until = $3 where id = $1",
        session.id,
        replay.url,
        replay.until,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Those whose last day is over; how many.
pub(in super::super) async fn forget_replays(pool: &PgPool, today: NaiveDate) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query!(
        "update training_session set replay_url = null, replay_until = null where replay_until < $1",
        today,
    )
    .execute(pool)
    .await?;
    Ok(gone.rows_affected())
}
