//! A load generator: so many connections kept alive, each asking as soon as it is answered. Plain HTTP/1.1
//! written by hand, so that on two cores it takes little from the server.

use anyhow::{Context, ensure};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Where to ask, in whose name.
pub struct Target {
    pub path: String,
    /// The session's token; nobody's without.
    pub token: Option<String>,
    /// Compressed, as for a browser.
    pub compressed: bool,
}

impl Target {
    pub fn plain(path: impl Into<String>, token: Option<String>) -> Self {
        Self { path: path.into(), token, compressed: false }
    }
}

/// What came of it.
#[derive(Clone, Copy)]
pub struct Load {
    pub p50: f64,
    pub p99: f64,
    /// Pages a second.
    pub rate: f64,
}

impl Load {
    fn of(mut times: Vec<Duration>, elapsed: Duration) -> Self {
        times.sort_unstable();
        #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
        let rate = times.len() as f64 / elapsed.as_secs_f64();
        Self { p50: moment(&times, 50), p99: moment(&times, 99), rate }
    }
}

/// Slices of the time in which a page is measured.
const ROUNDS: u32 = 6;

/// So many pages, each by its targets. A slice of its time for each in turn, and round again: what a machine gives changes
/// from one minute to the next, and so all of them get the same of it.
pub async fn load<const N: usize>(
    port: u16,
    pages: [&[Target]; N],
    connections: usize,
    time: Duration,
) -> anyhow::Result<[Load; N]> {
    let requests = pages.map(|targets| Arc::new(targets.iter().map(request).collect::<Vec<_>>()));
    let mut measured: [_; N] = std::array::from_fn(|_| (Vec::new(), Duration::ZERO));
    for requests in &requests {
        ensure!(!requests.is_empty(), "nothing to ask");
        run(port, requests, connections, time / 4).await?; // warms plans and caches
    }
    for _ in 0..ROUNDS {
        for (requests, (times, elapsed)) in requests.iter().zip(&mut measured) {
            let start = Instant::now();
            times.extend(run(port, requests, connections, time / ROUNDS).await?);
            *elapsed += start.elapsed();
        }
    }
    Ok(measured.map(|(times, elapsed)| Load::of(times, elapsed)))
}

async fn run(
    port: u16,
    requests: &Arc<Vec<Vec<u8>>>,
    connections: usize,
    time: Duration,
) -> anyhow::Result<Vec<Duration>> {
    let until = Instant::now() + time;
    let tasks: Vec<_> =
        (0..connections).map(|at| tokio::spawn(one_connection(port, requests.clone(), at, until))).collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    Ok(times)
}

/// Each of them once, whatever it takes.
pub async fn once(port: u16, targets: &[Target], connections: usize) -> anyhow::Result<Load> {
    let requests: Vec<Vec<u8>> = targets.iter().map(request).collect();
    let start = Instant::now();
    let tasks: Vec<_> = (0..connections)
        .map(|at| {
            let hers: Vec<_> = requests.iter().skip(at).step_by(connections).cloned().collect();
            tokio::spawn(async move { in_turn(port, &hers).await })
        })
        .collect();
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    ensure!(!times.is_empty(), "nothing to ask");
    Ok(Load::of(times, start.elapsed()))
}

async fn in_turn(port: u16, requests: &[Vec<u8>]) -> anyhow::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(1 << 17));
    for request in requests {
        let start = Instant::now();
        stream.write_all(request).await?;
        answer(&mut stream, &mut buffer).await?;
        times.push(start.elapsed());
    }
    Ok(times)
}

/// So many in a hundred were answered by then, in milliseconds, of times in their order.
pub fn moment(times: &[Duration], percent: usize) -> f64 {
    let at = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(at).map_or(0.0, |time| time.as_secs_f64() * 1000.0)
}

fn request(target: &Target) -> Vec<u8> {
    let cookie = target.token.as_ref().map(|t| format!("cookie: preau={t}\r\n")).unwrap_or_default();
    let takes = if target.compressed { "accept-encoding: gzip, deflate, br, zstd\r\n" } else { "" };
    format!("GET {} HTTP/1.1\r\nhost: localhost\r\naccept: text/html\r\n{takes}{cookie}\r\n", target.path)
        .into_bytes()
}

async fn one_connection(
    port: u16,
    requests: Arc<Vec<Vec<u8>>>,
    first: usize,
    until: Instant,
) -> anyhow::Result<Vec<Duration>> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    let (mut times, mut buffer) = (Vec::new(), Vec::with_capacity(1 << 17));
    let mut next = first * requests.len() / 32;
    while Instant::now() < until {
        let start = Instant::now();
        stream.write_all(&requests[next % requests.len()]).await?;
        answer(&mut stream, &mut buffer).await?;
        times.push(start.elapsed());
        next += 1;
    }
    ensure!(!times.is_empty(), "no answer in the time given");
    Ok(times)
}

/// Reads one answer whole; anything but a page is an error.
async fn answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    let head = read(stream, buffer).await?;
    ensure!(status(&head)? == 200, "not the page: {}", head.lines().next().unwrap_or_default());
    Ok(())
}

pub struct Reply {
    pub status: u16,
    pub cookies: Vec<String>,
}

/// One question on a connection of its own.
pub async fn ask(port: u16, request: &[u8]) -> anyhow::Result<Reply> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await?;
    stream.set_nodelay(true)?;
    stream.write_all(request).await?;
    let head = read(&mut stream, &mut Vec::new()).await?;
    let cookies = head.lines().filter_map(|l| l.strip_prefix("set-cookie: ")).map(str::to_owned).collect();
    Ok(Reply { status: status(&head)?, cookies })
}

fn status(head: &str) -> anyhow::Result<u16> {
    head.split(' ').nth(1).and_then(|s| s.parse().ok()).context("an answer without status")
}

/// Reads one answer whole, gives its head.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<String> {
    buffer.clear();
    let mut head: Option<(String, usize)> = None;
    loop {
        ensure!(stream.read_buf(buffer).await? > 0, "the server closed the connection");
        if head.is_none()
            && let Some(end) = buffer.windows(4).position(|w| w == b"\r\n\r\n")
        {
            head = Some((std::str::from_utf8(&buffer[..end])?.to_owned(), end + 4));
        }
        if let Some((head, _)) = head.take_if(|(head, body)| ended(head, &buffer[*body..])) {
            return Ok(head);
        }
    }
}

/// So much of the body is all of it. The empty chunk at its end is looked for there only: that a compressed one holds
/// its seven bytes where a read happens to stop is not to be feared.
fn ended(head: &str, body: &[u8]) -> bool {
    let length = head.lines().find_map(|l| l.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    length.map_or_else(|| body.ends_with(b"\r\n0\r\n\r\n"), |length| body.len() >= length)
}
