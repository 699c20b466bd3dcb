//! One record at a time out of one XML file. Invariant: memory holds one record, whatever the file; what is
//! not a complete `ficAlimMENESR` document is an error, so that a cut file can never pass for a short one.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use super::{
    FeedError, Result, WarningKind, Warnings,
    archive::{self, FeedFile},
    encoding::{OpenError, Source},
    entity,
    raw::{RawRecord, Verb, strip_controls},
};

/// A value of the directory is some dozens of characters; the rest is room for the unforeseen.
pub const MAX_VALUE: usize = 64 * 1024;
const MAX_RECORD: usize = 1024 * 1024;
const MAX_ATTRIBUTES: usize = 256;
const MAX_XML_ATTRIBUTES: usize = 16;
const MAX_DEPTH: usize = 16;
const MAX_COMMENTS: usize = 32;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Collecting {
    No,
    Key,
    Category,
    Value,
}

pub(super) struct Records<'f> {
    file: &'f FeedFile,
    reader: Reader<Source>,
    buffer: Vec<u8>,
    raw: RawRecord,
    depth: usize,
    closed: bool,
    collecting: Collecting,
    value: String,
    in_header: bool,
    comments: Vec<(String, String)>,
}

/// What one event of the XML reader means to us, once its borrow of the buffer is over.
enum Step {
    On,
    Record,
    End,
}

impl<'f> Records<'f> {
    pub fn open(file: &'f FeedFile, warnings: &mut Warnings) -> Result<Records<'f>> {
        let (source, odd) = Source::open(archive::read(file)?, MAX_VALUE).map_err(|error| match error {
            OpenError::Disk(error) => FeedError::Disk(error),
            OpenError::UnknownEncoding(encoding) => {
                FeedError::UnknownEncoding { file: file.name.clone(), encoding }
            }
        })?;
        if let Some(kind) = odd {
            warnings.add(kind, file.category, "", &file.name);
        }
        let mut reader = Reader::from_reader(source);
        reader.config_mut().allow_dangling_amp = true;
        Ok(Records {
            file,
            reader,
            buffer: Vec::new(),
            raw: RawRecord::default(),
            depth: 0,
            closed: false,
            collecting: Collecting::No,
            value: String::new(),
            in_header: false,
            comments: Vec::new(),
        })
    }

    /// `versionAF` and the like, from the comments after the root.
    pub fn header(&self) -> &[(String, String)] {
        &self.comments
    }

    pub fn next(&mut self, warnings: &mut Warnings) -> Result<Option<&RawRecord>> {
        loop {
            // The buffer leaves `self` while an event borrows it.
            let mut buffer = std::mem::take(&mut self.buffer);
            buffer.clear();
            self.reader.get_mut().next_event();
            let step = match self.reader.read_event_into(&mut buffer) {
                Ok(event) => self.step(event, warnings),
                Err(error) => Err(self.broken(&error)),
            };
            self.buffer = buffer;
            match step? {
                Step::On => {}
                Step::Record => return Ok(Some(&self.raw)),
                Step::End => return Ok(None),
            }
        }
    }

    fn step(&mut self, event: Event<'_>, warnings: &mut Warnings) -> Result<Step> {
        match event {
            Event::Start(tag) => self.open_tag(&tag, warnings)?,
            Event::Empty(tag) => {
                self.open_tag(&tag, warnings)?;
                return self.close_tag(tag.name().as_ref(), warnings);
            }
            Event::End(tag) => return self.close_tag(tag.name().as_ref(), warnings),
            Event::Text(text) => self.push(&text)?,
            Event::CData(text) => self.push(&text)?,
            Event::GeneralRef(reference) => self.push_reference(&reference, warnings)?,
            Event::DocType(doctype) => {
                // An external DTD is named and never fetched; an internal one could only define entities.
                if doctype.contains('[') || doctype.contains("<!") {
                    return Err(FeedError::Entities { file: self.file.name.clone() });
                }
            }
            Event::Comment(comment) => self.note(&comment),
            Event::Decl(_) | Event::PI(_) => {}
            Event::Eof if self.closed => return Ok(Step::End),
            Event::Eof => return Err(self.cut()),
        }
        Ok(Step::On)
    }

    fn open_tag(&mut self, tag: &BytesStart<'_>, warnings: &mut Warnings) -> Result<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(self.beyond("éléments imbriqués"));
        }
        let name = tag.name();
        let attribute = self.name_attribute(tag)?;
        match (self.depth, name.as_ref()) {
            (1, "ficAlimMENESR") if !self.closed => {}
            (1, _) => return Err(FeedError::NotAaf { file: self.file.name.clone() }),
            (2, "addRequest") => self.raw.begin(Verb::Add),
            (2, "modifyRequest") => self.raw.begin(Verb::Modify),
            (2, "deleteRequest") => self.raw.begin(Verb::Delete),
            (2, other) => {
                self.raw.verb = None;
                warnings.add(WarningKind::UnknownElement, self.file.category, "", other);
            }
            _ if self.raw.verb.is_none() => {}
            (_, "operationalAttributes") => self.in_header = true,
            (_, "identifier" | "attributes" | "modifications") => {}
            (_, "attr" | "modification") => self.begin_attribute(attribute.unwrap_or(""))?,
            (_, "value") => {
                self.collecting = if self.in_header { Collecting::Category } else { Collecting::Value };
            }
            (_, "id") => self.collecting = Collecting::Key,
            (_, other) => warnings.add(WarningKind::UnknownElement, self.file.category, &self.raw.key, other),
        }
        Ok(())
    }

