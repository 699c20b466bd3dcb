//! Serving: the pages, the node's worker of live events, the jobs; until it is told to stop.

use super::Started;
use crate::house;
use anyhow::Context;
use std::net::SocketAddr;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

pub async fn serve(started: Started, with_work: bool) -> anyhow::Result<()> {
    let listen = started.options.listen();
    let listener = TcpListener::bind(listen).await.with_context(|| {
        format!("l’adresse {listen} est déjà prise ou interdite (--listen pour une autre)")
    })?;
    let app = started.app.clone();
    let live = tokio::spawn({
        let app = app.clone();
        async move { app.db.live.run(app.db.pool.clone(), app.db.clock.clone()).await }
    });
    let work = with_work.then(|| tokio::spawn(house::work(app.clone(), started.options.clone())));
    println!("Préau répond sur {} (Ctrl+C pour l’arrêter).", started.options.public_url());
    let pages = house::router(&app).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, pages).with_graceful_shutdown(told_to_stop()).await?;
    live.abort();
    if let Some(work) = work {
        work.abort();
    }
    started.stop().await
}

pub async fn work(started: Started) -> anyhow::Result<()> {
    println!("Préau fait les travaux de fond (Ctrl+C pour l’arrêter).");
    let work = house::work(started.app.clone(), started.options.clone());
    tokio::select! {
        done = work => done?,
        () = told_to_stop() => {}
    }
    started.stop().await
}

pub async fn demo(started: Started) -> anyhow::Result<()> {
    serve(started, true).await
}

/// Ctrl+C, or the system's request.
async fn told_to_stop() {
    let Ok(mut end) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = end.recv() => {}
    }
}
