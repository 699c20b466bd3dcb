//! The year of every school: prepared, simulated, turned, taken back, one school after the other, by the functions
//! that a head's buttons call. Who reads what is counted before, after, and after it was taken back.

use crate::import::memory;
use crate::table::Table;
use anyhow::{Context, anyhow, ensure};
use chrono::NaiveDate;
use database::{Db, Tx};
use identity::year_turn::{self, Turn};
use kernel::year::school_year_of;
use kernel::{Clock, PersonId, PlaceId};
use sqlx::PgPool;
use std::time::{Duration, Instant};

/// A school, and somebody to do it in her name.
struct School {
    id: PlaceId,
    by: PersonId,
}

/// How many (item, audience, reader) there are, and a sum that no exchange of two readers leaves as it was.
#[derive(Debug, PartialEq, Eq)]
struct Readers {
    many: i64,
    sum: i64,
}

/// Of all that is shared to somebody.
async fn readers(pool: &PgPool) -> anyhow::Result<Readers> {
    Ok(sqlx::query_as!(
        Readers,
        r#"select count(*) as "many!",
                coalesce(sum(hashtext(s.item_id::text || s.audience_id::text || m.person_id::text)), 0)::bigint as "sum!"
         from share s join audience_member m on m.audience_id = s.audience_id"#
    )
    .fetch_one(pool)
    .await?)
}

/// What the rule says of the year that begins: of a class that is over, who was in it on its last day, without
/// substitutes and helpers; of what is for more than a class, whoever it is for then.
async fn should_read(pool: &PgPool) -> anyhow::Result<Readers> {
    Ok(sqlx::query_as!(
        Readers,
        r#"select count(*) as "many!",
                coalesce(sum(hashtext(s.item_id::text || s.audience_id::text || m.person_id::text)), 0)::bigint as "sum!"
         from share s join audience a on a.id = s.audience_id join audience_member m on m.audience_id = a.id
         where a.kind <> 'class_team' or exists (
             select from role r where r.person_id = m.person_id and r.place_id = a.place_id
               and r.kind in ('teacher', 'atsem', 'aesh'))"#
    )
    .fetch_one(pool)
    .await?)
}

/// Several schools are done in turn: the whole time, and that of the slowest.
struct Taken {
    all: Duration,
    slowest: Duration,
}

pub async fn all(table: &mut Table, pool: &PgPool, clock: &Clock, first: Duration) -> anyhow::Result<()> {
    let db = Db::new(pool.clone(), clock.clone());
    let schools = schools(pool).await?;
    ensure!(!schools.is_empty(), "no school has pupils in a class");
    let year = school_year_of(clock.today()) + 1;
    let day = NaiveDate::from_ymd_opt(i32::from(year), 8, 31).context("a year")?;
    // What the process has used before is not the year's.
    std::fs::write("/proc/self/clear_refs", "5").ok();
    let (before, should) = (readers(pool).await?, should_read(pool).await?);

    let mut row = |what: &str, taken: &Taken| {
        let said = format!(
            "{:.1} s for {} schools, slowest {:.2} s",
            taken.all.as_secs_f64(),
            schools.len(),
            taken.slowest.as_secs_f64()
        );
        table.row(
            &format!("year of all schools {what} / first import"),
            Some(taken.all.div_duration_f64(first)),
            said,
            "",
        );
    };
    row("prepared", &each(&db, &schools, Step::Prepare, year, day).await?);
    sqlx::raw_sql("analyze").execute(pool).await?;
    row("simulated", &each(&db, &schools, Step::Simulate, year, day).await?);
    ensure!(readers(pool).await? == before, "simulating changed who reads what");
    row("turned", &each(&db, &schools, Step::Turn, year, day).await?);
    let after = readers(pool).await?;
    ensure!(after == should, "who reads what after the turn: {after:?}, the rule says {should:?}");
    row("taken back", &each(&db, &schools, Step::TakeBack, year, day).await?);
    ensure!(readers(pool).await? == before, "who reads what is not as before the turn");
    let peak = memory(std::process::id(), "VmHWM").unwrap_or_default();
    let said = format!("{peak} MB; {} readers of items, the same before, after and taken back", before.many);
    table.row("year of all schools: peak memory of the process", None, said, "");
    Ok(())
}

async fn schools(pool: &PgPool) -> anyhow::Result<Vec<School>> {
    let rows = sqlx::query!(
        r#"select s.id, (select r.person_id from role r where r.school_id = s.id and r.kind in ('head', 'teacher')
                         order by r.kind, r.person_id limit 1) as "by?"
         from place s where s.kind = 'school' and not s.pseudo and exists (
             select from place c where c.school_id = s.id and c.kind = 'class') order by s.id"#
    )
    .fetch_all(pool)
    .await?;
    Ok(rows.into_iter().filter_map(|r| Some(School { id: PlaceId(r.id), by: PersonId(r.by?) })).collect())
}

#[derive(Clone, Copy)]
enum Step {
    Prepare,
    Simulate,
    Turn,
    TakeBack,
}

async fn each(db: &Db, schools: &[School], step: Step, year: i16, day: NaiveDate) -> anyhow::Result<Taken> {
    let (start, mut slowest) = (Instant::now(), Duration::ZERO);
    for school in schools {
        let begun = Instant::now();
        one(db, school, step, year, day).await?;
        slowest = slowest.max(begun.elapsed());
    }
    Ok(Taken { all: start.elapsed(), slowest })
}

async fn one(db: &Db, school: &School, step: Step, year: i16, day: NaiveDate) -> anyhow::Result<()> {
    let mut tx: Tx = db.begin().await?;
    let now = tx.now();
    if matches!(step, Step::Prepare) {
        year_turn::begin(tx.conn(), school.id, school.by, year, now, day).await?;
        return tx.commit().await.map_err(|error| anyhow!("{error:?}"));
    }
    let turn: Turn = year_turn::current(tx.conn(), school.id).await?.context("no turn was prepared")?;
    match step {
        Step::Prepare | Step::Turn => year_turn::apply(tx.conn(), &turn, Some(school.by), now, day).await?,
        Step::TakeBack => year_turn::undo(tx.conn(), &turn, school.by, now, day).await?,
        Step::Simulate => {
            year_turn::simulated(tx, &turn, day).await.map_err(|error| anyhow!("{error:?}"))?;
            return Ok(());
        }
    }
    tx.commit().await.map_err(|error| anyhow!("{error:?}"))
}
