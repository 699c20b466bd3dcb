//! The helper programs: which ones are there, and how they are run.
//!
//! Invariant: a helper gets no terminal, no environment but the path, no network, and no more time than
//! it was given; it dies with the request that started it.

use std::ffi::OsStr;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use tokio::process::Command;

use super::limits::Limits;
use super::refused::Reason;
use super::whole;

/// Where each helper is, when it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tools {
    pub ffmpeg: Option<PathBuf>,
    pub ffprobe: Option<PathBuf>,
    pub heif_convert: Option<PathBuf>,
}

impl Tools {
    pub fn find() -> Self {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let find =
            |name| std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
        Self { ffmpeg: find("ffmpeg"), ffprobe: find("ffprobe"), heif_convert: find("heif-convert") }
    }

    /// Without ffmpeg no sound and no film, without heif-convert no HEIC photo.
    pub fn missing(&self) -> Vec<&'static str> {
        [("ffmpeg", &self.ffmpeg), ("ffprobe", &self.ffprobe), ("heif-convert", &self.heif_convert)]
            .into_iter()
            .filter_map(|(name, found)| found.is_none().then_some(name))
            .collect()
    }
}

/// Runs a helper to its end and returns what it printed, or None when it failed (the log says how).
pub(super) async fn run(
    tool: &Path,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
    limits: &Limits,
) -> Result<Option<Vec<u8>>, Reason> {
    // A file rather than a pipe: a broken film can complain for megabytes, of which the end is kept.
    let mut complaints = tempfile::tempfile().map_err(Reason::from_io)?;
    let child = Command::new(tool)
        .args(arguments)
        .env_clear()
        .envs(std::env::var_os("PATH").map(|path| ("PATH", path)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(complaints.try_clone().map_err(Reason::from_io)?)
        .kill_on_drop(true)
        .spawn()
        .map_err(Reason::from_io)?;
    let finished = tokio::time::timeout(limits.patience, child.wait_with_output());
    let output = finished.await.map_err(|_| Reason::TookTooLong)?.map_err(Reason::from_io)?;
    if output.status.success() {
        return Ok(Some(output.stdout));
    }
    let said = last_words(&mut complaints).unwrap_or_default();
    tracing::info!(tool = %tool.display(), status = %output.status, said, "a helper could not read a file");
    Ok(None)
}

fn last_words(complaints: &mut std::fs::File) -> std::io::Result<String> {
    let from = complaints.metadata()?.len().saturating_sub(500);
    complaints.seek(SeekFrom::Start(from))?;
    let mut said = Vec::new();
    complaints.take(500).read_to_end(&mut said)?;
    Ok(String::from_utf8_lossy(&said).trim().to_owned())
}

/// Photographs of iPhones. The converter turns the picture upright by itself.
pub(super) async fn heic_to_jpeg(path: &Path, folder: &Path, limits: &Limits) -> Result<PathBuf, Reason> {
    let tool = limits.tools.heif_convert.as_deref().ok_or(Reason::NoHeic)?;
    let (file, pixels) = (path.to_owned(), limits.pixels);
    super::in_background(move || whole::heic_pixels(&file, pixels)).await?;
    let wanted = folder.join("photo.jpg");
    let arguments: [&OsStr; 4] = ["-q".as_ref(), "95".as_ref(), path.as_ref(), wanted.as_ref()];
    run(tool, arguments, limits).await?.ok_or(Reason::Unreadable)?;
    // A burst gives numbered files; the first is the one that the phone shows.
    [wanted, folder.join("photo-1.jpg")].into_iter().find(|file| file.is_file()).ok_or(Reason::Unreadable)
}
