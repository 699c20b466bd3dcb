//! Archives as academies deliver them, and as attackers do.

use std::{fs, io::Write, path::Path};

use directory::feed::{Category, Feed, FeedError, Limits};
use flate2::{Compression, write::GzEncoder};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{NAMED, add, document, files, keys, read};

const PUPILS: &str = "ENT1D_Complet_20260112_Eleve_0000.xml";

fn tgz(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap()
}

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8], limits: Limits) -> Result<Feed, FeedError> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("depot.tgz");
    fs::write(&path, bytes).unwrap();
    Feed::open_within(&path, limits)
}

fn refusal(bytes: &[u8]) -> FeedError {
    open(bytes, Limits::default()).expect_err("the archive must be refused")
}

fn pupils(keys: &[&str]) -> Vec<u8> {
    document(&keys.iter().map(|key| add("Eleve", key, &NAMED)).collect::<String>()).into_bytes()
}

#[test]
fn a_tgz_and_a_zip_give_the_same_records_in_the_order_of_parts() {
    let part = |number: u16| format!("livraison/ENT1D_Complet_20260112_Eleve_{number:04}.xml");
    let (first, second, tenth) = (pupils(&["a"]), pupils(&["b"]), pupils(&["c"]));
    let names = [part(10), part(0), part(1)];
    let entries: Vec<(&str, &[u8])> = vec![
        (&names[0], &tenth),
        ("livraison/ficAlimMENESR.dtd", b"<!ELEMENT a (b)>"),
        ("livraison/._ENT1D_Complet_20260112_Eleve_0000.xml", b"macOS"),
        ("livraison/ENT1D_Complet_20260112_MefEducNat_0000.xml", b"second degree"),
        (&names[1], &first),
        (&names[2], &second),
    ];
    for archive in [tgz(&entries), zip(&entries)] {
        let feed = open(&archive, Limits::default()).unwrap();
        assert_eq!(keys(&read(&feed).unwrap().0), ["a", "b", "c"]);
        let summary = feed.summary();
        assert_eq!(summary.skipped, 1);
        assert_eq!(summary.missing_parts, (2..10).map(|part| (Category::Pupil, part)).collect::<Vec<_>>());
        assert_eq!(summary.bytes, (first.len() + second.len() + tenth.len()) as u64);
    }
}

#[test]
fn a_long_path_in_a_tar_keeps_its_file_name() {
    let name = format!("{}/{PUPILS}", "dossier".repeat(40));
    let feed = open(&tgz(&[(&name, &pupils(&["a"]))]), Limits::default()).unwrap();
    assert_eq!(feed.summary().files[0].name, PUPILS);
}

#[test]
fn what_is_not_one_feed_is_refused() {
    let file = pupils(&["a"]);
    let delta = "ENT1D_Delta_20260112_PersEducNat_0000.xml";
    let later = "ENT1D_Complet_20260113_PersEducNat_0000.xml";
    assert!(matches!(refusal(&zip(&[(PUPILS, &file), (delta, &file)])), FeedError::MixedKinds));
    assert!(matches!(refusal(&zip(&[(PUPILS, &file), (later, &file)])), FeedError::MixedDates { .. }));
    assert!(matches!(refusal(&zip(&[("ENT_Eleve_0000.xml", &file)])), FeedError::UnknownKind { .. }));
    assert!(matches!(refusal(&zip(&[("readme.txt", b"x")])), FeedError::NoFeedFile));
    assert!(matches!(refusal(b"%PDF-1.4"), FeedError::NotAnArchive { .. }));
    assert!(matches!(refusal(b""), FeedError::NotAnArchive { .. }));
    let twin = format!("autre/{PUPILS}");
    for archive in [tgz(&[(PUPILS, &file), (&twin, &file)]), zip(&[(PUPILS, &file), (&twin, &file)])] {
        assert!(matches!(refusal(&archive), FeedError::DuplicateFile { .. }));
    }
    let other_prefix = zip(&[(PUPILS, &file), ("AUTRE_Complet_20260112_Eleve_0000.xml", &file)]);
    assert!(matches!(refusal(&other_prefix), FeedError::DuplicateFile { .. }));
}

#[test]
fn a_cut_archive_is_refused_wherever_it_is_cut() {
    let noise: String = (0..40_000_u32).map(|i| format!("{:x}", i.wrapping_mul(2_654_435_761))).collect();
    let file = document(&format!("<!-- {} -->", &noise[..60_000]));
    for archive in [tgz(&[(PUPILS, file.as_bytes())]), zip(&[(PUPILS, file.as_bytes())])] {
        for part in 1..10 {
            let refused = refusal(&archive[..archive.len() * part / 10]);
            assert!(matches!(refused, FeedError::BrokenArchive { .. }), "{part}: {refused}");
        }
    }
}

