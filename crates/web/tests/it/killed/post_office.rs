//! A mailbox (enough of RFC 3501) and a mail server (enough of RFC 5321) on the loopback, that say when they have come to a
//! moment at which the program is to be killed, and go no further then.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// A letter of the mailbox has been given.
    Fetched,
    /// It is to be marked as read: it is in the database then, and is not marked.
    Marking,
    /// A letter has come whole, and nothing is answered.
    Whole,
    /// It was accepted.
    Accepted,
}

/// What both keep from one connection to the next.
#[derive(Default)]
struct Kept {
    letters: Vec<String>,
    read: BTreeSet<usize>,
    sent: Vec<String>,
    blow: Option<Moment>,
}

pub struct PostOffice {
    kept: Arc<Mutex<Kept>>,
    struck: UnboundedReceiver<()>,
    pub imap: u16,
    pub smtp: u16,
}

#[derive(Clone)]
struct Counter {
    kept: Arc<Mutex<Kept>>,
    strike: UnboundedSender<()>,
}

impl Counter {
    /// Whether this is the moment: once.
    fn is(&self, moment: Moment) -> bool {
        let mut kept = self.kept.lock().unwrap();
        let now = kept.blow == Some(moment);
        if now {
            kept.blow = None;
            self.strike.send(()).unwrap();
        }
        now
    }
}

impl PostOffice {
    pub async fn open(letters: Vec<String>) -> Self {
        let kept = Arc::new(Mutex::new(Kept { letters, ..Kept::default() }));
        let (strike, struck) = unbounded_channel();
        let counter = Counter { kept: kept.clone(), strike };
        let (mailbox, server) = (
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
            TcpListener::bind("127.0.0.1:0").await.unwrap(),
        );
        let port = |listener: &TcpListener| listener.local_addr().unwrap().port();
        let (imap, smtp) = (port(&mailbox), port(&server));
        let here = counter.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = mailbox.accept().await {
                tokio::spawn(reads(BufStream::new(stream), here.clone()));
            }
        });
        tokio::spawn(async move {
            while let Ok((stream, _)) = server.accept().await {
                tokio::spawn(takes(BufStream::new(stream), counter.clone()));
            }
        });
        Self { kept, struck, imap, smtp }
    }

    /// The next time that it comes to this.
    pub fn strike_at(&self, moment: Moment) {
        self.kept.lock().unwrap().blow = Some(moment);
    }

    pub async fn struck(&mut self) {
        tokio::time::timeout(Duration::from_secs(120), self.struck.recv())
            .await
            .expect("it never came to it");
    }

    pub fn unread(&self) -> usize {
        let kept = self.kept.lock().unwrap();
        kept.letters.len() - kept.read.len()
    }

    /// All that came whole, accepted or not.
    pub fn sent(&self) -> Vec<String> {
        self.kept.lock().unwrap().sent.clone()
    }
}

/// One connection to the mailbox; `None`: it was cut.
async fn reads(mut stream: BufStream<TcpStream>, counter: Counter) -> Option<()> {
    says(&mut stream, "* OK mail.example.org\r\n").await?;
    loop {
        let line = line(&mut stream).await?;
        let (tag, command) = line.split_once(' ')?;
        let uid = command.split(' ').nth(2).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1);
        if command.contains("STORE") {
            if counter.is(Moment::Marking) {
                return std::future::pending().await;
            }
            counter.kept.lock().unwrap().read.insert(uid);
        }
        let mut said = answer(&counter.kept.lock().unwrap(), command, uid);
        said.push_str(&format!("{tag} OK done\r\n"));
        says(&mut stream, &said).await?;
        if command.contains("BODY.PEEK[]") {
            counter.is(Moment::Fetched);
        }
    }
}

fn answer(kept: &Kept, command: &str, uid: usize) -> String {
    let letter = kept.letters.get(uid - 1).map_or("", String::as_str);
    match command {
        c if c.starts_with("SELECT") => format!("* {} EXISTS\r\n", kept.letters.len()),
        c if c.starts_with("UID SEARCH") => {
            let unread = (1..=kept.letters.len()).filter(|n| !kept.read.contains(n));
            format!("* SEARCH {}\r\n", unread.map(|n| n.to_string()).collect::<Vec<_>>().join(" "))
        }
        c if c.contains("RFC822.SIZE") => {
            format!("* {uid} FETCH (UID {uid} RFC822.SIZE {})\r\n", letter.len())
        }
        c if c.contains("BODY.PEEK[]") => {
            format!("* {uid} FETCH (UID {uid} BODY[] {{{}}}\r\n{letter})\r\n", letter.len())
        }
        _ => String::new(),
    }
}

/// One connection to the mail server.
async fn takes(mut stream: BufStream<TcpStream>, counter: Counter) -> Option<()> {
    says(&mut stream, "220 mail.example.org\r\n").await?;
    loop {
        let command = line(&mut stream).await?.to_uppercase();
        if command == "DATA" {
            says(&mut stream, "354 go on\r\n").await?;
            let mut letter = String::new();
            loop {
                let line = line(&mut stream).await?;
                if line == "." {
                    break;
                }
                letter.push_str(&line);
                letter.push('\n');
            }
            counter.kept.lock().unwrap().sent.push(letter);
            if counter.is(Moment::Whole) {
                return std::future::pending().await;
            }
            says(&mut stream, "250 taken\r\n").await?;
            counter.is(Moment::Accepted);
        } else if command == "QUIT" {
            return says(&mut stream, "221 bye\r\n").await;
        } else {
            says(&mut stream, "250 mail.example.org\r\n").await?;
        }
    }
}

async fn line(stream: &mut BufStream<TcpStream>) -> Option<String> {
    let mut line = String::new();
    let read = stream.read_line(&mut line).await.ok()?;
    (read > 0).then(|| line.trim_end_matches(['\r', '\n']).to_owned())
}

async fn says(stream: &mut BufStream<TcpStream>, words: &str) -> Option<()> {
    stream.write_all(words.as_bytes()).await.ok()?;
    stream.flush().await.ok()
}
