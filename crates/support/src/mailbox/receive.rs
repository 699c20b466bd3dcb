//! One message, whatever it is: into the database, once.

use super::letters::HelpLetter;
use super::message::{self, Message, Reading};
use super::queries::{self, Thread};
use super::returned::{self, Report};
use crate::category::Category;
use crate::tickets::queries::{self as tickets, Asker, Channel, Opening};
use crate::tickets::told;
use database::Tx;
use identity::App;
use identity::letters_back::LetterBack;
use kernel::{Activity, Error};
use std::io::Write;
use storage::{FileId, Limits};
use tempfile::NamedTempFile;
use uuid::Uuid;

/// Who sends more within an hour is a machine, or means no good.
const MOST_IN_AN_HOUR: i64 = 20;
/// How it is said what a letter is about, until somebody has read it.
const CATEGORY: Category = Category::Application;
/// Of those that say nothing else, the least urgent that is not a wish.
const PRIORITY: i16 = 3;
/// In the place of a subject: what somebody wrote there may name a pupil.
const TITLE: &str = "Demande reçue par courriel";

/// `whole`: the message; or nothing when it was too heavy to be fetched, known by `key` then.
pub async fn receive(app: &App, whole: Result<&[u8], &str>, reading: &Reading) -> Result<(), Error> {
    let (bytes, pool) = match whole {
        Ok(bytes) => (bytes, &app.db.pool),
        Err(key) => return refused(app, key, None, "too_heavy").await,
    };
    if let Some(report) = returned::read(bytes, &reading.address) {
        return came_back(app, &report).await;
    }
    let message = match message::read(bytes, reading) {
        Ok(message) => message,
        Err(not) => return refused(app, &message::key_of(bytes), None, not.name()).await,
    };
    if queries::is_known(pool, &message.key).await? {
        return Ok(());
    }
    if queries::lately(pool, &message.from, app.db.clock.now()).await? >= MOST_IN_AN_HOUR {
        return refused(app, &message.key, Some(&message), "too_many").await;
    }
    let (files, said) = keep(app, &message).await?;
    let service = tickets::service(pool, &app.db.clock).await?;
    let mut tx = app.db.begin().await?;
    match queries::thread(&mut tx, &message).await?.filter(Thread::is_open) {
        Some(thread) => {
            let by_asker = thread.is_from_asker(&message);
            let text = match by_asker {
                true => format!("{}{said}", message.text),
                false => format!(
                    "Courriel de {}, identité non vérifiée\u{a0}:\n\n{}{said}",
                    message.from, message.text
                ),
            };
            let entry = queries::join(&mut tx, &thread, by_asker, &text).await?;
            if by_asker && thread.state == "waiting" {
                queries::go_on(&mut tx, &thread, &service).await?;
            }
            told::replied_to(&mut tx, thread.id, thread.taken_by, thread.asker).await?;
            done(tx, &message, thread.id, entry, &files, "joined").await
        }
        None => {
            let (ticket, entry) = open(&mut tx, &message, &said, &service).await?;
            jobs::enqueue(&mut tx, &HelpLetter { ticket, entry: None }).await?;
            done(tx, &message, ticket, entry, &files, "opened").await
        }
    }
}

async fn open(
    tx: &mut Tx,
    message: &Message,
    said: &str,
    service: &crate::tickets::hours::Service,
) -> Result<(Uuid, Uuid), Error> {
    let today = tx.today();
    let around = tickets::Around::default();
    let to = tickets::destination(tx.conn(), CATEGORY, &around, None, false, today).await?;
    let subject = if message.subject.is_empty() { "(sans objet)" } else { &message.subject };
    let opening = Opening {
        asker: Asker::Unknown { name: message.name.clone(), contact: message.from.clone() },
        category: CATEGORY,
        title: TITLE,
        text: &format!("Objet\u{a0}: {subject}\n\n{}{said}", message.text),
        priority: PRIORITY,
        school: None,
        page: "",
        device: "",
        channel: Channel::Mail,
        by: None,
        to,
    };
    let opened = tickets::open(tx, &opening, service).await?;
    told::arrived(tx, opened.0, to, PRIORITY, None).await?;
    Ok(opened)
}

async fn done(
    mut tx: Tx,
    message: &Message,
    ticket: Uuid,
    entry: Uuid,
    files: &[FileId],
    outcome: &'static str,
) -> Result<(), Error> {
    queries::attach(&mut tx, ticket, entry, files).await?;
    if !queries::note(&mut tx, &message.key, Some(message), outcome, Some(ticket)).await? {
        // Another node has just read the same message.
        return Ok(tx.give_up().await?);
    }
    let activity = match outcome {
        "opened" => Activity::TicketOpened { ticket },
        _ => Activity::TicketChanged { ticket, what: "reply" },
    };
    tx.record(&activity).await?;
    tx.commit().await
}

/// What came to the address of a letter of ours: for good, it is said of whom it was to, as a refusal at the door is.
async fn came_back(app: &App, report: &Report) -> Result<(), Error> {
    let letter = LetterBack::read(&app.vault, &report.part, app.db.clock.today());
    let Some(letter) = letter.filter(|_| report.gone) else {
        return refused(app, &report.key, None, "automatic").await;
    };
    let mut tx = app.db.begin().await?;
    if queries::note(&mut tx, &report.key, None, "returned", None).await? {
        jobs::enqueue(&mut tx, &letter).await?;
        tx.record(&Activity::LetterCameBack { to: letter.id }).await?;
    }
    tx.commit().await
}

/// It becomes nothing, and stays in the mailbox; that it came is written down.
async fn refused(
    app: &App,
    key: &str,
    message: Option<&Message>,
    outcome: &'static str,
) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    if queries::note(&mut tx, key, message, outcome, None).await? {
        tx.record(&Activity::TicketRefused).await?;
    }
    tx.commit().await
}

/// Its files, checked like those of a form; and what is said of those that were not kept.
async fn keep(app: &App, message: &Message) -> Result<(Vec<FileId>, String), Error> {
    let (mut kept, mut said) = (Vec::new(), String::new());
    for (name, bytes) in &message.files {
        let mut file = NamedTempFile::new()?;
        file.write_all(bytes)?;
        match storage::prepare(file.path(), name, &Limits::default()).await {
            Ok(prepared) => {
                kept.push(storage::keep(&app.store, &app.db.pool, &prepared, app.db.clock.now()).await?);
            }
            Err(refused) => said.push_str(&format!("\n\n[Pièce jointe non reprise\u{a0}: {refused}]")),
        }
    }
    if message.more_files {
        said.push_str("\n\n[D’autres pièces jointes sont restées dans la boîte aux lettres.]");
    }
    Ok((kept, said))
}
