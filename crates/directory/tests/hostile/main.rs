//! Feeds made to harm, through the whole importer: each refused with a sentence for the person who sent
//! it, at once, in little memory, and nothing of what is held has changed.
//!
//! A program of its own, for it reads the memory peak of its whole process.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests: at once")]
#![expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]

use std::io::{Cursor, Write};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use database::Db;
use directory::import::{Guard, Import, Mode, Source, receive, run};
use flate2::{Compression, write::GzEncoder};
use kernel::Clock;
use zip::{ZipWriter, write::SimpleFileOptions};

const PUPILS: &str = "ENT1D_Complet_20260112_Eleve_0000.xml";
const CATEGORIES: [&str; 3] = ["EtabEducNat", "PersRelEleve", "PersEducNat"];
/// The program, a real import of some hundred people, and no more: the smallest bomb has 200 MiB.
const MOST_MEMORY_KIB: u64 = 120 * 1024;

type Tar = tar::Builder<GzEncoder<Vec<u8>>>;

fn file(tar: &mut Tar, name: &str, mut bytes: impl std::io::Read, size: usize) {
    let mut header = tar::Header::new_gnu();
    header.set_size(size as u64);
    header.set_mode(0o644);
    tar.append_data(&mut header, name, &mut bytes).unwrap();
}

/// A complete feed whose other files hold nothing.
fn complete() -> Tar {
    let mut tar = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::best()));
    for category in CATEGORIES {
        let empty = document("");
        file(&mut tar, &format!("ENT1D_Complet_20260112_{category}_0000.xml"), empty.as_bytes(), empty.len());
    }
    tar
}

fn done(tar: Tar) -> Vec<u8> {
    tar.into_inner().unwrap().finish().unwrap()
}

fn document(records: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ficAlimMENESR>\n{records}</ficAlimMENESR>\n")
}

/// A feed whose pupils are these bytes.
fn pupils(xml: &str) -> Vec<u8> {
    let mut tar = complete();
    file(&mut tar, PUPILS, xml.as_bytes(), xml.len());
    done(tar)
}

fn with_type(declared: &str, used: &str) -> Vec<u8> {
    let body = document(&format!("<addRequest><identifier><id>{used}</id></identifier></addRequest>"));
    pupils(&body.replacen('\n', &format!("\n<!DOCTYPE ficAlimMENESR [{declared}]>\n"), 1))
}

fn entity_bomb() -> Vec<u8> {
    let levels: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    with_type(&format!("<!ENTITY l0 \"ha\">{levels}"), "&l9;")
}

/// So many MiB of nothing under a feed's name.
fn swollen_tar(mebibytes: usize) -> Vec<u8> {
    let mut tar = complete();
    file(
        &mut tar,
        PUPILS,
        std::io::Read::take(std::io::repeat(b' '), (mebibytes << 20) as u64),
        mebibytes << 20,
    );
    done(tar)
}

fn swollen_zip(mebibytes: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file(PUPILS, SimpleFileOptions::default()).unwrap();
    for _ in 0..mebibytes {
        zip.write_all(&[b' '; 1 << 20]).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The same, with a declared size of twelve bytes.
fn lying_zip() -> Vec<u8> {
    let mut zip = swollen_zip(200);
    let (real, said) = (200_u32 << 20, 12_u32.to_le_bytes());
    for at in 0..zip.len() - 4 {
        if zip[at..at + 4] == real.to_le_bytes() {
            zip[at..at + 4].copy_from_slice(&said);
        }
    }
    zip
}

fn escaping_tar() -> Vec<u8> {
    let mut tar = complete();
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..12].copy_from_slice(b"../evade.xml");
    header.set_size(0);
    header.set_cksum();
    tar.append(&header, &b""[..]).unwrap();
    done(tar)
}

fn linking_tar() -> Vec<u8> {
    let mut tar = complete();
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Symlink);
    header.set_size(0);
    tar.append_link(&mut header, PUPILS, "/etc/passwd").unwrap();
    done(tar)
}

fn cut(mut archive: Vec<u8>) -> Vec<u8> {
    archive.truncate(archive.len() * 2 / 3);
    archive
}

