//! Letters: that there is something to read, never what.

use super::queries::{self, Place, Ticket};
use crate::mailbox::HelpLetter;
use database::Tx;
use identity::App;
use kernel::typed::Why;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use sqlx::PgExecutor;
use uuid::Uuid;

/// The kinds of our letters.
pub const LETTERS: [&str; 4] = [ANSWERED, ARRIVED, REPLIED, DIGEST];
const ANSWERED: &str = "ticket_answered";
const ARRIVED: &str = "ticket_arrived";
const REPLIED: &str = "ticket_replied";
pub(super) const DIGEST: &str = "ticket_digest";

/// For whoever acts second.
pub(super) fn meanwhile() -> Why {
    Why::not(
        "Quelqu’un vient d’agir sur cette demande. Relisez-la\u{a0}: ce que vous aviez écrit est encore là.",
    )
}

/// What cannot wait is told at once to those who work the queue; the rest in the morning’s letter.
pub(crate) async fn arrived(
    tx: &mut Tx,
    ticket: Uuid,
    to: Place,
    priority: i16,
    asker: Option<PersonId>,
) -> Result<(), Error> {
    if priority > 2 {
        return Ok(());
    }
    let today = tx.today();
    let people = queries::workers(tx.conn(), to, today).await?;
    for person in people.into_iter().filter(|p| Some(*p) != asker) {
        mail::post(tx, ARRIVED, person, json!({ "ticket": ticket })).await?;
    }
    Ok(())
}

/// Whom an answer goes to.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub ticket: Uuid,
    pub asker: Option<Uuid>,
    /// She wrote a letter, and is nobody here.
    pub by_mail: bool,
}

/// To who asked: that there is something to read; to who only wrote a letter, what it is.
pub(super) async fn answered(tx: &mut Tx, ticket: &Ticket, entry: Uuid) -> Result<(), Error> {
    let asked = Asked { ticket: ticket.id, asker: ticket.asker, by_mail: ticket.channel == "mail" };
    answered_to(tx, &asked, entry).await
}

pub(super) async fn answered_to(tx: &mut Tx, to: &Asked, entry: Uuid) -> Result<(), Error> {
    match to.asker {
        Some(asker) => mail::post(tx, ANSWERED, PersonId(asker), json!({ "ticket": to.ticket })).await,
        None if to.by_mail => jobs::enqueue(tx, &HelpLetter { ticket: to.ticket, entry: Some(entry) }).await,
        None => Ok(()),
    }
}

/// To who has taken it.
pub(super) async fn replied(tx: &mut Tx, ticket: &Ticket) -> Result<(), Error> {
    replied_to(tx, ticket.id, ticket.taken_by, ticket.asker).await
}

/// The same, of a ticket that nobody here obtained: its asker wrote a letter.
pub(crate) async fn replied_to(
    tx: &mut Tx,
    ticket: Uuid,
    taken_by: Option<Uuid>,
    asker: Option<Uuid>,
) -> Result<(), Error> {
    match taken_by.filter(|by| Some(*by) != asker) {
        Some(by) => mail::post(tx, REPLIED, PersonId(by), json!({ "ticket": ticket })).await,
        None => Ok(()),
    }
}

/// `None` where there is nobody to write to, and for a kind that is not ours.
pub(crate) async fn letter(
    app: &App,
    kind: &str,
    person: PersonId,
    detail: &Value,
) -> Result<Option<Letter>, Error> {
    let Some((name, email)) = mailbox(&app.db.pool, person).await? else { return Ok(None) };
    let address = &app.settings.public_url;
    let ticket = detail.get("ticket").and_then(Value::as_str).unwrap_or_default();
    let (subject, sentence, link) = match kind {
        ANSWERED => (
            "On vous a répondu",
            "Il y a du nouveau dans votre demande d’aide. Par discrétion, cette lettre ne dit pas quoi.",
            format!("{address}/aide/demande/{ticket}"),
        ),
        ARRIVED => (
            "Une demande d’aide urgente",
            "Une demande urgente est arrivée dans une file que vous tenez. Par discrétion, cette lettre ne dit pas quoi.",
            format!("{address}/aide/demande/{ticket}"),
        ),
        REPLIED => (
            "Du nouveau dans une demande que vous avez prise",
            "La personne que vous aidez a écrit. Par discrétion, cette lettre ne dit pas quoi.",
            format!("{address}/aide/demande/{ticket}"),
        ),
        DIGEST => (
            "Des demandes d’aide attendent",
            "Des demandes d’aide attendent dans les files que vous tenez.",
            format!("{address}/assistance"),
        ),
        _ => return Ok(None),
    };
    let text = format!("Bonjour,\n\n{sentence}\n\n{link}\n\n{}\n", app.settings.project);
    match Letter::new(&name, &email, subject, text) {
        Ok(letter) => Ok(Some(letter)),
        Err(mail::Error::Address) => Ok(None),
        Err(cause) => Err(cause.into()),
    }
}

async fn mailbox(db: impl PgExecutor<'_>, person: PersonId) -> Result<Option<(String, String)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select p.shown_first_name || ' ' || p.shown_last_name as "name!", p.email as "email!" from person p
           join account a on a.person_id = p.id and a.state = 'active'
           where p.id = $1 and has_mailbox(p.email, p.email_failed)"#,
        person.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.name, r.email)))
}
