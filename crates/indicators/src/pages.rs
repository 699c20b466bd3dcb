//! The pages: a place’s figures, the same for a meeting, its map.

use super::at_hand::{self, Said, Within};
use super::parts::{self, Inside};
use super::queries::parts as parts_of;
use super::queries::read::{self, Scope, Taken};
use super::queries::said::{self, Perimeter};
use super::sections::{self, Section};
use super::words;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use cockpit::sheet;
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, Query, see_other};
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// The project’s own address.
const PROJECT: &str = "projet";

/// An address as it is written: « projet », or a place.
pub(super) async fn obtained(db: &Db, actor: &Actor, address: &str) -> Result<Scope, Error> {
    let id = if address == PROJECT { Uuid::nil() } else { address.parse().map_err(|_| Error::NotFound)? };
    read::scope(&db.pool, actor, id).await
}

pub(super) fn address(id: Uuid) -> String {
    if id.is_nil() { PROJECT.to_owned() } else { id.to_string() }
}

#[derive(Template)]
#[template(path = "indicators/not_yet.html")]
struct NotYet {
    project: bool,
    asked: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    pub par: String,
    pub apres: Option<Uuid>,
    fait: String,
}

/// To the project, her circonscription, her commune or her school. Nobody else has figures.
pub(super) async fn mine(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Response> {
    let entrances = read::entrances(&db.pool, &actor).await?;
    if let Some((id, _)) = entrances.first() {
        let done = if asked.fait.is_empty() { "" } else { "?fait=compter" };
        return Ok(see_other(&format!("/indicateurs/{}{done}", address(*id))));
    }
    use kernel::Access::{Backing, Heads, Territory};
    let steers = [Territory, Heads, Backing].iter().any(|gate| gate.admits(Some(&actor)));
    if !steers {
        return Err(Error::NotFound);
    }
    let body = NotYet { project: actor.is_project(), asked: !asked.fait.is_empty() };
    Ok(Page::new("Indicateurs", &body)?.into_response())
}

#[derive(Template)]
#[template(path = "indicators/show.html")]
struct Show {
    scope: Scope,
    at: String,
    kind: &'static str,
    day: String,
    kept_on: Option<String>,
    entrances: Vec<(String, String)>,
    said: Arc<Said>,
    within: Option<Arc<Within>>,
    perimeters: Vec<Perimeter>,
    perimeters_about: (&'static str, &'static str),
    project: bool,
    done: &'static str,
    errors: FieldErrors,
    typed: Typed,
}

/// What was typed in a form that was refused.
#[derive(Debug, Clone, Default)]
pub(super) struct Typed {
    pub name: String,
    pub year: String,
    pub band: String,
    pub classes: String,
    pub deployed: String,
    pub source: String,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Path(at): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let scope = obtained(&db, &actor, &at).await?;
    page(&db, &actor, scope, &asked, (FieldErrors::default(), Typed::default())).await
}

pub(super) async fn page(
    db: &Db,
    actor: &Actor,
    scope: Scope,
    asked: &Asked,
    (errors, typed): (FieldErrors, Typed),
) -> Answer<Page> {
    let taken = read::taken(&db.pool).await?.ok_or(Error::NotFound)?;
    let said = at_hand::said(db, &scope, &taken).await?;
    let by = (said.kinds.as_slice(), asked.par.as_str(), asked.apres);
    let within = at_hand::inside(db, actor, &scope, &taken, by).await?;
    let entrances = read::entrances(&db.pool, actor).await?;
    let project = actor.is_project();
    let body = Show {
        at: address(scope.id),
        kind: words::kind_named(&scope.kind).column,
        day: counted(db, &taken),
        kept_on: scope.kept_on.map(full_day),
        entrances: entrances.into_iter().map(|(id, name)| (address(id), name)).collect(),
        said,
        within,
        perimeters: if project { said::perimeters(&db.pool, &scope, taken.month).await? } else { Vec::new() },
        perimeters_about: words::PERIMETERS,
        project,
        done: match asked.fait.as_str() {
            "compter" => "Le comptage est demandé. Rechargez la page dans un instant.",
            "perimetre" => "Le périmètre est gardé.",
            "anterieur" => "L’année est notée.",
            _ => "",
        },
        scope,
        errors,
        typed,
    };
    let refused = !body.errors.is_empty();
    let page = Page::new(format!("Indicateurs\u{a0}: {}", body.scope.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// « le 15 septembre 2026 à 05:12, pour la journée du 14 septembre 2026 ».
fn counted(db: &Db, taken: &Taken) -> String {
    format!("{}, pour la journée du {}", db.clock.spoken(taken.at), full_day(taken.day))
}

#[derive(Template)]
#[template(path = "indicators/meeting.html")]
struct Meeting {
    scope: Scope,
    at: String,
    kind: &'static str,
    project: String,
    day: String,
    today: String,
    sections: Vec<Section>,
    inside: Option<Inside>,
}

/// On paper: everything said in words, no form, room for what is decided.
pub(super) async fn meeting(
    State(app): State<App>,
    actor: Actor,
    Path(at): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let db = &app.db;
    let scope = obtained(db, &actor, &at).await?;
    let taken = read::taken(&db.pool).await?.ok_or(Error::NotFound)?;
    let kinds = parts_of::kinds(&db.pool, &scope).await?;
    let by = (kinds.as_slice(), asked.par.as_str());
    let inside = parts::inside(db, &actor, &scope, &taken, by, (asked.apres, parts::PAGE)).await?;
    let body = Meeting {
        at: address(scope.id),
        kind: words::kind_named(&scope.kind).column,
        project: app.settings.project.clone(),
        day: counted(db, &taken),
        today: full_day(db.clock.today()),
        sections: sections::all(db, &scope, &taken, 0).await?,
        inside,
        scope,
    };
    Ok(Page::new(format!("Indicateurs\u{a0}: {}", body.scope.name), &body)?.bare())
}

/// The outlines of a place's communes, which a browser keeps and asks about each time: until the next count they are
/// the same.
pub(super) async fn outlines(
    db: Db,
    actor: Actor,
    Path(at): Path<String>,
    headers: HeaderMap,
) -> Answer<Response> {
    let scope = obtained(&db, &actor, &at).await?;
    let taken = read::taken(&db.pool).await?.ok_or(Error::NotFound)?;
    let tag = format!("W/\"{}\"", taken.revision);
    let kept = headers.get(header::IF_NONE_MATCH).is_some_and(|had| had.as_bytes() == tag.as_bytes());
    let about = [(header::CACHE_CONTROL, "private, no-cache".to_owned()), (header::ETAG, tag)];
    if kept {
        return Ok((StatusCode::NOT_MODIFIED, about).into_response());
    }
    let said = at_hand::said(&db, &scope, &taken).await?;
    let communes = (said.kinds.as_slice(), "commune", None);
    let within = at_hand::inside(&db, &actor, &scope, &taken, communes).await?;
    let svg = within.and_then(|w| w.outlines.clone()).ok_or(Error::NotFound)?;
    Ok((about, [(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response())
}

impl Show {
    fn of_perimeter(p: &Perimeter) -> String {
        sheet::share(false, p.created, p.potential).said()
    }

    fn count(n: &i64) -> String {
        sheet::people(false, *n).said()
    }
}
