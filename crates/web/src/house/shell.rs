//! Puts the layout around pages and errors; a fragment (`X-Fragment: 1`) passes as it is.

use super::navigation;
use crate::look::{self, NavLink, Shell};
use askama::Template;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use identity::App;
use kernel::error::ErrorPage;
use kernel::page::{self, Rendered, Unwrapped};
use kernel::{Actor, Face, Leaver};

/// The application, what stands on its pages while something major does not work, and the other services of a menu.
pub type Around = (App, support::Banners, sso::Doors);

pub async fn wrap(State((app, banners, doors)): State<Around>, request: Request, next: Next) -> Response {
    let actor = request.extensions().get::<Actor>().cloned();
    let leaver = request.extensions().get::<Leaver>().cloned();
    let path = request.uri().path().to_owned();
    let wants_page = page::is_wanted(request.headers());
    let mut response = next.run(request).await;
    if !wants_page {
        return response;
    }
    let mut shell = if let Some(Unwrapped(page)) = response.extensions_mut().remove() {
        let mut shell = shell(&app, actor.as_ref(), &path, page.title, page.html);
        if let (None, Some(face)) = (&actor, page.face) {
            shell.face = face.name();
        }
        if page.bare {
            shell.nav.clear();
            shell.room.clear();
        }
        shell
    } else if let Some(error) = response.extensions_mut().remove::<ErrorPage>() {
        let title = error.title;
        let child = actor.as_ref().is_some_and(|a| matches!(a.face, Face::Maternelle | Face::Eleve));
        shell(&app, actor.as_ref(), &path, title.to_owned(), error_body(error, response.status(), child))
    } else {
        return response;
    };
    let problems = banners.of(&app.db, actor.as_ref()).await;
    shell.banners = problems.into_iter().map(|b| (format!("/etat/{}", b.problem), b.title)).collect();
    if let Some(actor) = &actor {
        let hers = doors.of(&app.db, actor).await.into_iter();
        let links = hers.map(|door| NavLink::new(door.href, door.label, "link"));
        shell.account.splice(0..0, links);
    }
    if let Some(leaver) = leaver {
        shell.person_name = Some(leaver.first_name);
        shell.initials = initials(&leaver.name);
        shell.sign_out = Some("/deconnexion".to_owned());
    }
    redone(response, shell)
}

/// The same answer (status, cookies) with the wrapped page as its body.
fn redone(response: Response, shell: Shell) -> Response {
    let (mut parts, _) = response.into_parts();
    let page = shell.into_response();
    if page.status().is_server_error() {
        return page;
    }
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::CONTENT_TYPE);
    (parts.status, parts.headers, page).into_response()
}

fn shell(app: &App, actor: Option<&Actor>, path: &str, title: String, body: impl Into<Rendered>) -> Shell {
    let face = actor.map_or(Face::Adulte, |a| a.face);
    let mut shell = Shell::new(title, face.name(), body);
    shell.demo = app.settings.demo;
    shell.wide = face == Face::Pilotage;
    if let Some(actor) = actor {
        shell.person_name = Some(actor.first_name.clone());
        // Said on every page: she reads, and knows why she cannot answer today.
        shell.pause = actor.frozen.clone();
        shell.initials = initials(&actor.name);
        shell.nav = navigation::main(actor, path);
        shell.room = navigation::room(actor, path);
        shell.account = navigation::account(actor);
        shell.sign_out = Some("/deconnexion".to_owned());
    }
    shell
}

fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().next());
    words.next().into_iter().chain(words.next_back()).collect()
}

fn error_body(error: ErrorPage, status: StatusCode, child: bool) -> String {
    let icon = match status {
        StatusCode::NOT_FOUND => "search",
        StatusCode::TOO_MANY_REQUESTS => "clock",
        _ => "alert-triangle",
    };
    let to_a_child = "Ce n’est pas grave\u{a0}! Touche le bouton pour revenir.";
    let page = look::ErrorPage {
        title: error.title.to_owned(),
        message: if child { to_a_child.to_owned() } else { error.sentence },
        icon,
        back: NavLink::new("/", if child { "Revenir" } else { "Revenir à l’accueil" }, "home"),
        reference: error.reference.unwrap_or_default(),
        child,
    };
    page.render().unwrap_or_default()
}
