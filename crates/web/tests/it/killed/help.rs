//! The help, killed in the middle: a letter of the mailbox becomes one ticket, whenever the blow falls; what is passed on, or
//! written to the publisher, is so whole or not at all; a letter to the publisher leaves, and one that leaves twice is known to
//! be the same.

#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use super::House;
use super::post_office::{Moment, PostOffice};
use super::posts::{Serving, ask};
use database::cluster::{Durability, PrivateCluster};
use sqlx::PgPool;
use std::collections::{BTreeMap, BTreeSet};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};
use uuid::Uuid;

const HELP: &str = "aide@ent.example.org";
const PUBLISHER: &str = "assistance@editeur.example.org";

/// A worker that reads the mailbox and writes letters.
fn worker(house: &House, office: &PostOffice) -> Child {
    let mut command = house.preau(&["work"]);
    command
        .env("PREAU_HELP_MAILBOX", format!("imap://aide:secret@127.0.0.1:{}", office.imap))
        .env("PREAU_HELP_ADDRESS", HELP)
        .env("PREAU_SMTP_URL", format!("smtp://127.0.0.1:{}?tls=none", office.smtp))
        .env("PREAU_MAIL_FROM", "Préau <preau@ent.example.org>");
    command.stdout(Stdio::null()).spawn().unwrap()
}

async fn dies(mut worker: Child, pool: &PgPool) {
    worker.kill().unwrap();
    worker.wait().unwrap();
    gone(pool).await;
    // Its claims would be taken for dead after ten minutes.
    sqlx::raw_sql("update job set claimed_at = claimed_at - interval '1 hour', run_at = least(run_at, now()) where failed_at is null")
        .execute(pool)
        .await
        .unwrap();
}

