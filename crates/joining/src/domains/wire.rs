//! What a question to a name server looks like, and its answer (RFC 1035 §4, RFC 3596). Pure.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) const A: u16 = 1;
pub(super) const AAAA: u16 = 28;

/// One question, of the internet class, recursion asked for.
pub(super) fn question(id: u16, name: &str, kind: u16) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len() + 18);
    out.extend(id.to_be_bytes());
    out.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    for label in name.trim_end_matches('.').split('.') {
        // A label has at most 63 bytes: `rules` has said so.
        out.push(u8::try_from(label.len()).unwrap_or(63));
        out.extend(label.bytes().take(63));
    }
    out.push(0);
    out.extend(kind.to_be_bytes());
    out.extend([0, 1]);
    out
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reply {
    /// The name exists; perhaps without an address of this kind.
    Addresses(Vec<IpAddr>),
    NoSuchName,
    /// The server says that it cannot answer now.
    Failed,
    /// Too long for a datagram: to be asked again over TCP.
    Cut,
}

/// The answer to this question; nothing when it is not one: another id, another question, bytes that make no sense.
pub(super) fn reply(question: &[u8], bytes: &[u8]) -> Option<Reply> {
    let asked = question.get(12..)?;
    if bytes.get(..2)? != &question[..2] || bytes.get(2)? & 0x80 == 0 || bytes.get(4..6)? != [0, 1] {
        return None;
    }
    let repeated = bytes.get(12..12 + asked.len())?;
    if !repeated.eq_ignore_ascii_case(asked) {
        return None;
    }
    if bytes[2] & 0x02 != 0 {
        return Some(Reply::Cut);
    }
    match bytes.get(3)? & 0x0f {
        0 => {}
        3 => return Some(Reply::NoSuchName),
        _ => return Some(Reply::Failed),
    }
    let answers = u16::from_be_bytes([bytes[6], bytes[7]]);
    let mut at = 12 + asked.len();
    let mut found = Vec::new();
    for _ in 0..answers {
        at = after_name(bytes, at)?;
        let head = bytes.get(at..at + 10)?;
        let (kind, length) =
            (u16::from_be_bytes([head[0], head[1]]), usize::from(u16::from_be_bytes([head[8], head[9]])));
        let data = bytes.get(at + 10..at + 10 + length)?;
        match kind {
            A => found.push(IpAddr::V4(Ipv4Addr::from(<[u8; 4]>::try_from(data).ok()?))),
            AAAA => found.push(IpAddr::V6(Ipv6Addr::from(<[u8; 16]>::try_from(data).ok()?))),
            // A CNAME: a server that resolves gives what it leads to in the same answer.
            _ => {}
        }
        at += 10 + length;
    }
    Some(Reply::Addresses(found))
}

/// Where a name ends: at its last label, or at the pointer that stands for the rest.
fn after_name(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            0 => return Some(at + 1),
            length if length & 0xc0 == 0xc0 => return Some(at + 2),
            length if length & 0xc0 == 0 => at += 1 + usize::from(length),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "tilleuls.ent.example.org";

    fn answered(kind: u16, flags: [u8; 2], records: &[&[u8]]) -> Vec<u8> {
        let mut bytes = question(7, NAME, kind);
        bytes[2..4].copy_from_slice(&flags);
        bytes[7] = u8::try_from(records.len()).unwrap();
        records.iter().for_each(|r| bytes.extend(*r));
        bytes
    }

    #[test]
    fn an_answer_is_read_through_an_alias() {
        // The name points back at the question; the alias leads to another name, whose address follows.
        let alias =
            [&[0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 6][..], &[3, b'e', b'n', b't', 0xc0, 21]].concat();
        let address =
            [&[3, b'e', b'n', b't', 0xc0, 21][..], &[0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]].concat();
        let bytes = answered(A, [0x81, 0x80], &[&alias, &address]);
        let expected = Reply::Addresses(vec!["192.0.2.7".parse().unwrap()]);
        assert_eq!(reply(&question(7, NAME, A), &bytes), Some(expected));
    }

    #[test]
    fn what_is_no_answer_is_none_and_what_fails_is_said() {
        let asked = question(7, NAME, AAAA);
        assert_eq!(reply(&asked, &answered(AAAA, [0x81, 0x83], &[])), Some(Reply::NoSuchName));
        assert_eq!(reply(&asked, &answered(AAAA, [0x81, 0x82], &[])), Some(Reply::Failed));
        assert_eq!(reply(&asked, &answered(AAAA, [0x83, 0x80], &[])), Some(Reply::Cut));
        assert_eq!(reply(&asked, &answered(AAAA, [0x81, 0x80], &[])), Some(Reply::Addresses(vec![])));
        assert_eq!(reply(&asked, &question(8, NAME, AAAA)), None, "another id");
        assert_eq!(reply(&asked, &answered(A, [0x81, 0x80], &[])), None, "another question");
        assert_eq!(reply(&asked, &asked), None, "our own question");
        for length in 0..asked.len() {
            assert_eq!(reply(&asked, &asked[..length]), None);
        }
    }

    #[test]
    fn bytes_of_chance_are_survived() {
        let asked = question(7, NAME, A);
        let mut bytes =
            answered(A, [0x81, 0x80], &[&[0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7]]);
        for at in 0..bytes.len() {
            for value in [0, 1, 63, 64, 0xc0, 0xff] {
                let was = std::mem::replace(&mut bytes[at], value);
                reply(&asked, &bytes);
                bytes[at] = was;
            }
        }
    }
}
