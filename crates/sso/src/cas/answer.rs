//! What a service reads: XML as CAS 2 and 3 have it, or the same as JSON. Pure.

use super::rules::Leaves;
use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

pub(super) struct Success {
    pub leaves: Leaves,
    pub signed_in: DateTime<Utc>,
    /// She had just shown again that she is herself.
    pub renewed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    Request,
    /// Unknown, used, too old, of a session that is over: they are one.
    Ticket,
    Service,
}

impl Failure {
    fn said(self) -> (&'static str, &'static str) {
        match self {
            Self::Request => ("INVALID_REQUEST", "service and ticket are both required"),
            Self::Ticket => ("INVALID_TICKET", "ticket not recognized"),
            Self::Service => ("INVALID_SERVICE", "ticket is not for this service"),
        }
    }
}

impl Success {
    /// By name, in their order; the protocol’s own first.
    fn attributes(&self) -> Vec<(&'static str, String)> {
        let own = [
            ("authenticationDate", self.signed_in.to_rfc3339_opts(SecondsFormat::Secs, true)),
            ("longTermAuthenticationRequestTokenUsed", "false".to_owned()),
            ("isFromNewLogin", self.renewed.to_string()),
        ];
        own.into_iter().chain(self.leaves.attributes.iter().cloned()).collect()
    }
}

/// What no text of ours may open or close; characters that XML has no place for are left out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

pub(super) fn xml(found: &Result<Success, Failure>) -> String {
    let body = match found {
        Ok(success) => {
            let line = |(name, value): (&str, String)| {
                format!("      <cas:{name}>{}</cas:{name}>\n", escaped(&value))
            };
            let attributes: String = success.attributes().into_iter().map(line).collect();
            format!(
                "  <cas:authenticationSuccess>\n    <cas:user>{}</cas:user>\n    <cas:attributes>\n{attributes}    \
                 </cas:attributes>\n  </cas:authenticationSuccess>\n",
                escaped(&success.leaves.user)
            )
        }
        Err(failure) => {
            let (code, words) = failure.said();
            format!("  <cas:authenticationFailure code=\"{code}\">{words}</cas:authenticationFailure>\n")
        }
    };
    format!("<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\">\n{body}</cas:serviceResponse>\n")
}

/// A name that comes several times is an array.
pub(super) fn json(found: &Result<Success, Failure>) -> String {
    let body = match found {
        Ok(success) => {
            let mut attributes = Map::new();
            for (name, value) in success.attributes() {
                let value = match value.as_str() {
                    "true" => Value::Bool(true),
                    "false" => Value::Bool(false),
                    _ => Value::String(value),
                };
                match attributes.get_mut(name) {
                    None => drop(attributes.insert(name.to_owned(), value)),
                    Some(Value::Array(all)) => all.push(value),
                    Some(one) => *one = json!([one.take(), value]),
                }
            }
            json!({ "authenticationSuccess": { "user": success.leaves.user, "attributes": attributes } })
        }
        Err(failure) => {
            let (code, words) = failure.said();
            json!({ "authenticationFailure": { "code": code, "description": words } })
        }
    };
    json!({ "serviceResponse": body }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn success() -> Result<Success, Failure> {
        Ok(Success {
            leaves: Leaves {
                user: "0a".into(),
                attributes: vec![
                    ("ENTPersonProfils", "National_DIR".into()),
                    ("ENTPersonProfils", "National_ENS".into()),
                    ("ENTPersonNom", "L’<b>&\"\u{1}".into()),
                ],
            },
            signed_in: DateTime::UNIX_EPOCH,
            renewed: true,
        })
    }

    #[test]
    fn names_cannot_write_xml() {
        let text = xml(&success());
        assert!(text.contains("<cas:ENTPersonNom>L’&lt;b&gt;&amp;&quot;</cas:ENTPersonNom>"), "{text}");
        assert_eq!(text.matches("<cas:ENTPersonProfils>").count(), 2);
        assert!(text.contains("<cas:authenticationDate>1970-01-01T00:00:00Z</cas:authenticationDate>"));
        assert!(text.contains("<cas:isFromNewLogin>true</cas:isFromNewLogin>"));
    }

    #[test]
    fn json_says_the_same() {
        let read: Value = serde_json::from_str(&json(&success())).unwrap();
        let found = &read["serviceResponse"]["authenticationSuccess"];
        assert_eq!(found["user"], "0a");
        assert_eq!(found["attributes"]["ENTPersonProfils"], json!(["National_DIR", "National_ENS"]));
        let read: Value = serde_json::from_str(&json(&Err(Failure::Ticket))).unwrap();
        assert_eq!(read["serviceResponse"]["authenticationFailure"]["code"], "INVALID_TICKET");
    }
}
