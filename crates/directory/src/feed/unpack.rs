//! Unpacks the wanted files of an archive into a private folder. Nothing that the archive says of itself is
//! believed: names are judged before use, bytes are counted while they come out, and files are written
//! under names of our own. Archives inside the archive stay closed.

use std::{
    collections::HashSet,
    error::Error,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;
use tar::EntryType;
use zip::{ZipArchive, result::ZipError};

use super::{
    FeedError, Limits, Result,
    archive::{Entry, FeedFile, judge},
};

const LONG_NAME: u64 = 64 * 1024;

/// Receives the wanted files, and counts.
pub(super) struct Sink<'l> {
    pub files: Vec<FeedFile>,
    pub skipped: usize,
    folder: PathBuf,
    limits: &'l Limits,
    entries: usize,
    unpacked: u64,
    names: HashSet<String>,
}

impl<'l> Sink<'l> {
    pub fn new(folder: &Path, limits: &'l Limits) -> Sink<'l> {
        Sink {
            files: Vec::new(),
            skipped: 0,
            folder: folder.to_owned(),
            limits,
            entries: 0,
            unpacked: 0,
            names: HashSet::new(),
        }
    }

    fn count_entry(&mut self) -> Result<()> {
        self.entries += 1;
        if self.entries > self.limits.entries {
            return Err(FeedError::TooManyEntries { limit: self.limits.entries });
        }
        Ok(())
    }

    /// Takes one entry; `packed` is its size in the archive, where it has one of its own.
    fn take(&mut self, path: &str, packed: Option<u64>, from: &mut impl Read) -> Result<()> {
        let (category, part, name) = match judge(path)? {
            Entry::Other => return Ok(()),
            Entry::SecondDegree => {
                self.skipped += 1;
                return Ok(());
            }
            Entry::Wanted { category, part, name } => (category, part, name),
        };
        if !self.names.insert(name.to_lowercase()) {
            return Err(FeedError::DuplicateFile { name });
        }
        let path = self.folder.join(format!("{}.xml", self.files.len()));
        let mut file = File::create_new(&path)?;
        let bytes = self.copy(packed, from, &mut file).map_err(|error| match error {
            CopyError::Refused(refused) => refused,
            CopyError::Read(error) => broken(&name, &error),
            CopyError::Write(error) => FeedError::Disk(error),
        })?;
        self.files.push(FeedFile { category, part, name, bytes, path });
        Ok(())
    }

    fn copy(
        &mut self,
        packed: Option<u64>,
        from: &mut impl Read,
        to: &mut File,
    ) -> std::result::Result<u64, CopyError> {
        let mut buffer = vec![0; 128 * 1024];
        let mut bytes = 0;
        loop {
            let read = match from.read(&mut buffer) {
                Ok(0) => return Ok(bytes),
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(CopyError::Read(error)),
            };
            bytes += read as u64;
            self.unpacked += read as u64;
            if self.unpacked > self.limits.unpacked {
                return Err(CopyError::Refused(FeedError::TooLarge { limit: self.limits.unpacked }));
            }
            if packed.is_some_and(|packed| self.limits.suspect(packed, bytes)) {
                return Err(CopyError::Refused(FeedError::SuspectRatio { limit: self.limits.ratio }));
            }
            to.write_all(&buffer[..read]).map_err(CopyError::Write)?;
        }
    }
}

enum CopyError {
    Refused(FeedError),
    Read(io::Error),
    Write(io::Error),
}

/// A refusal of our own travels through `io::Error` when a reader of ours gave it.
fn broken(name: &str, error: &io::Error) -> FeedError {
    match guarded(error) {
        Some(Guarded::TooLarge(limit)) => FeedError::TooLarge { limit: *limit },
        Some(Guarded::Ratio(limit)) => FeedError::SuspectRatio { limit: *limit },
        None => FeedError::BrokenArchive { name: name.to_owned(), detail: error.to_string() },
    }
}

fn guarded(error: &io::Error) -> Option<&Guarded> {
    let mut cause: &(dyn Error + 'static) = error.get_ref()?;
    loop {
        if let Some(found) = cause.downcast_ref::<Guarded>() {
            return Some(found);
        }
        cause = match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(inner) => inner,
            None => cause.source()?,
        };
    }
}

/// Opens by content, not by name: an archive renamed by a mail program is still one.
pub(super) fn unpack(path: &Path, sink: &mut Sink<'_>) -> Result<()> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let mut file = File::open(path)?;
    let mut magic = [0; 4];
    let read = file.read(&mut magic)?;
    file.seek(SeekFrom::Start(0))?;
    match &magic[..read] {
        [0x1f, 0x8b, ..] => untar(file, &name, sink),
        b"PK\x03\x04" | b"PK\x05\x06" => unzip(file, &name, sink),
        _ => Err(FeedError::NotAnArchive { name }),
    }
}

fn unzip(mut file: File, name: &str, sink: &mut Sink<'_>) -> Result<()> {
    let broken_zip = |error: ZipError| match error {
        ZipError::Io(error) => broken(name, &error),
        other => FeedError::BrokenArchive { name: name.to_owned(), detail: other.to_string() },
    };
    // Before the index is read into memory, and independent of the counts that it gives.
    if central_entries(&mut file)? > sink.limits.entries {
        return Err(FeedError::TooManyEntries { limit: sink.limits.entries });
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(broken_zip)?;
    if archive.has_duplicate_names() {
        return Err(FeedError::DuplicateFile { name: name.to_owned() });
    }
    if archive.has_overlapping_entries().map_err(broken_zip)? {
        return Err(FeedError::SuspectRatio { limit: sink.limits.ratio });
    }
    for index in 0..archive.len() {
        sink.count_entry()?;
        let mut entry = archive.by_index(index).map_err(broken_zip)?;
        let path = String::from_utf8_lossy(entry.name_raw()).into_owned();
        let special =
            entry.unix_mode().is_some_and(|mode| !matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000));
        if special || entry.is_symlink() {
            return Err(FeedError::NotAPlainFile { name: path });
        }
        if entry.is_dir() {
            judge(&path)?;
            continue;
        }
        let packed = entry.compressed_size();
        sink.take(&path, Some(packed), &mut entry)?;
    }
    Ok(())
}

/// How many entries the index of a zip can hold at most: its signature, counted over the file.
fn central_entries(file: &mut File) -> io::Result<usize> {
    let (mut count, mut state) = (0, 0_u32);
    let mut buffer = vec![0; 128 * 1024];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            file.seek(SeekFrom::Start(0))?;
            return Ok(count);
        }
        for byte in &buffer[..read] {
            state = state << 8 | u32::from(*byte);
            count += usize::from(state == 0x504b_0102);
        }
    }
}

