//! Reading a feed of the academy's directory (AAF, first degree): archive → XML → typed records.
//! Invariants: bounded memory whatever the feed; nothing may be applied before [`Feed::read`] has returned
//! `Ok`, because a cut or forged file is known only when it has been read to its end.

mod archive;
mod build;
mod composite;
mod encoding;
mod entity;
mod error;
mod raw;
mod reading;
mod record;
mod unpack;
mod values;
mod warning;
mod xml;

use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};

use chrono::NaiveDate;

pub use archive::{FeedFile, Kind};
pub use composite::{Authority, Function, Grade, Group, Level, Link, Relation, SchoolKind, SchoolLevel};
pub use error::{FeedError, Result};
pub use record::{Action, Category, Entry, Field, Person, Pupil, Record, Relative, School, Staff};
pub use values::{Contract, Title};
pub use warning::{Warning, WarningKind, Warnings};

use raw::{RawRecord, Verb};

const PROGRESS_EVERY: u64 = 1_000;

/// What a feed may cost; the default fits the largest academy many times over.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of all that is unpacked.
    pub unpacked: u64,
    /// How many times its packed size a thing may become, beyond [`Limits::free`].
    pub ratio: u64,
    /// Bytes below which the ratio means nothing.
    pub free: u64,
    /// Files in the archive, wanted or not.
    pub entries: usize,
    /// Records of one category.
    pub records: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { unpacked: 4 << 30, ratio: 200, free: 10 << 20, entries: 2_000, records: 2_000_000 }
    }
}

impl Limits {
    fn suspect(&self, packed: u64, unpacked: u64) -> bool {
        unpacked > self.free && unpacked > packed.saturating_mul(self.ratio)
    }
}

/// A feed whose files are found and judged, not yet read.
#[derive(Debug)]
pub struct Feed {
    contents: archive::Contents,
    limits: Limits,
}

/// What is known before reading.
#[derive(Debug)]
pub struct Summary<'f> {
    pub kind: Kind,
    pub date: Option<NaiveDate>,
    pub files: &'f [FeedFile],
    /// Files of the second degree (subjects, MEF), which are not read.
    pub skipped: usize,
    pub bytes: u64,
    /// Categories without any file. In a complete feed: a reason to refuse it.
    pub missing: Vec<Category>,
    /// Parts absent below the last one of their category: a file was lost on the way.
    pub missing_parts: Vec<(Category, u16)>,
}

#[derive(Debug, Clone, Copy)]
pub struct Progress<'f> {
    pub file: &'f str,
    pub files_done: usize,
    pub files: usize,
    pub records: u64,
}

/// How many requests of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    pub added: u64,
    pub modified: u64,
    pub deleted: u64,
}

/// What is known after reading.
#[derive(Debug, Default)]
pub struct Report {
    pub counts: BTreeMap<Category, Counts>,
    /// `versionAF`, `dateGenerationExport`… as the first file that has them says.
    pub header: Vec<(String, String)>,
    pub warnings: Warnings,
}

impl Report {
    /// Categories of which no record was found. All of them, in a complete feed, would empty the schools.
    pub fn empty(&self) -> Vec<Category> {
        Category::ALL.into_iter().filter(|category| !self.counts.contains_key(category)).collect()
    }
}

impl Feed {
    /// Finds the files of a `.tgz`, `.tar.gz`, `.zip` or folder. Blocking, like all of this module.
    pub fn open(path: &Path) -> Result<Feed> {
        Feed::open_within(path, Limits::default())
    }

    pub fn open_within(path: &Path, limits: Limits) -> Result<Feed> {
        Ok(Feed { contents: archive::open(path, &limits)?, limits })
    }

    pub fn summary(&self) -> Summary<'_> {
        let files = &self.contents.files;
        let absent = |category: &Category| files.iter().all(|file| file.category != *category);
        Summary {
            kind: self.contents.kind,
            date: self.contents.date,
            files,
            skipped: self.contents.skipped,
            bytes: files.iter().map(|file| file.bytes).sum(),
            missing: Category::ALL.into_iter().filter(absent).collect(),
            missing_parts: archive::missing_parts(files),
        }
    }

    /// Gives every record in the order structures, pupils, relatives, staff, then of the feed. In a complete
    /// feed no key comes twice in a category. `give` may stop it with [`FeedError::Stopped`].
    pub fn read(
        &self,
        mut give: impl FnMut(Record) -> Result<()>,
        progress: &dyn Fn(Progress<'_>),
    ) -> Result<Report> {
        let mut pass = Pass { feed: self, report: Report::default(), seen: HashSet::new(), records: 0 };
        let files = &self.contents.files;
        for (files_done, file) in files.iter().enumerate() {
            let tell = |files_done, records| {
                progress(Progress { file: &file.name, files_done, files: files.len(), records });
            };
            pass.file(file, &mut give, &|records| tell(files_done, records))?;
            tell(files_done + 1, pass.records);
        }
        Ok(pass.report)
    }
}

/// One reading of a feed.
struct Pass<'f> {
    feed: &'f Feed,
    report: Report,
    seen: HashSet<(Category, Box<str>)>,
    records: u64,
}

impl Pass<'_> {
    fn file(
        &mut self,
        file: &FeedFile,
        give: &mut impl FnMut(Record) -> Result<()>,
        tell: &dyn Fn(u64),
    ) -> Result<()> {
        let mut records = xml::Records::open(file, &mut self.report.warnings)?;
        while let Some(raw) = records.next(&mut self.report.warnings)? {
            let Some(category) = self.admit(raw, file)? else { continue };
            self.records += 1;
            if self.records.is_multiple_of(PROGRESS_EVERY) {
                tell(self.records);
            }
            give(build::build(raw, category, &mut self.report.warnings))?;
        }
        if self.report.header.is_empty() {
            self.report.header = records.header().to_vec();
        }
        Ok(())
    }

    /// The category of a record that is to be given, once counted.
    fn admit(&mut self, raw: &RawRecord, file: &FeedFile) -> Result<Option<Category>> {
        let complete = self.feed.contents.kind == Kind::Complete;
        if complete && raw.verb != Some(Verb::Add) {
            return Err(FeedError::ChangeInComplete { file: file.name.clone() });
        }
        let warnings = &mut self.report.warnings;
        let category = match raw.category.as_str() {
            "" => file.category,
            name => match Category::from_aaf(name) {
                Some(category) => category,
                None => {
                    warnings.add(WarningKind::UnknownCategory, file.category, &raw.key, name);
                    return Ok(None);
                }
            },
        };
        if raw.key.is_empty() {
            warnings.add(WarningKind::MissingKey, category, "", &file.name);
            return Ok(None);
        }
        if category != file.category {
            warnings.add(WarningKind::OtherCategory, category, &raw.key, &file.name);
        }
        if complete && !self.seen.insert((category, raw.key.as_str().into())) {
            warnings.add(WarningKind::DuplicateKey, category, &raw.key, &file.name);
            return Ok(None);
        }
        let counts = self.report.counts.entry(category).or_default();
        let count = match raw.verb {
            Some(Verb::Add) => &mut counts.added,
            Some(Verb::Modify) => &mut counts.modified,
            Some(Verb::Delete) | None => &mut counts.deleted,
        };
        *count += 1;
        let limit = self.feed.limits.records;
        if counts.added + counts.modified + counts.deleted > limit as u64 {
            return Err(FeedError::TooManyRecords { category, limit });
        }
        Ok(Some(category))
    }
}
