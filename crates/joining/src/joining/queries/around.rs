//! What is around a path: what the directory holds, who holds which step.

use super::super::standing::Figures;
use super::super::steps::Holder;
use super::path::Path;
use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;

pub(super) async fn classes(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select name from place where school_id = $1 and kind = 'class' and school_year = $2 and closed_on is null
         order by name limit 60",
        school.0,
        school_year_of(today),
    )
    .fetch_all(conn)
    .await
}

/// The convention that holds today and names the school on this year’s list: « 2026-01, liste 2026-2027 ».
pub(super) async fn convention(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select c.reference || ', liste ' || a.school_year || '-' || a.school_year + 1 as "reference!"
         from convention_annex a join convention_school s on s.annex_id = a.id join convention c on c.id = a.convention_id
         where s.school_id = $1 and a.school_year = $3 and convention_covers($1, $2) and convention_holds(c.id, $2)
         order by a.number desc, c.from_day desc limit 1"#,
        school.0,
        today,
        school_year_of(today),
    )
    .fetch_optional(conn)
    .await
}

pub(super) async fn figures(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Figures, sqlx::Error> {
    let row = sqlx::query!(
        r#"with held as (
             select person_id, kind, place_id from role where school_id = $1 and from_day <= $2 and (until_day is null or until_day >= $2)
         ), class as (
             select c.id, exists (select from held h where h.place_id = c.id and h.kind = 'pupil') as full
             from place c where c.school_id = $1 and c.kind = 'class' and c.school_year = $3 and c.closed_on is null
         )
         select (select count(distinct person_id) from held where kind = 'pupil') as "pupils!",
                (select count(*) from class) as "classes!", (select count(*) from class where not class.full) as "empty_classes!",
                exists (select from held where kind = 'head') as "headed!",
                exists (select from named_school n where n.school_id = $1) as "named!",
                exists (select from role r join place s on s.id = $1 left join place t on t.id = s.territory_id
                        where r.kind = 'commune_agent' and r.place_id in (t.id, t.territory_id) and r.from_day <= $2
                          and (r.until_day is null or r.until_day >= $2)) as "commune_acts!""#,
        school.0,
        today,
        school_year_of(today),
    )
    .fetch_one(conn)
    .await?;
    Ok(Figures {
        pupils: row.pupils,
        classes: row.classes,
        empty_classes: row.empty_classes,
        headed: row.headed,
        administered: false,
        administrator_ready: false,
        named: row.named,
        commune_acts: row.commune_acts,
        bearer_left: false,
    })
}

/// « Odile Ségur »; without an id, somebody whose name alone was kept.
#[derive(Debug, Clone)]
pub(in super::super) struct Named {
    pub id: Option<PersonId>,
    pub name: String,
}

/// Who holds what here, by name.
pub(in super::super) async fn holders(
    conn: &mut PgConnection,
    path: &Path,
    today: NaiveDate,
) -> Result<Vec<(Holder, Vec<Named>)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.kind, c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!"
         from role r join person_card c on c.person_id = r.person_id
         left join place t on t.id = $2
         where r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
           and (r.kind = 'head' and r.place_id = $1 or r.kind = 'inspector' and r.place_id = $3
                or r.kind = 'commune_agent' and r.place_id in ($2, t.territory_id) or r.kind in ('operator', 'project_manager'))
         group by r.kind, c.person_id, c.first_name, c.last_name order by c.last_name, c.first_name, c.person_id limit 60"#,
        path.school.0,
        path.commune.map(|p| p.0),
        path.circonscription.map(|p| p.0),
        today,
    )
    .fetch_all(conn)
    .await?;
    let of = |kind: &str| {
        let theirs = rows.iter().filter(|r| r.kind == kind);
        theirs.map(|r| Named { id: Some(PersonId(r.id)), name: r.name.clone() }).collect::<Vec<_>>()
    };
    let administrators =
        path.administrators.iter().map(|seat| Named { id: Some(seat.person), name: seat.name.clone() });
    Ok(vec![
        (Holder::Head, of("head")),
        (Holder::Administrator, administrators.collect()),
        (Holder::Inspector, of("inspector")),
        (Holder::Commune, of("commune_agent")),
        (Holder::Manager, of("project_manager")),
        (Holder::Operator, of("operator")),
        (Holder::Feed, of("operator")),
    ])
}
