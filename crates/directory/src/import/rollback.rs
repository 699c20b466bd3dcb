//! The last import is taken back, in one transaction. What happened since — an account that opened, a hand's
//! correction, a later change of the same row — is never undone, but told.

use super::queries::{self, Kept};
use super::run::lift_limits;
use database::{Db, Tx};
use identity::audiences;
use kernel::{Activity, ImportId, PersonId};
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Row};

/// What taking it back does, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Undone {
    /// Made by the import, nobody’s any more.
    pub people_gone: i64,
    /// As they were before it.
    pub people_back: i64,
    pub places_gone: i64,
    pub places_back: i64,
    /// Not undone, each with its reason.
    pub kept: i64,
}

/// Each says what to do; nothing has changed.
#[derive(Debug, thiserror::Error)]
pub enum RollbackError {
    #[error("Un import est en cours. Attendez qu’il finisse, puis recommencez.")]
    Busy,
    #[error(
        "Cet import ne peut pas être défait\u{a0}: un autre a été appliqué depuis, ou il a plus de trente jours."
    )]
    NotTheLast,
    #[error("La base de données n’a pas pu tout remettre\u{a0}: rien n’a été changé.")]
    Database(#[from] sqlx::Error),
    #[error("Le retour en arrière s’est interrompu\u{a0}: rien n’a été changé.")]
    Interrupted,
}

const SCRIPTS: [&str; 4] = [
    include_str!("sql/undo/1_people.sql"),
    include_str!("sql/undo/2_rows.sql"),
    include_str!("sql/undo/3_places.sql"),
    include_str!("sql/undo/4_report.sql"),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// Says what it would do: the same acts, rolled back, so that a preview says what happens.
    Look,
    /// Somebody said yes; nobody: from the terminal.
    Do(Option<PersonId>),
}

/// Takes the import back, or looks at what that would do.
pub async fn roll_back(db: &Db, id: ImportId, undo: Undo) -> Result<(Undone, Vec<Kept>), RollbackError> {
    let mut tx = db.begin().await?;
    lift_limits(tx.conn()).await?;
    if !queries::only_one(tx.conn()).await? {
        return Err(RollbackError::Busy);
    }
    if !queries::can_be_undone(tx.conn(), id).await? {
        // Said once the lock is free: a transaction that is only dropped ends some time later.
        tx.give_up().await?;
        return Err(RollbackError::NotTheLast);
    }
    begin(tx.conn(), id).await?;
    for script in SCRIPTS {
        sqlx::raw_sql(script).execute(tx.conn()).await?;
    }
    let (undone, kept) = report(tx.conn()).await?;
    match undo {
        Undo::Do(by) => finish(tx, db, id, by, &undone, &kept).await?,
        Undo::Look => tx.give_up().await?,
    }
    Ok((undone, kept))
}

#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
async fn begin(conn: &mut PgConnection, id: ImportId) -> Result<(), sqlx::Error> {
    sqlx::query("create temp table this_undo (import_id uuid) on commit drop").execute(&mut *conn).await?;
    sqlx::query("insert into this_undo values ($1)").bind(id.0).execute(conn).await.map(|_| ())
}

async fn finish(
    mut tx: Tx,
    db: &Db,
    id: ImportId,
    by: Option<PersonId>,
    undone: &Undone,
    kept: &[Kept],
) -> Result<(), RollbackError> {
    audiences::refresh_all(tx.conn(), db.clock.today()).await?;
    let now = tx.now();
    queries::undone(tx.conn(), id, by, undone, now).await?;
    queries::say_kept(tx.conn(), id, kept).await?;
    tx.record(&Activity::FeedUndone { import: id }).await.map_err(|_| RollbackError::Interrupted)?;
    tx.commit().await.map_err(|_| RollbackError::Interrupted)
}

#[expect(clippy::disallowed_methods, reason = "a temporary table is not known when queries are checked")]
async fn report(conn: &mut PgConnection) -> Result<(Undone, Vec<Kept>), sqlx::Error> {
    let sums = sqlx::query("select people_gone, people_back, places_gone, places_back, kept from sums")
        .fetch_one(&mut *conn)
        .await?;
    let undone = Undone {
        people_gone: sums.get(0),
        people_back: sums.get(1),
        places_gone: sums.get(2),
        places_back: sums.get(3),
        kept: sums.get(4),
    };
    let rows = sqlx::query(
        "select k.person_id, coalesce(c.first_name || ' ' || c.last_name, p.name, '') as label, k.why, k.columns,
                coalesce(s.id, p.school_id) as school_id, coalesce(s.name, o.name, '') as school
         from kept k left join person_card c on c.person_id = k.person_id left join place p on p.id = k.place_id
         left join place o on o.id = p.school_id
         left join lateral (
             select q.id, q.name from role r join place q on q.id = r.school_id
             where r.person_id = k.person_id order by r.until_day is not null, r.from_day desc, r.id limit 1) s on true
         order by 6, 2, 3 limit 2000",
    )
    .fetch_all(conn)
    .await?;
    let kept = rows
        .into_iter()
        .map(|r| Kept {
            person: r.get(0),
            label: r.get(1),
            why: r.get(2),
            columns: r.get(3),
            school: r.get(4),
            school_name: r.get(5),
        })
        .collect();
    Ok((undone, kept))
}
