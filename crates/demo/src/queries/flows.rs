//! The two tiers, an action that is followed elsewhere, a letter.

use super::super::flows::{DECISION, LETTER, REPORT};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::PersonId;
use kernel::year::school_year_of;
use sqlx::PgConnection;
use uuid::Uuid;

/// The group of the department reports to the strategic body, which has sent it a decision; once.
pub async fn tie_groups(
    conn: &mut PgConnection,
    by: PersonId,
    (today, now): (NaiveDate, DateTime<Utc>),
) -> Result<(), sqlx::Error> {
    let tied = sqlx::query!(
        "update governing_body g set reports_to = s.id from governing_body s
         where g.kind = 'reference' and s.kind = 'strategic' and g.reports_to is null and not exists (select from body_report)"
    )
    .execute(&mut *conn)
    .await?;
    if tied.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into body_report (id, body_id, to_id, title, text, from_day, until_day, member_id, by_id, at)
         select gen_random_uuid(), g.id, g.reports_to, $1, $2, $3::date - 40, $3::date - 4, m.id, m.person_id, $4
         from governing_body g join body_member m on m.sits_in = g.id and m.college = 'education' where g.reports_to is not null limit 1",
        REPORT.0,
        REPORT.1,
        today,
        now - TimeDelta::days(3),
    )
    .execute(&mut *conn)
    .await?;
    send_down(conn, by, now - TimeDelta::days(28)).await
}

/// A decision of the strategic body, by both colleges, which the group has not answered yet.
async fn send_down(conn: &mut PgConnection, by: PersonId, at: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let (meeting, decision, day) = (Uuid::now_v7(), Uuid::now_v7(), at.date_naive());
    sqlx::query!(
        "insert into body_meeting (id, body_id, day, place, convened_by, convened_at, minutes, held_at, held_by)
         select $1, id, $2, 'Inspection académique', $3, $4, 'Les familles sans connexion reviennent dans chaque école.', $4, $3
         from governing_body where kind = 'strategic' limit 1",
        meeting,
        day,
        by.0,
        at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into body_decision (id, meeting_id, year, number, text, made_by, made_at)
         select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6 from body_decision where year = $3",
        decision,
        meeting,
        school_year_of(day),
        DECISION,
        by.0,
        at,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with voice as (
             insert into decision_voice (id, decision_id, college, agrees, member_id, by_id, at)
             select gen_random_uuid(), $1, m.college, true, m.id, $3, $4 from body_member m join body_meeting b on b.body_id = m.sits_in
             where b.id = $2 and m.college <> 'guest'
         ), there as (
             insert into meeting_presence (meeting_id, member_id)
             select b.id, m.id from body_member m join body_meeting b on b.body_id = m.sits_in where b.id = $2
         )
         insert into decision_sent (decision_id, body_id, by_id, at)
         select $1, id, $3, $4 from governing_body where reports_to is not null",
        decision,
        meeting,
        by.0,
        at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An action of the technical committee is followed as the request about the wifi; once.
pub async fn hand_over_action(
    conn: &mut PgConnection,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with ticket_of as (
             select id from ticket where title like 'Une vidéo reste%' and not exists (select from ticket where action_id is not null) limit 1
         ), given as (
             insert into meeting_action (id, meeting_id, text, owner_id, due, made_by, made_at)
             select gen_random_uuid(), b.id, 'Comprendre pourquoi les vidéos restent bloquées à l’envoi.', m.id, ($2::timestamptz + interval '12 days')::date, $1,
                    $2::timestamptz - interval '42 days'
             from body_meeting b join governing_body g on g.id = b.body_id and g.kind = 'technical'
             join body_member m on m.sits_in = g.id and m.college = 'education', ticket_of
             where b.held_at is not null order by b.day, m.id limit 1
             returning id
         )
         update ticket t set action_id = g.id from given g, ticket_of o where t.id = o.id",
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Main contacts where a party has none, and a letter that waits; once.
pub async fn write_letter(
    conn: &mut PgConnection,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let written = sqlx::query!(
        "insert into newsletter (id, title, text, kinds, made_by, made_at)
         select gen_random_uuid(), $1, $2, array['syndicate', 'dsden', 'commune'], $3, $4 where not exists (select from newsletter)",
        LETTER.0,
        LETTER.1,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!(
        "insert into party_contact (id, party_id, first_name, last_name, duty, email, main, added_by, added_at)
         select gen_random_uuid(), p.id, c.first_name, c.last_name, c.duty, c.email, true, $1, $2
         from party p join (values ('syndicate', 'Maud', 'Exemple', 'cheffe de projet', 'projet@vallees.example.org'),
                                   ('dsden', 'Yves', 'Exemple', 'chargé de mission', 'numerique@dsden.example.org'))
              c (kind, first_name, last_name, duty, email) on c.kind = p.kind
         where not exists (select from party_contact o where o.party_id = p.id and o.main and o.ended_on is null)",
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
