//! One of them with its form; they are listed with the services (`registry::pages`).

use super::rules;
use crate::profiles;
use crate::registry::pages::{Shown, for_whom, said};
use crate::registry::rules::State;
use askama::Template;
use axum::extract::State as Of;
use chrono::NaiveDate;
use identity::App;
use identity::sources::{self, Past, Source};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Answer, Error, Page, Path, Query};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sources/source.html")]
struct SourcePage {
    source: Option<Source>,
    past: Vec<Past>,
    /// Where people come back to: what the other ENT writes down of us.
    here: String,
    today: NaiveDate,
    /// When its card was said last.
    said: String,
    again: Again,
}

pub(super) async fn new(Of(app): Of<App>) -> Answer<Page> {
    page(&app, None, Again::default()).await
}

pub(super) async fn source(
    Of(app): Of<App>,
    Path(id): Path<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let source = sources::one(&app.db.pool, id).await?;
    page(&app, Some(source), Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(app: &App, source: Option<Source>, again: Again) -> Result<Page, Error> {
    let refused = again.is_refused();
    let past = match &source {
        Some(source) => sources::openings(&app.db.pool, source).await?,
        None => Vec::new(),
    };
    let title = source.as_ref().map_or("Entrer avec un autre ENT".to_owned(), |s| s.said.name.clone());
    let said = source.as_ref().map_or(String::new(), |s| {
        let by = s.by.as_ref().map(|name| format!(", par {name}")).unwrap_or_default();
        format!("le {}{by}", full_day(app.db.clock.day_of(s.at)))
    });
    let here =
        source.as_ref().map_or(String::new(), |s| format!("{}/entrer/{}/", app.settings.public_url, s.id));
    let body = SourcePage { source, past, here, today: app.db.clock.today(), said, again };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl SourcePage {
    fn profiles() -> [(&'static str, &'static str); 7] {
        profiles::ALL
    }

    fn action(&self) -> String {
        let base = "/pilotage/services/entrees";
        self.source.as_ref().map_or(base.to_owned(), |s| format!("{base}/{}", s.id))
    }

    fn of(&self, field: &str) -> &str {
        let Some(Source { said, .. }) = &self.source else { return "" };
        match field {
            "nom" => &said.name,
            "adresse" => &said.address,
            _ => &said.basis,
        }
    }

    /// As it was typed; else as it is; else as one begins: adults.
    fn ticked(&self, profile: &str) -> bool {
        if self.again.is_at("entree") {
            return self.again.chose("entree", "profil", profile);
        }
        match &self.source {
            Some(s) => s.said.profiles.iter().any(|p| p == profile),
            None => profiles::ADULTS.contains(&profile),
        }
    }

    fn state(&self) -> State {
        self.source.as_ref().map_or(State::Closed, |s| rules::state(s, self.today))
    }

    fn state_said(&self) -> (String, &'static str) {
        said(self.state())
    }

    fn may_open(&self) -> bool {
        matches!(self.state(), State::Closed | State::Over(_))
    }

    fn for_whom(source: &Source) -> String {
        for_whom(&source.said.profiles)
    }

    fn when(past: &Past) -> String {
        let until = past.until.map(|day| format!(" au {}", full_day(day))).unwrap_or_default();
        let by = past.opened_by.as_ref().map(|name| format!(", par {name}")).unwrap_or_default();
        format!("Du {}{until}{by}", full_day(past.from))
    }
}