#[test]
fn bombs_are_refused_by_counting_what_comes_out() {
    let zeros = vec![b' '; 12 << 20];
    for archive in [tgz(&[(PUPILS, &zeros)]), zip(&[(PUPILS, &zeros)])] {
        assert!(matches!(refusal(&archive), FeedError::SuspectRatio { .. }));
    }
    // Beside the feed, in a file that is skipped: a tar must be read through all the same.
    let beside = tgz(&[("vide.bin", &zeros), (PUPILS, &pupils(&["a"]))]);
    assert!(matches!(refusal(&beside), FeedError::SuspectRatio { .. }));
    // A size that the archive declares and does not keep.
    let (real, said) = (u32::try_from(zeros.len()).unwrap().to_le_bytes(), 12_u32.to_le_bytes());
    let mut liar = zip(&[(PUPILS, &zeros)]);
    let places: Vec<usize> = (0..liar.len() - 4).filter(|i| liar[*i..*i + 4] == real).collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|i| liar[i..i + 4].copy_from_slice(&said));
    let refused = refusal(&liar);
    assert!(matches!(refused, FeedError::SuspectRatio { .. } | FeedError::BrokenArchive { .. }), "{refused}");
    let small = Limits { unpacked: 100_000, ..Limits::default() };
    let large = vec![b' '; 200_000];
    for archive in [tgz(&[(PUPILS, &large)]), zip(&[(PUPILS, &large)])] {
        assert!(matches!(open(&archive, small.clone()), Err(FeedError::TooLarge { limit: 100_000 })));
    }
}

#[test]
fn too_many_entries_are_refused() {
    let names: Vec<String> = (0..2_001).map(|i| format!("{i}.txt")).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
    for archive in [tgz(&entries), zip(&entries)] {
        assert!(matches!(refusal(&archive), FeedError::TooManyEntries { limit: 2_000 }));
    }
    assert!(matches!(refusal(&tgz(&entries[..2_000])), FeedError::NoFeedFile));
}

#[test]
fn links_devices_and_escapes_are_refused() {
    let hostile = |name: &str| Feed::open(&files("hostile").join(name)).expect_err(name);
    assert!(matches!(hostile("lien-symbolique.zip"), FeedError::NotAPlainFile { .. }));
    assert!(matches!(hostile("liens-et-peripheriques.tar.gz"), FeedError::UnsafeName { .. }));
    assert!(matches!(hostile("traversee.zip"), FeedError::UnsafeName { .. }));
    assert!(matches!(hostile("tronquee.zip"), FeedError::BrokenArchive { .. }));
    for kind in [tar::EntryType::Symlink, tar::EntryType::Link, tar::EntryType::Char, tar::EntryType::Fifo] {
        let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(kind);
        header.set_size(0);
        header.set_link_name("/etc/passwd").unwrap();
        tar.append_data(&mut header, PUPILS, &b""[..]).unwrap();
        let archive = tar.into_inner().unwrap().finish().unwrap();
        assert!(matches!(refusal(&archive), FeedError::NotAPlainFile { .. }), "{kind:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_in_a_folder_is_not_followed() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink("/etc/passwd", folder.path().join(PUPILS)).unwrap();
    assert!(matches!(Feed::open(folder.path()), Err(FeedError::NotAPlainFile { .. })));
}

#[test]
fn archives_in_the_archive_stay_closed() {
    let hostile = |name: &str| Feed::open(&files("hostile").join(name)).expect_err(name);
    assert!(matches!(hostile("bombe-imbriquee.zip"), FeedError::NoFeedFile));
    let inner = zip(&[(PUPILS, &pupils(&["a"]))]);
    assert!(matches!(refusal(&zip(&[("flux.zip", &inner)])), FeedError::NoFeedFile));
}

#[test]
fn strange_names_beside_the_feed_do_not_matter() {
    for name in ["noms-cp850.zip", "noms-doublons-casse.zip"] {
        let refused = Feed::open(&files("hostile").join(name)).expect_err(name);
        assert!(
            matches!(refused, FeedError::NoFeedFile | FeedError::DuplicateFile { .. }),
            "{name}: {refused}"
        );
    }
}

#[test]
fn the_unpacked_files_go_with_the_feed() {
    let feed = open(&zip(&[(PUPILS, &pupils(&["a"]))]), Limits::default()).unwrap();
    let shown = format!("{feed:?}");
    let path = shown.split('"').find(|part| part.contains("preau-feed-")).unwrap().to_owned();
    assert!(Path::new(&path).exists());
    drop(feed);
    assert!(!Path::new(&path).exists());
}

#[test]
fn reading_stops_when_the_reader_does() {
    let feed = open(&zip(&[(PUPILS, &pupils(&["a", "b", "c"]))]), Limits::default()).unwrap();
    let mut given = 0;
    let stopped = feed.read(
        |_| {
            given += 1;
            if given == 2 { Err(FeedError::Stopped) } else { Ok(()) }
        },
        &|_| {},
    );
    assert!(matches!(stopped, Err(FeedError::Stopped)));
    assert_eq!(given, 2);
}
