//! Conventions as they are shown.

use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// A convention among others.
#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    pub id: Uuid,
    pub with_schools: bool,
    pub reference: String,
    pub from: NaiveDate,
    pub last: NaiveDate,
    pub ended: bool,
    /// Signed, and how many are to sign.
    pub signed: i64,
    pub parties: i64,
    pub names: String,
    /// It has a list of this school year, of so many schools.
    pub schools: Option<i64>,
}

impl Line {
    pub(in super::super) fn holds(&self, today: NaiveDate) -> bool {
        self.parties >= 2 && self.signed == self.parties && self.from <= today && today <= self.last
    }

    pub(in super::super) fn is_signed(&self) -> bool {
        self.parties >= 2 && self.signed == self.parties
    }
}

#[derive(Debug, Clone)]
pub(in super::super) struct Convention {
    pub id: Uuid,
    pub with_schools: bool,
    pub reference: String,
    pub object: String,
    pub brings: String,
    pub from: NaiveDate,
    /// With its amendments, and its end.
    pub last: NaiveDate,
    pub ended_on: Option<NaiveDate>,
    pub end_reason: String,
    pub clauses: Vec<Clause>,
    pub parties: Vec<Party>,
    /// The last of each year, the newest first.
    pub annexes: Vec<Annex>,
    pub amendments: Vec<Amendment>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Clause {
    pub position: i16,
    pub theme: String,
    pub title: String,
    pub body: String,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Party {
    pub id: Uuid,
    pub side: String,
    pub name: String,
    pub signatory: String,
    /// The commune, and its EPCI: their agents sign for it.
    pub places: Vec<PlaceId>,
    pub signed_on: Option<NaiveDate>,
    pub signed_by: String,
    pub recorded_by: Option<String>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Annex {
    pub year: i16,
    pub number: i16,
    pub schools: Vec<School>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct School {
    pub name: String,
    pub uai: String,
    pub commune: String,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Amendment {
    pub number: i16,
    pub object: String,
    pub until: Option<NaiveDate>,
    pub signed_on: NaiveDate,
}

impl Convention {
    pub(in super::super) fn is_signed(&self) -> bool {
        self.parties.len() >= 2 && self.parties.iter().all(|p| p.signed_on.is_some())
    }

    pub(in super::super) fn holds(&self, today: NaiveDate) -> bool {
        self.is_signed() && self.from <= today && today <= self.last
    }

    pub(in super::super) fn annex_of(&self, year: i16) -> Option<&Annex> {
        self.annexes.iter().find(|a| a.year == year)
    }
}

fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

/// Those that the actor may read: an id each.
async fn visible(db: impl PgExecutor<'_>, actor: &Actor, id: Option<Uuid>) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select c.id from convention c
         where ($1::uuid is null or c.id = $1)
           and ($2 or exists (select from convention_party p join place t on t.id = p.place_id
                              where p.convention_id = c.id and (t.id = any($3) or t.territory_id = any($3)))
                or exists (select from convention_annex a join convention_school l on l.annex_id = a.id
                           join place s on s.id = l.school_id left join place t on t.id = s.territory_id
                           where a.convention_id = c.id and (s.parent_id = any($4) or t.id = any($3) or t.territory_id = any($3))))
         order by c.from_day desc, c.reference limit 500",
        id,
        actor.is_project() || actor.is_legal_adviser(),
        &ids(actor.communes()),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn lines(
    pool: &PgPool,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Line>, sqlx::Error> {
    let seen = visible(pool, actor, None).await?;
    sqlx::query_as!(
        Line,
        r#"select c.id, c.kind = 'schools' as "with_schools!", c.reference, c.from_day as "from",
                convention_last_day(c.id) as "last!", c.ended_on is not null as "ended!",
                (select count(*) from convention_party p where p.convention_id = c.id and p.signed_on is not null) as "signed!",
                (select count(*) from convention_party p where p.convention_id = c.id) as "parties!",
                coalesce((select string_agg(p.name, ', ' order by p.id) from convention_party p where p.convention_id = c.id), '') as "names!",
                (select count(l.school_id) from convention_annex a join convention_school l on l.annex_id = a.id
                 where a.convention_id = c.id and a.school_year = $2 group by a.number order by a.number desc limit 1) as "schools?"
         from convention c where c.id = any($1) order by c.from_day desc, c.reference"#,
        &seen,
        school_year_of(today),
    )
    .fetch_all(pool)
    .await
}

pub(in super::super) async fn find(pool: &PgPool, actor: &Actor, id: Uuid) -> Result<Convention, Error> {
    let id = visible(pool, actor, Some(id)).await?.pop().ok_or(Error::NotFound)?;
    let c = sqlx::query!(
        r#"select kind, reference, object, brings, from_day, convention_last_day(id) as "last!", ended_on, end_reason
         from convention where id = $1"#,
        id,
    )
    .fetch_one(pool)
    .await?;
    let clauses = sqlx::query_as!(
        Clause,
        "select position, theme, title, body from convention_clause where convention_id = $1 order by position",
        id,
    )
    .fetch_all(pool)
    .await?;
    let amendments = sqlx::query_as!(
        Amendment,
        "select number, object, until_day as until, signed_on from convention_amendment where convention_id = $1 order by number",
        id,
    )
    .fetch_all(pool)
    .await?;
    Ok(Convention {
        id,
        with_schools: c.kind == "schools",
        reference: c.reference,
        object: c.object,
        brings: c.brings,
        from: c.from_day,
        last: c.last,
        ended_on: c.ended_on,
        end_reason: c.end_reason,
        clauses,
        parties: parties(pool, id).await?,
        annexes: annexes(pool, id).await?,
        amendments,
    })
}

async fn parties(db: impl PgExecutor<'_>, convention: Uuid) -> Result<Vec<Party>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.id, p.side, p.name, p.signatory, p.place_id, t.territory_id as "above?", p.signed_on, p.signed_by,
                r.first_name || ' ' || r.last_name as recorded_by
         from convention_party p left join place t on t.id = p.place_id left join person_card r on r.person_id = p.recorded_by
         where p.convention_id = $1 order by p.id"#,
        convention,
    )
    .fetch_all(db)
    .await?;
    let parties = rows.into_iter().map(|r| Party {
        id: r.id,
        side: r.side,
        name: r.name,
        signatory: r.signatory,
        places: [r.place_id, r.above].into_iter().flatten().map(PlaceId).collect(),
        signed_on: r.signed_on,
        signed_by: r.signed_by,
        recorded_by: r.recorded_by,
    });
    Ok(parties.collect())
}

async fn annexes(db: impl PgExecutor<'_>, convention: Uuid) -> Result<Vec<Annex>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with last as (
             select distinct on (school_year) id, school_year, number from convention_annex where convention_id = $1
             order by school_year, number desc
         )
         select a.school_year, a.number, s.name, coalesce(s.uai, '') as "uai!", coalesce(t.name, s.town, '') as "commune!"
         from last a join convention_school l on l.annex_id = a.id join place s on s.id = l.school_id
         left join place t on t.id = s.territory_id
         order by a.school_year desc, 5, s.name, s.id"#,
        convention,
    )
    .fetch_all(db)
    .await?;
    let mut all: Vec<Annex> = Vec::new();
    for r in rows {
        if all.last().is_none_or(|a| a.year != r.school_year) {
            all.push(Annex { year: r.school_year, number: r.number, schools: Vec::new() });
        }
        if let Some(annex) = all.last_mut() {
            annex.schools.push(School { name: r.name, uai: r.uai, commune: r.commune });
        }
    }
    Ok(all)
}