    /// The `name` of an `attr` or a `modification`; counts what else the tag carries.
    fn name_attribute<'t>(&self, tag: &'t BytesStart<'_>) -> Result<Option<&'t str>> {
        let mut found = None;
        for (count, attribute) in tag.attributes().with_checks(false).enumerate() {
            if count >= MAX_XML_ATTRIBUTES {
                return Err(self.beyond("attributs d’un élément"));
            }
            let attribute = attribute.map_err(|error| self.malformed(error.to_string()))?;
            if attribute.key.as_ref() == "name"
                && let std::borrow::Cow::Borrowed(value) = attribute.value
            {
                found = Some(value);
            }
        }
        Ok(found)
    }

    fn begin_attribute(&mut self, name: &str) -> Result<()> {
        if self.in_header {
            return Ok(());
        }
        if self.raw.attribute_count() >= MAX_ATTRIBUTES {
            return Err(self.beyond("attributs d’une fiche"));
        }
        self.raw.push_attribute(name);
        Ok(())
    }

    fn close_tag(&mut self, name: &str, warnings: &mut Warnings) -> Result<Step> {
        self.depth -= 1;
        match (self.depth, name) {
            (0, _) => self.closed = true,
            (1, _) if self.raw.verb.is_some() => return Ok(Step::Record),
            (_, "operationalAttributes") => self.in_header = false,
            (_, "value" | "id") if self.collecting != Collecting::No => self.end_value(warnings)?,
            _ => {}
        }
        Ok(Step::On)
    }

    fn push(&mut self, text: &str) -> Result<()> {
        if self.collecting == Collecting::No {
            return Ok(());
        }
        if self.value.len() + text.len() > MAX_VALUE {
            return Err(self.beyond("valeur trop longue"));
        }
        self.value.push_str(text);
        Ok(())
    }

    fn push_reference(&mut self, name: &str, warnings: &mut Warnings) -> Result<()> {
        match entity::character(name) {
            Some(character) => self.push(character.encode_utf8(&mut [0; 4])),
            None => {
                warnings.add(WarningKind::UnknownEntity, self.file.category, &self.raw.key, name);
                self.push("&")?;
                self.push(name)?;
                self.push(";")
            }
        }
    }

    fn end_value(&mut self, warnings: &mut Warnings) -> Result<()> {
        if strip_controls(&mut self.value) {
            warnings.add(WarningKind::ControlCharacter, self.file.category, &self.raw.key, &self.value);
        }
        let value = self.value.trim();
        match self.collecting {
            Collecting::Key => value.clone_into(&mut self.raw.key),
            Collecting::Category => value.clone_into(&mut self.raw.category),
            Collecting::Value | Collecting::No => {
                if self.raw.length() + value.len() > MAX_RECORD {
                    return Err(self.beyond("fiche trop longue"));
                }
                self.raw.push_value(value);
            }
        }
        self.value.clear();
        self.collecting = Collecting::No;
        Ok(())
    }

    fn note(&mut self, comment: &str) {
        if let Some((name, value)) = comment.trim().split_once('=')
            && self.comments.len() < MAX_COMMENTS
            && comment.len() < 200
        {
            let value = value.trim().trim_matches(['"', '\'']);
            self.comments.push((name.trim().to_owned(), value.to_owned()));
        }
    }

    fn broken(&self, error: &quick_xml::Error) -> FeedError {
        use quick_xml::Error as Xml;
        let (file, line) = (self.file.name.clone(), self.reader.get_ref().line());
        match error {
            Xml::Io(_) if self.reader.get_ref().over_limit => self.beyond("valeur trop longue"),
            Xml::Io(error) => FeedError::Disk(std::io::Error::new(error.kind(), error.to_string())),
            Xml::Encoding(_) => {
                FeedError::WrongEncoding { file, declared: self.reader.get_ref().declared, line }
            }
            // Every syntax error of the reader is markup that the end of the file left open, or rubbish.
            Xml::Syntax(quick_xml::errors::SyntaxError::InvalidBangMarkup) => {
                self.malformed(error.to_string())
            }
            Xml::Syntax(_) => self.cut(),
            other => self.malformed(other.to_string()),
        }
    }

    fn cut(&self) -> FeedError {
        FeedError::Truncated { file: self.file.name.clone(), line: self.reader.get_ref().line() }
    }

    fn malformed(&self, detail: String) -> FeedError {
        FeedError::Malformed { file: self.file.name.clone(), line: self.reader.get_ref().line(), detail }
    }

    fn beyond(&self, what: &'static str) -> FeedError {
        FeedError::BeyondLimit { file: self.file.name.clone(), line: self.reader.get_ref().line(), what }
    }
}
