//! Tickets that a known problem explains.

use super::read::Ticket;
use crate::tickets::told::Asked;
use database::Tx;
use kernel::Actor;
use uuid::Uuid;

/// The known problem that explains it; only one.
pub(crate) async fn tie(tx: &mut Tx, ticket: &Ticket, problem: Uuid) -> Result<(), sqlx::Error> {
    sqlx::query!("update ticket set problem_id = $2 where id = $1", ticket.id, problem)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// An entry for who asked.
pub(crate) struct Waiting {
    pub asked: Asked,
    pub entry: Uuid,
}

/// The same words in every open ticket that a problem explains.
pub(crate) async fn tell_tied(
    tx: &mut Tx,
    actor: &Actor,
    problem: Uuid,
    words: &str,
) -> Result<Vec<Waiting>, sqlx::Error> {
    let now = tx.now();
    let rows = sqlx::query!(
        "with said as (
             insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, by_asker, text)
             select gen_random_uuid(), id, $2, $3, 'answer', true, false, $4 from ticket
             where problem_id = $1 and state not in ('resolved', 'closed')
             returning id, ticket_id
         ), moved as (
             update ticket t set revision = t.revision + 1 from said s where t.id = s.ticket_id
         )
         select s.id, s.ticket_id, t.asker_id, t.channel from said s join ticket t on t.id = s.ticket_id",
        problem,
        actor.person.0,
        now,
        words,
    )
    .fetch_all(tx.conn())
    .await?;
    let waiting = rows.into_iter().map(|r| Waiting {
        asked: Asked { ticket: r.ticket_id, asker: r.asker_id, by_mail: r.channel == "mail" },
        entry: r.id,
    });
    Ok(waiting.collect())
}
