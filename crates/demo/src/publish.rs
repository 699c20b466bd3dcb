//! Puts the two weeks of posts into the feed, files through the same preparation as an upload. Invariant: a
//! post and all that goes with it commit together; one that is there is left alone, changed or withdrawn.

use super::melody;
use super::papers;
use super::people::{KARIM, LINA, NADIA, SAMI};
use super::posts::{self, Piece, Post};
use super::queries::{self, Published};
use super::staff::{CARREL, JOURDAN, PETIT};
use anyhow::Context;
use chrono::{DateTime, Datelike, Days, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use database::Tx;
use identity::App;
use kernel::year::school_year_of;
use kernel::{Activity, AudienceId, Clock, ItemId, PersonId};
use sha2::{Digest, Sha256};
use storage::{Limits, Prepared};

pub async fn publish_all(app: &App) -> anyhow::Result<()> {
    let limits = Limits::default();
    for post in posts::all() {
        let id = id_of(post.slug);
        if queries::has_item(&app.db.pool, id).await? {
            continue;
        }
        let files = prepared(post, &limits).await?;
        let mut tx = app.db.begin().await?;
        if publish(&mut tx, app, post, id, &files).await? {
            tx.commit().await.map_err(super::cause)?;
        }
    }
    leave_some_unread(app).await
}

/// The same post has the same id in every demonstration.
fn id_of(slug: &str) -> ItemId {
    let hash = Sha256::digest(format!("préau, démonstration : {slug}"));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    ItemId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

/// False when its author or place is not there: another feed has been here.
async fn publish(
    tx: &mut Tx,
    app: &App,
    post: &Post,
    id: ItemId,
    files: &[Prepared],
) -> anyhow::Result<bool> {
    let year = school_year_of(tx.today());
    let author = queries::person(tx.conn(), "aaf", post.author).await?;
    let (Some(author), Some(place)) = (author, queries::place(tx.conn(), post.place, year).await?) else {
        return Ok(false);
    };
    let audiences = queries::audiences(tx.conn(), place, post.audiences).await?;
    let at = moment(&app.db.clock, tx.now(), post);
    let body = posts::typeset(post.text);
    let published = Published {
        id,
        author,
        place,
        year,
        body: &body,
        pupils_write: post.pupils_write,
        audiences: &audiences,
        at,
    };
    queries::publish(tx.conn(), &published).await?;
    for (position, file) in (0..).zip(files) {
        let kept = storage::keep(&app.store, &app.db.pool, file, at).await?;
        queries::attach(tx.conn(), id, kept, position).await?;
    }
    tell(tx, post, id, at, audiences).await?;
    Ok(true)
}

/// What readers made of it, and the audit's line.
async fn tell(
    tx: &mut Tx,
    post: &Post,
    id: ItemId,
    at: DateTime<Utc>,
    audiences: Vec<AudienceId>,
) -> anyhow::Result<()> {
    let now = tx.now();
    for &(key, minutes, text) in post.answers {
        if let Some(author) = answerer(tx, id, key).await? {
            let then = (at + TimeDelta::minutes(minutes)).min(now);
            queries::answer(tx.conn(), id, author, &posts::typeset(text), then).await?;
        }
    }
    for reaction in post.reactions {
        queries::react(tx.conn(), id, reaction, (at + TimeDelta::minutes(30)).min(now)).await?;
    }
    tx.record(&Activity::PostPublished { item: id, audiences }).await.map_err(super::cause)?;
    Ok(())
}

async fn answerer(tx: &mut Tx, id: ItemId, key: &str) -> Result<Option<PersonId>, sqlx::Error> {
    if key.is_empty() {
        return queries::some_family(tx.conn(), id).await;
    }
    queries::person(tx.conn(), "aaf", key).await
}

/// So many working days before today, at that hour of the project's day.
fn moment(clock: &Clock, now: DateTime<Utc>, post: &Post) -> DateTime<Utc> {
    let mut day = clock.day_of(now);
    let mut left = post.days;
    if left == 0 {
        return now - TimeDelta::minutes(20);
    }
    while left > 0 {
        day = day - Days::new(1);
        if !matches!(day.weekday(), Weekday::Wed | Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    let time = NaiveTime::from_hms_opt(post.at.0, post.at.1, 0).unwrap_or_default();
    let local = clock.zone().from_local_datetime(&day.and_time(time)).earliest();
    local.map_or(now, |at| at.with_timezone(&Utc)).min(now)
}

/// Those who see the demonstration first find something new.
async fn leave_some_unread(app: &App) -> anyhow::Result<()> {
    let now = app.db.clock.now();
    for key in [NADIA, KARIM, LINA, SAMI, CARREL, PETIT, JOURDAN] {
        if let Some(person) = queries::person(&app.db.pool, "aaf", key).await? {
            queries::has_read(&app.db.pool, person, now - TimeDelta::days(3)).await?;
        }
    }
    Ok(())
}

/// The files of a post, prepared as if they had been sent. One that cannot be (no ffmpeg on this machine)
/// is left out, and said.
async fn prepared(post: &'static Post, limits: &Limits) -> anyhow::Result<Vec<Prepared>> {
    let mut files = Vec::new();
    for piece in post.pieces {
        let (name, bytes) = made(piece).await?;
        let folder = tempfile::tempdir().context("a temporary folder")?;
        let path = folder.path().join("piece");
        tokio::fs::write(&path, bytes).await?;
        match storage::prepare(&path, name, limits).await {
            Ok(file) => files.push(file),
            Err(error) => tracing::warn!(%error, name, "the demonstration goes without this file"),
        }
    }
    Ok(files)
}

/// Drawing takes a moment: off the threads that answer people.
async fn made(piece: &'static Piece) -> anyhow::Result<(&'static str, Vec<u8>)> {
    tokio::task::spawn_blocking(move || {
        Ok(match *piece {
            Piece::Picture(name, scene) => (name, scene().jpeg()?),
            Piece::Voice(name) => (name, melody::wav()),
            Piece::Paper(name, title, lines) => (name, papers::pdf(title, lines)),
        })
    })
    .await?
}
