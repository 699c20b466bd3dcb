//! All that a template can reach: itself, the house's own file, its data, our fonts.

use crate::fonts::FONTS;
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static MAIN: LazyLock<Option<FileId>> = LazyLock::new(|| id("/main.typ"));
static HOUSE: LazyLock<Option<FileId>> = LazyLock::new(|| id("/house.typ"));
static DATA: LazyLock<Option<FileId>> = LazyLock::new(|| id("/data.json"));

fn id(path: &str) -> Option<FileId> {
    Some(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?).intern())
}

pub(crate) struct Desk {
    main_id: FileId,
    main: Source,
    house: Source,
    data: Bytes,
}

impl Desk {
    pub fn new(template: &str, data: String) -> Option<Self> {
        let main_id = (*MAIN)?;
        Some(Self {
            main_id,
            main: Source::new(main_id, template.to_owned()),
            house: Source::new((*HOUSE)?, include_str!("../templates/house.typ").to_owned()),
            data: Bytes::from_string(data),
        })
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        self.main_id
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id {
            id if id == self.main_id => Ok(self.main.clone()),
            id if Some(id) == *HOUSE => Ok(self.house.clone()),
            _ => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if Some(id) == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    /// A document says the day that its data say: the same data make the same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
