//! Small files that would take gigabytes once opened: refused at once, in little memory.
//!
//! A program of its own, for it reads the memory peak of its whole process.
#![expect(clippy::unwrap_used, reason = "helpers of tests fail like tests: at once")]

use std::io::Write;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use storage::{Limits, Reason, prepare};

/// Room for the program itself and one decoder; the smallest bomb below holds four times as much.
const MOST_MEMORY_KIB: u64 = 50 * 1024;

fn zeros(mebibytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..mebibytes {
        encoder.write_all(&[0; 1024 * 1024]).unwrap();
    }
    encoder.finish().unwrap()
}

/// A PNG of these sides (grey, eight bits) with one chunk before its pixels.
fn png(width: u32, height: u32, extra: Option<(&[u8; 4], &[u8])>, pixels: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut chunk = |kind: &[u8; 4], content: &[u8]| {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(content);
        file.extend((content.len() as u32).to_be_bytes());
        file.extend(kind);
        file.extend(content);
        file.extend(crc.sum().to_be_bytes());
    };
    let sides = [width.to_be_bytes(), height.to_be_bytes()].concat();
    chunk(b"IHDR", &[&sides[..], &[8, 0, 0, 0, 0]].concat());
    if let Some((kind, content)) = extra {
        chunk(kind, content);
    }
    chunk(b"IDAT", pixels);
    chunk(b"IEND", b"");
    file
}

/// Sixteen pixels of JPEG whose header says otherwise.
fn lying_jpeg() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(4, 4).write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    let mut bytes = bytes.into_inner();
    let frame = bytes.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
    bytes[frame + 5..frame + 9].copy_from_slice(&[0xff, 0xdc, 0xff, 0xdc]);
    bytes
}

/// A progressive photograph whose pixels are passed over again and again.
fn many_scans() -> Vec<u8> {
    let mut bytes = lying_jpeg();
    bytes.truncate(bytes.len() - 2);
    for _ in 0..5000 {
        bytes.extend(b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00");
    }
    bytes.extend(b"\xff\xd9");
    bytes
}

fn memory_peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

async fn refused(name: &str, bytes: &[u8]) -> Reason {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let started = Instant::now();
    let reason = prepare(file.path(), name, &Limits::default()).await.expect_err(name).reason;
    assert!(started.elapsed() < Duration::from_secs(3), "{name}: {:?}", started.elapsed());
    reason
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn bombs_are_refused_at_once_in_little_memory() {
    let bomb = zeros(200);
    let named = [b"icc\0\0", &bomb[..]].concat();
    let text = [b"XML:com.adobe.xmp\0\x01\0\0\0", &bomb[..]].concat();
    let one_pixel = zeros(1);
    let cases = [
        ("neuf-cents-megapixels.png", png(30_000, 30_000, None, &zeros(900)), Reason::TooManyPixels),
        ("dimensions-mensongeres.png", png(65_535, 65_535, None, &one_pixel), Reason::TooManyPixels),
        ("mensonge.jpg", lying_jpeg(), Reason::TooManyPixels),
        ("passages.jpg", many_scans(), Reason::Swollen),
        ("profil.png", png(1, 1, Some((b"iCCP", &named)), &one_pixel), Reason::Swollen),
        ("texte.png", png(1, 1, Some((b"zTXt", &named)), &one_pixel), Reason::Swollen),
        ("note.png", png(1, 1, Some((b"iTXt", &text)), &one_pixel), Reason::Swollen),
    ];
    for (name, bytes, expected) in &cases {
        assert!(bytes.len() < 2_000_000, "{name} is small when sent");
        assert_eq!(refused(name, bytes).await, *expected, "{name}");
    }
    let peak = memory_peak_kib();
    assert!(peak < MOST_MEMORY_KIB, "the process took {peak} KiB");
}
