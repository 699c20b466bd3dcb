//! Equipment, the market, changes of the demonstration.

use super::super::equip::Batch;
use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Who wrote it down, and when.
pub(super) type By = (PersonId, DateTime<Utc>);

pub async fn has_equipment(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from equipment) as "has!""#).fetch_one(conn).await
}

pub async fn commune(conn: &mut PgConnection, insee: &str) -> Result<Option<PlaceId>, sqlx::Error> {
    let id = sqlx::query_scalar!("select id from place where kind = 'commune' and insee = $1 limit 1", insee)
        .fetch_optional(conn)
        .await?;
    Ok(id.map(PlaceId))
}

pub async fn equip(
    conn: &mut PgConnection,
    (school, class): (PlaceId, Option<PlaceId>),
    batch: &Batch,
    (bought, ends): (NaiveDate, NaiveDate),
    (by, now): By,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into equipment (id, school_id, class_id, kind, label, quantity, owner, funder, bought_on, ends_on, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, 'commune', '', $7, $8, $9, $10)",
        id,
        school.0,
        class.map(|c| c.0),
        batch.kind,
        batch.label,
        batch.quantity,
        bought,
        ends,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// A contract of the commune, an incident that was handed over, what each phase asks for.
pub async fn maintain(
    conn: &mut PgConnection,
    commune: PlaceId,
    tablets: Option<Uuid>,
    today: NaiveDate,
    (by, now): By,
) -> Result<(), sqlx::Error> {
    let contract = Uuid::now_v7();
    sqlx::query!(
        "insert into maintenance_contract (id, commune_id, supplier, covers, phone, from_day, until_day, made_by, made_at)
         values ($1, $2, 'Atelier des Ormes', 'Écrans, tablettes et classes mobiles', '01 99 00 10 40', $3, $4, $5, $6)",
        contract,
        commune.0,
        today - Months::new(14),
        today + Months::new(22),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if let Some(tablets) = tablets {
        sqlx::query!(
            "insert into equipment_incident (id, equipment_id, units, what, opened_by, opened_at, sent_to, sent_at, sent_by)
             values ($1, $2, 2, 'Écrans fendus après une chute du chariot', $4, $5, $3, $6, $4)",
            Uuid::now_v7(),
            tablets,
            contract,
            by.0,
            now - Days::new(9),
            now - Days::new(7),
        )
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query!(
        "insert into equipment_rule (id, phase, kind, per, least, minimum, said_by, said_at) values
           ($1, 'deployment', 'board', 'class', 1, 'lisible du fond de la classe', $3, $4),
           ($2, 'deployment', 'tablet', 'school', 8, 'écran de 8 pouces au moins', $3, $4) on conflict do nothing",
        Uuid::now_v7(),
        Uuid::now_v7(),
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The market, with its plan: schools were told, an export was tried.
pub async fn contract(conn: &mut PgConnection, last: NaiveDate, (by, now): By) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into provider_contract (id, title, provider, reference, from_day, until_day, made_by, made_at)
         values ($1, 'ENT du premier degré', 'Exemple SA', '2023-07', $2, $3, $4, $5)",
        id,
        last - Months::new(48),
        last,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into reversibility_step (id, contract_id, kind, title, owner, due, made_by, made_at, done_on, done_by, done_at, evidence)
         select gen_random_uuid(), $1, s.kind, s.title, s.owner, $2::date + s.days, $3::uuid, $4::timestamptz, case when s.done then $4::timestamptz::date end,
                case when s.done then $3::uuid end, case when s.done then $4::timestamptz end, s.evidence
         from (values ('schools_told', 'Dire aux écoles ce qui change et quand', 'Équipe projet', -182, true, 'Lettre aux directions'),
                      ('export', 'Essayer l’export des données de chaque école', 'Prestataire sortant', -120, false, ''),
                      ('families_told', 'Dire aux familles ce qui change', 'Équipe projet', -90, false, ''),
                      ('freeze', 'Geler ce qui s’écrit', 'Équipe projet', -14, false, ''),
                      ('deletion', 'Supprimer les données, avec un certificat', 'Prestataire sortant', 30, false, '')) s (kind, title, owner, days, done, evidence)",
        id,
        last,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// Two requests that are studied, one of them a release.
pub async fn ask(conn: &mut PgConnection, (by, now): By) -> Result<(), sqlx::Error> {
    let asked = [
        (
            "release",
            "Version de printemps",
            "publisher",
            "Le cahier multimédia s’ouvre aux classes de maternelle.",
            "Comité technique",
        ),
        (
            "change",
            "Des pages en langue de la famille",
            "school",
            "Les familles qui lisent peu le français demandent l’essentiel dans leur langue.",
            "Équipe projet",
        ),
    ];
    for (number, (kind, title, origin, what, owner)) in (1..).zip(asked) {
        let id = Uuid::now_v7();
        sqlx::query!(
            "insert into change_request (id, number, kind, title, origin, what, cost, owner, made_by, made_at)
             values ($1, $2, $3, $4, $5, $6, 'À chiffrer', $7, $8, $9) on conflict do nothing",
            id,
            number,
            kind,
            title,
            origin,
            what,
            owner,
            by.0,
            now,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into change_state (id, change_id, state, by_id, at)
             select $1, $2, 'studied', $3, $4 where exists (select from change_request where id = $2)",
            Uuid::now_v7(),
            id,
            by.0,
            now,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// An invoice of the market, borne by one commune, which has committed to it.
pub async fn bill(
    conn: &mut PgConnection,
    (contract, commune, file): (Uuid, PlaceId, Uuid),
    day: NaiveDate,
    (by, now): By,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, price_cents, from_day, until_day, made_by, made_at)
         select $1, $2, '2026-41', $3, 340, 450, $3, $4, $5, $6
         where not exists (select from funding_commitment where commune_id = $2)",
        Uuid::now_v7(),
        commune.0,
        day - Months::new(2),
        day + Months::new(34),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into invoice (id, number, supplier, day, amount_cents, what, contract_id, split_by, file_id, made_by, made_at)
         values ($1, 'F-2026-031', 'Exemple SA', $2, 51000, 'Premier trimestre', $3, 'flat', $4, $5, $6) on conflict do nothing",
        id,
        day,
        contract,
        file,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into invoice_share (invoice_id, commune_id, amount_cents)
         select $1, $2, 51000 where exists (select from invoice where id = $1)",
        id,
        commune.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
