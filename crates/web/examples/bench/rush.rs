//! Eight in the morning: pupils who type their login and their words, as fast as the door lets them in; then at the
//! pace of 26,000 in ten minutes, each with a connection of her own, and the page that she came for.

use crate::client::{Reply, ask, moment};
use crate::table::Table;
use anyhow::{Context, ensure};
use identity::accounts::passwords;
use sqlx::PgPool;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

const SECRET: &str = "castor-cerise-fusée";
const PUPILS: i64 = 26_000;
const MINUTES: f64 = 10.0;
const MANY: usize = 32;

pub async fn all(table: &mut Table, pool: &PgPool, port: u16, time: Duration) -> anyhow::Result<()> {
    let logins = Arc::new(pupils(pool).await?);
    let hashes = hashes(time).await?;
    let (came, times) = as_fast_as_they_come(port, &logins, time).await?;
    let doors = rate(came, time);
    let (p50, p99) = (moment(&times, 50), moment(&times, 99));
    table.row(
        &format!("sign-in of pupils, {MANY} connections / password hashes alone (rate)"),
        Some(doors / hashes),
        format!("p50 {p50:.0} ms, p99 {p99:.0} ms, {doors:.0}/s of {hashes:.0}/s"),
        "bound by the hash alone",
    );
    let pace = rate(usize::try_from(PUPILS)?, Duration::from_secs_f64(MINUTES * 60.0));
    let (tried, failed, times) = at_the_pace(port, &logins, pace, time * 4).await?;
    let (p50, p99) = (moment(&times, 50), moment(&times, 99));
    let absolute = format!("{tried} at {pace:.0}/s, {failed} errors, p50 {p50:.0} ms, p99 {p99:.0} ms");
    table.row(
        "rush: to sign in and have one’s feed",
        Some(pace / doors),
        absolute,
        "no error, ≤ 1 of the rate",
    );
    Ok(())
}

/// Their accounts, all with the same words: what costs is to compare them.
async fn pupils(pool: &PgPool) -> anyhow::Result<Vec<String>> {
    let hash = passwords::hash(SECRET.to_owned()).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let logins = sqlx::query_scalar!(
        "update account set state = 'active', password_hash = $1, activated_at = now()
         where person_id in (select person_id from role where kind = 'pupil' and until_day is null order by id limit $2)
         returning login",
        hash,
        PUPILS,
    )
    .fetch_all(pool)
    .await?;
    ensure!(!logins.is_empty(), "the feed has no pupil");
    Ok(logins)
}

/// How many secrets the processors compare in a second when they do nothing else.
async fn hashes(time: Duration) -> anyhow::Result<f64> {
    let hash = passwords::hash(SECRET.to_owned()).await.map_err(|e| anyhow::anyhow!("{e:?}"))?;
    let until = Instant::now() + time;
    let tasks: Vec<_> = (0..MANY)
        .map(|_| {
            let hash = hash.clone();
            tokio::spawn(async move {
                let mut done = 0_usize;
                while Instant::now() < until
                    && passwords::verify(SECRET.to_owned(), Some(hash.clone())).await.is_ok()
                {
                    done += 1;
                }
                done
            })
        })
        .collect();
    let mut all = 0;
    for task in tasks {
        all += task.await?;
    }
    Ok(rate(all, time))
}

async fn as_fast_as_they_come(
    port: u16,
    logins: &Arc<Vec<String>>,
    time: Duration,
) -> anyhow::Result<(usize, Vec<Duration>)> {
    let (next, until) = (Arc::new(AtomicUsize::new(0)), Instant::now() + time);
    let tasks: Vec<_> = (0..MANY)
        .map(|_| {
            let (logins, next) = (logins.clone(), next.clone());
            tokio::spawn(async move {
                let mut times = Vec::new();
                while Instant::now() < until {
                    let login = &logins[next.fetch_add(1, Ordering::Relaxed) % logins.len()];
                    let start = Instant::now();
                    door(port, login).await?;
                    times.push(start.elapsed());
                }
                anyhow::Ok(times)
            })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    times.sort_unstable();
    Ok((times.len(), times))
}

/// Nobody waits for the one before: whoever comes asks at once. How many came, how many were not served, the times.
async fn at_the_pace(
    port: u16,
    logins: &Arc<Vec<String>>,
    pace: f64,
    time: Duration,
) -> anyhow::Result<(usize, usize, Vec<Duration>)> {
    let mut clock = tokio::time::interval(Duration::from_secs_f64(1.0 / pace));
    let (until, mut tasks) = (Instant::now() + time, Vec::new());
    while Instant::now() < until {
        clock.tick().await;
        // From the end of the list, for the beginning has just come.
        let login = logins[logins.len() - 1 - tasks.len() % logins.len()].clone();
        tasks.push(tokio::spawn(async move {
            let start = Instant::now();
            morning(port, &login).await.map(|()| start.elapsed())
        }));
    }
    let (tried, mut failed, mut times) = (tasks.len(), 0, Vec::new());
    for task in tasks {
        match task.await? {
            Ok(time) => times.push(time),
            Err(cause) => {
                eprintln!("not served: {cause:#}");
                failed += 1;
            }
        }
    }
    times.sort_unstable();
    Ok((tried, failed, times))
}

async fn morning(port: u16, login: &str) -> anyhow::Result<()> {
    let cookie = door(port, login).await?;
    let feed =
        format!("GET /fil HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\ncookie: {cookie}\r\n\r\n");
    let Reply { status, .. } = ask(port, feed.as_bytes()).await?;
    ensure!(status == 200, "the feed answered {status}");
    Ok(())
}

/// The session’s cookie.
async fn door(port: u16, login: &str) -> anyhow::Result<String> {
    let body = format!("login={login}&secret={}", SECRET.replace('é', "%C3%A9"));
    let form = format!(
        "POST /connexion HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
        body.len(),
    );
    let reply = ask(port, form.as_bytes()).await?;
    ensure!(reply.status == 303, "the door answered {}", reply.status);
    let cookie = reply.cookies.iter().find(|c| c.starts_with("preau=")).context("no cookie")?;
    Ok(cookie.split(';').next().unwrap_or_default().to_owned())
}

#[expect(clippy::cast_precision_loss, reason = "a count of people")]
fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}