/// Each with a word of the sentence that its sender reads.
fn hostile() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let record = "<addRequest><identifier><id>1</id></identifier></addRequest>";
    let half = document(record).replace("</ficAlimMENESR>", "<addRequest>");
    let external = "<!ENTITY x SYSTEM \"file:///etc/passwd\">";
    let remote = "<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">";
    let parameter = "<!ENTITY % x SYSTEM \"http://127.0.0.1:9/x\"> %x;";
    let quadratic = format!("<!ENTITY x \"{}\">", "a".repeat(60_000));
    vec![
        ("a bomb in a tar", swollen_tar(300), "se déplie de façon anormale"),
        ("a bomb in a zip", swollen_zip(300), "se déplie de façon anormale"),
        ("a zip that lies", lying_zip(), "archive"),
        ("entities in entities", entity_bomb(), "déclare des entités"),
        ("one entity many times", with_type(&quadratic, &"&x;".repeat(20_000)), "déclare des entités"),
        ("a file of the server", with_type(external, "&x;"), "déclare des entités"),
        ("an address", with_type(remote, "&x;"), "déclare des entités"),
        ("an address in the type", with_type(parameter, "x"), "déclare des entités"),
        ("depth", pupils(&document(&"<a>".repeat(50_000))), "dépasse une limite"),
        ("a cut file", pupils(&half), "est coupé"),
        ("a cut archive", cut(swollen_tar(1)), "abîmée ou incomplète"),
        ("a way out", escaping_tar(), "nom de fichier dangereux"),
        ("a link", linking_tar(), "un lien ou un fichier spécial"),
        ("another root", pupils("<html><body/></html>"), "n’est pas un fichier de l’annuaire"),
        ("no pupils", done(complete()), "il manque les élèves"),
        ("nothing", Vec::new(), "ni une archive"),
    ]
}

async fn import(db: &Db, path: &Path, mode: Mode) -> Result<bool, String> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let id = receive(&db.pool, &name, None, db.clock.now()).await.unwrap();
    let source = Source { path: path.to_owned(), name, by: None };
    let import = Import { id, source, mode, guard: Guard::default(), progress: Arc::new(|_| ()) };
    run(db, import).await.map(|outcome| outcome.applied).map_err(|refused| refused.to_string())
}

/// Everything that an import writes, but its own report.
async fn held(db: &Db) -> Vec<String> {
    let mut held = Vec::new();
    for table in ["place", "person", "person_key", "account", "role", "guardian_link", "audience_member"] {
        let query = format!("select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) from {table} t");
        held.push(sqlx::query_scalar(sqlx::AssertSqlSafe(query)).fetch_one(&db.pool).await.unwrap());
    }
    held
}

fn memory_peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn every_hostile_feed_is_refused_and_changes_nothing() {
    let database = database::testing_cluster::test_database().await;
    let clock = Clock::fixed(testing::first_day());
    let db = Db::new(database.pool.clone(), clock);
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/feeds/s1/complet.tgz");
    assert!(import(&db, &real, Mode::Apply).await.unwrap());
    let before = held(&db).await;

    let folder = tempfile::tempdir().unwrap();
    let feeds = hostile();
    for (what, bytes, sentence) in &feeds {
        let path = folder.path().join("depot.tgz");
        std::fs::write(&path, bytes).unwrap();
        let started = Instant::now();
        let said = import(&db, &path, Mode::ApplyAnyway).await.expect_err(what);
        assert!(started.elapsed() < Duration::from_secs(20), "{what}: {:?}", started.elapsed());
        assert!(said.contains(sentence) && said.ends_with('.') && !said.contains('\n'), "{what}: {said}");
        assert_eq!(held(&db).await, before, "{what}");
    }
    let refused: i64 =
        sqlx::query_scalar("select count(*) from feed_import where state = 'refused' and refusal <> ''")
            .fetch_one(&db.pool)
            .await
            .unwrap();
    assert_eq!(usize::try_from(refused).unwrap(), feeds.len(), "each has its page and its sentence");
    let peak = memory_peak_kib();
    assert!(peak < MOST_MEMORY_KIB, "the process took {peak} KiB");
}

/// Well formed, and as deadly: a complete feed with nobody in it would close every account.
#[tokio::test]
async fn an_empty_complete_feed_is_held() {
    let database = database::testing_cluster::test_database().await;
    let clock = Clock::fixed(testing::first_day());
    let db = Db::new(database.pool.clone(), clock);
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/feeds/s1/complet.tgz");
    assert!(import(&db, &real, Mode::Apply).await.unwrap());
    let before = held(&db).await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vide.tgz");
    std::fs::write(&path, pupils(&document(""))).unwrap();
    assert!(!import(&db, &path, Mode::Apply).await.unwrap());
    assert_eq!(held(&db).await, before);
}
