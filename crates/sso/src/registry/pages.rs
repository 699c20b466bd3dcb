//! The services side by side, and one with its form.

use super::queries::{self, Service};
use super::rules::{ATTRIBUTES, State};
use crate::profiles;
use crate::sources::rules::state as source_state;
use askama::Template;
use axum::extract::State as Of;
use chrono::NaiveDate;
use identity::App;
use identity::sources::{self, Past, Source};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Answer, Error, Page, Path, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(crate) struct Shown {
    pub(crate) fait: Option<String>,
}

#[derive(Template)]
#[template(path = "registry/list.html")]
struct ListPage {
    services: Vec<Service>,
    /// The other direction: who comes in here by another ENT.
    sources: Vec<Source>,
    /// What they ask: « https://ent.example.org/cas ».
    cas: String,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(Of(app): Of<App>, Query(shown): Query<Shown>) -> Answer<Page> {
    let body = ListPage {
        services: queries::all(&app.db.pool).await?,
        sources: sources::all(&app.db.pool).await?,
        cas: cas(&app),
        today: app.db.clock.today(),
        again: Again::done(shown.fait.is_some()),
    };
    Page::new("Services reliés", &body)
}

impl ListPage {
    fn state(&self, service: &Service) -> (String, &'static str) {
        said(service.state(self.today))
    }

    fn for_whom(service: &Service) -> String {
        for_whom(&service.said.profiles)
    }

    fn source_state(&self, source: &Source) -> (String, &'static str) {
        said(source_state(source, self.today))
    }

    fn from_whom(source: &Source) -> String {
        for_whom(&source.said.profiles)
    }

    fn source_may_close(&self, source: &Source) -> bool {
        matches!(source_state(source, self.today), State::Open(_) | State::Waits(_))
    }

    fn may_close(&self, service: &Service) -> bool {
        matches!(service.state(self.today), State::Open(_) | State::Waits(_))
    }
}

fn cas(app: &App) -> String {
    format!("{}/cas", app.settings.public_url)
}

/// In words, with its colour.
pub(crate) fn said(state: State) -> (String, &'static str) {
    match state {
        State::Closed => ("fermé".to_owned(), ""),
        State::Waits(from) => (format!("ouvre le {}", full_day(from)), "sun"),
        State::Open(None) => ("ouvert".to_owned(), "meadow"),
        State::Open(Some(until)) => (format!("ouvert jusqu’au {}", full_day(until)), "meadow"),
        State::Over(until) => (format!("fermé depuis le {}", full_day(until)), ""),
    }
}

pub(crate) fn for_whom(profiles: &[String]) -> String {
    let words: Vec<_> = profiles.iter().map(|p| profiles::french(p)).collect();
    words.join(" · ")
}

#[derive(Template)]
#[template(path = "registry/service.html")]
struct ServicePage {
    service: Option<Service>,
    past: Vec<Past>,
    cas: String,
    today: NaiveDate,
    /// When its card was said last.
    said: String,
    again: Again,
}

pub(super) async fn new(Of(app): Of<App>) -> Answer<Page> {
    page(&app, None, Again::default()).await
}

pub(super) async fn service(
    Of(app): Of<App>,
    Path(id): Path<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let service = queries::one(&app.db.pool, id).await?;
    page(&app, Some(service), Again::done(shown.fait.is_some())).await
}

pub(super) async fn page(app: &App, service: Option<Service>, again: Again) -> Result<Page, Error> {
    let refused = again.is_refused();
    let past = match &service {
        Some(service) => queries::openings(&app.db.pool, service).await?,
        None => Vec::new(),
    };
    let title = service.as_ref().map_or("Relier un service".to_owned(), |s| s.said.name.clone());
    let said = service.as_ref().map_or(String::new(), |s| {
        let by = s.by.as_ref().map(|name| format!(", par {name}")).unwrap_or_default();
        format!("le {}{by}", full_day(app.db.clock.day_of(s.at)))
    });
    let body = ServicePage { service, past, cas: cas(app), today: app.db.clock.today(), said, again };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ServicePage {
    fn profiles() -> [(&'static str, &'static str); 7] {
        profiles::ALL
    }

    fn attributes() -> [(&'static str, &'static str, &'static str); 3] {
        ATTRIBUTES
    }

    fn action(&self) -> String {
        self.service
            .as_ref()
            .map_or("/pilotage/services".to_owned(), |s| format!("/pilotage/services/{}", s.id))
    }

    fn of(&self, field: &str) -> &str {
        let Some(Service { said, .. }) = &self.service else { return "" };
        match field {
            "nom" => &said.name,
            "adresse" => &said.address,
            "accueil" => &said.home,
            _ => &said.basis,
        }
    }

    /// As it was typed; else as it is; else as one begins: adults, and the profile.
    fn ticked(&self, field: &str, value: &str) -> bool {
        if self.again.is_at("service") {
            return self.again.chose("service", field, value);
        }
        match (&self.service, field) {
            (Some(s), "profil") => s.said.profiles.iter().any(|p| p == value),
            (Some(s), "donnee") => s.said.attributes.iter().any(|a| a == value),
            (Some(s), "jumeau") => s.said.sister,
            (Some(s), _) => s.said.single_logout,
            (None, "profil") => profiles::ADULTS.contains(&value),
            (None, "donnee") => value == "profile",
            (None, field) => field == "fin",
        }
    }

    fn state(&self) -> State {
        self.service.as_ref().map_or(State::Closed, |s| s.state(self.today))
    }

    fn state_said(&self) -> (String, &'static str) {
        said(self.state())
    }

    fn may_open(&self) -> bool {
        matches!(self.state(), State::Closed | State::Over(_))
    }

    fn for_whom(service: &Service) -> String {
        for_whom(&service.said.profiles)
    }

    fn when(past: &Past) -> String {
        let until = past.until.map(|day| format!(" au {}", full_day(day))).unwrap_or_default();
        let by = past.opened_by.as_ref().map(|name| format!(", par {name}")).unwrap_or_default();
        format!("Du {}{until}{by}", full_day(past.from))
    }

    fn leaves(service: &Service) -> String {
        let chosen = ATTRIBUTES.iter().filter(|a| service.said.attributes.iter().any(|s| s == a.0));
        let words: Vec<_> =
            std::iter::once("identifiant propre à ce service").chain(chosen.map(|a| a.1)).collect();
        words.join(" · ")
    }
}
