//! Which addresses are nobody’s on the internet: where the server does not go by a name or an address that somebody else
//! gives, unless who runs it says so. Pure.

use std::net::IpAddr;

/// Of an inner network, of this machine, or of none.
#[must_use]
pub fn is_inner(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            let shared = a == 100 && (64..128).contains(&b);
            let of_tests = a == 198 && (b == 18 || b == 19);
            let of_protocols = (a, b, c) == (192, 0, 0);
            v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
                || a == 0
                || a >= 240
                || shared
                || of_tests
                || of_protocols
        }
        IpAddr::V6(v6) => {
            // An IPv4 address in disguise is what it is (RFC 4291, 6052, 3056).
            let inside = v6.to_ipv4_mapped().or_else(|| match v6.segments() {
                [0x64, 0xff9b, 0, 0, 0, 0, a, b] | [0x2002, a, b, ..] => {
                    let [[a, b], [c, d]] = [a.to_be_bytes(), b.to_be_bytes()];
                    Some([a, b, c, d].into())
                }
                _ => None,
            });
            let [first, second, ..] = v6.segments();
            match inside {
                Some(v4) => is_inner(v4.into()),
                // Only 2000::/3 is anybody’s on the internet (RFC 4291, 2.4); a part of it is for documents or a tunnel.
                None => first & 0xe000 != 0x2000 || first == 0x2001 && matches!(second, 0 | 0xdb8),
            }
        }
    }
}
