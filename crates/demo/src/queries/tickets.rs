//! The SQL of the demonstration’s requests for help.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;

pub struct Ticket {
    pub category: &'static str,
    pub title: &'static str,
    pub text: &'static str,
    pub queue: &'static str,
    /// A role in the school; nothing for somebody who could not sign in.
    pub asker: &'static str,
    pub channel: &'static str,
    pub priority: i16,
    /// How long ago it was asked.
    pub hours: i64,
    /// What the school wrote when it passed it on.
    pub passed_on: &'static str,
    pub answer: &'static str,
    /// By whom, how, and how well she was helped.
    pub resolved: Option<(&'static str, &'static str, Option<i16>)>,
}

/// Once, by its title. An hour and a half passes before the answer.
pub async fn ask_for_help(
    conn: &mut PgConnection,
    (project, school): (PersonId, PlaceId),
    ticket: &Ticket,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let opened = now - TimeDelta::hours(ticket.hours);
    sqlx::query!(
        "with here as (
             select s.id, s.territory_id, (select person_id from role where place_id = s.id and kind = 'head' and until_day is null limit 1) as head
             from place s where s.id = $1
         ), asker as (
             select (select r.person_id from role r join account a on a.person_id = r.person_id and a.state = 'active'
                     where r.school_id = h.id and r.kind = $2 and r.until_day is null order by r.person_id limit 1) as id from here h
         ), made as (
             insert into ticket (id, asker_id, asker_name, contact, verified, school_id, category, title, channel, minutes, called_back, priority,
                                 queue, place_id, level, state, opened_at, first_answer_at, answer_by, resolve_by, resolved_at, resolver, resolution,
                                 closed_at, satisfaction)
             select gen_random_uuid(), k.id, case when $2 = '' then 'Mme Exemple' else '' end, case when $2 = '' then '01 99 00 00 00' else '' end,
                    $2 <> '', h.id, $3, $4, $5, case when $5 = 'phone' then 6 end, case when $5 = 'phone' then false end, $6, $7,
                    case $7 when 'school' then h.id when 'commune' then h.territory_id end,
                    case $7 when 'school' then 1 when 'publisher' then 3 else 2 end, case when $11::text is null then 'open' else 'closed' end,
                    $8, case when $9 <> '' then $8::timestamptz + interval '90 minutes' end, $8::timestamptz + interval '1 day', $8::timestamptz + interval '10 days',
                    case when $11::text is not null then $8::timestamptz + interval '4 hours' end, $11, $12,
                    case when $11::text is not null then $8::timestamptz + interval '5 hours' end, $13
             from here h, asker k where not exists (select from ticket where title = $4)
             returning id, asker_id, queue, place_id, level, priority
         ), first_turn as (
             insert into ticket_turn (id, ticket_id, queue, place_id, level, by_id, at, priority)
             select gen_random_uuid(), m.id, 'school', h.id, 1, m.asker_id, $8, m.priority from made m, here h
         ), second_turn as (
             insert into ticket_turn (id, ticket_id, queue, place_id, level, by_id, at, summary, tried, priority)
             select gen_random_uuid(), m.id, m.queue, m.place_id, m.level, h.head, $8::timestamptz + interval '1 hour', $10, $10, m.priority
             from made m, here h where m.queue <> 'school'
         ), asked as (
             insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, by_asker, text)
             select gen_random_uuid(), m.id, m.asker_id, $8, 'asked', true, true, $14 from made m
         )
         insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, text)
         select gen_random_uuid(), m.id, case when m.queue = 'school' then h.head else $15 end, $8::timestamptz + interval '90 minutes', 'answer', true, $9
         from made m, here h where $9 <> ''",
        school.0,
        ticket.asker,
        ticket.category,
        ticket.title,
        ticket.channel,
        ticket.priority,
        ticket.queue,
        opened,
        ticket.answer,
        ticket.passed_on,
        ticket.resolved.map(|r| r.0),
        ticket.resolved.map(|r| r.1),
        ticket.resolved.and_then(|r| r.2),
        ticket.text,
        project.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}
