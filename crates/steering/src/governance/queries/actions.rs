//! Actions: who does what by when, and what it became.

use super::Meeting;
use crate::changes;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Action {
    pub id: Uuid,
    pub meeting: Uuid,
    pub body_name: String,
    pub text: String,
    pub owner: String,
    /// The account of whom it is.
    pub person: Option<PersonId>,
    pub due: NaiveDate,
    pub done_at: Option<DateTime<Utc>>,
    pub became: Option<Became>,
}

/// A request that came of an action.
#[derive(Debug, Clone)]
pub(in super::super) enum Became {
    Change {
        id: Uuid,
        number: i64,
        state: String,
    },
    /// A request for help: who asked reads it, and who helps her.
    Help {
        id: Uuid,
        number: i64,
        state: String,
        asker: Option<PersonId>,
    },
}

impl Became {
    /// « évolution 4 : retenue », « demande d’aide 12 : en cours ».
    pub(in super::super) fn said(&self) -> String {
        match self {
            Self::Change { number, state, .. } => {
                format!("évolution {number}\u{a0}: {}", changes::state_words(state).0)
            }
            Self::Help { number, state, .. } => {
                format!("demande d’aide {number}\u{a0}: {}", help_words(state))
            }
        }
    }

    /// Its page, for whom it is open.
    pub(in super::super) fn href(&self, reader: PersonId) -> Option<String> {
        match self {
            Self::Change { id, .. } => Some(format!("/evolutions/{id}")),
            Self::Help { id, asker, .. } => (*asker == Some(reader)).then(|| format!("/aide/demande/{id}")),
        }
    }
}

fn help_words(state: &str) -> &'static str {
    match state {
        "waiting" => "attend une précision",
        "to_confirm" => "à confirmer",
        "resolved" => "résolue",
        "closed" => "close",
        _ => "en cours",
    }
}

/// Of a meeting, done or not; or all that are open, the most pressing first.
pub(in super::super) async fn actions(
    db: impl PgExecutor<'_>,
    meeting: Option<Uuid>,
) -> Result<Vec<Action>, sqlx::Error> {
    load(db, meeting, None).await
}

pub(in super::super) async fn action(db: impl PgExecutor<'_>, id: Uuid) -> Result<Action, Error> {
    load(db, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Of requests for help, what the help shows (`action_ticket`).
async fn load(
    db: impl PgExecutor<'_>,
    meeting: Option<Uuid>,
    id: Option<Uuid>,
) -> Result<Vec<Action>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select a.id, a.meeting_id, b.name, a.text, a.due, a.done_at, o.person_id as "person?",
                r.id as "change?", r.number::bigint as "number?",
                (select s.state from change_state s where s.change_id = r.id order by s.at desc, s.id desc limit 1) as state,
                t.id as "ticket?", t.number as "ticket_number?", t.state as "ticket_state?", t.asker_id as "asker?",
                coalesce(c.first_name || ' ' || c.last_name, nullif(o.name, ''), 'Une personne qui n’est plus là') as "owner!"
         from meeting_action a join body_member o on o.id = a.owner_id join body_meeting m on m.id = a.meeting_id
         join governing_body b on b.id = m.body_id left join person_card c on c.person_id = o.person_id
         left join change_request r on r.action_id = a.id left join action_ticket t on t.action_id = a.id
         where case when $2::uuid is not null then a.id = $2 when $1::uuid is not null then a.meeting_id = $1 else a.done_at is null end
         order by a.due, a.id limit 200"#,
        meeting,
        id,
    )
    .fetch_all(db)
    .await?;
    let actions = rows.into_iter().map(|r| {
        let change = r.change.zip(r.number).zip(r.state);
        let change = change.map(|((id, number), state)| Became::Change { id, number, state });
        let help = r.ticket.zip(r.ticket_number).zip(r.ticket_state);
        let asker = r.asker.map(PersonId);
        let help = help.map(|((id, number), state)| Became::Help { id, number, state, asker });
        Action {
            id: r.id,
            meeting: r.meeting_id,
            body_name: r.name,
            text: r.text,
            owner: r.owner,
            person: r.person.map(PersonId),
            due: r.due,
            done_at: r.done_at,
            became: change.or(help),
        }
    });
    Ok(actions.collect())
}

pub(in super::super) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    meeting: &Meeting,
    (text, owner, due): (&str, Uuid, NaiveDate),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into meeting_action (id, meeting_id, text, owner_id, due, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        meeting.id,
        text,
        owner,
        due,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing when it is done already.
pub(in super::super) async fn do_action(
    tx: &mut Tx,
    actor: &Actor,
    action: &Action,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update meeting_action set done_at = $2, done_by = $3 where id = $1 and done_at is null",
        action.id,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
