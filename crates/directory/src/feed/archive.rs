//! Finds the files of a feed in a folder or an archive, and puts them in the order in which they must be
//! read, whatever the order in which they were packed. Invariant: what is listed here is an ordinary file,
//! of one feed (one kind, one date, no part twice), that fits the limits.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;

use super::{
    Category, FeedError, Limits, Result,
    unpack::{self, Sink},
};

/// Full picture or changes since the previous one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Complete,
    Delta,
}

#[derive(Debug)]
pub struct FeedFile {
    pub category: Category,
    pub part: u16,
    /// The name given by the academy, for messages.
    pub name: String,
    pub bytes: u64,
    pub(super) path: PathBuf,
}

/// What the name of a file says: `ENT1D_Complet_20260112_Eleve_0000.xml`.
#[derive(Debug, PartialEq, Eq)]
enum Named {
    /// `None`: a category of the second degree, which we do not read.
    Part(Option<Category>, u16),
    Other,
}

/// The files of a feed, in reading order; the temporary folder lives as long.
#[derive(Debug)]
pub(super) struct Contents {
    pub files: Vec<FeedFile>,
    pub skipped: usize,
    pub kind: Kind,
    pub date: Option<NaiveDate>,
    _unpacked: Option<tempfile::TempDir>,
}

pub(super) fn open(path: &Path, limits: &Limits) -> Result<Contents> {
    let (mut files, skipped, folder) = if path.is_dir() {
        let (files, skipped) = list(path, limits)?;
        (files, skipped, None)
    } else {
        let folder = tempfile::Builder::new().prefix("preau-feed-").tempdir()?;
        let mut sink = Sink::new(folder.path(), limits);
        unpack::unpack(path, &mut sink)?;
        (sink.files, sink.skipped, Some(folder))
    };
    if files.is_empty() {
        return Err(FeedError::NoFeedFile);
    }
    files.sort_by(|a, b| (a.category, a.part, &a.name).cmp(&(b.category, b.part, &b.name)));
    refuse_twins(&files)?;
    let kind = kind_of(&files)?;
    let date = date_of(&files)?;
    Ok(Contents { files, skipped, kind, date, _unpacked: folder })
}

fn list(folder: &Path, limits: &Limits) -> Result<(Vec<FeedFile>, usize)> {
    let (mut files, mut skipped, mut total) = (Vec::new(), 0, 0);
    for (seen, entry) in fs::read_dir(folder)?.enumerate() {
        let entry = entry?;
        if seen >= limits.entries {
            return Err(FeedError::TooManyEntries { limit: limits.entries });
        }
        let name = entry.file_name().to_string_lossy().into_owned();
        let Named::Part(category, part) = classify(&name) else { continue };
        // `file_type` does not follow links: a link out of the folder is refused, not read.
        if !entry.file_type()?.is_file() {
            return Err(FeedError::NotAPlainFile { name });
        }
        let Some(category) = category else {
            skipped += 1;
            continue;
        };
        let bytes = entry.metadata()?.len();
        total += bytes;
        if total > limits.unpacked {
            return Err(FeedError::TooLarge { limit: limits.unpacked });
        }
        files.push(FeedFile { category, part, name, bytes, path: entry.path() });
    }
    Ok((files, skipped))
}

/// What an entry of an archive is to us, once its name was found harmless.
pub(super) enum Entry {
    Wanted { category: Category, part: u16, name: String },
    SecondDegree,
    Other,
}

/// Judges the path of an entry by its final name, and refuses the archive for a path that tries to leave it.
pub(super) fn judge(path: &str) -> Result<Entry> {
    let hostile = path.starts_with(['/', '\\'])
        || path.as_bytes().get(1) == Some(&b':')
        || path.chars().any(char::is_control)
        || path.split(['/', '\\']).any(|part| part == "..");
    if hostile {
        let shown = path.chars().filter(|c| !c.is_control()).take(80).collect();
        return Err(FeedError::UnsafeName { name: shown });
    }
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    // What macOS adds beside each file it packs.
    if name.starts_with("._") {
        return Ok(Entry::Other);
    }
    Ok(match classify(name) {
        Named::Part(Some(category), part) => Entry::Wanted { category, part, name: name.to_owned() },
        Named::Part(None, _) => Entry::SecondDegree,
        Named::Other => Entry::Other,
    })
}

