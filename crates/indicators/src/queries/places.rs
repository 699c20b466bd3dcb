//! What can be looked at, and what lies in what: from identity’s places, and from the codes of communes.

use chrono::NaiveDate;
use sqlx::PgConnection;

/// Every academy, department, circonscription, EPCI, commune and school that has a school of the project; and the communes
/// without a school that the project holds. A department, an EPCI, a commune that is no place has an id made from its code.
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in super::super) async fn renew(
    conn: &mut PgConnection,
    departments: (&[String], &[String]),
    project: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from figure_part p using figure_scope s where s.id = p.whole_id and s.kind <> 'perimeter'"
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        r#"with commune as (
             -- Where two places say one commune, the older stands for both.
             select distinct on (c.insee) c.id, c.insee, c.territory_id, c.name from place c
             where c.kind = 'commune' and c.insee is not null and c.closed_on is null order by c.insee, c.created_at, c.id
         ), school as (
             select s.id, s.name, s.uai, coalesce(t.insee, s.insee) as insee, t.id as commune_place, s.town,
                    c.id as circonscription, c.name as circonscription_name,
                    case when u.kind = 'department' then u.id end as department_place,
                    case when u.kind = 'academy' then u.id when v.kind = 'academy' then v.id end as academy
             from place s left join place t on t.id = s.territory_id and t.kind = 'commune'
             left join place c on c.id = s.parent_id and c.kind = 'circonscription'
             left join place u on u.id = c.parent_id left join place v on v.id = u.parent_id
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
         ), seat as (
             -- A school, and each commune that has none.
             select s.id as school, s.name, s.uai, s.circonscription, s.circonscription_name, s.academy, s.department_place,
                    coalesce(c.id, s.commune_place, md5('commune:' || s.insee)::uuid) as commune, s.insee,
                    coalesce(f.name, c.name, s.town, s.insee) as commune_name, c.territory_id,
                    -- The first three of a UAI say the department: 080, 971; Corsica keeps its former 720 and 620.
                    coalesce(nullif(f.department, ''), case left(s.uai, 3) when '720' then '2A' when '620' then '2B'
                        else ltrim(left(s.uai, 1), '0') || substr(s.uai, 2, 2) end) as department, f.epci, f.epci_name
             from school s left join commune c on c.insee = s.insee left join figure_commune f on f.insee = s.insee
             union all
             select null, null, null, null, null, null, null, c.id, c.insee, coalesce(f.name, c.name), c.territory_id,
                    coalesce(nullif(f.department, ''), case when c.insee ~ '^9[78]' then left(c.insee, 3) else left(c.insee, 2) end),
                    f.epci, f.epci_name
             from commune c left join figure_commune f on f.insee = c.insee
             where not exists (select from school s where s.insee = c.insee)
         ), above as (
             select row_number() over () as seat, s.*, coalesce(s.department_place, md5('department:' || s.department)::uuid) as department_id,
                    coalesce(e.id, md5('epci:' || nullif(s.epci, ''))::uuid) as epci_id, coalesce(e.name, s.epci_name) as epci_said
             from seat s left join place e on e.id = s.territory_id and e.kind = 'epci'
         ), line as materialized (
             select a.seat, l.* from above a cross join lateral (values
                 (1, 'project', '00000000-0000-0000-0000-000000000000'::uuid, $3::text, null),
                 (2, 'academy', a.academy, (select p.name from place p where p.id = a.academy), null),
                 (3, 'department', a.department_id, coalesce((select p.name from place p where p.id = a.department_place),
                     (select d.name from unnest($1::text[], $2::text[]) d (code, name) where d.code = a.department), a.department), a.department),
                 (4, 'circonscription', a.circonscription, a.circonscription_name, null),
                 (4, 'epci', a.epci_id, a.epci_said, a.epci),
                 (5, 'commune', a.commune, a.commune_name, a.insee),
                 (6, 'school', a.school, a.name, a.uai)
             ) l (rank, kind, id, name, code) where l.id is not null
         ), said as (
             insert into figure_scope (id, kind, name, code)
             select distinct on (id) id, kind, coalesce(nullif(name, ''), 'Sans nom'), code from line order by id, name
             on conflict (id) do update set name = excluded.name, code = excluded.code, kind = excluded.kind
         )
         insert into figure_part (whole_id, kind, part_id)
         select distinct w.id, p.kind, p.id from line w join line p on p.seat = w.seat and p.rank > w.rank"#,
        departments.0,
        departments.1,
        project,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The count of a day is done: its month’s figures are these.
pub(in super::super) async fn note(
    conn: &mut PgConnection,
    day: NaiveDate,
    at: chrono::DateTime<chrono::Utc>,
    took_ms: i32,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into figure_taken (month, day, at, took_ms) values (date_trunc('month', $1::date)::date, $1, $2, $3)
         on conflict (month) do update set day = excluded.day, at = excluded.at, took_ms = excluded.took_ms",
        day,
        at,
        took_ms,
    )
    .execute(conn)
    .await?;
    Ok(())
}
