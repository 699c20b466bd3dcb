//! Who stands in for whom, with the rights of the one who is away.

use chrono::{Days, NaiveDate};
use database::Tx;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// An absence of today or to come.
#[derive(Debug, Clone)]
pub(in super::super) struct Absence {
    pub id: Uuid,
    pub away: Option<Uuid>,
    pub away_name: String,
    pub deputy: Option<Uuid>,
    pub deputy_name: String,
    /// The function of who stands in: its kind.
    pub deputy_kind: String,
    /// Her account is open.
    pub opened: bool,
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// How many roles of the one who is away could be given; how many were.
    pub roles: i64,
    pub given: i64,
}

pub(in super::super) async fn absences(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<Absence>, sqlx::Error> {
    load(db, None, today).await
}

pub(in super::super) async fn absence(
    db: impl PgExecutor<'_>,
    id: Uuid,
    today: NaiveDate,
) -> Result<Absence, Error> {
    load(db, Some(id), today).await?.pop().ok_or(Error::NotFound)
}

async fn load(
    db: impl PgExecutor<'_>,
    id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Absence>, sqlx::Error> {
    sqlx::query_as!(
        Absence,
        r#"select x.id, f.person_id as "away?", coalesce(a.first_name || ' ' || a.last_name, nullif(f.name, ''), 'quelqu’un qui n’est plus là') as "away_name!",
                d.person_id as "deputy?", coalesce(b.first_name || ' ' || b.last_name, nullif(d.name, ''), 'quelqu’un qui n’est plus là') as "deputy_name!",
                d.kind as deputy_kind, coalesce(c.state = 'active', false) as "opened!", x.from_day as from, x.until_day as until,
                (select count(*) from role r where r.person_id = f.person_id and r.kind in ('project_manager', 'operator', 'inspector')
                   and r.from_day <= x.until_day and (r.until_day is null or r.until_day >= x.from_day)) as "roles!",
                (select count(*) from deputy_role g where g.absence_id = x.id) as "given!"
         from staff_absence x join staff_function f on f.id = x.function_id join staff_function d on d.id = x.deputy_id
         left join person_card a on a.person_id = f.person_id left join person_card b on b.person_id = d.person_id
         left join account c on c.person_id = d.person_id
         where x.until_day >= $2 and ($1::uuid is null or x.id = $1) order by x.from_day, x.id limit 200"#,
        id,
        today,
    )
    .fetch_all(db)
    .await
}

/// Roles of the same kind and territory, until the absence ends: those that she does not hold already on all these days. What
/// another absence gives her is not counted: each gives its own, and one that ends takes only that. How many.
pub(in super::super) async fn give_rights(
    tx: &mut Tx,
    actor: &Actor,
    absence: &Absence,
    deputy: PersonId,
) -> Result<u64, sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    let given = sqlx::query!(
        "with given as (
             insert into role (id, person_id, kind, place_id, from_day, until_day, source, given_by, given_at)
             select gen_random_uuid(), $2, r.kind, r.place_id, greatest(r.from_day, $3::date), least(r.until_day, $4::date), 'delegation', $5, $6
             from role r join staff_absence x on x.id = $1 join staff_function f on f.id = x.function_id and f.person_id = r.person_id
             where r.kind in ('project_manager', 'operator', 'inspector') and r.from_day <= $4 and (r.until_day is null or r.until_day >= $3)
               and not exists (select from role o where o.person_id = $2 and o.kind = r.kind and o.place_id = r.place_id
                                 and o.from_day <= greatest(r.from_day, $3) and (o.until_day is null or o.until_day >= least(r.until_day, $4))
                                 and not exists (select from deputy_role g where g.role_id = o.id and g.absence_id <> $1))
             returning id)
         insert into deputy_role (absence_id, role_id) select $1, id from given",
        absence.id,
        deputy.0,
        absence.from.max(today),
        absence.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(given.rows_affected())
}

/// She is back: what was given for it ends yesterday, or was never.
pub(in super::super) async fn come_back(
    tx: &mut Tx,
    actor: &Actor,
    absence: &Absence,
) -> Result<(), sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    let yesterday = today - Days::new(1);
    sqlx::query!(
        "update role r set until_day = $2, ended_by = $3, ended_at = $4 from deputy_role g
         where g.role_id = r.id and g.absence_id = $1 and r.from_day <= $2",
        absence.id,
        yesterday,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from role r using deputy_role g where g.role_id = r.id and g.absence_id = $1 and r.from_day > $2",
        absence.id,
        yesterday,
    )
    .execute(tx.conn())
    .await?;
    if absence.from < today {
        sqlx::query!("update staff_absence set until_day = $2 where id = $1", absence.id, yesterday)
            .execute(tx.conn())
            .await?;
    } else {
        sqlx::query!("delete from staff_absence where id = $1", absence.id).execute(tx.conn()).await?;
    }
    Ok(())
}
