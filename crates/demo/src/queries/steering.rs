//! The invented project’s own rows.

use super::super::steering::{BODIES, CLAUSES, PARTIES};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Who sits for the invented project, and when it is written.
pub struct Steering {
    pub manager: PersonId,
    pub agent: PersonId,
    pub inspector: PersonId,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// Its card and its parties; `false` when it has one.
pub async fn write_project(
    conn: &mut PgConnection,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let written = sqlx::query!(
        "insert into project (brand, solution, solution_version, diagnosis, sister_name, said_by, said_at, zone)
         values ('e-Vallées', 'Préau', '0.1', $1, 'e-Collèges', $2, $3, 'B') on conflict do nothing",
        "Des villages éloignés, des écoles à une classe : les équipes travaillent seules et les familles ne voient pas la classe.",
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    for (kind, name, part) in PARTIES {
        sqlx::query!(
            "insert into party (id, kind, name, part, added_by, added_at) values ($1, $2, $3, $4, $5, $6)",
            Uuid::now_v7(),
            kind,
            name,
            part,
            by.0,
            now,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(true)
}

/// The bodies, with both colleges; the technical one has met, decided, and given somebody something to do.
pub async fn write_bodies(conn: &mut PgConnection, who: &Steering) -> Result<(), sqlx::Error> {
    let since = who.today - TimeDelta::days(200);
    for (kind, name, mandate) in BODIES {
        let body = Uuid::now_v7();
        sqlx::query!(
            "insert into governing_body (id, kind, name, mandate, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
            body,
            kind,
            name,
            mandate,
            who.manager.0,
            who.now,
        )
        .execute(&mut *conn)
        .await?;
        let education = sit(conn, who, body, ("education", "IEN", who.inspector), since).await?;
        let towns = sit(conn, who, body, ("collectivities", "service scolaire", who.agent), since).await?;
        if kind == "technical" {
            meet(conn, who, body, [education, towns]).await?;
        }
    }
    Ok(())
}

async fn sit(
    conn: &mut PgConnection,
    who: &Steering,
    body: Uuid,
    (college, capacity, person): (&str, &str, PersonId),
    since: NaiveDate,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into body_member (id, sits_in, college, capacity, person_id, from_day, added_by) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        body,
        college,
        capacity,
        person.0,
        since,
        who.manager.0,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

async fn meet(
    conn: &mut PgConnection,
    who: &Steering,
    body: Uuid,
    members: [Uuid; 2],
) -> Result<(), sqlx::Error> {
    let (meeting, decision, at) = (Uuid::now_v7(), Uuid::now_v7(), who.now - TimeDelta::days(42));
    let day = at.date_naive();
    sqlx::query!(
        "insert into body_meeting (id, body_id, day, place, convened_by, convened_at, minutes, held_at, held_by)
         values ($1, $2, $3, 'Mairie de Villers-sur-Exemple', $4, $5, $6, $5, $4)",
        meeting,
        body,
        day,
        who.manager.0,
        at,
        "Les cinq écoles ouvertes sont en service. Les Bruyères ont leur validation ; Les Rives hésitent encore.",
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into meeting_presence (meeting_id, member_id) select $1, unnest($2::uuid[])",
        meeting,
        &members[..],
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into body_decision (id, meeting_id, year, number, text, made_by, made_at) values ($1, $2, $3, 1, $4, $5, $6)",
        decision,
        meeting,
        school_year_of(day),
        "L’enregistreur de voix est ouvert à toutes les classes de cycle 1.",
        who.manager.0,
        at,
    )
    .execute(&mut *conn)
    .await?;
    for (college, member) in [("education", members[0]), ("collectivities", members[1])] {
        sqlx::query!(
            "insert into decision_voice (id, decision_id, college, agrees, member_id, by_id, at) values ($1, $2, $3, true, $4, $5, $6)",
            Uuid::now_v7(),
            decision,
            college,
            member,
            who.manager.0,
            at,
        )
        .execute(&mut *conn)
        .await?;
    }
    sqlx::query!(
        "insert into meeting_action (id, meeting_id, text, owner_id, due, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        meeting,
        "Passer aux Rives expliquer le projet à l’équipe.",
        members[0],
        who.today + TimeDelta::days(20),
        who.manager.0,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Three years, signed by both, with this year’s schools.
pub async fn write_convention(
    conn: &mut PgConnection,
    who: &Steering,
    schools: &[PlaceId],
) -> Result<(), sqlx::Error> {
    let (convention, annex, year) = (Uuid::now_v7(), Uuid::now_v7(), school_year_of(who.today));
    let first = NaiveDate::from_ymd_opt(i32::from(year), 9, 1).unwrap_or(who.today).min(who.today);
    sqlx::query!(
        "insert into convention (id, kind, reference, object, from_day, until_day, made_by, made_at)
         values ($1, 'schools', $2, 'Déployer l’ENT e-Vallées dans les écoles', $3, ($3::date + interval '3 years - 1 day')::date, $4, $5)",
        convention,
        format!("{year}-01"),
        first,
        who.manager.0,
        who.now,
    )
    .execute(&mut *conn)
    .await?;
    for (at, (theme, title, text)) in (1..).zip(CLAUSES) {
        sqlx::query!(
            "insert into convention_clause (convention_id, position, theme, title, body) values ($1, $2, $3, $4, $5)",
            convention,
            at,
            theme,
            title,
            text,
        )
        .execute(&mut *conn)
        .await?;
    }
    sign(conn, who, convention, first).await?;
    sqlx::query!(
        "insert into convention_annex (id, convention_id, school_year, number, made_by, made_at) values ($1, $2, $3, 1, $4, $5)",
        annex,
        convention,
        year,
        who.manager.0,
        who.now,
    )
    .execute(&mut *conn)
    .await?;
    let schools: Vec<_> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "insert into convention_school (annex_id, school_id) select $1, unnest($2::uuid[])",
        annex,
        &schools
    )
    .execute(conn)
    .await?;
    Ok(())
}

async fn sign(
    conn: &mut PgConnection,
    who: &Steering,
    convention: Uuid,
    first: NaiveDate,
) -> Result<(), sqlx::Error> {
    for (side, name, signatory) in [
        ("carrier", "Syndicat mixte Vallées numériques", "la présidente"),
        ("education", "DSDEN de l’Exemple", "l’IA-DASEN"),
    ] {
        sqlx::query!(
            "insert into convention_party (id, convention_id, side, name, signatory, signed_on, signed_by, recorded_by, recorded_at)
             values ($1, $2, $3, $4, $5, $6, 'Signataire de démonstration', $7, $8)",
            Uuid::now_v7(),
            convention,
            side,
            name,
            signatory,
            first,
            who.manager.0,
            who.now,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}
