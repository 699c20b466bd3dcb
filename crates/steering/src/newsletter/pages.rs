//! The letters, and one of them: as it will arrive and to whom, then as it was sent.

use super::queries::{self, Letter};
use super::rules::{self, Fate, Reader};
use crate::parties::{is_collectivity, kind_words};
use askama::Template;
use axum::extract::State;
use chrono::{DateTime, Utc};
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::{Answer, Clock, Error, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

/// To whom one may write: kinds of parties that there are, and each party.
pub(super) struct Whom {
    /// Kind, words.
    pub kinds: Vec<(String, String)>,
    pub parties: Vec<(Uuid, String)>,
}

impl Whom {
    pub(super) async fn of(db: &Db) -> Result<Self, Error> {
        let all = queries::parties(&db.pool).await?;
        let mut kinds: Vec<String> = all.iter().map(|p| p.2.clone()).collect();
        kinds.sort_by_key(|kind| (!is_collectivity(kind), kind.clone()));
        kinds.dedup();
        let kinds = kinds.into_iter().map(|kind| (kind.clone(), kind_words(&kind).to_owned()));
        Ok(Self { kinds: kinds.collect(), parties: all.into_iter().map(|p| (p.0, p.1)).collect() })
    }

    pub(super) fn ids(&self) -> Vec<Uuid> {
        self.parties.iter().map(|p| p.0).collect()
    }
}

#[derive(Template)]
#[template(path = "newsletter/list.html")]
struct ListPage {
    letters: Vec<Letter>,
    whom: Whom,
    clock: Clock,
    again: Again,
}

pub(super) async fn list(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let letters = queries::letters(&db.pool).await?;
    let body = ListPage { letters, whom: Whom::of(db).await?, clock: db.clock.clone(), again };
    let page = Page::new("Lettre aux collectivités", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "newsletter/one.html")]
struct OnePage {
    letter: Letter,
    whom: Whom,
    /// Before it is sent: who gets it, who does not, and the mail as it will be.
    readers: Vec<(Reader, Fate)>,
    words: String,
    /// Once it is: party and contact, party and address.
    reached: Vec<(String, String)>,
    came_back: Vec<(String, String)>,
    clock: Clock,
    again: Again,
}

pub(super) async fn one(
    State(app): State<App>,
    Of(letter): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let letter = queries::letter(&app.db.pool, letter).await?;
    one_page(&app, letter, Again::done(shown.fait.is_some())).await
}

pub(super) async fn one_page(app: &App, letter: Letter, again: Again) -> Answer<Page> {
    let pool = &app.db.pool;
    let refused = again.is_refused();
    let is_sent = letter.sent_at.is_some();
    let readers =
        if is_sent { Vec::new() } else { queries::readers(pool, &letter.kinds, &letter.parties).await? };
    let fates = rules::fates(&readers);
    let body = OnePage {
        words: rules::words(&letter.text, "nom de la collectivité", &app.settings.project),
        reached: queries::reached(pool, &letter).await?,
        came_back: queries::came_back(pool, &letter).await?,
        readers: readers.into_iter().zip(fates).collect(),
        whom: Whom::of(&app.db).await?,
        clock: app.db.clock.clone(),
        letter,
        again,
    };
    let page = Page::new(body.letter.title.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn chose_kind(&self, kind: &str) -> bool {
        self.again.chose("lettre", "genre", kind)
    }

    fn chose_party(&self, party: &Uuid) -> bool {
        self.again.chose("lettre", "partie", &party.to_string())
    }

    fn title(&self) -> &'static str {
        ""
    }

    fn text(&self) -> &'static str {
        ""
    }
}

impl OnePage {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    /// What was typed last, or else what is kept.
    fn chose_kind(&self, kind: &str) -> bool {
        match self.again.is_at("lettre") {
            true => self.again.chose("lettre", "genre", kind),
            false => self.letter.kinds.iter().any(|k| k == kind),
        }
    }

    fn chose_party(&self, party: &Uuid) -> bool {
        match self.again.is_at("lettre") {
            true => self.again.chose("lettre", "partie", &party.to_string()),
            false => self.letter.parties.contains(party),
        }
    }

    fn title(&self) -> &str {
        &self.letter.title
    }

    fn text(&self) -> &str {
        &self.letter.text
    }

    fn count(&self) -> usize {
        self.readers.iter().filter(|r| r.1 == Fate::Gets).count()
    }
}
