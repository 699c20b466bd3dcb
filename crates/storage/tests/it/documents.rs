//! Documents are kept as they are when they are what they say, and refused otherwise.

use std::io::{Cursor, Read};

use storage::{Kind, Limits, Reason};

use crate::helpers::{holds, prepare_file, read, refused, secrets, send, send_within, zipped};

const TYPES: &[u8] = b"<Types/>";

#[tokio::test]
async fn office_documents_are_kept_byte_for_byte() {
    for (file, media_type) in [
        ("poesie.odt", "application/vnd.oasis.opendocument.text"),
        ("classe.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ] {
        let document = prepare_file(file).await;
        assert_eq!((document.kind, document.media_type.as_str()), (Kind::Document, media_type));
        assert_eq!(document.name, file);
        assert_eq!(document.variants.len(), 1);
        assert_eq!(document.variants[0].bytes, read(file));
    }
}

#[tokio::test]
async fn a_zip_is_judged_by_its_members() {
    let docx = zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", b"<w/>")]);
    assert_eq!(send("mot.pdf", &docx).await.unwrap().name, "mot.docx");
    let pptx = zipped(&[("[Content_Types].xml", TYPES), ("ppt/presentation.xml", b"<p/>")]);
    assert_eq!(send("diapos", &pptx).await.unwrap().name, "diapos.pptx");
    let odp =
        zipped(&[("mimetype", b"application/vnd.oasis.opendocument.presentation"), ("content.xml", b"<o/>")]);
    assert_eq!(send("diapos.odp", &odp).await.unwrap().name, "diapos.odp");

    let plain = zipped(&[("notes.txt", b"bonjour"), ("virus.exe", b"MZ")]);
    assert_eq!(refused("mot.docx", &plain).await, Reason::NotAccepted);
    let macros = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", b"<w/>"),
        ("word/vbaProject.bin", b"x"),
    ]);
    assert_eq!(refused("mot.docx", &macros).await, Reason::NotAccepted);
    assert_eq!(refused("mot.docx", &docx[..docx.len() - 40]).await, Reason::Cut);
}

