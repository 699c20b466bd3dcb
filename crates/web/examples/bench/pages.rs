//! The pages that are asked for most, against one row by primary key through the same stack; with a tenth of
//! the items first, then with all.

use crate::client::{Load, Target};
use crate::items::{self, People};
use crate::server::{ONE_ROW, ONE_ROW_SIGNED_IN};
use crate::table::Table;
use crate::{client, import, number, rush};
use anyhow::{Context, ensure};
use kernel::Clock;
use sqlx::PgPool;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tokio::net::TcpStream;

const MANY: usize = 32;

/// One page at one connection and at many.
struct Page {
    name: &'static str,
    one: Load,
    many: Load,
}

/// A process of ours, ended with what measures it.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

pub async fn all(table: &mut Table, pool: &PgPool, data: &Path, clock: &Clock) -> anyhow::Result<()> {
    at_rest(table, data).await?;
    let count = number("BENCH_ITEMS", 1_000_000)?;
    items::teachers(pool, clock).await?;
    items::posts(pool, clock, 0, count / 10).await?;
    let people = items::sign_in(pool, clock, items::PEOPLE).await?;
    let port = free_port()?;
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["serve".as_ref(), data.as_os_str(), port.to_string().as_ref()]);
    let server = started(command, port).await?;
    let few = measured(port, &people, pool).await?;
    items::posts(pool, clock, count / 10, count).await?;
    let pages = measured(port, &people, pool).await?;
    for page in &pages {
        speed(table, page, &pages);
    }
    for (small, large) in few.iter().zip(&pages).skip(2) {
        let said = format!("{:.2} ms → {:.2} ms", small.one.p50, large.one.p50);
        table.row(
            &format!("{}: {count} items / {}", small.name, count / 10),
            Some(large.one.p50 / small.one.p50),
            said,
            "≤ 1.3",
        );
    }
    let everybody = items::sign_in(pool, clock, items::EVERYBODY).await?;
    first(table, port, &everybody, &pages).await?;
    rush::all(table, pool, port, Duration::from_secs(number("BENCH_SECONDS", 5)?.into())).await?;
    let used = import::memory(server.0.id(), "VmRSS").unwrap_or(0);
    table.row("server after the load: memory", None, format!("{used} MB"), "");
    Ok(())
}

/// The baselines first.
async fn measured(port: u16, people: &People, pool: &PgPool) -> anyhow::Result<[Page; 6]> {
    let nobody = [Target::plain(ONE_ROW, None)];
    let signed_in = |t: &Target| Target::plain(ONE_ROW_SIGNED_IN, t.token.clone());
    let compressed =
        |t: &Target| Target { compressed: true, ..Target::plain(t.path.clone(), t.token.clone()) };
    let browsers: Vec<_> = people.families.iter().map(compressed).collect();
    let somebody: Vec<_> = people.families.iter().map(signed_in).collect();
    sqlx::raw_sql("checkpoint").execute(pool).await?;
    let names = [
        "one row by key",
        "one row by key, signed in",
        "feed of a guardian",
        "feed of a teacher",
        "class, for its teacher",
        "feed of a guardian, compressed",
    ];
    let pages: [&[Target]; 6] =
        [&nobody, &somebody, &people.families, &people.teachers, &people.classes, &browsers];
    let time = Duration::from_secs(number("BENCH_SECONDS", 5)?.into());
    let one = client::load(port, pages, 1, time).await?;
    let many = client::load(port, pages, MANY, time).await?;
    Ok(std::array::from_fn(|at| Page { name: names[at], one: one[at], many: many[at] }))
}

fn speed(table: &mut Table, page: &Page, all: &[Page; 6]) {
    let [nobody, somebody, ..] = all;
    let name = page.name;
    let baseline = std::ptr::eq(page, nobody) || std::ptr::eq(page, somebody);
    let budget = |text| if baseline { "" } else { text };
    let one = format!("p50 {:.2} ms, p99 {:.2} ms, {:.0}/s", page.one.p50, page.one.p99, page.one.rate);
    table.row(
        &format!("{name}, 1 connection / one row (rate)"),
        Some(page.one.rate / nobody.one.rate),
        one,
        budget("p50 ≤ 3 ms"),
    );
    let many = format!("p50 {:.2} ms, p99 {:.2} ms, {:.0}/s", page.many.p50, page.many.p99, page.many.rate);
    let what = format!("{name}, {MANY} connections / one row (rate)");
    table.row(&what, Some(page.many.rate / nobody.many.rate), many, budget("≥ 0.40; p99 ≤ 25 ms"));
    if !baseline {
        let ratio = page.many.rate / somebody.many.rate;
        table.row(&format!("{name}, {MANY} connections / one row signed in"), Some(ratio), String::new(), "");
    }
}

/// The same pages, each asked for once: nine in ten by people whom the process has not seen, of classes that it has not
/// read.
async fn first(table: &mut Table, port: u16, people: &People, again: &[Page; 6]) -> anyhow::Result<()> {
    let [_, _, feed, other_feed, class, _] = again;
    let nobody = [Target::plain(ONE_ROW, None)];
    for (at, targets) in [(feed, &people.families), (other_feed, &people.teachers), (class, &people.classes)]
    {
        let (few, many) = targets.split_at(targets.len() / 4);
        for (connections, targets) in [(1, few), (MANY, many)] {
            let [base] = client::load(port, [&nobody], connections, Duration::from_secs(1)).await?;
            let load = client::once(port, targets, connections).await.context(at.name)?;
            let said = format!("p50 {:.2} ms, p99 {:.2} ms, {:.0}/s", load.p50, load.p99, load.rate);
            let what = format!("{}, her first, {connections} connections / one row (rate)", at.name);
            table.row(&what, Some(load.rate / base.rate), said, "");
        }
    }
    Ok(())
}

/// The product's own process, before anybody comes.
async fn at_rest(table: &mut Table, data: &Path) -> anyhow::Result<()> {
    let port = free_port()?;
    let mut command = import::preau(data)?;
    command.arg("serve").arg("--listen").arg(format!("127.0.0.1:{port}")).stdout(Stdio::null());
    let server = started(command, port).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let used = import::memory(server.0.id(), "VmRSS").unwrap_or(0);
    table.row("server at rest: memory", None, format!("{used} MB"), "≤ 80 MB");
    Ok(())
}

async fn started(mut command: Command, port: u16) -> anyhow::Result<Server> {
    let mut server = Server(command.spawn()?);
    while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        ensure!(server.0.try_wait()?.is_none(), "the server did not start");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    Ok(server)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
