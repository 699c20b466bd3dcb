//! What another ENT may answer, and what becomes of it: a server of the test’s own says so.

use crate::two::{ENTRIES, ent, liar, source};
use crate::world::routes;
use axum::http::StatusCode;
use identity::accounts::throttle;
use kernel::SessionKind;
use std::sync::Arc;

#[tokio::test]
async fn what_a_server_says_that_is_not_exactly_an_answer_is_none() {
    let (here, _) = ent().await;
    let (address, says) = liar().await;
    let source = source(&here, &address, &["National_ENS"]).await;
    let come = async |status: StatusCode, to: &str, body: &str| {
        *says.lock().unwrap() = (status, to.to_owned(), body.as_bytes().to_vec());
        let mut browser = here.nobody();
        let off = browser.get(&format!("/entrer/{source}")).await;
        browser.keeps(&off);
        let state = off.location().unwrap().split("etat%3D").nth(1).unwrap().to_owned();
        browser.get(&format!("/entrer/{source}/retour?etat={state}&ticket=ST-1")).await
    };
    let good = "<c:serviceResponse xmlns:c='http://www.yale.edu/tp/cas'><c:authenticationSuccess><c:user>u</c:user>\
                </c:authenticationSuccess></c:serviceResponse>";
    for status in [StatusCode::OK, StatusCode::IM_A_TEAPOT] {
        let reply = come(status, "", good).await;
        assert!(reply.status == 200 && reply.says("n’ouvre encore aucun compte"), "{}", reply.text());
    }
    let doctype = format!("<!DOCTYPE x [<!ENTITY u 'u'>]>{}", good.replace(">u<", ">&u;<"));
    let heavy = format!("{good}{}", " ".repeat(70_000));
    for (status, to, body) in [
        (StatusCode::OK, "", ""),
        (StatusCode::OK, "", "yes\nu\n"),
        (StatusCode::OK, "", &good[..good.len() - 1]),
        (StatusCode::OK, "", doctype.as_str()),
        (StatusCode::OK, "", heavy.as_str()),
        (StatusCode::OK, "", &good.replace("<c:user>u", "<c:user>u</c:user><c:user>v")),
        // It leads nowhere else, not even to where the answer would be good.
        (StatusCode::FOUND, address.as_str(), good),
        (StatusCode::INTERNAL_SERVER_ERROR, "", good),
        (StatusCode::NOT_FOUND, "", good),
    ] {
        let reply = come(status, to, body).await;
        assert!(reply.status == 403 && reply.says("n’a pas confirmé"), "{status} {body}: {}", reply.text());
    }
    assert_eq!(here.count("select count(*) from session where source_id is not null").await, 0);
    assert_eq!(here.count("select count(*) from entry_link").await, 0);
}

#[tokio::test]
async fn a_pupil_links_with_a_secret_of_his_own_only() {
    let (here, _) = ent().await;
    let (address, says) = liar().await;
    let source = source(&here, &address, &["National_ELV"]).await;
    let good = "<c:serviceResponse xmlns:c='http://www.yale.edu/tp/cas'><c:authenticationSuccess><c:user>u</c:user></c:authenticationSuccess></c:serviceResponse>";
    *says.lock().unwrap() = (StatusCode::OK, String::new(), good.as_bytes().to_vec());
    for (kind, status) in [(SessionKind::Card, 403), (SessionKind::Login, 303)] {
        let mut browser = here.nobody();
        let how = identity::sessions::Opening { device: "Tablette", kind, ..Default::default() };
        let now = here.app.db.clock.now();
        let (_, token) = identity::sessions::open_as(here.pool(), here.cast.lina, &how, now).await.unwrap();
        browser.has("preau", &token);
        let off = browser.get(&format!("/entrer/{source}?relier=oui")).await;
        browser.keeps(&off);
        let state =
            off.location().unwrap().split("etat%3D").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let shown = browser.get(&format!("/entrer/{source}/retour?etat={state}&ticket=ST-1")).await;
        browser.keeps(&shown);
        let reply = browser.post(&format!("/entrer/{source}/relier"), &[]).await;
        assert_eq!(reply.status, status, "{kind:?}: {}", reply.text());
    }
    let page = here.as_(here.cast.oger).await.get(ENTRIES.rsplit_once('/').unwrap().0).await;
    assert!(page.says("Comptes reliés 1"), "{}", page.text());
}

#[tokio::test]
async fn who_tries_too_often_waits_and_the_other_ent_is_left_alone() {
    let (mut here, _) = ent().await;
    let mut settings = (*here.app.settings).clone();
    settings.trust_proxy = true;
    here.app.settings = Arc::new(settings);
    let (_, router) = here.second_server(routes());
    here.through(router);
    // Nobody answers there: whoever asked it would be told so.
    let source = source(&here, "http://127.0.0.1:9/cas", &["National_ENS"]).await;
    let mut browser = here.nobody();
    let off = browser.get(&format!("/entrer/{source}")).await;
    browser.keeps(&off);
    let state = off.location().unwrap().split("etat%3D").nth(1).unwrap().to_owned();
    let back = format!("/entrer/{source}/retour?etat={state}&ticket=ST-1");
    let (address, other) = ("192.0.2.7", "192.0.2.8");
    for _ in 0..299 {
        throttle::failed(&here.app.db, address).await.unwrap();
    }
    assert_eq!(browser.get_with(&back, "x-forwarded-for", address).await.status, 403);
    assert_eq!(browser.get_with(&back, "x-forwarded-for", address).await.status, 429);
    assert_eq!(browser.get_with(&back, "x-forwarded-for", other).await.status, 403);
}
