//! What another ENT says, as XML: of a ticket whose it is, of a session that it is over. What is not exactly that is
//! nothing. No document type, no entity but XML’s own, no comment, nothing deep, nothing cut. Pure.

use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;

const CAS: &str = "http://www.yale.edu/tp/cas";
const SAML: &str = "urn:oasis:names:tc:SAML:2.0:protocol";
const DEEP: usize = 12;
const ELEMENTS: usize = 2000;
/// What an identifier may weigh.
const LONG: usize = 256;

struct Node {
    space: String,
    name: String,
    text: String,
    inner: Vec<Node>,
}

impl Node {
    fn of(space: String, tag: &BytesStart<'_>) -> Self {
        Self { space, name: tag.local_name().as_ref().to_owned(), text: String::new(), inner: Vec::new() }
    }

    fn is(&self, space: &str, name: &str) -> bool {
        self.space == space && self.name == name
    }

    /// The only one of this name.
    fn only(&self, space: &str, name: &str) -> Option<&Self> {
        let mut found = self.inner.iter().filter(|node| node.is(space, name));
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }

    /// A word, and nothing inside it.
    fn word(&self) -> Option<String> {
        let word = self.text.trim();
        let good = self.inner.is_empty()
            && !word.is_empty()
            && word.len() <= LONG
            && !word.chars().any(char::is_control);
        good.then(|| word.to_owned())
    }
}

/// By what the other ENT knows her.
pub(super) fn whose(text: &str) -> Option<String> {
    let root = tree(text).filter(|root| root.is(CAS, "serviceResponse"))?;
    let [success] = root.inner.as_slice() else { return None };
    // A ticket that went through a third party is none here.
    let direct = !success.inner.iter().any(|node| node.name == "proxies");
    if success.is(CAS, "authenticationSuccess") && direct { success.only(CAS, "user")?.word() } else { None }
}

/// The ticket whose session is over there.
pub(super) fn over(text: &str) -> Option<String> {
    let root = tree(text).filter(|root| root.is(SAML, "LogoutRequest"))?;
    root.only(SAML, "SessionIndex")?.word()
}

/// A whole document.
fn tree(text: &str) -> Option<Node> {
    let mut reader = NsReader::from_str(text);
    let (mut open, mut root, mut elements) = (Vec::<Node>::new(), None, 0);
    loop {
        let (space, event) = reader.read_resolved_event().ok()?;
        let space = match space {
            ResolveResult::Bound(space) => space.as_ref().to_owned(),
            ResolveResult::Unbound => String::new(),
            ResolveResult::Unknown(_) => return None,
        };
        let closed = match event {
            Event::Start(tag) => {
                open.push(Node::of(space, &tag));
                elements += 1;
                None
            }
            Event::Empty(tag) => {
                elements += 1;
                Some(Node::of(space, &tag))
            }
            Event::End(_) => Some(open.pop()?),
            Event::Eof => return if open.is_empty() { root } else { None },
            event => {
                said(open.last_mut(), &event)?;
                None
            }
        };
        if root.is_some() && (closed.is_some() || !open.is_empty())
            || open.len() > DEEP
            || elements > ELEMENTS
        {
            return None;
        }
        if let Some(node) = closed {
            match open.last_mut() {
                Some(around) => around.inner.push(node),
                None => root = Some(node),
            }
        }
    }
}

/// Text, and what may stand around the root; nothing: it is refused.
fn said(inside: Option<&mut Node>, event: &Event<'_>) -> Option<()> {
    match (event, inside) {
        (Event::Decl(_), None) => {}
        (Event::Text(text), None) => return text.trim().is_empty().then_some(()),
        (Event::Text(text), Some(node)) => node.text.push_str(text),
        (Event::CData(text), Some(node)) => node.text.push_str(text),
        (Event::GeneralRef(name), Some(node)) => node.text.push(character(name)?),
        _ => return None,
    }
    Some(())
}

