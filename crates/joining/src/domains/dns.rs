//! Looking a name up: at the server that the settings name, else at those of the system.

use super::wire::{self, A, AAAA, Reply};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpStream, UdpSocket};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(3);
const TRIES: usize = 2;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    Addresses(Vec<IpAddr>),
    NoSuchName,
    /// Nobody answered, or nobody could.
    NoAnswer,
}

pub(super) async fn look_up(name: &str, server: Option<SocketAddr>) -> Found {
    let servers = server.map_or_else(of_the_system, |one| vec![one]);
    for server in servers.iter().cycle().take(servers.len() * TRIES) {
        let (four, six) = tokio::join!(ask(*server, name, A), ask(*server, name, AAAA));
        match (four, six) {
            (Some(Reply::NoSuchName), _) | (_, Some(Reply::NoSuchName)) => return Found::NoSuchName,
            (Some(Reply::Addresses(mut all)), Some(Reply::Addresses(more))) => {
                all.extend(more);
                all.sort_unstable();
                all.dedup();
                return Found::Addresses(all);
            }
            _ => {}
        }
    }
    Found::NoAnswer
}

/// « nameserver 192.0.2.53 », as resolv.conf(5) says; without the file, this machine’s own.
fn of_the_system() -> Vec<SocketAddr> {
    let text = std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let servers: Vec<_> = servers_of(&text).collect();
    if servers.is_empty() { vec![SocketAddr::from((Ipv4Addr::LOCALHOST, 53))] } else { servers }
}

fn servers_of(text: &str) -> impl Iterator<Item = SocketAddr> + '_ {
    let named = text.lines().filter_map(|line| line.trim().strip_prefix("nameserver"));
    named.filter_map(|rest| rest.trim().parse::<IpAddr>().ok()).map(|ip| SocketAddr::new(ip, 53)).take(3)
}

async fn ask(server: SocketAddr, name: &str, kind: u16) -> Option<Reply> {
    let question = wire::question(rand::random(), name, kind);
    match timeout(PATIENCE, by_datagram(server, &question)).await.ok()?.ok()? {
        Reply::Cut => timeout(PATIENCE, by_stream(server, &question)).await.ok()?.ok()?,
        reply => Some(reply),
    }
}

/// From a port of chance, which the answer has to come back to; what is no answer to the question is passed over.
async fn by_datagram(server: SocketAddr, question: &[u8]) -> std::io::Result<Reply> {
    let here: SocketAddr =
        if server.is_ipv4() { "0.0.0.0:0" } else { "[::]:0" }.parse().map_err(std::io::Error::other)?;
    let socket = UdpSocket::bind(here).await?;
    socket.connect(server).await?;
    socket.send(question).await?;
    let mut bytes = [0; 4096];
    loop {
        let length = socket.recv(&mut bytes).await?;
        if let Some(reply) = wire::reply(question, &bytes[..length]) {
            return Ok(reply);
        }
    }
}

async fn by_stream(server: SocketAddr, question: &[u8]) -> std::io::Result<Option<Reply>> {
    let mut stream = TcpStream::connect(server).await?;
    let length = u16::try_from(question.len()).map_err(std::io::Error::other)?;
    stream.write_all(&[&length.to_be_bytes(), question].concat()).await?;
    let length = stream.read_u16().await?;
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await?;
    Ok(wire::reply(question, &bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_servers_are_read() {
        let text = "# comment\nsearch example.org\nnameserver 192.0.2.53\nnameserver\t2001:db8::53\nnameserver nobody\n";
        let servers: Vec<String> = servers_of(text).map(|s| s.to_string()).collect();
        assert_eq!(servers, ["192.0.2.53:53", "[2001:db8::53]:53"]);
    }
}
