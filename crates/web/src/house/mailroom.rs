//! Where letters go: to the mail server of the settings; without one they are kept in memory, and the
//! demonstration shows them on a page.

use crate::command::Options;
use anyhow::Context;
use askama::Template;
use axum::Extension;
use axum::extract::State;
use identity::App;
use kernel::{Access, Answer, Clock, Error, Page, Routes};
use mail::{Kept, Mailer, Smtp};
use std::sync::Arc;

#[derive(Clone)]
pub enum Mailroom {
    Smtp(Arc<Smtp>),
    Kept(Arc<Kept>),
}

impl Mailroom {
    pub fn new(options: &Options, clock: Clock) -> anyhow::Result<Self> {
        let Some(url) = &options.smtp_url else {
            return Ok(Self::Kept(Arc::new(Kept::new(clock))));
        };
        let from = options.mail_from.as_deref().context("smtp-url demande aussi mail-from, l’expéditeur")?;
        Ok(Self::Smtp(Arc::new(
            Smtp::new(url, from, clock).context("les réglages du courrier (smtp-url, mail-from)")?,
        )))
    }

    #[must_use]
    pub fn mailer(&self) -> Arc<dyn Mailer> {
        match self {
            Self::Smtp(smtp) => smtp.clone(),
            Self::Kept(kept) => kept.clone(),
        }
    }
}

pub fn routes() -> Routes<App> {
    Routes::new().get("/demonstration/courrier", Access::Anyone, letters)
}

#[derive(Template)]
#[template(path = "site/letters.html")]
struct Letters {
    letters: Vec<Sent>,
}

struct Sent {
    when: String,
    to: String,
    subject: String,
    /// The text in pieces: words, and links to follow.
    lines: Vec<(String, bool)>,
}

/// The letters that the demonstration would have sent. Nowhere else does this page exist.
async fn letters(State(app): State<App>, Extension(mailroom): Extension<Mailroom>) -> Answer<Page> {
    let (true, Mailroom::Kept(kept)) = (app.settings.demo, &mailroom) else { return Err(Error::NotFound) };
    let letters = kept
        .sent()
        .into_iter()
        .map(|sent| Sent {
            when: app.db.clock.spoken(sent.at),
            to: sent.letter.address().to_owned(),
            subject: sent.letter.subject().to_owned(),
            lines: sent.letter.text().lines().map(|l| (l.to_owned(), l.starts_with("http"))).collect(),
        })
        .collect();
    Page::new("Courrier envoyé", &Letters { letters })
}
