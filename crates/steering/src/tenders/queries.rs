//! The SQL of both tenders. Whoever steers reads them; the routes say who writes.

use super::rules::{Mark, STEPS, Said, Side};
use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::{PgConnection, PgExecutor};

fn words(step: &str) -> String {
    STEPS.iter().find(|s| s.0 == step).map_or("", |s| s.1).to_owned()
}

/// All dates, in their order: what was typed, what the markets that are not closed say, and the plans to leave them.
pub(super) async fn marks(conn: &mut PgConnection) -> Result<Vec<Mark>, sqlx::Error> {
    let typed = sqlx::query!("select side, step, day from tender_date").fetch_all(&mut *conn).await?;
    let mut marks: Vec<Mark> = typed
        .into_iter()
        .map(|r| Mark {
            key: format!("{}-{}", r.side, r.step),
            side: Side::named(&r.side),
            what: words(&r.step),
            step: r.step,
            day: r.day,
        })
        .collect();
    let ours = sqlx::query!(
        r#"select c.id::text || '-start' as "key!", 'start' as "step!", c.title as "what!", c.from_day as "day!"
         from provider_contract c where c.closed_on is null
         union all
         select c.id::text || '-end', 'end', c.title, contract_last_day(c.id) from provider_contract c where c.closed_on is null
         union all
         select s.id::text, s.kind, s.title, s.due from reversibility_step s
         join provider_contract c on c.id = s.contract_id and c.closed_on is null where s.done_on is null"#
    )
    .fetch_all(conn)
    .await?;
    marks.extend(ours.into_iter().map(|r| {
        let market = matches!(r.step.as_str(), "start" | "end");
        let what = if market { format!("{} («\u{a0}{}\u{a0}»)", words(&r.step), r.what) } else { r.what };
        Mark { key: r.key, side: Side::Ours, step: r.step, what, day: r.day }
    }));
    marks.sort_by(|a, b| (a.day, a.side, &a.key).cmp(&(b.day, b.side, &b.key)));
    Ok(marks)
}

/// How the sister is called.
pub(super) async fn sister(db: impl PgExecutor<'_>) -> Result<Option<String>, sqlx::Error> {
    let name = sqlx::query_scalar!("select sister_name from project where sister_name <> ''");
    name.fetch_optional(db).await
}

pub(super) async fn say(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<(), sqlx::Error> {
    let now = tx.now();
    for (side, step, day) in said {
        match day {
            Some(day) => put(tx, actor, (side.name(), step, *day), now).await?,
            None => {
                sqlx::query!("delete from tender_date where side = $1 and step = $2", side.name(), *step)
                    .execute(tx.conn())
                    .await?;
            }
        }
    }
    Ok(())
}

/// Who said a date is who changed it last.
async fn put(
    tx: &mut Tx,
    actor: &Actor,
    (side, step, day): (&str, &str, NaiveDate),
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into tender_date (side, step, day, said_by, said_at) values ($1, $2, $3, $4, $5)
         on conflict (side, step) do update set day = excluded.day, said_by = excluded.said_by, said_at = excluded.said_at
         where tender_date.day <> excluded.day",
        side,
        step,
        day,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