/// The connections of who was killed end a moment after it, and with them what it holds and what it had just asked for.
async fn gone(pool: &PgPool) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let all = "select count(*) from pg_stat_activity where backend_type = 'client backend'";
    while count(pool, all).await > i64::from(pool.size()) {
        assert!(Instant::now() < deadline, "who was killed is still there");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn count(pool: &PgPool, query: &'static str) -> i64 {
    sqlx::query_scalar(query).fetch_one(pool).await.unwrap()
}

async fn nothing(pool: &PgPool, halves: &[&'static str], when: &str) {
    for half in halves {
        assert_eq!(count(pool, half).await, 0, "{when}: {half}");
    }
}

/// Every ticket is of one letter, with its words, its way and its line in the log; no letter is two.
const HALF_READ: [&str; 5] = [
    "select count(*) from ticket t where (select count(*) from help_mail m where m.ticket_id = t.id) <> 1",
    "select count(*) from ticket t where (select count(*) from ticket_entry e where e.ticket_id = t.id) <> 1",
    "select count(*) from ticket t where (select count(*) from ticket_turn u where u.ticket_id = t.id) <> 1",
    "select count(*) - count(distinct subject) from help_mail",
    "select abs((select count(*) from audit where act = 'ticket_opened') - (select count(*) from ticket))",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn letters_whose_reader_is_killed() {
    const LETTERS: i64 = 8;
    let house = House::new();
    house.counts();
    let cluster = PrivateCluster::start(&house.folder.path().join("data"), Durability::Full).unwrap();
    let pool = PgPool::connect_with(cluster.options()).await.unwrap();
    let letters = (1..=LETTERS).map(|n| {
        format!(
            "From: Lou <lou{n}@famille.example>\r\nTo: {HELP}\r\nSubject: Lettre {n}\r\nMessage-ID: <{n}@famille.example>\r\n\
             Content-Type: text/plain; charset=utf-8\r\n\r\nLa page reste blanche.\r\n"
        )
    });
    let mut office = PostOffice::open(letters.collect()).await;
    let blows = [
        (Moment::Fetched, 0),
        (Moment::Marking, 0),
        (Moment::Fetched, 4),
        (Moment::Fetched, 15),
        (Moment::Marking, 0),
    ];
    for (moment, wait) in blows {
        office.strike_at(moment);
        let reader = worker(&house, &office);
        office.struck().await;
        tokio::time::sleep(Duration::from_millis(wait)).await;
        let unread = office.unread();
        dies(reader, &pool).await;
        nothing(&pool, &HALF_READ, &format!("{moment:?}, {wait} ms")).await;
        let taken = count(&pool, "select count(*) from ticket").await;
        if moment == Moment::Marking {
            // In the database, and unread in the mailbox: whoever comes next knows it again.
            assert_eq!(taken, LETTERS - i64::try_from(unread).unwrap() + 1);
        }
    }
    let reader = worker(&house, &office);
    let deadline = Instant::now() + Duration::from_secs(120);
    // Each who wrote is told that it came; who is told twice gets the same letter, by its id.
    let told = |office: &PostOffice| {
        office.sent().iter().map(|letter| header(letter, "Message-ID")).collect::<BTreeSet<_>>().len()
    };
    while office.unread() > 0 || told(&office) < usize::try_from(LETTERS).unwrap() {
        assert!(Instant::now() < deadline, "{} are left", office.unread());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    dies(reader, &pool).await;
    nothing(&pool, &HALF_READ, "at the end").await;
    assert_eq!(count(&pool, "select count(*) from ticket").await, LETTERS, "one of each, none lost");
    assert_eq!(count(&pool, "select count(*) from help_mail where outcome = 'opened'").await, LETTERS);
    assert_eq!(told(&office), usize::try_from(LETTERS).unwrap());
}

fn header(letter: &str, name: &str) -> String {
    let line = letter.lines().find(|l| l.to_lowercase().starts_with(&format!("{}:", name.to_lowercase())));
    line.and_then(|l| l.split_once(':')).map_or_else(String::new, |(_, value)| value.trim().to_owned())
}

/// Passed on: queue, turn and log go together. Written to the publisher: the file, the thread, the log, the letter that waits.
const HALF_DONE: [&str; 4] = [
    "select count(*) from ticket t where (t.queue = 'dsi') <> exists (select from ticket_turn u where u.ticket_id = t.id and u.queue = 'dsi')",
    "select count(*) from ticket t where (select count(*) from ticket_external x where x.ticket_id = t.id)
        <> (select count(*) from ticket_entry e where e.ticket_id = t.id and e.kind = 'external')",
    "select abs((select count(*) from audit where act = 'ticket_changed')
        - (select count(*) from ticket_turn) - (select count(*) from ticket_external))",
    "select count(*) from ticket_external x where x.state = 'sending'
        and not exists (select from job j where j.kind = 'publisher_mail' and j.payload->>'external' = x.id::text)",
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tickets_that_are_passed_on_and_letters_to_the_publisher() {
    let mut serving = Serving::start().await;
    let mut office = PostOffice::open(Vec::new()).await;
    let tickets = tickets(&serving).await;
    let token = serving.session(serving.cast.oger).await;
    let mut acknowledged = BTreeMap::new();
    for (part, most) in tickets.chunks(12).zip([2, 7, 15]) {
        let (port, token) = (serving.port, token.clone());
        let clients: Vec<_> = part
            .iter()
            .copied()
            .map(|ticket| {
                let token = token.clone();
                tokio::spawn(async move { (ticket, passes_on(port, &token, ticket).await) })
            })
            .collect();
        let deadline = Instant::now() + Duration::from_secs(60);
        while count(&serving.pool, "select count(*) from audit where act = 'ticket_changed'").await < most {
            assert!(Instant::now() < deadline, "nothing is done");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        super::kill(&serving.server.id().to_string());
        for client in clients {
            let (ticket, done) = client.await.unwrap();
            acknowledged.insert(ticket, done);
        }
        serving.again().await;
        nothing(&serving.pool, &HALF_DONE, &format!("after {most}")).await;
    }
    for (ticket, [written, passed]) in &acknowledged {
        let held: (bool, bool) = sqlx::query_as(
            "select exists (select from ticket_external x where x.ticket_id = t.id), t.queue = 'dsi' from ticket t where id = $1",
        )
        .bind(ticket)
        .fetch_one(&serving.pool)
        .await
        .unwrap();
        assert!((!written || held.0) && (!passed || held.1), "{ticket} was acknowledged");
    }
    leave(&mut serving, &mut office).await;
}

/// The letters leave, from a worker that is killed as one does.
async fn leave(serving: &mut Serving, office: &mut PostOffice) {
    super::kill(&serving.server.id().to_string());
    serving.server.wait().unwrap();
    gone(&serving.pool).await;
    // What the server’s own worker kept in memory has left nowhere.
    sqlx::raw_sql(
        "update ticket_external set state = 'sending'; delete from job;
         insert into job (id, kind, payload, run_at) select gen_random_uuid(), 'publisher_mail', jsonb_build_object('external', id), now() from ticket_external",
    )
    .execute(&serving.pool)
    .await
    .unwrap();
    let letters = count(&serving.pool, "select count(*) from ticket_external").await;
    assert!(letters >= 3, "{letters}");
    for moment in [Moment::Whole, Moment::Accepted, Moment::Whole] {
        office.strike_at(moment);
        let work = worker(&serving.house, office);
        office.struck().await;
        dies(work, &serving.pool).await;
        nothing(&serving.pool, &HALF_DONE, &format!("{moment:?}")).await;
    }
    let work = worker(&serving.house, office);
    let deadline = Instant::now() + Duration::from_secs(120);
    while count(&serving.pool, "select count(*) from ticket_external where state <> 'sent'").await > 0 {
        assert!(Instant::now() < deadline, "some never left");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    dies(work, &serving.pool).await;
    assert_eq!(count(&serving.pool, "select count(*) from job where failed_at is not null").await, 0);
    // At least once each. Twice only what was under way at a blow (two at once, three blows), with the same words and id.
    let mut by_id: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let sent: Vec<_> = office.sent().into_iter().filter(|l| header(l, "To").contains(PUBLISHER)).collect();
    for letter in &sent {
        let words = letter.split_once("\n\n").map_or("", |(_, words)| words).to_owned();
        by_id.entry(header(letter, "Message-ID")).or_default().insert(words);
    }
    let letters = usize::try_from(letters).unwrap();
    assert_eq!(by_id.len(), letters, "{:?}", by_id.keys());
    assert!(by_id.values().all(|words| words.len() == 1), "the same letter says the same");
    assert!(sent.len() > letters && sent.len() <= letters + 6, "{} for {letters}", sent.len());
}

async fn tickets(serving: &Serving) -> Vec<Uuid> {
    sqlx::query(
        "insert into support_setting (publisher, publisher_email, said_at) values ('Exemple SA', $1, now())",
    )
    .bind(PUBLISHER)
    .execute(&serving.pool)
    .await
    .unwrap();
    sqlx::query_scalar(
        "insert into ticket (id, school_id, category, title, channel, priority, queue, level, opened_at, answer_by)
         select gen_random_uuid(), $1, 'application', 'Essai', 'web', 3, 'project', 2, now(), now() + interval '1 day'
         from generate_series(1, 36) returning id",
    )
    .bind(serving.cast.tilleuls.0)
    .fetch_all(&serving.pool)
    .await
    .unwrap()
}

/// Writes to the publisher, then passes it on; which of both was acknowledged.
async fn passes_on(port: u16, token: &str, ticket: Uuid) -> [bool; 2] {
    let acts = [
        ("externe", "vu=0&voie=lettre&dossier=La+page+reste+blanche."),
        ("transfert", "vu=1&file=dsi&resume=Page+blanche&essaye=rien&priorite=3"),
    ];
    let mut done = [false; 2];
    for (at, (act, body)) in acts.into_iter().enumerate() {
        let request = format!(
            "POST /assistance/demande/{ticket}/{act} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncookie: preau={token}\r\n\
             content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        );
        let reply = ask(port, request.into_bytes()).await;
        done[at] = reply.is_some_and(|reply| reply.starts_with(b"HTTP/1.1 303"));
        if !done[at] {
            break;
        }
    }
    done
}
