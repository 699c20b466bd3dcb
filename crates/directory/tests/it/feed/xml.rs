//! Files that lie, are cut, or attack.

use directory::feed::{FeedError, Record, WarningKind as W};

use super::{NAMED, Written, add, document, files, named, pupil, warned};

fn refusal(bytes: impl AsRef<[u8]>) -> FeedError {
    let feed = Written::complete().file("Eleve", bytes);
    feed.read().expect_err("the feed must be refused")
}

fn hostile(name: &str) -> Vec<u8> {
    std::fs::read(files("hostile").join(name)).unwrap()
}

fn first_name(bytes: impl AsRef<[u8]>) -> (String, Vec<(W, usize)>) {
    let (records, report) = Written::complete().file("Eleve", bytes).read().unwrap();
    let [Record::Pupil(entry)] = &records[..] else { panic!("{records:?}") };
    (entry.action.said().unwrap().person.first_name.get().unwrap().clone(), warned(&report))
}

/// A document with one pupil, `declaration` in its prolog.
fn zoe(declaration: &str) -> String {
    let record = add("Eleve", "1", &[("ENTPersonNom", "ROY"), ("ENTPersonPrenom", "Zoé Œuf")]);
    format!("<?xml version=\"1.0\"{declaration}?>\n<ficAlimMENESR>{record}</ficAlimMENESR>")
}

#[test]
fn every_encoding_that_feeds_have_is_read() {
    let latin = |label: &str, encoding: &'static encoding_rs::Encoding| {
        let text = zoe(&format!(" encoding=\"{label}\""));
        first_name(encoding.encode(&text).0)
    };
    let read = |name: &str| (name.to_owned(), vec![]);
    assert_eq!(latin("UTF-8", encoding_rs::UTF_8), read("Zoé Œuf"));
    assert_eq!(latin("ISO-8859-15", encoding_rs::ISO_8859_15), read("Zoé Œuf"));
    assert_eq!(latin("windows-1252", encoding_rs::WINDOWS_1252), read("Zoé Œuf"));
    assert_eq!(first_name(zoe("")), read("Zoé Œuf"));
    assert_eq!(first_name("\u{feff}".to_owned() + &zoe(" encoding=\"UTF-8\"")), read("Zoé Œuf"));
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(zoe(" encoding=\"UTF-16\"").encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(first_name(utf16), read("Zoé Œuf"));
}

#[test]
fn an_encoding_that_is_not_said_or_wrongly_said_is_told() {
    let undeclared = encoding_rs::ISO_8859_15.encode(&zoe("")).0.into_owned();
    assert_eq!(first_name(undeclared), ("Zoé Œuf".into(), vec![(W::UndeclaredEncoding, 1)]));
    assert_eq!(first_name(zoe(" encoding=\"ISO-8859-15\"")), ("Zoé Œuf".into(), vec![(W::FalseLatin, 1)]));
}

#[test]
fn a_file_that_is_not_the_utf_8_it_declares_is_refused_with_its_line() {
    let lie = encoding_rs::ISO_8859_15.encode(&zoe(" encoding=\"UTF-8\"")).0.into_owned();
    let FeedError::WrongEncoding { line, declared, .. } = refusal(lie) else { panic!() };
    assert_eq!((line, declared), (2, "UTF-8"));
    assert!(
        matches!(refusal(hostile("utf7.xml")), FeedError::UnknownEncoding { encoding, .. } if encoding == "UTF-7")
    );
}

#[test]
fn undeclared_html_names_become_their_characters() {
    let (pupil, report) = pupil(&[
        ("ENTPersonNom", "L&apos;H&Ocirc;TE &amp; C&#39;IE R&D"),
        ("ENTPersonPrenom", "Zo&eacute; &quot;&#xCE;ris&quot; &inconnu;"),
    ]);
    assert_eq!(pupil.person.last_name.get().unwrap(), "L'HÔTE & C'IE R&D");
    assert_eq!(pupil.person.first_name.get().unwrap(), "Zoé \"Îris\" &inconnu;");
    assert_eq!(warned(&report), [(W::UnknownEntity, 1)]);
}

#[test]
fn markup_in_a_name_is_text_and_controls_are_removed() {
    let (injected, _) = pupil(&named(&[("ENTEleveCycle", "&lt;img src=x onerror=alert(1)&gt;")]));
    assert_eq!(injected.cycle.get().unwrap(), "<img src=x onerror=alert(1)>");
    let (cdata, _) = pupil(&named(&[("ENTEleveCycle", "<![CDATA[a & <b>]]>")]));
    assert_eq!(cdata.cycle.get().unwrap(), "a & <b>");
    let (control, report) = pupil(&named(&[("ENTEleveCycle", "CYCLE\u{0}\u{8} I&#0;&#x202E;I\nbis")]));
    assert_eq!(control.cycle.get().unwrap(), "CYCLE II bis");
    assert_eq!(warned(&report), [(W::ControlCharacter, 1)]);
}

