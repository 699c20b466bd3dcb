//! What a mail server's refusal means: is there no such mailbox, or is it about us, about today, about this letter? Only the
//! first is said of a person: a provider that takes nothing from our server for a day must not take every family's address.

/// Said of a mailbox, whatever the code beside it.
const FULL: [&str; 5] = ["overquota", "over quota", "quota exceeded", "mailbox full", "destinataire pleine"];
/// Said of a mailbox where the code says nothing of it.
const NOBODY: [&str; 12] = [
    "destinataire invalide",
    "invalid recipient",
    "user unknown",
    "unknown user",
    "no such user",
    "no such mailbox",
    "no mailbox here by that name",
    "unknown recipient",
    "recipient unknown",
    "does not exist",
    "utilisateur inconnu",
    "n'existe pas",
];

/// Of a refusal for good: `status` as RFC 3463 writes it (nothing where there is none), `words` as the server said them.
#[must_use]
pub fn is_no_mailbox(status: &str, words: &str) -> bool {
    let words = words.to_lowercase().replace('’', "'");
    if FULL.iter().any(|full| words.contains(full)) {
        return false;
    }
    // What the last server said is nearer to the truth than what the one that wrote to us made of it.
    let said = words.split(|c: char| !c.is_ascii_digit() && c != '.').find_map(code);
    match said.or_else(|| code(status)) {
        // The address (but not the sender's, 7 and 8), or a mailbox that is closed.
        Some((5, 1, 0..=6 | 9..) | (5, 2, 1)) => true,
        // « Other », and what some providers write for everything: the words decide.
        Some((5, 0 | 5, _)) | None => NOBODY.iter().any(|nobody| words.contains(nobody)),
        Some(_) => false,
    }
}

/// « 5.1.1 »; an address of a network has four parts.
fn code(text: &str) -> Option<(u16, u16, u16)> {
    let mut parts = text.trim().trim_end_matches('.').split('.').map(|part| part.parse().ok());
    let code = (parts.next()??, parts.next()??, parts.next()??);
    (parts.next().is_none() && (2..=5).contains(&code.0)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_mailbox_that_is_not_there_is_said_of_a_person() {
        for (status, words, gone) in [
            ("5.1.1", "", true),
            ("5.1.1", "550 5.1.1 <a@b.example>: Recipient address rejected: User unknown", true),
            ("5.0.0", "host mx.b.example[192.0.2.7] said: 550-5.1.1 The account does not exist.", true),
            ("5.2.1", "this account was closed", true),
            ("5.1.2", "no such domain", true),
            ("", "550 5.5.0 Adresse d au moins un destinataire invalide. Invalid recipient.", true),
            ("5.0.0", "550 Unknown user", true),
            ("", "550 cette adresse n’existe pas", true),
            // Full, in the code of another trouble.
            ("5.1.1", "552 5.1.1 Boite du destinataire pleine. Recipient overquota.", false),
            ("5.2.2", "mailbox is full", false),
            // Us, not her.
            ("5.7.1", "550 5.7.1 blocked for spam; user unknown to our list of friends", false),
            ("5.0.0", "550 5.7.1 Service refuse", false),
            ("5.1.8", "bad sender", false),
            ("5.4.4", "unable to route", false),
            ("5.0.0", "550 mail rejected", false),
            ("4.4.7", "", false),
            ("", "", false),
            ("", "192.0.2.5 says 127.0.0.1", false),
        ] {
            assert_eq!(is_no_mailbox(status, words), gone, "{status} {words}");
        }
    }
}
