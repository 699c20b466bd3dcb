//! A mail server that speaks enough SMTP (RFC 5321) to receive letters on the loopback, and keeps them.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufStream};
use tokio::net::{TcpListener, TcpStream};

#[derive(Default)]
pub struct Received {
    pub commands: Vec<String>,
    pub letters: Vec<String>,
}

pub struct Server {
    pub port: u16,
    pub received: Arc<Mutex<Received>>,
}

impl Server {
    /// `to_recipient`: what it answers to RCPT TO.
    pub async fn start(to_recipient: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let received: Arc<Mutex<Received>> = Arc::default();
        let keep = received.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(converse(stream, keep.clone(), to_recipient));
            }
        });
        Self { port, received }
    }
}

async fn converse(stream: TcpStream, keep: Arc<Mutex<Received>>, to_recipient: &str) -> std::io::Result<()> {
    let mut stream = BufStream::new(stream);
    let mut answer = "220 mail.example.org".to_owned();
    loop {
        stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        stream.flush().await?;
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Ok(());
        }
        let command = line.trim_end().to_owned();
        keep.lock().unwrap().commands.push(command.clone());
        answer = match command.split(' ').next().unwrap_or_default() {
            "EHLO" => "250-mail.example.org\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => "235 2.7.0 welcome".to_owned(),
            "RCPT" => to_recipient.to_owned(),
            "QUIT" => "221 bye".to_owned(),
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await?;
                stream.flush().await?;
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") && stream.read_line(&mut letter).await? > 0 {}
                // A line that begins with a dot was sent with two (RFC 5321, 4.5.2).
                let letter = letter.trim_end_matches(".\r\n").replace("\r\n..", "\r\n.");
                keep.lock().unwrap().letters.push(letter);
                "250 2.0.0 taken".to_owned()
            }
            _ => "250 2.0.0 good".to_owned(),
        };
    }
}
