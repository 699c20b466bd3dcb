//! The look: the shell of every page, the pages that belong to nobody (error, offline, style guide), and the
//! embedded assets. A page is complete before any script, and holds no inline script nor style: the policy
//! below forbids both.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use kernel::page::Rendered;

mod assets;

pub use assets::{asset, serve, service_worker};

/// What a page may load: our own files only, no inline code, no frame around us.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; media-src 'self' blob:; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; worker-src 'self'";

/// A page around its `body`, which is HTML already escaped by the template that made it.
#[derive(Clone, Debug, Default, Template)]
#[template(path = "layout/shell.html")]
pub struct Shell {
    pub title: String,
    /// `maternelle`, `eleve`, `adulte` or `pilotage`.
    pub face: &'static str,
    pub body: Rendered,
    pub person_name: Option<String>,
    pub initials: String,
    pub nav: Vec<NavLink>,
    /// The pages of the room of the cockpit that this page is in.
    pub room: Vec<NavLink>,
    /// The person's own menu: my account, my devices…
    pub account: Vec<NavLink>,
    /// Where « Se déconnecter » (for children « J’ai fini ») posts.
    pub sign_out: Option<String>,
    /// What has just been done, said once at the top.
    pub notice: Option<String>,
    /// What the person would write is stopped for now, and why.
    pub pause: Option<String>,
    /// Where to read of something major that does not work, and its title.
    pub banners: Vec<(String, String)>,
    pub demo: bool,
    /// Wider than a column to read: tables, boards.
    pub wide: bool,
    /// A sheet to print: no header, no navigation.
    pub print: bool,
}

/// One entry of a navigation. `icon` is a name of assets/icons/icons.txt.
#[derive(Clone, Debug, Default)]
pub struct NavLink {
    pub href: String,
    pub label: String,
    pub icon: &'static str,
    pub current: bool,
    /// How many wait there; 0 shows nothing.
    pub count: u32,
}

impl NavLink {
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: &'static str) -> Self {
        Self { href: href.into(), label: label.into(), icon, ..Self::default() }
    }
}

impl Shell {
    pub fn new(title: impl Into<String>, face: &'static str, body: impl Into<Rendered>) -> Self {
        Self { title: title.into(), face, body: body.into(), ..Self::default() }
    }

    /// The fonts that the first lines need: asked for at once, so that the text does not jump.
    fn fonts(&self) -> &'static [&'static str] {
        if self.is_child() { &["andika-400.woff2", "andika-700.woff2"] } else { &["atkinson.woff2"] }
    }

    fn is_child(&self) -> bool {
        matches!(self.face, "eleve" | "maternelle")
    }
}

impl IntoResponse for Shell {
    fn into_response(self) -> Response {
        // What is around a body, and more.
        let mut page = String::with_capacity(self.body.as_str().len() + 8 * 1024);
        match self.render_into(&mut page) {
            Ok(()) => Html(page).into_response(),
            Err(error) => {
                tracing::error!(%error, "the shell of a page could not be rendered");
                http::StatusCode::INTERNAL_SERVER_ERROR.into_response()
            }
        }
    }
}

/// What went wrong, said kindly: a sentence, and what to do next. To be put in a `Shell`.
#[derive(Clone, Debug, Template)]
#[template(path = "layout/error.html")]
pub struct ErrorPage {
    pub title: String,
    pub message: String,
    pub icon: &'static str,
    pub back: NavLink,
    /// What to quote to whoever helps; empty when there is nothing in the log.
    pub reference: String,
    /// For a child: fewer words, and a button that says them.
    pub child: bool,
}

#[derive(Template)]
#[template(path = "layout/offline.html")]
struct Offline;

/// `GET /hors-ligne`: what the service worker keeps. Nothing personal, whoever asks.
pub async fn offline() -> Response {
    match Offline.render() {
        Ok(body) => Shell::new("Hors ligne", "adulte", body).into_response(),
        Err(_) => http::StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Every component, for whoever writes pages.
#[derive(Template)]
#[template(path = "layout/styleguide.html")]
pub struct StyleGuide;

#[cfg(test)]
mod tests {
    use super::*;

    fn shell() -> Shell {
        let mut fil = NavLink::new("/fil", "Fil <3", "home");
        fil.current = true;
        Shell {
            person_name: Some("Nadia B.".into()),
            initials: "NB".into(),
            nav: vec![fil, NavLink { count: 2, ..NavLink::new("/messages", "Messages", "message") }],
            sign_out: Some("/deconnexion".into()),
            ..Shell::new("Fil", "adulte", "<p>Bonjour</p>".to_owned())
        }
    }

    #[test]
    fn the_shell_escapes_all_but_its_body_and_holds_nothing_inline() {
        let page = shell().render().unwrap();
        assert!(page.contains("<p>Bonjour</p>"));
        assert!(page.contains("Fil &#60;3") && !page.contains("Fil <3"));
        let styleguide = Shell::new("Guide", "pilotage", StyleGuide.render().unwrap()).render().unwrap();
        for page in [page, styleguide] {
            assert!(!page.contains(" style=") && !page.contains("<style") && !page.contains(" onclick="));
            assert_eq!(page.matches("<script").count(), page.matches("<script src=\"/a/").count());
        }
    }

    #[test]
    fn every_icon_used_is_in_the_sprite() {
        let list = include_str!("../../../../assets/icons/icons.txt");
        let own = ["bravo", "coeur", "merci", "sourire"];
        let page = shell().render().unwrap() + &StyleGuide.render().unwrap() + &Offline.render().unwrap();
        let mut used = 0;
        for name in page.split("sprite.svg#").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(
                list.lines().chain(own).any(|line| line == name),
                "{name} is not in assets/icons/icons.txt"
            );
            used += 1;
        }
        assert!(used > 20);
    }

    #[test]
    fn a_sheet_to_print_has_neither_header_nor_navigation() {
        let page = Shell { print: true, ..shell() }.render().unwrap();
        assert!(!page.contains("<header") && !page.contains("<nav"));
    }
}
