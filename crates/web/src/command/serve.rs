//! Serving: the pages, the node's worker of live events, the jobs; until it is told to stop.

use super::Started;
use crate::demonstration::{import, settle};
use crate::house::{self, Mailroom};
use anyhow::Context;
use database::Live;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
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
        async move { app.db.live.run((*app.db.pool).clone(), app.db.clock.clone()).await }
    });
    let mailroom = Mailroom::new(&started.options, app.db.clock.clone())?;
    let working = if with_work { Some(started.for_work().await?) } else { None };
    let worker = working.as_ref().map(|working| house::worker(working, &mailroom));
    let work = worker.map(|worker| tokio::spawn(async move { worker.run().await }));
    let mailbox = help_mailbox(&started)?.filter(|_| with_work);
    let letters = mailbox.map(|mailbox| tokio::spawn(support::watch(app.clone(), mailbox)));
    let missing = storage::Tools::find().missing();
    if !missing.is_empty() {
        eprintln!(
            "Il manque {} : certains fichiers seront refusés (docs/operations.md).",
            missing.join(", ")
        );
    }
    println!("Préau répond sur {} (Ctrl+C pour l’arrêter).", started.options.public_url());
    let pages = house::router(&app, mailroom).into_make_service_with_connect_info::<SocketAddr>();
    let stop = app.db.live.clone();
    let served = axum::serve(listener, pages).with_graceful_shutdown(async move {
        told_to_stop().await;
        stop.close();
    });
    tokio::select! {
        served = served => served?,
        () = patience(&app.db.live) => tracing::warn!("requests that did not end were cut off"),
    }
    live.abort();
    for task in [work, letters].into_iter().flatten() {
        task.abort();
    }
    if let Some(working) = working {
        working.db.pool.close().await;
    }
    started.stop().await
}

/// The help’s mailbox, where the settings name one.
fn help_mailbox(started: &Started) -> anyhow::Result<Option<support::Mailbox>> {
    let options = &started.options;
    let Some(url) = &options.help_mailbox else { return Ok(None) };
    let address = options
        .help_address
        .clone()
        .context("help-mailbox demande aussi help-address, l’adresse de l’aide")?;
    let reading = support::MailReading { address, trusts: options.help_mail_trusts.clone() };
    Ok(Some(support::Mailbox::new(url, reading).context("le réglage help-mailbox")?))
}

pub async fn work(started: Started) -> anyhow::Result<()> {
    println!("Préau fait les travaux de fond (Ctrl+C pour l’arrêter).");
    let mailroom = Mailroom::new(&started.options, started.app.db.clock.clone())?;
    let letters =
        help_mailbox(&started)?.map(|mailbox| tokio::spawn(support::watch(started.app.clone(), mailbox)));
    house::worker(&started.app, &mailroom).run_until(told_to_stop()).await;
    if let Some(letters) = letters {
        letters.abort();
    }
    started.stop().await
}

/// Serves a demonstration: fills an empty database first, says with which accounts to look around.
pub async fn demo(mut started: Started) -> anyhow::Result<()> {
    println!("Préparation de la démonstration (une minute la première fois)…");
    let accounts = settle(&started.app, import).await?;
    println!("{}", demo::table(&accounts));
    let mut settings = (*started.app.settings).clone();
    // A database with other schools is left alone, and offers nothing to try.
    settings.demo_ways = if accounts.is_empty() { Vec::new() } else { demo::to_try(&started.app) };
    settings.demo_accounts = accounts;
    started.app.settings = Arc::new(settings);
    serve(started, true).await
}

/// How long requests that run may take to end once the node stops.
async fn patience(live: &Live) {
    live.closed().await;
    tokio::time::sleep(Duration::from_secs(10)).await;
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