fn classify(name: &str) -> Named {
    let lower = name.to_ascii_lowercase();
    let Some((stem, part)) = lower.strip_suffix(".xml").and_then(|stem| stem.rsplit_once('_')) else {
        return Named::Other;
    };
    let Some(part) = (part.len() == 4).then(|| part.parse().ok()).flatten() else {
        return Named::Other;
    };
    // Without its underscore « Eleve » would also be the end of « PersRelEleve ».
    let categories = [
        ("etabeducnat", Some(Category::School)),
        ("persreleleve", Some(Category::Relative)),
        ("_eleve", Some(Category::Pupil)),
        ("perseducnat", Some(Category::Staff)),
        ("matiereeducnat", None),
        ("mefeducnat", None),
    ];
    match categories.into_iter().find(|(end, _)| stem.ends_with(end)) {
        Some((_, category)) => Named::Part(category, part),
        None => Named::Other,
    }
}

fn refuse_twins(files: &[FeedFile]) -> Result<()> {
    let twin = files.windows(2).find(|w| (w[0].category, w[0].part) == (w[1].category, w[1].part));
    match twin {
        Some(pair) => Err(FeedError::DuplicateFile { name: pair[1].name.clone() }),
        None => Ok(()),
    }
}

fn kind_of(files: &[FeedFile]) -> Result<Kind> {
    let mut kind = None;
    for file in files {
        let words = file.name.to_ascii_lowercase();
        let this = match (words.contains("complet"), words.contains("delta")) {
            (true, false) => Kind::Complete,
            (false, true) => Kind::Delta,
            _ => return Err(FeedError::UnknownKind { name: file.name.clone() }),
        };
        if kind.is_some_and(|kind| kind != this) {
            return Err(FeedError::MixedKinds);
        }
        kind = Some(this);
    }
    kind.ok_or(FeedError::NoFeedFile)
}

fn date_of(files: &[FeedFile]) -> Result<Option<NaiveDate>> {
    let mut dates = files.iter().filter_map(|file| {
        let words = file.name.split(['_', '.', '-']).filter(|word| word.len() == 8);
        words.filter_map(|word| NaiveDate::parse_from_str(word, "%Y%m%d").ok()).next()
    });
    let Some(first) = dates.next() else { return Ok(None) };
    match dates.find(|date| *date != first) {
        Some(second) => Err(FeedError::MixedDates { first, second }),
        None => Ok(Some(first)),
    }
}

/// The parts that are absent below the last one: a transfer that lost a file.
pub(super) fn missing_parts(files: &[FeedFile]) -> Vec<(Category, u16)> {
    let mut missing = Vec::new();
    for category in Category::ALL {
        let present: Vec<u16> =
            files.iter().filter(|file| file.category == category).map(|file| file.part).collect();
        let last = present.last().copied().unwrap_or(0);
        missing.extend((0..last).filter(|part| !present.contains(part)).map(|part| (category, part)));
    }
    missing
}

pub(super) fn read(file: &FeedFile) -> io::Result<fs::File> {
    fs::File::open(&file.path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_the_end_of_its_name() {
        for (name, expected) in [
            ("ENT1D_Complet_20260112_EtabEducNat_0000.xml", Named::Part(Some(Category::School), 0)),
            ("ENT_0750001A_Complet_20200101_Eleve_0012.xml", Named::Part(Some(Category::Pupil), 12)),
            ("FULL_ENT_Complet_20130117_PersRelEleve_0039.xml", Named::Part(Some(Category::Relative), 39)),
            ("x_PersEducNat_0001.XML", Named::Part(Some(Category::Staff), 1)),
            ("x_MefEducNat_0000.xml", Named::Part(None, 0)),
            ("x_MatiereEducNat_0000.xml", Named::Part(None, 0)),
            ("x_Eleve_000.xml", Named::Other),
            ("x_Eleve_0000.xml.zip", Named::Other),
            ("ficAlimMENESR.dtd", Named::Other),
            ("_0000.xml", Named::Other),
        ] {
            assert_eq!(classify(name), expected, "{name}");
        }
    }

    #[test]
    fn a_path_that_leaves_the_archive_refuses_it() {
        for path in
            ["../x_Eleve_0000.xml", "/etc/passwd", "a/../../b", "C:\\x", "\\\\host\\x", "a\\..\\b", "a\0b"]
        {
            assert!(matches!(judge(path), Err(FeedError::UnsafeName { .. })), "{path:?}");
        }
        assert!(matches!(judge("flux/ENT_Complet_Eleve_0000.xml"), Ok(Entry::Wanted { .. })));
        assert!(matches!(judge("__MACOSX/._ENT_Complet_Eleve_0000.xml"), Ok(Entry::Other)));
    }
}
