//! What an account did, on a page and as a file. Looking is in the audit too.

use super::evidence::{self, Line};
use super::queries::{self, Contained};
use crate::{App, factors};
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use kernel::{Activity, Actor, Answer, Clock, Error, Form, Page, Path, PersonId, Query};
use serde::Deserialize;

/// Lines on the page; the file has all.
const SHOWN: usize = 200;
/// A week, when nothing is said.
const USUAL: TimeDelta = TimeDelta::days(7);

#[derive(Template)]
#[template(path = "containment/account.html")]
struct Account<'a> {
    person: &'a Contained,
    lines: &'a [Line],
    more: usize,
    /// As its field holds it.
    since: String,
    factor: bool,
    done: bool,
    clock: &'a Clock,
}

impl Account<'_> {
    fn said(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// A day and an hour as the browser sends them, in the project’s zone; or a day.
    #[serde(default)]
    depuis: String,
    fait: Option<String>,
    format: Option<String>,
}

async fn obtained(app: &App, actor: &Actor, id: PersonId) -> Result<Option<Contained>, Error> {
    Ok(queries::person(&app.db.pool, actor, id, app.db.clock.today()).await?)
}

/// What is no moment is a week ago.
fn since(app: &App, asked: &Asked) -> DateTime<Utc> {
    let typed = asked.depuis.trim();
    let day = || NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    let hour = NaiveDateTime::parse_from_str(typed, "%Y-%m-%dT%H:%M").ok().or_else(day);
    // In the night when an hour comes twice, the first; the one that never was begins at the next.
    let at = hour.and_then(|hour| {
        let zone = app.db.clock.zone();
        zone.from_local_datetime(&hour)
            .earliest()
            .or_else(|| zone.from_local_datetime(&(hour + TimeDelta::hours(1))).earliest())
    });
    at.map_or_else(|| app.db.clock.now() - USUAL, |at| at.with_timezone(&Utc))
}

pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PersonId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let person = obtained(&app, &actor, id).await?.ok_or(Error::NotFound)?;
    let since = since(&app, &asked);
    let lines = evidence::lines(&app, &person, since).await?;
    app.db.record(Some(&actor), &Activity::EvidenceRead { person: id }).await?;
    let body = Account {
        person: &person,
        more: lines.len().saturating_sub(SHOWN),
        lines: &lines[..lines.len().min(SHOWN)],
        factor: factors::queries::of(&app.db.pool, id).await?.any() && id != actor.person,
        done: asked.fait.is_some(),
        since: since.with_timezone(&app.db.clock.zone()).format("%Y-%m-%dT%H:%M").to_string(),
        clock: &app.db.clock,
    };
    Page::new(format!("Ce que ce compte a fait\u{a0}: {}", person.name), &body)
}

/// The same list twice gives the same bytes, unless something was done in between.
pub(super) async fn export(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PersonId>,
    Form(asked): Form<Asked>,
) -> Answer<Response> {
    let Some(person) = obtained(&app, &actor, id).await? else {
        app.db.record(Some(&actor), &Activity::ContainmentRefused).await?;
        return Err(Error::NotFound);
    };
    let lines = evidence::lines(&app, &person, since(&app, &asked)).await?;
    let json = asked.format.as_deref() == Some("json");
    let file = if json { evidence::json_lines(&lines) } else { evidence::csv(&lines) };
    let (kind, end) =
        if json { ("application/x-ndjson", "jsonl") } else { ("text/csv; charset=utf-8", "csv") };
    let activity = Activity::EvidenceExported { person: id, sha256: file.sha256.clone() };
    app.db.record(Some(&actor), &activity).await?;
    let name = format!("attachment; filename=\"compte-{id}-sha256-{}.{end}\"", file.sha256);
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, file.bytes).into_response())
}
