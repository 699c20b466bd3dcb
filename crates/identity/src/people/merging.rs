//! Two records become one person; within thirty days they can be two again. What becomes of each column is
//! said by the areas ([`crate::App::life_cycles`]), and done by the database's `merge_people`, which keeps the
//! journal. The test is web's: it compares every table that refers to a person, before and after.

use crate::{App, LifeCycles, audiences};
use chrono::{DateTime, TimeDelta, Utc};
use database::Tx;
use kernel::life_cycle::Merged;
use kernel::{Error, MergeId, PersonId, PlaceId};
use serde_json::{Map, Value};
use sqlx::PgConnection;

/// How long a merge can be undone.
pub const DAYS: i64 = 30;

/// `gone` becomes `keep`, who keeps her login; the other login, its secret and its printed code go on opening
/// the account. The sessions of the one who goes are closed. The caller has decided that both are one person,
/// and records it.
pub async fn merge(
    tx: &mut Tx,
    life_cycles: LifeCycles,
    keep: PersonId,
    gone: PersonId,
    by: Option<PersonId>,
) -> Result<MergeId, Error> {
    let (now, today, id) = (tx.now(), tx.today(), MergeId::fresh());
    let mut schools = schools_of(tx.conn(), gone).await?;
    sqlx::query!(
        "insert into person_merge (id, kept_id, gone_id, merged_at, merged_by, journal)
         values ($1, $2, $3, $4, $5, merge_people($2, $3, $6, $4))",
        id.0,
        keep.0,
        gone.0,
        now,
        by.map(|p| p.0),
        answers(life_cycles),
    )
    .execute(tx.conn())
    .await?;
    // Of two blocks the stronger holds.
    sqlx::query!(
        "update account set blocked_by_teacher = false where person_id = $1 and blocked_by_teacher",
        keep.0
    )
    .execute(tx.conn())
    .await?;
    schools.extend(schools_of(tx.conn(), keep).await?);
    audiences::refresh(tx.conn(), &schools, today).await?;
    Ok(id)
}

/// Whether it was undone, or why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    Done,
    /// Undone already, or more than thirty days ago.
    TooLate,
    /// A later merge touches the same people: it has to be undone first.
    LaterFirst,
}

/// Both are as they were; what was done since under the one account stays with the one who stayed.
pub async fn undo(tx: &mut Tx, merge: MergeId, by: Option<PersonId>) -> Result<Undo, Error> {
    let (now, today) = (tx.now(), tx.today());
    let open = sqlx::query!(
        r#"select m.kept_id, m.gone_id, m.journal as "journal!",
                exists (select from person_merge l where l.journal is not null and l.merged_at >= m.merged_at
                    and l.id > m.id and (l.kept_id in (m.kept_id, m.gone_id) or l.gone_id = m.kept_id
                        or strpos(l.journal::text, m.kept_id::text) > 0)) as "later!"
         from person_merge m where m.id = $1 and m.journal is not null and m.merged_at > $2 for update"#,
        merge.0,
        now - TimeDelta::days(DAYS),
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(open) = open else { return Ok(Undo::TooLate) };
    if open.later {
        return Ok(Undo::LaterFirst);
    }
    let (keep, gone) = (PersonId(open.kept_id), PersonId(open.gone_id));
    let mut schools = schools_of(tx.conn(), keep).await?;
    sqlx::query!(
        "update person_merge set journal = null, undone_at = $2, undone_by = $3 where id = $1",
        merge.0,
        now,
        by.map(|p| p.0),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("select unmerge_people($1, $2, $3)", keep.0, gone.0, open.journal)
        .fetch_one(tx.conn())
        .await?;
    schools.extend(schools_of(tx.conn(), gone).await?);
    audiences::refresh(tx.conn(), &schools, today).await?;
    Ok(Undo::Done)
}

/// A merge from before this time cannot be undone any more and keeps no names.
pub async fn forget_merges(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let forgotten = sqlx::query!(
        "update person_merge set journal = null where journal is not null and merged_at <= $1",
        before,
    )
    .execute(&app.db.pool)
    .await?;
    Ok(forgotten.rows_affected())
}

fn answers(life_cycles: LifeCycles) -> Value {
    let word = |merged| match merged {
        Merged::Moves => "moves",
        Merged::MovesUnlessThere => "moves_unless_there",
        Merged::Derived => "derived",
        Merged::Ends => "ends",
    };
    let all = life_cycles.iter().copied().flatten();
    Value::Object(all.map(|l| (l.column.to_owned(), word(l.merged).into())).collect::<Map<_, _>>())
}

/// The schools where a person is something, or where a child of hers is.
pub async fn schools_of(conn: &mut PgConnection, person: PersonId) -> Result<Vec<PlaceId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        r#"select r.school_id as "id!" from role r where r.person_id = $1 and r.school_id is not null
         union
         select r.school_id from guardian_link g join role r on r.person_id = g.pupil_id and r.school_id is not null
         where g.guardian_id = $1"#,
        person.0,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PlaceId).collect())
}
