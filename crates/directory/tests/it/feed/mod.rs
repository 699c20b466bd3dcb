//! Feeds written by the tests, and what reading them gives.

mod archives;
mod irregular;
mod samples;
mod xml;

use std::{fs, path::PathBuf};

use directory::feed::{
    Category, Feed, FeedError, Pupil, Record, Relative, Report, School, Staff, WarningKind,
};

pub fn files(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/files").join(name)
}

/// Everything that a feed gives.
pub fn read(feed: &Feed) -> Result<(Vec<Record>, Report), FeedError> {
    let mut records = Vec::new();
    let report = feed.read(
        |record| {
            records.push(record);
            Ok(())
        },
        &|_| {},
    )?;
    Ok((records, report))
}

pub fn keys(records: &[Record]) -> Vec<&str> {
    records.iter().map(Record::key).collect()
}

/// A feed in a folder, file by file.
pub struct Written {
    folder: tempfile::TempDir,
    kind: &'static str,
    day: &'static str,
}

impl Written {
    pub fn complete() -> Written {
        Written { folder: tempfile::tempdir().unwrap(), kind: "Complet", day: "20260112" }
    }

    pub fn delta() -> Written {
        Written { folder: tempfile::tempdir().unwrap(), kind: "Delta", day: "20260112" }
    }

    /// Made on this day, as its files' names say.
    pub fn dated(mut self, day: &'static str) -> Written {
        for entry in fs::read_dir(self.folder.path()).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().replace(self.day, day);
            fs::rename(&path, self.folder.path().join(name)).unwrap();
        }
        self.day = day;
        self
    }

    pub fn file(self, category: &str, bytes: impl AsRef<[u8]>) -> Written {
        let name = format!("ENT1D_{}_{}_{category}_0000.xml", self.kind, self.day);
        fs::write(self.folder.path().join(name), bytes).unwrap();
        self
    }

    pub fn records(self, category: &str, records: &str) -> Written {
        let xml = document(records);
        self.file(category, xml)
    }

    pub fn path(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub fn open(&self) -> Feed {
        Feed::open(self.folder.path()).unwrap()
    }

    pub fn read(&self) -> Result<(Vec<Record>, Report), FeedError> {
        read(&self.open())
    }
}

pub fn document(records: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\">\n<ficAlimMENESR>\n{records}</ficAlimMENESR>\n"
    )
}

/// An addition with these attributes; values of one attribute are separated by `|`.
pub fn add(category: &str, key: &str, attributes: &[(&str, &str)]) -> String {
    format!(
        "<addRequest>{}<attributes>{}</attributes></addRequest>\n",
        head(category, key),
        pairs("attr", attributes)
    )
}

pub fn modify(category: &str, key: &str, attributes: &[(&str, &str)]) -> String {
    let listed = pairs("modification", attributes);
    format!("<modifyRequest>{}<modifications>{listed}</modifications></modifyRequest>\n", head(category, key))
}

pub fn delete(category: &str, key: &str) -> String {
    format!("<deleteRequest>{}</deleteRequest>\n", head(category, key))
}

fn head(category: &str, key: &str) -> String {
    let sort = if category == "EtabEducNat" { "categorieStructure" } else { "categoriePersonne" };
    format!(
        "<operationalAttributes><attr name=\"{sort}\"><value>{category}</value></attr></operationalAttributes><identifier><id>{key}</id></identifier>"
    )
}

fn pairs(tag: &str, attributes: &[(&str, &str)]) -> String {
    let one = |(name, values): &(&str, &str)| {
        let values: String = values.split('|').map(|value| format!("<value>{value}</value>")).collect();
        format!("<{tag} name=\"{name}\">{values}</{tag}>")
    };
    attributes.iter().map(one).collect()
}

macro_rules! only {
    ($name:ident, $kind:ident) => {
        /// The one record of this kind, as said.
        pub fn $name(attributes: &[(&str, &str)]) -> ($kind, Report) {
            let category = stringify!($kind);
            let (aaf, file) = match category {
                "School" => ("EtabEducNat", "EtabEducNat"),
                "Pupil" => ("Eleve", "Eleve"),
                "Relative" => ("PersRelEleve", "PersRelEleve"),
                _ => ("PersEducNat", "PersEducNat"),
            };
            let (records, report) =
                Written::complete().records(file, &add(aaf, "1", attributes)).read().unwrap();
            let [Record::$kind(entry)] = &records[..] else { panic!("{records:?}") };
            (entry.action.said().unwrap().clone(), report)
        }
    };
}
only!(school, School);
only!(pupil, Pupil);
only!(relative, Relative);
only!(staff, Staff);

pub fn warned(report: &Report) -> Vec<(WarningKind, usize)> {
    report.warnings.counts().collect()
}

pub const NAMED: [(&str, &str); 2] = [("ENTPersonNom", "ROY"), ("ENTPersonPrenom", "Alix")];

pub fn named<'a>(attributes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&NAMED[..], attributes].concat()
}

#[test]
fn files_are_read_in_the_order_of_their_meaning_whatever_their_names() {
    let feed = Written::complete()
        .records("PersEducNat", &add("PersEducNat", "4", &NAMED))
        .records("Eleve", &add("Eleve", "2", &NAMED))
        .records("PersRelEleve", &add("PersRelEleve", "3", &NAMED))
        .records("EtabEducNat", &add("EtabEducNat", "1", &[("ENTStructureNomCourant", "A")]));
    let (records, _) = feed.read().unwrap();
    assert_eq!(keys(&records), ["1", "2", "3", "4"]);
}

#[test]
fn a_category_without_file_is_told_before_reading_and_one_without_record_after() {
    let feed = Written::complete().records("Eleve", &add("Eleve", "2", &NAMED)).records("PersRelEleve", "");
    assert_eq!(feed.open().summary().missing, [Category::School, Category::Staff]);
    let (_, report) = feed.read().unwrap();
    assert_eq!(report.empty(), [Category::School, Category::Relative, Category::Staff]);
}
