//! Which invented communes are where, what being together brings, who is spoken to.

use super::equip::By;
use chrono::{Months, NaiveDate};
use sqlx::PgConnection;
use uuid::Uuid;

/// A commune of the directory, by its code, at a stage since so many months, after the stages before it.
pub async fn follow(
    conn: &mut PgConnection,
    insee: &str,
    (wave, stages): (i16, &[(&str, u32)]),
    today: NaiveDate,
    (by, now): By,
) -> Result<(), sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into adhesion (id, name, place_id, wave, made_by, made_at)
         select $1, name, id, $3, $4, $5 from place where kind = 'commune' and insee = $2 limit 1 on conflict do nothing",
        id,
        insee,
        wave,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    for (stage, months) in stages {
        sqlx::query!(
            "insert into adhesion_step (id, adhesion_id, stage, day, by_id, at)
             select $1, $2, $3, $4, $5, $6 where exists (select from adhesion where id = $2)",
            Uuid::now_v7(),
            id,
            *stage,
            today - Months::new(*months),
            by.0,
            now,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Two advantages, one of them seen; two acts, one of them done.
pub async fn rally(conn: &mut PgConnection, today: NaiveDate, (by, now): By) -> Result<(), sqlx::Error> {
    let seen = Uuid::now_v7();
    sqlx::query!(
        "insert into benefit (id, announced, indicator, made_by, made_at) values
           ($1, 'Acheter le matériel moins cher, à plusieurs', 'Prix d’une tablette, comparé à un achat seul', $3, $4),
           ($2, 'Une seule équipe pour former les écoles', 'Journées de formation par école et par an', $3, $4)",
        seen,
        Uuid::now_v7(),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into benefit_evidence (id, benefit_id, day, fact, source, saved_cents, by_id, at)
         values ($1, $2, $3, '219 € la tablette, au lieu de 260', 'Devis demandé seul par la commune', 61500, $4, $5)",
        Uuid::now_v7(),
        seen,
        today - Months::new(1),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into outreach (id, inside, audience, message, action, owner, day, made_by, made_at, done_on, reach, done_by) values
           ($1, true, 'Directions', 'Ce que l’ENT change pour une école, en une heure', 'Réunion de circonscription', 'Inspection', $3, $5, $6, $3, 6, $5),
           ($2, false, 'Familles', 'Une seule adresse pour tous ses enfants', 'Soirée à la mairie', 'Commune', $4, $5, $6, null, null, null)",
        Uuid::now_v7(),
        Uuid::now_v7(),
        today - Months::new(2),
        today + Months::new(1),
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
