//! The help’s mailbox at its mail server (RFC 3501). Whatever was read is only marked as read: nothing is ever deleted there.

use super::message::Reading;
use anyhow::{Context, bail, ensure};
use async_imap::{Client, Session};
use futures::TryStreamExt;
use std::fmt::Debug;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};
use url::Url;

/// A message that is heavier is not fetched; it stays in the mailbox.
pub(super) const HEAVIEST: u32 = 25 << 20;
/// How many of one look.
const AT_ONCE: usize = 50;
const PATIENCE: Duration = Duration::from_secs(30);

/// Where letters to the help arrive.
#[derive(Clone)]
pub struct Mailbox {
    host: String,
    port: u16,
    tls: bool,
    user: String,
    password: String,
    folder: String,
    pub reading: Reading,
}

/// A stream to the server, whatever is around it.
pub(super) trait Wire: AsyncRead + AsyncWrite + Unpin + Send + Debug {}
impl<T: AsyncRead + AsyncWrite + Unpin + Send + Debug> Wire for T {}

pub(super) type Open = Session<Box<dyn Wire>>;

impl Mailbox {
    /// `imaps://name:password@host:993/FOLDER`; without TLS on this machine only.
    pub fn new(url: &str, reading: Reading) -> anyhow::Result<Self> {
        let read = Url::parse(url).context("imaps://nom:mot-de-passe@serveur:993/DOSSIER est attendu")?;
        let host = read.host_str().context("le serveur de la boîte manque")?.to_owned();
        let tls = match read.scheme() {
            "imaps" => true,
            "imap" if ["localhost", "127.0.0.1", "[::1]"].contains(&host.as_str()) => false,
            "imap" => bail!("sans chiffrement (imap://), la boîte ne peut être que sur cette machine"),
            _ => bail!("imaps:// est attendu"),
        };
        ensure!(reading.address.contains('@'), "l’adresse de l’aide n’en est pas une");
        let plain = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
        let folder = plain(read.path().trim_matches('/'));
        Ok(Self {
            port: read.port().unwrap_or(if tls { 993 } else { 143 }),
            user: plain(read.username()),
            password: plain(read.password().context("le mot de passe de la boîte manque")?),
            folder: if folder.is_empty() { "INBOX".to_owned() } else { folder },
            host,
            tls,
            reading,
        })
    }

    pub(super) async fn open(&self) -> anyhow::Result<Open> {
        let stream = timeout(PATIENCE, TcpStream::connect((self.host.as_str(), self.port)))
            .await
            .context("the mailbox’s server does not answer")??;
        let stream: Box<dyn Wire> =
            if self.tls { Box::new(self.shake(stream).await?) } else { Box::new(stream) };
        let mut client = Client::new(stream);
        timeout(PATIENCE, client.read_response()).await??.context("the mailbox’s server says nothing")?;
        let session = timeout(PATIENCE, client.login(&self.user, &self.password)).await?;
        let mut session = session.map_err(|(cause, _)| cause).context("the mailbox does not open")?;
        timeout(PATIENCE, session.select(&self.folder)).await?.context("the mailbox has no such folder")?;
        Ok(session)
    }

    async fn shake(&self, stream: TcpStream) -> anyhow::Result<TlsStream<TcpStream>> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let name = ServerName::try_from(self.host.clone())?;
        Ok(timeout(PATIENCE, TlsConnector::from(Arc::new(config)).connect(name, stream)).await??)
    }
}

/// The messages that nobody has read, the oldest first.
pub(super) async fn unread(session: &mut Open) -> anyhow::Result<Vec<u32>> {
    let mut uids: Vec<u32> = timeout(PATIENCE, session.uid_search("UNSEEN")).await??.into_iter().collect();
    uids.sort_unstable();
    uids.truncate(AT_ONCE);
    Ok(uids)
}

/// Its bytes; or how heavy it is, when that is too much.
pub(super) async fn fetch(session: &mut Open, uid: u32) -> anyhow::Result<Option<Result<Vec<u8>, u32>>> {
    let first = async |session: &mut Open, what: &str| {
        let found: Vec<_> =
            timeout(PATIENCE, async { session.uid_fetch(uid.to_string(), what).await?.try_collect().await })
                .await??;
        anyhow::Ok(found.into_iter().find(|fetch| fetch.uid == Some(uid)))
    };
    let Some(size) = first(session, "(UID RFC822.SIZE)").await?.and_then(|fetch| fetch.size) else {
        return Ok(None);
    };
    if size > HEAVIEST {
        return Ok(Some(Err(size)));
    }
    // Not marked as read by being fetched: only once it is in the database.
    let whole = first(session, "(UID BODY.PEEK[])").await?;
    Ok(whole.and_then(|fetch| fetch.body().map(<[u8]>::to_vec)).map(Ok))
}

pub(super) async fn mark(session: &mut Open, uid: u32) -> anyhow::Result<()> {
    let done = async {
        let answers = session.uid_store(uid.to_string(), "+FLAGS.SILENT (\\Seen)").await?;
        answers.try_for_each(|_| std::future::ready(Ok(()))).await
    };
    Ok(timeout(PATIENCE, done).await??)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox(url: &str) -> anyhow::Result<Mailbox> {
        Mailbox::new(url, Reading { address: "aide@ent.example.org".to_owned(), trusts: None })
    }

    #[test]
    fn a_setting_is_read_or_refused() {
        let read = mailbox("imaps://aide%40ent.example.org:p%3As@mail.example.org/Aide").unwrap();
        assert_eq!((read.user.as_str(), read.password.as_str()), ("aide@ent.example.org", "p:s"));
        assert_eq!((read.host.as_str(), read.port, read.folder.as_str()), ("mail.example.org", 993, "Aide"));
        assert_eq!(mailbox("imap://a:b@127.0.0.1:1143").unwrap().folder, "INBOX");
        for wrong in
            ["imap://a:b@mail.example.org", "https://a:b@mail.example.org", "imaps://a@mail.example.org", "x"]
        {
            assert!(mailbox(wrong).is_err(), "{wrong}");
        }
    }
}
