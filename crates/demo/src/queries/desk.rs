//! Names of domains, answers to requirements, a reminder.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Where names may be is said once; then one that waits, and one that was agreed to. Both under a name that nobody has
/// (RFC 2606), so that a try says what it says of a name that is not made yet.
pub async fn propose_names(
    conn: &mut PgConnection,
    by: PersonId,
    school: PlaceId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let said = sqlx::query!(
        "insert into domain_rule (suffixes, addresses, said_by, said_at)
         values ('{ent.valdormes.example}', '{198.51.100.7}', $1, $2) on conflict do nothing",
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if said.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into domain_request (id, place_id, name, proposed_by, proposed_at)
         values ($1, $2, 'bruyeres.ent.valdormes.example', $3, $4)",
        Uuid::now_v7(),
        school.0,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into domain_request (id, place_id, name, proposed_by, proposed_at, accepted, decided_by, decided_at)
         select $1, territory_id, 'ormes.ent.valdormes.example', $3::uuid, $4::timestamptz, true, $3::uuid, $4::timestamptz
         from place where id = $2",
        Uuid::now_v7(),
        school.0,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into domain_try (id, request_id, at, reached, sentence)
         select gen_random_uuid(), id, $1, 'nothing', 'Le nom n’existe pas encore.' from domain_request where accepted",
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Code, state, evidence, plan.
pub async fn answer_requirements(
    conn: &mut PgConnection,
    catalogue: Uuid,
    by: PersonId,
    answers: &[(&str, &str, &str, &str)],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    for (code, state, evidence, plan) in answers {
        sqlx::query!(
            "insert into conformity (id, requirement_id, state, evidence, owner, plan, by_id, at)
             select $1, id, $4, $5, 'L’équipe projet', $6, $7, $8 from requirement where catalogue_id = $2 and code = $3",
            Uuid::now_v7(),
            catalogue,
            *code,
            *state,
            *evidence,
            *plan,
            by.0,
            now,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

pub async fn remind(
    conn: &mut PgConnection,
    by: PersonId,
    checked_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into legal_notice (id, title, text, reference, checked_on, owner, by_id, at)
         values ($1, 'Droit à l’image', 'La photo d’un enfant demande la permission écrite de ses responsables, pour un usage, un support et une durée.',
                 'Code civil, art. 9', $2, 'Le délégué à la protection des données', $3, $4)",
        Uuid::now_v7(),
        checked_on,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
