//! A virtual class: the other side of the protocol is a server that verifies what we sign, as BigBlueButton does.

use crate::training::Trained;
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri};
use sha2::{Digest, Sha256};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

const SECRET: &str = "639259d4-9dd8-4b25-bf01-95f9567eaf4b";

/// What was asked of it: call and query, in their order.
type Asked = Arc<Mutex<Vec<(String, String)>>>;

/// SHA-256 of the call’s name, its query without the checksum, and the secret.
fn verified(uri: &Uri) -> Option<(String, String)> {
    let call = uri.path().strip_prefix("/bigbluebutton/api/")?.to_owned();
    let (query, checksum) = uri.query()?.rsplit_once("&checksum=")?;
    let sum = Sha256::digest(format!("{call}{query}{SECRET}"));
    let sum: String = sum.iter().map(|b| format!("{b:02x}")).collect();
    (sum == checksum).then(|| (call, query.to_owned()))
}

async fn answer(State(asked): State<Asked>, uri: Uri) -> (StatusCode, &'static str) {
    match verified(&uri) {
        Some(call) => {
            asked.lock().unwrap().push(call);
            (StatusCode::OK, "<response><returncode>SUCCESS</returncode></response>")
        }
        None => (
            StatusCode::OK,
            "<response><returncode>FAILED</returncode><messageKey>checksumError</messageKey></response>",
        ),
    }
}

async fn bigbluebutton() -> (String, Asked) {
    let asked = Asked::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().fallback(answer).with_state(asked.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, asked)
}

/// Whoever runs this Préau permits servers on the private network.
fn permit(t: &mut Trained) {
    let mut settings = (*t.app.app.settings).clone();
    settings.inner_network = true;
    t.app.app.settings = Arc::new(settings);
    let (_, router) = t.app.second_server(identity::routes().merge(rollout::routes()));
    t.app.through(router);
}

#[tokio::test]
async fn a_class_is_made_then_entered_through_a_signed_address() {
    let mut t = Trained::new().await;
    permit(&mut t);
    let (address, asked) = bigbluebutton().await;
    let (segur, carrel, roy, faure) = (t.app.cast.segur, t.app.cast.carrel, t.app.cast.roy, t.app.cast.faure);
    let server = [("genre", "bigbluebutton"), ("adresse", &*address), ("secret", SECRET)];
    t.does(t.manager, "/formations/serveur", &server).await;
    let page = t.get(t.manager, "/formations/serveur").await;
    assert!(page.says(&address) && !page.body().contains(SECRET), "the secret is not read again");
    let kept = t
        .app
        .count("select count(*) from meeting_server where position('639259d4'::bytea in secret) > 0")
        .await;
    assert_eq!(kept, 0, "sealed");

    let course = t.course("teacher").await;
    let session = t.session(&course, "virtual", "20").await;
    t.does(carrel, &format!("{session}/inscription"), &[("geste", "inscrire")]).await;
    let enter = format!("{session}/entrer");
    let early = t.post(carrel, &enter, &[]).await;
    assert!(early.status == 422 && early.says("ouvre une demi-heure avant"), "{}", early.text());
    t.at("2026-09-16T06:45:00Z").await;
    let stranger = t.post(faure, &enter, &[]).await;
    assert!(stranger.status == 422 && stranger.says("Inscrivez-vous d’abord"), "{}", stranger.text());
    assert!(asked.lock().unwrap().is_empty(), "nothing was asked of the server before");

    let page = t.post(carrel, &enter, &[]).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let link = page.attribute("a.button.sun", "href").unwrap();
    let (call, query) = verified(&link.parse().unwrap()).expect("signed as the server verifies it");
    assert_eq!(call, "join");
    assert!(
        query.contains("fullName=Marion%20CARREL") || query.contains("fullName=Marion%20Carrel"),
        "{query}"
    );
    assert!(query.contains("role=VIEWER"), "{query}");
    let trainer = t.post(roy, &enter, &[]).await.attribute("a.button.sun", "href").unwrap();
    assert!(verified(&trainer.parse().unwrap()).unwrap().1.contains("role=MODERATOR"));
    let made = asked.lock().unwrap().clone();
    let id = session.rsplit('/').next().unwrap();
    assert!(
        made.iter().all(|(call, query)| call == "create" && query.contains(&format!("meetingID={id}"))),
        "{made:?}"
    );
    // Who came is noted, and the inspector reads it.
    t.at("2026-09-16T07:30:00Z").await;
    assert!(t.get(segur, &session).await.says("entrée aujourd’hui, 8 h 45"));
}

