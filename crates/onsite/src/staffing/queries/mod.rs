//! The SQL of staffing.

mod deputies;
mod whom;

pub(super) use deputies::{Absence, absence, absences, come_back, give_rights};
pub(super) use whom::{Asking, Contact, asking, name_referents, publisher};

use super::rules::{New, Scope, department_of};
use crate::backing;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Function {
    pub id: Uuid,
    pub kind: String,
    pub person: Option<PersonId>,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub scope: Scope,
    pub department: String,
    pub circonscription: Option<Uuid>,
    pub circonscription_name: String,
    pub percent: i16,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    /// Away today: until when, and whom to call instead.
    pub away: Option<(NaiveDate, Uuid)>,
}

impl Function {
    /// « 80 », « Val d’Ormes », nothing: the academy.
    pub(super) fn territory(&self) -> &str {
        match self.scope {
            Scope::Academy => "",
            Scope::Department => &self.department,
            Scope::Circonscription => &self.circonscription_name,
        }
    }
}

/// Held today.
pub(super) async fn functions(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<Function>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select f.id, f.kind, f.person_id as "person?", coalesce(c.first_name || ' ' || c.last_name, nullif(f.name, ''), 'Quelqu’un qui n’est plus là') as "name!",
                f.email, f.phone, f.scope, f.department, f.place_id as "place?", coalesce(p.name, '') as "place_name!", f.percent, f.from_day,
                f.until_day as "until_day?", a.until_day as "away_until?", a.deputy_id as "deputy?"
         from staff_function f left join person_card c on c.person_id = f.person_id left join place p on p.id = f.place_id
         left join lateral (select until_day, deputy_id from staff_absence x where x.function_id = f.id and x.from_day <= $1 and x.until_day >= $1
                            order by x.until_day desc, x.id limit 1) a on true
         where f.from_day <= $1 and (f.until_day is null or f.until_day >= $1)
         order by array_position(array['academy', 'department', 'circonscription'], f.scope), f.department, p.name,
                  array_position(array['dan_deputy', 'project_lead', 'project_deputy', 'dsi', 'ien_numerique', 'cpd', 'erun', 'cpc'], f.kind), 4, f.id"#,
        today,
    )
    .fetch_all(db)
    .await?;
    let functions = rows.into_iter().map(|r| Function {
        id: r.id,
        kind: r.kind,
        person: r.person.map(PersonId),
        name: r.name,
        email: r.email,
        phone: r.phone,
        scope: Scope::named(&r.scope),
        department: r.department,
        circonscription: r.place,
        circonscription_name: r.place_name,
        percent: r.percent,
        from: r.from_day,
        until: r.until_day,
        away: r.away_until.zip(r.deputy),
    });
    Ok(functions.collect())
}

/// The schools of a circonscription in a department, as they count for whoever helps them.
#[derive(Debug, Clone)]
pub(super) struct Schools {
    pub circonscription: Option<String>,
    pub department: String,
    pub count: i64,
}

pub(super) async fn schools(db: impl PgExecutor<'_>) -> Result<Vec<Schools>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.name as "circonscription?", left(coalesce(s.insee, t.insee, ''), 3) as "insee!", count(*) as "count!"
         from place s left join place c on c.id = s.parent_id and c.kind = 'circonscription' left join place t on t.id = s.territory_id
         where s.kind = 'school' and not s.pseudo and s.closed_on is null group by 1, 2"#,
    )
    .fetch_all(db)
    .await?;
    let schools = rows.into_iter().map(|r| Schools {
        circonscription: r.circonscription,
        department: department_of(&r.insee).to_owned(),
        count: r.count,
    });
    Ok(schools.collect())
}

/// In the order of [`Scope::ALL`].
pub(super) async fn thresholds(db: impl PgExecutor<'_>) -> Result<[Option<i32>; 3], sqlx::Error> {
    let rows = sqlx::query!("select scope, schools from staffing_threshold").fetch_all(db).await?;
    Ok(Scope::ALL.map(|scope| rows.iter().find(|r| r.scope == scope.name()).map(|r| r.schools)))
}

pub(super) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    (new, person): (&New, Option<PersonId>),
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let name = if person.is_some() { "" } else { &new.name };
    sqlx::query!(
        "insert into staff_function (id, kind, person_id, name, email, phone, scope, department, place_id, percent, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        id,
        new.kind,
        person.map(|p| p.0),
        name,
        new.email,
        new.phone,
        new.scope.name(),
        new.department,
        new.circonscription,
        new.percent,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Until yesterday, or it never was; what it opened where she supports a circonscription ends with it, unless she supports it
/// by another function too.
pub(super) async fn end(tx: &mut Tx, actor: &Actor, function: &Function) -> Result<(), sqlx::Error> {
    let today = tx.today();
    sqlx::query!(
        "update staff_function set until_day = greatest(from_day - 1, $2::date - 1) where id = $1",
        function.id,
        today,
    )
    .execute(tx.conn())
    .await?;
    backing::settle(tx, actor, function.id).await
}

pub(super) async fn away(
    tx: &mut Tx,
    function: &Function,
    (deputy, from, until): (Uuid, NaiveDate, NaiveDate),
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into staff_absence (id, function_id, deputy_id, from_day, until_day) values ($1, $2, $3, $4, $5)",
        id,
        function.id,
        deputy,
        from,
        until,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn warn_from(tx: &mut Tx, actor: &Actor, all: [Option<i32>; 3]) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("delete from staffing_threshold").execute(tx.conn()).await?;
    for (scope, schools) in Scope::ALL.into_iter().zip(all) {
        if let Some(schools) = schools {
            sqlx::query!(
                "insert into staffing_threshold (scope, schools, said_by, said_at) values ($1, $2, $3, $4)",
                scope.name(),
                schools,
                actor.person.0,
                now,
            )
            .execute(tx.conn())
            .await?;
        }
    }
    Ok(())
}
