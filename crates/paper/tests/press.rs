//! What comes out of the press, read back.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails, saying where")]

use paper::{Qr, Template, print};
use serde_json::json;
use std::process::{Command, Stdio};
use std::{fs, io::Write};

/// Names as they come, one on a line of the page.
const NAMES: Template = Template(
    r#"#import "/house.typ": house
#let data = json("/data.json")
#show: house.with(data)
#set text(size: 7pt)
#for name in data.names { block(above: 1mm, below: 1mm, name) }"#,
);

/// The words of a PDF, as poppler reads them; `None` where it is not installed.
fn words(pdf: &[u8]) -> Option<String> {
    let read = Command::new("pdftotext")
        .args(["-raw", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut read = match read {
        Ok(read) => read,
        Err(_) if std::env::var_os("CI").is_none() => return None,
        Err(missing) => panic!("pdftotext (poppler-utils) is needed: {missing}"),
    };
    read.stdin.take().unwrap().write_all(pdf).unwrap();
    Some(String::from_utf8(read.wait_with_output().unwrap().stdout).unwrap())
}

fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'))
        .collect()
}

#[tokio::test]
async fn names_come_out_as_they_are_written() {
    let list = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/names.txt")).unwrap();
    let names: Vec<&str> = list.lines().collect();
    assert!(names.len() > 50);
    let pdf = print(NAMES, &json!({ "title": "Noms", "names": names })).await.unwrap();
    assert!(pdf.starts_with(b"%PDF-1.7"));
    let Some(words) = words(&pdf) else { return };
    let words = squeezed(&words);
    for name in names {
        // Arabic comes out of a PDF in the order in which it is drawn.
        let (there, turned) = (squeezed(name), squeezed(&name.chars().rev().collect::<String>()));
        let composed = there.replace("e\u{301}", "é");
        assert!([there, turned, composed].iter().any(|name| words.contains(name)), "{name} in {words}");
    }
}

#[tokio::test]
async fn the_same_makes_the_same_bytes_tagged_and_in_french() {
    let data = json!({ "title": "Fiches : CE2", "names": ["Lina", "😀"] });
    let (one, two) = (print(NAMES, &data).await.unwrap(), print(NAMES, &data).await.unwrap());
    assert!(one == two);
    let holds = |what: &[u8]| one.windows(what.len()).any(|bytes| bytes == what);
    for what in ["/MarkInfo", "/Lang(fr-FR)", "pdfuaid", "/DisplayDocTitle true"] {
        assert!(holds(what.as_bytes()), "{what}");
    }
}

#[tokio::test]
async fn a_template_reaches_nothing_and_its_error_quotes_nothing() {
    for source in
        ["#read(\"/etc/passwd\")", "#import \"@preview/cades:0.3.0\": qr-code", "#read(\"../Cargo.toml\")"]
    {
        let refused = print(Template(source), &json!({ "title": "x" })).await;
        assert!(refused.is_err(), "{source}");
    }
    let source = "#let data = json(\"/data.json\")\n#panic(data.title)";
    let said = print(Template(source), &json!({ "title": "Lina Haddad" })).await.unwrap_err().to_string();
    assert!(!said.contains("Haddad"), "{said}");
}

#[test]
fn an_address_becomes_a_picture_and_a_novel_none() {
    let svg = serde_json::to_value(Qr::of("https://ent.example.org/activation?code=7KQ2-M9TX-4HWD")).unwrap();
    assert!(svg.as_str().unwrap().starts_with("<svg "));
    assert!(Qr::of(&"long ".repeat(900)).is_none());
}