#[tokio::test]
async fn a_photo_in_a_document_no_longer_tells_the_place() {
    let photo = read("photo-orientation-6.jpg");
    let members: [(&str, &[u8]); 3] =
        [("[Content_Types].xml", TYPES), ("word/document.xml", b"<w/>"), ("word/media/image1.jpg", &photo)];
    let sent = send("mot.docx", &zipped(&members)).await.unwrap();

    let mut kept = zip::ZipArchive::new(Cursor::new(sent.variants[0].bytes.clone())).unwrap();
    let mut member = |name: &str| {
        let mut bytes = Vec::new();
        kept.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    assert_eq!(
        (member("[Content_Types].xml"), member("word/document.xml")),
        (TYPES.to_vec(), b"<w/>".to_vec())
    );
    let image = member("word/media/image1.jpg");
    assert!(!secrets(&photo).is_empty() && secrets(&image).is_empty());
    assert!(!holds(&image, b"Exif\0\0"));
    let pixels = |bytes: &[u8]| image::load_from_memory(bytes).unwrap().into_bytes();
    assert!(pixels(&image) == pixels(&photo), "not a pixel has changed");
}

#[tokio::test]
async fn a_document_that_swells_is_refused() {
    let parts: Vec<u8> = vec![b' '; 3_000_000];
    let docx = zipped(&[("[Content_Types].xml", TYPES), ("word/document.xml", &parts)]);
    assert!(docx.len() < 20_000);
    let limits = Limits { inflated_bytes: 2_000_000, ..Limits::default() };
    assert_eq!(send_within("mot.docx", &docx, &limits).await.unwrap_err().reason, Reason::Swollen);
    assert!(send("mot.docx", &docx).await.is_ok());
}

/// Writes over where the index says that a member begins.
fn moved(mut archive: Vec<u8>, name: &str, to: u32) -> Vec<u8> {
    let entry = archive
        .windows(4)
        .enumerate()
        .filter(|(at, mark)| *mark == b"PK\x01\x02" && archive[at + 46..].starts_with(name.as_bytes()))
        .map(|(at, _)| at)
        .next()
        .unwrap();
    archive[entry + 42..entry + 46].copy_from_slice(&to.to_le_bytes());
    archive
}

#[tokio::test]
async fn members_that_lie_over_one_another_are_refused() {
    let text = b"le meme texte";
    let archive =
        zipped(&[("word/document.xml", text), ("[Content_Types].xml", TYPES), ("word/notes.xml", text)]);
    assert!(send("mot.docx", &archive).await.is_ok());
    assert_eq!(refused("mot.docx", &moved(archive, "word/notes.xml", 0)).await, Reason::Swollen);
}

#[tokio::test]
async fn a_document_never_grows_beyond_what_a_document_may_weigh() {
    let mut photo = read("photo-orientation-6.jpg");
    photo.resize(3_000_000, 0);
    let docx = zipped(&[
        ("[Content_Types].xml", TYPES),
        ("word/document.xml", b"<w/>"),
        ("word/media/1.jpg", &photo),
        ("word/media/2.jpg", &photo),
    ]);
    for (most, accepted) in [(2_000_000, false), (5_000_000, false), (7_000_000, true)] {
        let limits = Limits { document_bytes: most, ..Limits::default() };
        let sent = send_within("mot.docx", &docx, &limits).await.map_err(|refused| refused.reason);
        assert_eq!(sent.is_ok(), accepted, "{most}");
        if !accepted {
            assert_eq!(sent.unwrap_err(), Reason::Swollen);
        }
    }
}

#[tokio::test]
async fn a_pdf_is_kept_unless_it_is_cut() {
    let mut pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n".to_vec();
    pdf.extend(std::iter::repeat_n(b' ', 6000));
    let cut = pdf.clone();
    pdf.extend_from_slice(b"trailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n");
    assert_eq!(send("menu", &pdf).await.unwrap().name, "menu.pdf");
    assert_eq!(refused("menu.pdf", &cut).await, Reason::Cut);
    assert_eq!(refused("menu.pdf", b"<html><body>%PDF-1.4 %%EOF").await, Reason::Disguised);
}

#[tokio::test]
async fn plain_text_is_kept_whatever_its_alphabet() {
    let list = "Nom;Prénom\nDupré;Zoé\n";
    let (wide, latin): (Vec<u8>, Vec<u8>) = (
        [0xff, 0xfe].into_iter().chain(list.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        list.chars().map(|c| c as u8).collect(),
    );
    for bytes in [list.as_bytes(), &wide, &latin] {
        let sent = send("liste.csv", bytes).await.unwrap();
        assert_eq!((sent.media_type.as_str(), &sent.variants[0].bytes[..]), ("text/csv", bytes));
    }
    assert_eq!(send("mot", b"Bonjour").await.unwrap().name, "mot.txt");
}

#[tokio::test]
async fn text_that_orders_something_is_refused() {
    for (name, text) in [
        ("photo.jpg", "<html><script>alert(1)</script></html>"),
        ("dessin.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("page.html", "<!doctype html><p>bonjour"),
        ("notes.txt", "\u{feff}  <html>"),
        ("notes.txt", "bonjour <script src=//exemple.example></script>"),
        ("photo.jpg", "push graphic-context\nviewbox 0 0 640 480\nimage over 0,0 0,0 'msl:x'\n"),
        ("photo.jpg", "%!PS-Adobe-3.0 EPSF-3.0\n"),
        ("lance.sh", "#!/bin/sh\nrm -rf ~\n"),
        ("lance.bat", "del c:\\"),
    ] {
        let reason = refused(name, text.as_bytes()).await;
        assert!(matches!(reason, Reason::Disguised | Reason::NotAccepted), "{name}: {reason:?}");
    }
}

#[tokio::test]
async fn programs_and_old_formats_are_refused_each_with_its_sentence() {
    assert_eq!(refused("photo.jpg.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff").await, Reason::NotAccepted);
    assert_eq!(refused("photo.jpg", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff").await, Reason::Disguised);
    let old = send("mot.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and the rest").await.unwrap_err();
    assert_eq!(old.reason, Reason::OldOffice);
    assert!(old.to_string().contains("enregistrez-le en PDF"), "{old}");
}

#[tokio::test]
async fn nothing_and_next_to_nothing_are_refused() {
    assert_eq!(refused("photo.jpg", b"").await, Reason::Empty);
    assert_eq!(refused("photo.jpg", b"\xff").await, Reason::Cut);
    for magic in
        [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"PK\x03\x04", b"%PDF-"]
    {
        let reason = refused("fichier", magic).await;
        assert!(matches!(reason, Reason::Cut | Reason::Unreadable), "{magic:?}: {reason:?}");
    }
    for magic in [&b"\0\0\0\x18ftypisom"[..], b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"RIFF\0\0\0\0WAVE"] {
        let reason = refused("fichier", magic).await;
        assert!(matches!(reason, Reason::Cut | Reason::Unreadable), "{magic:?}: {reason:?}");
    }
    let giant = b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2\0\0\0\x01moov\x7f\xff\xff\xff\xff\xff\xff\xff";
    assert_eq!(refused("film.mp4", giant).await, Reason::Cut);
}
