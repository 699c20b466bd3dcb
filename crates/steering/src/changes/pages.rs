//! The register, and one request.

use super::queries::{self, Change, Step, Taken};
use super::rules;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
    /// An action of a meeting that becomes a request.
    action: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "changes/list.html")]
struct ListPage {
    changes: Vec<Change>,
    actions: Vec<(Uuid, String)>,
    /// The one that it begins from.
    from: Option<(Uuid, String)>,
    again: Again,
}

pub(super) async fn list(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, Again::default(), shown.action).await
}

pub(super) async fn list_page(db: &Db, again: Again, from: Option<Uuid>) -> Answer<Page> {
    let refused = again.is_refused();
    let actions = queries::open_actions(&db.pool).await?;
    let body = ListPage {
        changes: queries::changes(&db.pool).await?,
        from: actions.iter().find(|(id, _)| Some(*id) == from).cloned(),
        actions,
        again,
    };
    let page = Page::new("Évolutions", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

fn options(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
}

impl Change {
    fn french(&self) -> &'static str {
        rules::words(&rules::KINDS, &self.kind)
    }

    fn comes_from(&self) -> &'static str {
        rules::words(&rules::ORIGINS, &self.origin)
    }

    fn said(&self) -> &'static str {
        rules::state_words(&self.state).0
    }

    fn colour(&self) -> &'static str {
        rules::state_words(&self.state).1
    }

    /// What it touches, where somebody said so.
    fn impacts(&self) -> Vec<(&'static str, &str)> {
        let all = [
            ("Coût", &*self.cost),
            ("Droit", &*self.law),
            ("Calendrier", &*self.calendar),
            ("Formation", &*self.training),
            ("Options", &*self.options),
        ];
        all.into_iter().filter(|(_, text)| !text.is_empty()).collect()
    }
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn kinds() -> Vec<(String, String)> {
        options(&rules::KINDS)
    }

    fn origins() -> Vec<(String, String)> {
        options(&rules::ORIGINS)
    }

    fn open_actions(&self) -> Vec<(String, String)> {
        self.actions.iter().map(|(id, text)| (id.to_string(), text.clone())).collect()
    }

    fn begun_id(&self) -> String {
        self.from.as_ref().map(|(id, _)| id.to_string()).unwrap_or_default()
    }

    fn begun_text(&self) -> &str {
        self.from.as_ref().map_or("", |(_, text)| text)
    }

    fn begun_origin(&self) -> &'static str {
        if self.from.is_some() { "meeting" } else { "" }
    }
}

#[derive(Template)]
#[template(path = "changes/change.html")]
struct ChangePage<'a> {
    change: Change,
    steps: Vec<Step>,
    taken: Vec<Taken>,
    /// When what is planned could be put in place.
    proposed: String,
    clock: &'a Clock,
    project: bool,
    again: Again,
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let change = queries::change(&db.pool, id).await?;
    change_page(&db, &actor, change, Again::done(shown.fait.is_some())).await
}

pub(super) async fn change_page(db: &Db, actor: &Actor, change: Change, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let project = actor.is_project();
    let taken = if project { queries::taken(&db.pool).await? } else { Vec::new() };
    let today = db.clock.today();
    let holidays = rules::next_holidays(queries::zone(&db.pool).await?, today);
    let proposed = match change.state.as_str() {
        "kept" => holidays.filter(|_| change.is_technical()),
        "planned" => Some(today),
        _ => None,
    };
    let title = format!("Évolution {}", change.number);
    let body = ChangePage {
        steps: queries::steps(&db.pool, &change).await?,
        taken: taken.into_iter().filter(|t| t.decides(&change)).collect(),
        proposed: proposed.map(|d| d.to_string()).unwrap_or_default(),
        change,
        clock: &db.clock,
        project,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ChangePage<'_> {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn said(step: &Step) -> &'static str {
        rules::state_words(&step.state).0
    }

    fn colour(step: &Step) -> &'static str {
        rules::state_words(&step.state).1
    }

    fn next(&self) -> Vec<(String, String)> {
        let next = rules::next(&self.change.state).iter();
        next.map(|name| ((*name).to_owned(), rules::state_words(name).0.to_owned())).collect()
    }

    fn goes_on(&self) -> bool {
        self.project && !rules::next(&self.change.state).is_empty()
    }

    fn is_to_plan(&self) -> bool {
        self.change.state == "kept"
    }

    fn is_dated(&self) -> bool {
        matches!(self.change.state.as_str(), "kept" | "planned")
    }

    fn decisions(&self) -> Vec<(String, String)> {
        let short = |text: &str| text.chars().take(80).collect::<String>();
        let said = |t: &Taken| format!("{}, {}\u{a0}: {}", t.number, t.body, short(&t.text));
        self.taken.iter().map(|t| (t.id.to_string(), said(t))).collect()
    }
}
