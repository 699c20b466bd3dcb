//! What we write to who wrote to us without being known here: that it came, and the answers. To her address only, and never
//! more than once for each of her letters; unless the program dies as one leaves: then the same, by its Message-ID, again.

use super::queries;
use identity::App;
use jobs::Job;
use kernel::Error;
use mail::Letter;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A letter to whoever opened a ticket by mail: that it came, or an entry of its thread.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HelpLetter {
    pub ticket: Uuid,
    pub entry: Option<Uuid>,
}

impl Job for HelpLetter {
    const KIND: &'static str = "help mail";
}

/// Made when it leaves; nothing once she has said who she is, or when her words are gone.
pub async fn letter(app: &App, job: &HelpLetter) -> Result<Option<Letter>, Error> {
    let Some(leaving) = queries::leaving(&app.db.pool, job.ticket, job.entry).await? else { return Ok(None) };
    let Some(help) = &app.settings.help_address else { return Ok(None) };
    let said = match (&job.entry, &leaving.text) {
        (None, _) => "Votre demande est arrivée. Quelqu’un vous répond à cette adresse.".to_owned(),
        (Some(_), Some(text)) => text.clone(),
        (Some(_), None) => return Ok(None),
    };
    let link = match leaving.claim.as_str() {
        "" => String::new(),
        claim => format!(
            "Vous avez un compte\u{a0}? Dites que c’est vous, et suivez votre demande ici\u{a0}:\n{}/aide/courriel/{claim}\n\n",
            app.settings.public_url,
        ),
    };
    let text = format!(
        "Bonjour,\n\n{said}\n\nPour continuer, répondez à cette lettre.\n\n{link}{}\n",
        app.settings.project
    );
    let subject = format!(
        "[aide {}] {}",
        leaving.number,
        if job.entry.is_none() { "Demande reçue" } else { "Réponse" }
    );
    let letter = Letter::new(&leaving.name, &leaving.contact, &subject, text);
    let reply_to = help.split_once('@').map(|(name, at)| format!("{name}+{}@{at}", leaving.token));
    match (letter, reply_to) {
        (Ok(letter), Some(reply_to)) => {
            let id = job.entry.unwrap_or(job.ticket);
            Ok(Some(letter.replying_to(&reply_to)?.known_as(&id.to_string())))
        }
        (Err(mail::Error::Address), _) | (_, None) => Ok(None),
        (Err(cause), _) => Err(cause.into()),
    }
}
