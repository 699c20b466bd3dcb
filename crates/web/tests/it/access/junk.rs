//! Addresses and forms that cannot be read: whoever sends them reads a page of the house, in French, never
//! a framework's words nor a blank; and nothing breaks.

use super::examples::{Body, Example, World, examples};
use super::{call, example_of, table};
use axum::http::Method;
use kernel::routes::Route;
use mail::Kept;
use std::sync::Arc;
use testing::{Client, Reply};
use web::house::{Mailroom, router};

const UNREADABLE: [&str; 7] = [
    "xyz",
    "-1",
    "%ff",
    "%00",
    "..%2f..%2fetc%2fpasswd",
    "%27%20or%201%3D1",
    "0190000000007000800000000000000",
];
/// Readable, and nobody's.
const UNKNOWN: &str = "01900000-0000-7000-8000-0000000000ff";
/// What addresses say after the question mark.
const ASKED: [&str; 11] = [
    "avant",
    "depuis",
    "enfant",
    "publie",
    "audience",
    "classe",
    "personne",
    "retour",
    "mot_de_passe",
    "fait",
    "envoye",
];
const FORM: &str = "application/x-www-form-urlencoded";

/// The Cast behind everything that surrounds the routes.
async fn whole_house() -> World {
    let mut world = World::new().await;
    let mailroom = Mailroom::Kept(Arc::new(Kept::new(world.app.app.db.clock.clone())));
    let router = router(&world.app.app, mailroom);
    world.app.through(router);
    world
}

async fn client(world: &World, example: &Example) -> Client {
    match example.by {
        Some(person) => world.app.as_(person).await,
        None => world.app.nobody(),
    }
}

fn is_page(reply: &Reply) -> bool {
    let kind = reply.headers.get("content-type").and_then(|k| k.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") && reply.all("main h1").len() == 1
}

/// An answer, or a page that says what the matter is.
fn house_answer(reply: &Reply, what: &str) {
    let status = reply.status;
    assert!(!status.is_server_error(), "{what}: {status} {}", reply.text());
    let answered = status.is_success() || status.is_redirection();
    assert!(answered || is_page(reply), "{what}: {status} {}", reply.body());
}

/// The example's address with each of its parameters in turn replaced.
fn replaced(route: &Route, example: &Example, by: &str) -> Vec<(&'static str, String)> {
    let path = example.path.split('?').next().unwrap_or_default();
    let (names, parts): (Vec<_>, Vec<_>) = (route.path.split('/').collect(), path.split('/').collect());
    let parameters = names.iter().enumerate().filter(|(_, name)| name.starts_with('{'));
    parameters
        .map(|(at, name)| {
            let mut parts = parts.clone();
            parts[at] = by;
            (*name, parts.join("/"))
        })
        .collect()
}

#[tokio::test]
async fn an_address_that_cannot_be_read_does_not_exist() {
    let world = whole_house().await;
    let all = examples(&world);
    for route in table() {
        let example = example_of(&route, &all);
        // The id of a draft is made by its form: an unknown one begins it.
        let begins = route.method == Method::POST && route.path == "/fil/brouillon/{item}/fichier";
        let client = client(&world, example).await;
        for junk in UNREADABLE.into_iter().chain((!begins).then_some(UNKNOWN)) {
            for (name, path) in replaced(&route, example, junk) {
                let reply = call(&client, &Example { path: path.clone(), ..example.copy() }).await;
                let what = format!("{} {path}", route.method);
                house_answer(&reply, &what);
                // A tile where no class is open leads to the tablet's door.
                if reply.location() == Some("/tablette") {
                    continue;
                }
                // A secret that is not good has a page of its own.
                if !["{token}", "{secret}"].contains(&name) {
                    assert_eq!(reply.status, 404, "{what}");
                    assert!(reply.says("Cette page n’existe pas"), "{what}: {}", reply.text());
                }
            }
        }
    }
}

#[tokio::test]
async fn what_cannot_be_read_after_the_question_mark_is_answered_by_a_page() {
    let world = whole_house().await;
    let all = examples(&world);
    for route in table().into_iter().filter(|r| r.method == Method::GET && r.path != "/direct") {
        let example = example_of(&route, &all);
        let client = client(&world, example).await;
        let path = example.path.split('?').next().unwrap_or_default();
        let odd = ["%ff", "&&==&", "avant=1&avant=2", "%00=%00"].map(str::to_owned);
        let junk = UNREADABLE.iter().flat_map(|junk| ASKED.map(|name| format!("{name}={junk}")));
        for query in odd.into_iter().chain(junk) {
            let path = format!("{path}?{query}");
            house_answer(&client.get(&path).await, &path);
        }
    }
    let carrel = world.app.as_(world.app.cast.carrel).await;
    for query in ["avant=xyz", "depuis=%ff", "enfant=moi"] {
        assert_eq!(carrel.get(&format!("/fil?{query}")).await.status, 404, "{query}");
    }
}

/// The form of the example with each of its fields in turn replaced.
fn spoilt(example: &Example) -> Vec<String> {
    let (Body::Form(fields) | Body::Files(fields, _)) = &example.body else { return Vec::new() };
    let mut forms = Vec::new();
    for (at, _) in fields.iter().enumerate() {
        for junk in UNREADABLE {
            let field = |(n, (name, value)): (usize, &(&str, String))| {
                format!("{name}={}", if n == at { junk } else { value })
            };
            forms.push(fields.iter().enumerate().map(field).collect::<Vec<_>>().join("&"));
        }
    }
    forms
}

#[tokio::test]
async fn a_form_that_cannot_be_read_is_answered_by_a_page() {
    let cut = "--x\r\nContent-Disposition: form-data; name=\"texte\"\r\n\r\nBonj";
    for route in table().into_iter().filter(|r| r.method == Method::POST) {
        let world = whole_house().await;
        let all = examples(&world);
        let example = example_of(&route, &all);
        let mut bodies = vec![
            ("", String::new()),
            ("text/plain", "bonjour".to_owned()),
            ("application/json", "{}".to_owned()),
            ("multipart/form-data", cut.to_owned()),
            ("multipart/form-data; boundary=x", cut.to_owned()),
            ("multipart/form-data; boundary=x", String::new()),
            (FORM, "%ff=%ff&=&&".to_owned()),
            (FORM, format!("texte={}", "a".repeat(70 << 10))),
        ];
        bodies.extend(spoilt(example).into_iter().map(|form| (FORM, form)));
        for (kind, body) in bodies {
            let client = client(&world, example).await;
            let what = format!("{} as {kind:?}: {}", example.path, body.get(..60).unwrap_or(&body));
            house_answer(&client.post_raw(&example.path, kind, body.into_bytes()).await, &what);
        }
    }
}

#[tokio::test]
async fn an_act_that_is_asked_for_like_a_page_is_answered_by_a_page() {
    let world = whole_house().await;
    let all = examples(&world);
    for route in table().into_iter().filter(|r| r.method == Method::POST) {
        let example = example_of(&route, &all);
        let reply = client(&world, example).await.get(&example.path).await;
        house_answer(&reply, &format!("GET {}", example.path));
    }
}
