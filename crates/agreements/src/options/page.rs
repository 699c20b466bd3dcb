//! The options, side by side.

use super::queries::{self, States};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use identity::App;
use identity::communication_rules::{self, Openness};
use identity::options::{self, Check, Framework, LocalOption};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "options/options.html")]
struct Options {
    states: States,
    rules: Openness,
    help_address: Option<String>,
    checks: Vec<Check>,
    /// She speaks in her own name.
    adviser: bool,
    /// Follows the links to where things are changed.
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn options(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    page(&app, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(app: &App, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let today = app.db.clock.today();
    let body = Options {
        states: queries::states(&app.db.pool, today).await?,
        rules: communication_rules::openness(&app.db.pool).await?,
        help_address: app.settings.help_address.clone(),
        checks: options::checks(&app.db.pool).await?,
        adviser: actor.is_legal_adviser(),
        project: actor.is_project(),
        today,
        again,
    };
    let page = Page::new("Options locales", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Options {
    fn all() -> [LocalOption; 8] {
        LocalOption::ALL
    }

    fn is_to_check(option: &LocalOption) -> bool {
        option.framework() == Framework::ToCheck
    }

    /// Where it stands today, and whether it is on anywhere.
    fn state(&self, option: &LocalOption) -> (String, bool) {
        let places = |count: i64, one: &str, many: &str| match count {
            0 => ("nulle part".to_owned(), false),
            1 => (format!("dans 1 {one}"), true),
            _ => (format!("dans {count} {many}"), true),
        };
        let yes_no = |on: bool| (if on { "oui" } else { "non" }.to_owned(), on);
        match option {
            LocalOption::TilePhotos => places(self.states.photo_schools, "école", "écoles"),
            LocalOption::OpenRules => places(self.rules.open, "école", "écoles"),
            LocalOption::JointSpaces => match self.states.spaces {
                0 => ("aucun ouvert".to_owned(), false),
                1 => ("1 ouvert".to_owned(), true),
                n => (format!("{n} ouverts"), true),
            },
            LocalOption::VirtualClass => match &self.states.server {
                Some(address) => (address.clone(), true),
                None => ("aucun serveur".to_owned(), false),
            },
            LocalOption::OpeningSteps => yes_no(self.states.gated),
            LocalOption::PupilsWrite => match self.rules.quiet {
                0 => ("dans toutes les écoles".to_owned(), true),
                1 => ("partout, sauf dans 1 école".to_owned(), true),
                n => (format!("partout, sauf dans {n} écoles"), true),
            },
            LocalOption::WaysIn => match self.states.chosen_ways {
                0 => ("comme d’habitude à chaque âge".to_owned(), false),
                1 => ("choisies dans 1 classe".to_owned(), true),
                n => (format!("choisies dans {n} classes"), true),
            },
            LocalOption::HelpMailbox => match &self.help_address {
                Some(address) => (address.clone(), true),
                None => ("aucune".to_owned(), false),
            },
        }
    }

    fn check(&self, option: &LocalOption) -> Option<&Check> {
        self.checks.iter().find(|c| c.option == option.key() && c.ended_at.is_none())
    }

    fn past(&self) -> Vec<&Check> {
        self.checks.iter().filter(|c| c.ended_at.is_some()).collect()
    }

    fn title(check: &Check) -> &'static str {
        LocalOption::named(&check.option).map_or("", LocalOption::title)
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn source(check: &Check) -> &'static str {
        if check.of_the_dpo { "le délégué à la protection des données" } else { "le conseil juridique" }
    }
}