#[tokio::test]
async fn another_secret_opens_nothing_and_is_said() {
    let mut t = Trained::new().await;
    permit(&mut t);
    let (address, _) = bigbluebutton().await;
    t.does(
        t.manager,
        "/formations/serveur",
        &[("genre", "bigbluebutton"), ("adresse", &address), ("secret", "faux")],
    )
    .await;
    let course = t.course("teacher").await;
    let session = t.session(&course, "virtual", "20").await;
    t.at("2026-09-16T07:30:00Z").await;
    let reply = t.post(t.app.cast.roy, &format!("{session}/entrer"), &[]).await;
    assert!(reply.status == 422 && reply.says("ne répond pas"), "{}", reply.text());
    assert_eq!(t.app.count("select count(*) from training_enrolment where joined_at is not null").await, 0);
}

#[tokio::test]
async fn no_request_leaves_for_a_private_network() {
    let t = Trained::new().await;
    let (address, asked) = bigbluebutton().await;
    for bad in [
        &*address,
        "https://127.0.0.1/",
        "https://10.1.2.3",
        "https://[::1]",
        "ftp://classe.example.org",
        "classe",
    ] {
        let fields = [("genre", "bigbluebutton"), ("adresse", bad), ("secret", SECRET)];
        assert_eq!(t.post(t.manager, "/formations/serveur", &fields).await.status, 422, "{bad}");
    }
    // Written down while it was permitted, it is not asked any more.
    let sealed = t.app.app.vault.seal("meeting server", SECRET.as_bytes()).unwrap();
    sqlx::query("insert into meeting_server (kind, address, secret, said_at) values ('bigbluebutton', $1, $2, '2026-09-15')")
        .bind(format!("{address}/bigbluebutton"))
        .bind(sealed)
        .execute(t.app.pool())
        .await
        .unwrap();
    let course = t.course("teacher").await;
    let session = t.session(&course, "virtual", "20").await;
    t.at("2026-09-16T07:30:00Z").await;
    let reply = t.post(t.app.cast.roy, &format!("{session}/entrer"), &[]).await;
    assert_eq!(reply.status, 422, "{}", reply.text());
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_jitsi_room_is_entered_with_a_token() {
    let t = Trained::new().await;
    let fields = [
        ("genre", "jitsi"),
        ("adresse", "https://meet.example.org"),
        ("application", "preau"),
        ("secret", "s3cret"),
    ];
    t.does(t.manager, "/formations/serveur", &fields).await;
    let course = t.course("teacher").await;
    let session = t.session(&course, "virtual", "20").await;
    t.at("2026-09-16T07:30:00Z").await;
    let page = t.post(t.app.cast.roy, &format!("{session}/entrer"), &[]).await;
    let link = page.attribute("a.button.sun", "href").unwrap();
    let room = session.rsplit('/').next().unwrap().replace('-', "");
    assert!(link.starts_with(&format!("https://meet.example.org/{room}?jwt=")), "{link}");
    assert!(page.says("meet.example.org"));
}

#[tokio::test]
async fn a_replay_is_linked_until_its_day() {
    let t = Trained::new().await;
    let (roy, carrel) = (t.app.cast.roy, t.app.cast.carrel);
    let course = t.course("teacher").await;
    let session = t.session(&course, "virtual", "20").await;
    t.does(carrel, &format!("{session}/inscription"), &[("geste", "inscrire")]).await;
    t.at("2026-09-16T12:30:00Z").await;
    let replay = format!("{session}/rediffusion");
    for (url, until) in [("http://a.example.org/1", "2026-12-01"), ("https://a.example.org/1", "2028-12-01")]
    {
        assert_eq!(
            t.post(roy, &replay, &[("adresse", url), ("jusqu", until)]).await.status,
            422,
            "{url} {until}"
        );
    }
    t.does(roy, &replay, &[("adresse", "https://a.example.org/1"), ("jusqu", "2026-12-01")]).await;
    assert!(t.get(carrel, &session).await.says("Revoir l’enregistrement jusqu’au 1er décembre 2026"));
    for (day, kept) in [("2026-12-01T04:00:00Z", 1), ("2026-12-02T04:00:00Z", 0)] {
        t.at(day).await;
        rollout::forget_replays(&t.app.app).await.unwrap();
        assert_eq!(
            t.app.count("select count(*) from training_session where replay_url is not null").await,
            kept,
            "{day}"
        );
    }
}
