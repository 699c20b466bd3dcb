//! Arrival without reload, over two servers.

use super::*;
use axum::body::{Body, BodyDataStream};
use axum::http::Request;
use futures::StreamExt;
use std::time::Duration;
use tower::ServiceExt;

/// What a page hears: pieces of the stream until `word`, or nothing within three seconds.
async fn hears(stream: &mut BodyDataStream, word: &str) -> bool {
    let waiting = async {
        while let Some(Ok(piece)) = stream.next().await {
            if String::from_utf8_lossy(&piece).contains(word) {
                return true;
            }
        }
        false
    };
    tokio::time::timeout(Duration::from_secs(3), waiting).await.unwrap_or(false)
}

async fn listen(app: &TestApp, router: &axum::Router, person: PersonId) -> BodyDataStream {
    let now = app.app.db.clock.now();
    let (_, token) = identity::sessions::open(app.pool(), person, "Page ouverte", true, now).await.unwrap();
    let request =
        Request::get("/direct").header("cookie", format!("preau={token}")).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    assert!(hears(&mut stream, "listening").await);
    stream
}

#[tokio::test]
async fn a_post_is_told_to_its_readers_on_both_servers_and_to_nobody_else() {
    let app = school().await;
    let c = &app.cast;
    let (second, router) = app.second_server(communication::routes());
    for node in [&app.app, &second] {
        let db = node.db.clone();
        tokio::spawn(async move { db.live.run((*db.pool).clone(), db.clock.clone()).await });
    }
    let mut here = listen(&app, &app.router(), c.nadia).await;
    let mut there = listen(&app, &router, c.karim).await;
    let mut stranger = listen(&app, &router, c.yann).await;
    to_families(&app, "Nouvelle").await;
    assert!(hears(&mut here, "data: 1").await);
    assert!(hears(&mut there, "event: news").await);
    assert!(!hears(&mut stranger, "event: news").await);
}

#[tokio::test]
async fn a_page_is_let_go_when_its_session_is_closed() {
    let app = school().await;
    let c = &app.cast;
    let db = app.app.db.clone();
    tokio::spawn(async move { db.live.run((*db.pool).clone(), db.clock.clone()).await });
    let mut stream = listen(&app, &app.router(), c.nadia).await;
    identity::sessions::close_all(app.pool(), c.nadia, None).await.unwrap();
    to_families(&app, "Nouvelle").await;
    let ended = tokio::time::timeout(Duration::from_secs(3), stream.next()).await;
    assert!(matches!(ended, Ok(None)), "the stream ends without an event");
}

#[tokio::test]
async fn a_server_that_stops_lets_its_pages_go() {
    let app = school().await;
    let mut stream = listen(&app, &app.router(), app.cast.nadia).await;
    app.app.db.live.close();
    let ended = tokio::time::timeout(Duration::from_secs(3), stream.next()).await;
    assert!(matches!(ended, Ok(None)), "an open page would keep the server from stopping");
}