/// The five of XML, and numbers.
fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        number => {
            let number = number.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn success(inside: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<cas:serviceResponse xmlns:cas=\"{CAS}\"><cas:authenticationSuccess>{inside}\
             </cas:authenticationSuccess></cas:serviceResponse>\n"
        )
    }

    #[test]
    fn a_success_says_one_user() {
        for (inside, user) in [
            ("<cas:user> 9f3a </cas:user><cas:attributes><cas:x>y</cas:x></cas:attributes>", "9f3a"),
            ("<cas:user>a&amp;b&#x2D;c</cas:user>", "a&b-c"),
            ("<cas:user><![CDATA[a<b]]></cas:user>", "a<b"),
            // Way 3 of the partners: un-namespaced, inside the attributes.
            (
                "<cas:user>u</cas:user><cas:attributes><userAttributes><user>mal</user></userAttributes></cas:attributes>",
                "u",
            ),
        ] {
            assert_eq!(whose(&success(inside)).as_deref(), Some(user), "{inside}");
        }
        let other_prefix = format!(
            "<serviceResponse xmlns=\"{CAS}\"><authenticationSuccess><user>u</user></authenticationSuccess></serviceResponse>"
        );
        assert_eq!(whose(&other_prefix).as_deref(), Some("u"));
    }

    #[test]
    fn what_is_not_exactly_that_is_nobody() {
        let good = success("<cas:user>u</cas:user>");
        let deep = format!("{}{}", "<cas:x>".repeat(20), "</cas:x>".repeat(20));
        let wide = format!("<cas:user>u</cas:user>{}", "<cas:x/>".repeat(3000));
        let long = "u".repeat(300);
        let failure = format!(
            "<cas:serviceResponse xmlns:cas=\"{CAS}\"><cas:authenticationFailure code=\"INVALID_TICKET\">non</cas:authenticationFailure></cas:serviceResponse>"
        );
        for bad in [
            String::new(),
            "oui\nu\n".to_owned(),
            good[..good.len() - 5].to_owned(),
            good.trim_end().strip_suffix("</cas:serviceResponse>").unwrap().to_owned(),
            format!("{good}<x/>"),
            format!("{good}{good}"),
            good.replace("<cas:serviceResponse", "<!DOCTYPE x [<!ENTITY a \"u\">]><cas:serviceResponse"),
            good.replace(
                "<cas:serviceResponse",
                "<!DOCTYPE x SYSTEM \"http://mal.example/x.dtd\"><cas:serviceResponse",
            ),
            good.replace(">u<", ">&a;<"),
            good.replace(">u<", ">u<!-- x -->v<"),
            good.replace(">u<", "><?x y?>u<"),
            good.replace(">u<", "><cas:b>u</cas:b><"),
            good.replace(">u<", "> <"),
            good.replace(">u<", ">u&#10;v<"),
            good.replace(">u<", &format!(">{long}<")),
            good.replace(CAS, "http://mal.example/cas"),
            good.replace("xmlns:cas", "xmlns:sac"),
            success("<cas:user>u</cas:user><cas:user>v</cas:user>"),
            success("<cas:attributes><cas:user>u</cas:user></cas:attributes>"),
            success(
                "<cas:user>u</cas:user><cas:proxies><cas:proxy>https://mal.example</cas:proxy></cas:proxies>",
            ),
            success("<user>u</user>"),
            success(&format!("<cas:user>u</cas:user>{deep}")),
            success(&wide),
            failure.clone(),
            // A failure and a success: which?
            good.replace(
                "<cas:authenticationSuccess>",
                "<cas:authenticationFailure/><cas:authenticationSuccess>",
            ),
        ] {
            assert_eq!(whose(&bad), None, "{bad}");
        }
    }

    #[test]
    fn an_end_names_one_ticket() {
        let said = |inside: &str| {
            format!(
                "<samlp:LogoutRequest xmlns:samlp=\"{SAML}\" ID=\"LR-1\" Version=\"2.0\"><saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">@NOT_USED@</saml:NameID>{inside}</samlp:LogoutRequest>"
            )
        };
        let one = "<samlp:SessionIndex>ST-1</samlp:SessionIndex>";
        assert_eq!(over(&said(one)).as_deref(), Some("ST-1"));
        for bad in [said(""), said(&one.repeat(2)), said("<SessionIndex>ST-1</SessionIndex>"), success(one)] {
            assert_eq!(over(&bad), None, "{bad}");
        }
    }
}