fn untar(file: File, name: &str, sink: &mut Sink<'_>) -> Result<()> {
    let packed = file.metadata()?.len();
    let guarded =
        Guard { inner: MultiGzDecoder::new(BufReader::new(file)), packed, read: 0, limits: sink.limits };
    let mut archive = tar::Archive::new(guarded);
    let mut long_name = None;
    // Raw: the library would read a long name of any size into memory.
    for entry in archive.entries().map_err(|error| broken(name, &error))?.raw(true) {
        sink.count_entry()?;
        let mut entry = entry.map_err(|error| broken(name, &error))?;
        let header_path = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        match entry.header().entry_type() {
            EntryType::GNULongName => long_name = Some(long_text(&mut entry, name)?),
            EntryType::XHeader => long_name = pax_path(&mut entry, name)?,
            EntryType::XGlobalHeader => {}
            EntryType::Directory => {
                judge(&long_name.take().unwrap_or(header_path))?;
            }
            EntryType::Regular | EntryType::Continuous => {
                sink.take(&long_name.take().unwrap_or(header_path), None, &mut entry)?;
            }
            _ => return Err(FeedError::NotAPlainFile { name: long_name.unwrap_or(header_path) }),
        }
    }
    Ok(())
}

fn short_bytes(entry: &mut impl Read, name: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    entry.take(LONG_NAME + 1).read_to_end(&mut bytes).map_err(|error| broken(name, &error))?;
    if bytes.len() as u64 > LONG_NAME {
        return Err(FeedError::UnsafeName { name: String::from_utf8_lossy(&bytes[..80]).into_owned() });
    }
    Ok(bytes)
}

fn long_text(entry: &mut impl Read, name: &str) -> Result<String> {
    let bytes = short_bytes(entry, name)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned())
}

fn pax_path(entry: &mut impl Read, name: &str) -> Result<Option<String>> {
    let bytes = short_bytes(entry, name)?;
    let mut path = None;
    for extension in tar::PaxExtensions::new(&bytes) {
        let extension = extension.map_err(|error| broken(name, &error))?;
        if extension.key_bytes() == b"path" {
            path = Some(String::from_utf8_lossy(extension.value_bytes()).into_owned());
        }
    }
    Ok(path)
}

/// Counts what comes out of a compressed stream, also what is skipped over.
struct Guard<'l, R> {
    inner: R,
    packed: u64,
    read: u64,
    limits: &'l Limits,
}

#[derive(Debug, thiserror::Error)]
enum Guarded {
    #[error("more than {0} bytes")]
    TooLarge(u64),
    #[error("unpacks to more than {0} times its size")]
    Ratio(u64),
}

impl<R: Read> Read for Guard<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.read += read as u64;
        if self.read > self.limits.unpacked {
            return Err(io::Error::other(Guarded::TooLarge(self.limits.unpacked)));
        }
        if self.limits.suspect(self.packed, self.read) {
            return Err(io::Error::other(Guarded::Ratio(self.limits.ratio)));
        }
        Ok(read)
    }
}
