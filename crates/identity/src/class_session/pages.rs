//! The tablet's tiles, and the teacher's phone while it waits for a tablet.

use super::queries::{self, Tablet};
use super::tablet;
use crate::picture_codes::pictures::{self, Picture};
use crate::ways::Led;
use crate::{App, sessions};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use kernel::{Activity, Actor, Answer, Face, FieldErrors, Page, PersonId, Query, SessionKind, see_other};
use paper::Qr;
use serde::Deserialize;

#[derive(Template)]
#[template(path = "class_session/tiles.html")]
struct Tiles {
    tablet: Tablet,
    ends: String,
    tiles: Vec<Tile>,
}

impl Tiles {
    /// What there is to touch.
    fn call(&self) -> &'static str {
        let photos = self.tiles.iter().filter(|t| t.photo).count();
        match photos {
            0 => "Touche ton animal.",
            n if n == self.tiles.len() => "Touche ta photo.",
            _ => "Touche ta photo ou ton animal.",
        }
    }

    /// Who cannot come in yet, for the teacher.
    fn without(&self) -> String {
        let names = self.tiles.iter().filter(|t| !t.has_code).map(|t| t.first_name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }
}

struct Tile {
    person: PersonId,
    first_name: String,
    animal: Option<Picture>,
    has_code: bool,
    photo: bool,
    /// From GS on children read small letters; before, the face writes all in capitals.
    reads: bool,
}

#[derive(Template)]
#[template(path = "class_session/closed.html")]
struct Closed<'a> {
    code: &'a str,
    ended: bool,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    code: Option<String>,
    fini: Option<String>,
}

/// Never beside an open child's session: whoever finds the way back here has left.
pub(super) async fn tiles(
    State(app): State<App>,
    actor: Option<Actor>,
    cookies: CookieJar,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let child = actor.filter(|a| a.session_kind == SessionKind::ClassSession);
    if let Some(child) = child {
        let mut tx = app.db.begin_as(&child).await?;
        sessions::close(tx.conn(), &child, child.session).await?;
        tx.record(&Activity::SignedOut).await?;
        tx.commit().await?;
        let gone = CookieJar::new().add(sessions::ended_cookie(app.settings.secure()));
        return Ok((gone, see_other("/tablette")).into_response());
    }
    let Some(tablet) = tablet::here(&app, &cookies).await? else {
        let code = asked.code.unwrap_or_default();
        return Ok(closed(&code, asked.fini.is_some(), FieldErrors::default())?.into_response());
    };
    let children = queries::children(&app.db.pool, &tablet, app.db.clock.today()).await?;
    let tile = |child: queries::ChildTile| Tile {
        person: child.person,
        reads: !matches!(child.level.as_str(), "TPS" | "PS" | "MS"),
        first_name: format!("{} {}", child.first_name, child.letter).trim().to_owned(),
        animal: child.animal.as_deref().and_then(pictures::animal),
        has_code: child.has_code,
        photo: child.photo,
    };
    let ends = tablet.ends_at.with_timezone(&app.db.clock.zone()).format("%-H\u{a0}h\u{a0}%M").to_string();
    let title = tablet.class_name.clone();
    let body = Tiles { tablet, ends, tiles: children.into_iter().map(tile).collect() };
    Ok(Page::new(title, &body)?.bare().face(Face::Maternelle).into_response())
}

pub(super) fn closed(code: &str, ended: bool, errors: FieldErrors) -> Answer<Page> {
    Ok(Page::new("Tablette de la classe", &Closed { code, ended, errors })?.bare())
}

#[derive(Template)]
#[template(path = "class_session/pairing.html")]
struct Pairing<'a> {
    class: &'a Led,
    site: &'a str,
    code: String,
    ends: String,
    square: Option<Qr>,
}

/// The code, once: on the phone of who opens.
pub(super) fn pairing(
    app: &App,
    class: &Led,
    code: &str,
    ends: chrono::DateTime<chrono::Utc>,
) -> Answer<Page> {
    let code = crate::accounts::codes::shown(code);
    let square = Qr::of(&format!("{}/tablette?code={code}", app.settings.public_url));
    let site = app.settings.site();
    let ends = ends.with_timezone(&app.db.clock.zone()).format("%-H\u{a0}h\u{a0}%M").to_string();
    Page::new("Ouvrir une tablette", &Pairing { class, site, code, ends, square })
}
