//! The legal adviser’s opinions, the options that were looked at, who administers a school.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;

/// The first clauses are good, one is to be written again; so is the first reminder good.
pub async fn counsel(conn: &mut PgConnection, by: PersonId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into legal_opinion (id, kind, of_id, position, text, validated, note, by_id, at)
         select gen_random_uuid(), t.kind, t.of_id, t.position, t.text, t.position is distinct from 3,
                case when t.position = 3 then 'Nommer la délibération qui engage la collectivité, avec sa date.' else '' end, $1, $2
         from (select distinct on (kind, coalesce(position, 0)) * from legal_text where position <= 3 or position is null
               order by kind, coalesce(position, 0), of_id) t
         where not exists (select from legal_opinion)",
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Two by the DPO’s text, which the project’s manager copied, one by the adviser; the open rules of communication wait.
pub async fn check_options(
    conn: &mut PgConnection,
    (adviser, manager): (PersonId, PersonId),
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into option_check (id, option, source, text, day, by_id, at)
         select gen_random_uuid(), o.option, o.source, o.text, $3, case o.source when 'dpo' then $4::uuid else $1 end, $2
         from (values ('tile_photos', 'dpo', 'Analyse d’impact faite. Les deux responsables sont demandés, un refus suffit.'),
                      ('joint_spaces', 'adviser', 'Le terme au 31 décembre est à garder.'),
                      ('virtual_class', 'dpo', 'Serveur du syndicat, en France, sans enregistrement par défaut.')) o (option, source, text)
         where not exists (select from option_check)",
        adviser.0,
        now,
        today,
        manager.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The head named two colleagues: one was waived, the other has a training before her.
pub async fn administer(
    conn: &mut PgConnection,
    school: PlaceId,
    [head, waived, untrained, inspector]: [PersonId; 4],
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<(), sqlx::Error> {
    let named = sqlx::query!(
        "insert into school_administrator (id, school_id, person_id, from_day, until_day, named_by, named_at)
         select gen_random_uuid(), $1, p, $4, case when p = $3 then $4::date + 90 end, $6, $5
         from unnest(array[$2, $3]::uuid[]) p
         where not exists (select from school_administrator where school_id = $1)",
        school.0,
        waived.0,
        untrained.0,
        today,
        now,
        head.0,
    )
    .execute(&mut *conn)
    .await?;
    if named.rows_affected() > 0 {
        sqlx::query!(
            "insert into administrator_waiver (school_id, person_id, reason, by_id, at)
             select $1, p, 'Administratrice trois ans dans une autre école.', $3, $4 from unnest(array[$2]::uuid[]) p on conflict do nothing",
            school.0,
            waived.0,
            inspector.0,
            now,
        )
        .execute(conn)
        .await?;
    }
    Ok(())
}
