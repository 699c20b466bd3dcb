//! A name’s certificate, fetched by a real handshake, and a page asked for behind it.

use chrono::{DateTime, Utc};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use tokio_rustls::rustls::{self, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme};
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

const PATIENCE: Duration = Duration::from_secs(8);
/// So much of a page is read.
const PAGE: u64 = 64 * 1024;

/// What a certificate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Certificate {
    pub names: Vec<String>,
    pub issuer: String,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// What a browser would hold against it: nothing is good.
    pub trouble: Option<Trouble>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    OtherName,
    Over,
    NotYet,
    /// Signed by itself, or by an authority that browsers do not know.
    Unknown,
    Unsound,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reached {
    /// Nobody listens, or nobody speaks TLS.
    NoServer,
    Certificate(Certificate),
    /// With the status that `/sante` was answered with; nothing when what came was no page.
    Page(Certificate, Option<u16>),
}

/// A handshake with this address in the name’s name; then a page, if the certificate is good.
pub(super) async fn fetch(
    name: &str,
    address: IpAddr,
    port: u16,
    root: Option<&[u8]>,
    now: DateTime<Utc>,
) -> Reached {
    let seen = Arc::new(Mutex::new(None));
    let work = shake(name, SocketAddr::new(address, port), root, now, seen.clone());
    let stream = timeout(PATIENCE, work).await.ok().flatten();
    let Some(certificate) = seen.lock().ok().and_then(|mut seen| seen.take()) else {
        return Reached::NoServer;
    };
    match stream {
        Some(stream) if certificate.trouble.is_none() => {
            let status = timeout(PATIENCE, ask(stream, name)).await.ok().flatten();
            Reached::Page(certificate, status)
        }
        _ => Reached::Certificate(certificate),
    }
}

async fn shake(
    name: &str,
    address: SocketAddr,
    root: Option<&[u8]>,
    now: DateTime<Utc>,
    seen: Arc<Mutex<Option<Certificate>>>,
) -> Option<TlsStream<TcpStream>> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    if let Some(root) = root {
        roots.add(CertificateDer::from(root.to_vec())).ok()?;
    }
    let real = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider.clone()).build().ok()?;
    let verifier = Arc::new(Looking { real, seen, now });
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .ok()?
        .dangerous()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let stream = TcpStream::connect(address).await.ok()?;
    let name = ServerName::try_from(name.to_owned()).ok()?;
    TlsConnector::from(Arc::new(config)).connect(name, stream).await.ok()
}

/// Keeps what the certificate says, and what the real verification says of it; the handshake goes on, so that the key is
/// proved, and nothing but `/sante` is ever asked.
#[derive(Debug)]
struct Looking {
    real: Arc<WebPkiServerVerifier>,
    seen: Arc<Mutex<Option<Certificate>>>,
    now: DateTime<Utc>,
}

impl ServerCertVerifier for Looking {
    fn verify_server_cert(
        &self,
        end: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        // The house’s clock says what day it is, not the system’s.
        let seconds = u64::try_from(self.now.timestamp()).unwrap_or_default();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
        let trouble = self.real.verify_server_cert(end, between, name, ocsp, now).err().map(|e| trouble(&e));
        if let Ok(mut seen) = self.seen.lock() {
            *seen = Some(read(end, trouble));
        }
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.real.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.real.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.real.supported_verify_schemes()
    }
}

fn trouble(error: &rustls::Error) -> Trouble {
    use rustls::CertificateError as E;
    match error {
        rustls::Error::InvalidCertificate(E::NotValidForName | E::NotValidForNameContext { .. }) => {
            Trouble::OtherName
        }
        rustls::Error::InvalidCertificate(E::Expired | E::ExpiredContext { .. }) => Trouble::Over,
        rustls::Error::InvalidCertificate(E::NotValidYet | E::NotValidYetContext { .. }) => Trouble::NotYet,
        rustls::Error::InvalidCertificate(E::UnknownIssuer) => Trouble::Unknown,
        _ => Trouble::Unsound,
    }
}

fn read(der: &[u8], trouble: Option<Trouble>) -> Certificate {
    let Ok((_, one)) = X509Certificate::from_der(der) else {
        let (names, issuer) = (Vec::new(), String::new());
        return Certificate { names, issuer, from: None, until: None, trouble: Some(Trouble::Unsound) };
    };
    let alternative = one.subject_alternative_name().ok().flatten();
    let names =
        alternative.map(|san| san.value.general_names.iter().filter_map(dns_name).take(100).collect());
    let organisation =
        one.issuer().iter_organization().next().or_else(|| one.issuer().iter_common_name().next());
    Certificate {
        names: names.unwrap_or_default(),
        issuer: organisation.and_then(|o| o.as_str().ok()).unwrap_or_default().chars().take(200).collect(),
        from: DateTime::from_timestamp(one.validity().not_before.timestamp(), 0),
        until: DateTime::from_timestamp(one.validity().not_after.timestamp(), 0),
        trouble,
    }
}

fn dns_name(name: &GeneralName<'_>) -> Option<String> {
    match name {
        GeneralName::DNSName(name) => Some((*name).chars().take(253).collect()),
        _ => None,
    }
}

/// The status of `/sante`.
async fn ask(mut stream: TlsStream<TcpStream>, name: &str) -> Option<u16> {
    let request =
        format!("GET /sante HTTP/1.1\r\nHost: {name}\r\nUser-Agent: preau\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    // A server that ends without saying so has answered all the same.
    let _ = stream.take(PAGE).read_to_end(&mut answer).await;
    status(&answer)
}

fn status(answer: &[u8]) -> Option<u16> {
    let line = answer.split(|b| *b == b'\r').next()?;
    let mut words = std::str::from_utf8(line).ok()?.split(' ');
    words.next()?.starts_with("HTTP/1.").then_some(())?;
    words.next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_and_what_is_no_page_is_none() {
        assert_eq!(status(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok"), Some(200));
        assert_eq!(status(b"HTTP/1.0 404\r\n"), Some(404));
        for other in [&b""[..], b"SSH-2.0-OpenSSH\r\n", b"HTTP/1.1\r\n", b"\xff\xfe"] {
            assert_eq!(status(other), None);
        }
    }
}
