//! Who needs a second factor, and what a code is. Pure.

use kernel::RoleKind;
use totp_rs::{Builder, Secret, Totp};

/// Recovery codes made at a time.
pub const CODES: usize = 10;

/// Whoever reaches beyond a class: a stolen password must not open a school. Every kind is named here, so
/// that a new one is decided about.
#[must_use]
pub fn needed_for(kind: RoleKind) -> bool {
    use RoleKind::{
        Aesh, Atsem, CommuneAgent, DigitalInspector, Guardian, Head, Helper, Inspector, LegalAdviser,
        National, Operator, ProjectManager, Pupil, Staff, Substitute, Teacher,
    };
    match kind {
        Head | Inspector | Operator | ProjectManager | CommuneAgent | LegalAdviser | National
        | DigitalInspector => true,
        Pupil | Guardian | Teacher | Staff | Substitute | Atsem | Aesh | Helper => false,
    }
}

/// The counter behind a secret: six digits, thirty seconds, one step of patience on each side, SHA-1 as every
/// application knows it.
#[must_use]
pub fn counter(secret: &[u8], project: &str, login: &str) -> Option<Totp> {
    // A colon separates the two in the address that the QR code holds.
    let issuer = project.replace(':', " ");
    Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_account_name(login.replace(':', " "))
        .with_issuer(Some(issuer))
        .build()
        .ok()
}

/// Six digits, however they were typed.
#[must_use]
pub fn digits(typed: &str) -> Option<String> {
    let code: String = typed.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    (code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit())).then_some(code)
}

/// `JBSW Y3DP…`, to be typed where nothing can be scanned.
#[must_use]
pub fn in_fours(text: &str) -> String {
    let signs: Vec<char> = text.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: the secret « 12345678901234567890 », at 59 seconds, eight digits 94287082.
        let totp = counter(b"12345678901234567890", "ENT", "nadia").unwrap();
        assert_eq!(totp.generate(59).to_string(), "287082");
        assert_eq!(totp.check("287082", 59), Some(1));
        assert_eq!(totp.check("287082", 59 + 30), Some(1), "one step late");
        assert_eq!(totp.check("287082", 59 + 90), None);
        assert_eq!(digits(" 287 082 ").as_deref(), Some("287082"));
        assert_eq!(digits("28708"), None);
    }
}