#[test]
fn a_cut_file_refuses_the_feed_wherever_it_is_cut() {
    let whole = document(&add("Eleve", "1", &NAMED).repeat(3));
    let start = whole.find("<ficAlim").unwrap() + 3;
    let end = whole.rfind("</ficAlim").unwrap() + "</ficAlimMENESR>".len();
    for cut in start..end {
        let refused = refusal(&whole[..cut]);
        assert!(matches!(refused, FeedError::Truncated { .. }), "at {cut}: {refused}");
    }
    assert!(matches!(refusal(hostile("aaf-tronque.xml")), FeedError::Truncated { line: 9, .. }));
    assert!(matches!(refusal(""), FeedError::Truncated { .. }));
}

#[test]
fn a_document_type_that_defines_anything_is_refused() {
    for name in [
        "aaf-milliard-de-rires.xml",
        "milliard-de-rires.xml",
        "xxe-fichier.xml",
        "xxe-http.xml",
        "xxe-parametre.xml",
    ] {
        let refused = refusal(hostile(name));
        assert!(matches!(refused, FeedError::Entities { .. }), "{name}: {refused}");
    }
}

#[test]
fn an_external_document_type_is_never_fetched_and_inclusions_never_made() {
    for name in ["dtd-distante.xml", "dtd-traversee.xml"] {
        let (records, _) = Written::complete().file("Eleve", hostile(name)).read().unwrap();
        assert_eq!(records.len(), 1, "{name}");
    }
    let (records, report) = Written::complete().file("Eleve", hostile("xinclude.xml")).read().unwrap();
    assert!(records.is_empty());
    assert_eq!(warned(&report), [(W::UnknownElement, 1)]);
}

#[test]
fn what_is_not_a_feed_is_refused() {
    assert!(matches!(refusal(hostile("caracteres-interdits.xml")), FeedError::NotAaf { .. }));
    assert!(matches!(refusal("<html><body/></html>"), FeedError::NotAaf { .. }));
    assert!(matches!(refusal(document("") + "<ficAlimMENESR/>"), FeedError::NotAaf { .. }));
    assert!(matches!(
        refusal(document("<addRequest></modifyRequest>")),
        FeedError::Malformed { line: 4, .. }
    ));
    assert!(matches!(refusal(document("<addRequest a=b c></addRequest>")), FeedError::Malformed { .. }));
}

#[test]
fn every_size_has_a_limit() {
    let value = |length| document(&add("Eleve", "1", &named(&[("ENTEleveCycle", &"a".repeat(length))])));
    let attributes: String = (0..20_000).map(|i| format!(" a{i}=\"\"")).collect();
    let many: Vec<(String, String)> = (0..300).map(|i| (format!("ENT{i}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let values = vec!["v"; 100_000].join("|");
    for (what, bytes) in [
        ("depth", format!("<ficAlimMENESR>{}", "<a>".repeat(50_000))),
        ("attributes of a tag", document(&format!("<addRequest{attributes}/>"))),
        ("some attributes of a tag", document(&format!("<addRequest{}/>", &attributes[..200]))),
        ("long value", value(70_000)),
        ("very long value", value(10_000_000)),
        (
            "value of references",
            document(&add("Eleve", "1", &named(&[("ENTEleveCycle", &"&#97;".repeat(70_000))]))),
        ),
        ("attributes of a record", document(&add("Eleve", "1", &many))),
        ("values of a record", document(&add("Eleve", "1", &named(&[("ENTPersonAutresPrenoms", &values)])))),
        ("comment", document(&format!("<!--{}-->", "a".repeat(1_000_000)))),
    ] {
        let refused = refusal(bytes);
        assert!(matches!(refused, FeedError::BeyondLimit { .. }), "{what}: {refused}");
    }
    assert!(Written::complete().file("Eleve", value(60_000)).read().is_ok());
}

#[test]
fn an_empty_complete_feed_is_read_and_says_that_it_is_empty() {
    let (records, report) = Written::complete().file("Eleve", hostile("aaf-vide.xml")).read().unwrap();
    assert!(records.is_empty());
    assert_eq!(report.empty().len(), 4);
}

#[test]
fn the_first_of_two_records_with_one_key_stays() {
    let (records, report) = Written::complete().file("Eleve", hostile("aaf-doublons.xml")).read().unwrap();
    let [Record::Pupil(entry)] = &records[..] else { panic!("{records:?}") };
    assert_eq!(entry.action.said().unwrap().person.last_name.get().unwrap(), "UN");
    assert_eq!(warned(&report), [(W::DuplicateKey, 1), (W::MissingName, 1)]);
}
