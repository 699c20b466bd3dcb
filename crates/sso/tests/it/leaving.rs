//! A session ends, and the services that were opened from it are told; a page asks before a service signs somebody out.

use crate::world::{CARD, PAGE, World, permit};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use jobs::Worker;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// Address, content type, body.
type Heard = Arc<Mutex<Vec<(String, String, String)>>>;

async fn hear(State(heard): State<Heard>, uri: Uri, headers: HeaderMap, body: String) -> StatusCode {
    let kind = headers["content-type"].to_str().unwrap().to_owned();
    heard.lock().unwrap().push((uri.to_string(), kind, body));
    StatusCode::OK
}

/// A service of ours, on this machine.
async fn service() -> (String, Heard) {
    let heard = Heard::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    let router = Router::new().fallback(hear).with_state(heard.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, heard)
}

fn card(address: &str) -> Vec<(&str, &str)> {
    CARD.into_iter().map(|f| if f.0 == "adresse" { ("adresse", address) } else { f }).collect()
}

async fn work(world: &World) {
    let app = world.app.app.clone();
    sso::work(Worker::new(app.db.clone(), app)).run_waiting().await.unwrap();
    assert_eq!(jobs::left_over(world.app.pool()).await.unwrap(), 0, "no task failed");
}

#[tokio::test]
async fn whatever_ends_a_session_its_services_are_told_once() {
    let (address, heard) = service().await;
    let world = World::inner(&card(&address)).await;
    let cast = &world.app.cast;
    let page = format!("{address}cours");
    let mut tickets = Vec::new();
    for who in [cast.carrel, cast.petit, cast.roy] {
        let client = world.app.as_(who).await;
        world.reads(&client, &page).await;
        // One is used; one is not, and is nobody's to be told of.
        let (used, _) = (world.ticket(&client, &page).await, world.ticket(&client, &page).await);
        assert!(world.asks("validate", &page, &used).await.body().starts_with("yes"));
        tickets.push(used);
        match tickets.len() {
            1 => assert_eq!(client.post("/cas/logout", &[]).await.status, 200),
            2 => assert_eq!(client.post("/deconnexion", &[]).await.status, 303),
            _ => {
                let all = "select close_sessions(array(select id from session where person_id = $1))";
                sqlx::query(all).bind(who.0).execute(world.app.pool()).await.unwrap();
            }
        }
    }
    assert!(heard.lock().unwrap().is_empty(), "nobody waits for it");
    work(&world).await;
    work(&world).await;
    let heard = heard.lock().unwrap().clone();
    assert_eq!(heard.len(), 3, "{heard:?}");
    for (at, kind, body) in &heard {
        assert_eq!((at.as_str(), kind.as_str()), ("/cours", "application/x-www-form-urlencoded"));
        assert!(body.starts_with("logoutRequest=%3Csamlp%3ALogoutRequest"), "{body}");
    }
    for ticket in tickets {
        let named = format!("SessionIndex%3E{ticket}%3C");
        assert_eq!(heard.iter().filter(|h| h.2.contains(&named)).count(), 1);
    }
    let left = "select count(*) from sso_ticket where granted";
    assert_eq!(world.app.count(left).await, 0);
}

#[tokio::test]
async fn no_inner_network_is_reached_unless_it_is_permitted_and_no_one_who_asked_not_to_be_told() {
    let (address, heard) = service().await;
    let mut world = World::inner(&card(&address)).await;
    let ends = async |world: &World| {
        let client = world.app.as_(world.app.cast.carrel).await;
        if client.get(&crate::world::login(&address)).await.status == 200 {
            world.reads(&client, &address).await;
        }
        let ticket = world.ticket(&client, &address).await;
        assert!(world.asks("validate", &address, &ticket).await.body().starts_with("yes"));
        assert_eq!(client.post("/deconnexion", &[]).await.status, 303);
    };
    ends(&world).await;
    // It was permitted when she went there, and is not any more.
    permit(&mut world.app, false);
    work(&world).await;
    assert!(heard.lock().unwrap().is_empty());
    permit(&mut world.app, true);
    let quiet: Vec<_> = card(&address).into_iter().filter(|f| f.0 != "fin").collect();
    let oger = world.app.as_(world.app.cast.oger).await;
    assert_eq!(oger.post(&world.service, &quiet).await.status, 303);
    ends(&world).await;
    work(&world).await;
    assert!(heard.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_service_that_is_away_keeps_nobody_waiting_and_fails_nothing() {
    // Nobody listens there.
    let address = "http://127.0.0.1:9/";
    let world = World::inner(&card(address)).await;
    let client = world.app.as_(world.app.cast.carrel).await;
    world.reads(&client, address).await;
    let ticket = world.ticket(&client, address).await;
    assert!(world.asks("validate", address, &ticket).await.body().starts_with("yes"));
    assert_eq!(client.post("/deconnexion", &[]).await.status, 303);
    work(&world).await;
}

#[tokio::test]
async fn signing_out_from_a_service_is_asked_first_and_leads_back_to_what_was_written_down_only() {
    let world = World::new().await;
    let mut carrel = world.signed_in(world.app.cast.carrel).await;
    let asked = format!("/cas/logout?service={}", kernel::routes::encoded(PAGE));
    let page = carrel.get(&asked).await;
    assert!(page.status == 200 && page.says("Vous déconnecter aussi de l’ENT"), "{}", page.text());
    assert_eq!(carrel.get("/moi/mes-donnees").await.status, 200, "a link signs nobody out");
    let out = carrel.post("/cas/logout", &[("service", PAGE)]).await;
    assert_eq!(out.attribute("a.button", "href").as_deref(), Some(PAGE));
    carrel.keeps(&out);
    assert_eq!(carrel.get("/moi/mes-donnees").await.status, 303);
    for (field, address) in
        [("service", "https://mal.example/"), ("url", "javascript:alert(1)"), ("url", "//mal.example")]
    {
        let path = format!("/cas/logout?{field}={}", kernel::routes::encoded(address));
        let page = world.app.nobody().get(&path).await;
        assert_eq!(page.attributes("main a, a.button", "href"), ["/connexion"], "{address}");
    }
}
