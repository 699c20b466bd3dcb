//! What every module needs: files of `tests/files`, and bytes made on the spot.

use std::io::{Cursor, Write};
use std::path::PathBuf;

use image::{DynamicImage, ImageFormat};
use storage::{Limits, Prepared, Reason, Refused, prepare};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

pub fn read(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).unwrap()
}

pub async fn prepare_file(name: &str) -> Prepared {
    prepare(&path(name), name, &Limits::default()).await.unwrap()
}

pub async fn send_within(name: &str, bytes: &[u8], limits: &Limits) -> Result<Prepared, Refused> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    prepare(file.path(), name, limits).await
}

pub async fn send(name: &str, bytes: &[u8]) -> Result<Prepared, Refused> {
    send_within(name, bytes, &Limits::default()).await
}

pub async fn refused(name: &str, bytes: &[u8]) -> Reason {
    send(name, bytes).await.expect_err(name).reason
}

pub fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// What the test files hide: a latitude, the tag of a position, a brand, a town, XMP, an author.
pub const SECRETS: [&[u8]; 6] =
    [b"48.7145", b"GPSLatitude", b"ExempleCam", b"Palaiseau", b"ns.adobe.com", b"(fictif)"];

pub fn secrets(bytes: &[u8]) -> Vec<String> {
    SECRETS
        .iter()
        .filter(|secret| holds(bytes, secret))
        .map(|s| String::from_utf8_lossy(s).into_owned())
        .collect()
}
