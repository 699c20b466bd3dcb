//! The bytes of one file as UTF-8, whatever it was written in, with the line where we are and a limit on
//! how much one XML event may hold. Invariant: what is not what it claims to be is an error or a warning,
//! never a silent mojibake.

use std::{
    fs::File,
    io::{self, BufRead, Read, Seek, SeekFrom},
};

use encoding_rs::{Decoder, Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::WarningKind;

const CHUNK: usize = 64 * 1024;
const HEAD: usize = 512;

/// What the file says of its encoding.
#[derive(Debug, PartialEq, Eq)]
enum Declared {
    Nothing,
    Known(&'static Encoding),
    Unknown(String),
}

pub(super) enum OpenError {
    UnknownEncoding(String),
    Disk(io::Error),
}

impl From<io::Error> for OpenError {
    fn from(error: io::Error) -> Self {
        OpenError::Disk(error)
    }
}

pub(super) struct Source {
    file: File,
    /// `None`: the file is read as it is, and the XML reader checks that it is UTF-8.
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    text: Vec<u8>,
    start: usize,
    end: usize,
    lines: u64,
    taken: usize,
    limit: usize,
    ended: bool,
    pub declared: &'static str,
    pub over_limit: bool,
}

impl Source {
    pub fn open(mut file: File, limit: usize) -> Result<(Source, Option<WarningKind>), OpenError> {
        let mut head = Vec::with_capacity(HEAD);
        (&mut file).take(HEAD as u64).read_to_end(&mut head)?;
        let (encoding, skip, warning) = match Encoding::for_bom(&head) {
            Some((encoding, length)) => (encoding, length, None),
            None => {
                let (encoding, warning) = without_mark(&mut file, declared(&head))?;
                (encoding, 0, warning)
            }
        };
        file.seek(SeekFrom::Start(skip as u64))?;
        let decoder = (encoding != UTF_8).then(|| encoding.new_decoder_without_bom_handling());
        let room = decoder.as_ref().and_then(|d| d.max_utf8_buffer_length(CHUNK)).unwrap_or(CHUNK);
        let source = Source {
            file,
            raw: if decoder.is_some() { vec![0; CHUNK] } else { Vec::new() },
            decoder,
            text: vec![0; room],
            start: 0,
            end: 0,
            lines: 1,
            taken: 0,
            limit,
            ended: false,
            declared: encoding.name(),
            over_limit: false,
        };
        Ok((source, warning))
    }

    /// Where we are, counted from 1.
    pub fn line(&self) -> u64 {
        self.lines + newlines(&self.text[..self.start])
    }

    /// A new event begins: its bytes are counted from here.
    pub fn next_event(&mut self) {
        self.taken = 0;
    }

    fn refill(&mut self) -> io::Result<()> {
        self.lines += newlines(&self.text[..self.end]);
        (self.start, self.end) = (0, 0);
        let Some(decoder) = &mut self.decoder else {
            self.end = read_some(&mut self.file, &mut self.text)?;
            return Ok(());
        };
        while self.end == 0 && !self.ended {
            let read = read_some(&mut self.file, &mut self.raw)?;
            self.ended = read == 0;
            // The room is that of the worst case: one call takes everything.
            let (_, _, written, _) = decoder.decode_to_utf8(&self.raw[..read], &mut self.text, self.ended);
            self.end = written;
        }
        Ok(())
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let length = available.len().min(buffer.len());
        buffer[..length].copy_from_slice(&available[..length]);
        self.consume(length);
        Ok(length)
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.taken > self.limit {
            self.over_limit = true;
            return Err(io::Error::other("an XML event is too long"));
        }
        if self.start == self.end {
            self.refill()?;
        }
        Ok(&self.text[self.start..self.end])
    }

    fn consume(&mut self, amount: usize) {
        self.start += amount;
        self.taken += amount;
    }
}

fn read_some(file: &mut File, buffer: &mut [u8]) -> io::Result<usize> {
    loop {
        match file.read(buffer) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            result => return result,
        }
    }
}

fn newlines(bytes: &[u8]) -> u64 {
    bytes.iter().filter(|byte| **byte == b'\n').count() as u64
}

fn without_mark(
    file: &mut File,
    declared: Declared,
) -> Result<(&'static Encoding, Option<WarningKind>), OpenError> {
    match declared {
        Declared::Known(encoding) if encoding == UTF_8 => Ok((UTF_8, None)),
        Declared::Known(latin) => match looks_utf8(file)? {
            Some(true) => Ok((UTF_8, Some(WarningKind::FalseLatin))),
            _ => Ok((latin, None)),
        },
        Declared::Nothing => match looks_utf8(file)? {
            Some(false) => Ok((ISO_8859_15, Some(WarningKind::UndeclaredEncoding))),
            _ => Ok((UTF_8, None)),
        },
        Declared::Unknown(name) => Err(OpenError::UnknownEncoding(name)),
    }
}

fn declared(head: &[u8]) -> Declared {
    // A UTF-16 file without its mark: `<` and a zero byte.
    if head.starts_with(b"<\0") {
        return Declared::Known(UTF_16LE);
    } else if head.starts_with(b"\0<") {
        return Declared::Known(UTF_16BE);
    }
    let head = String::from_utf8_lossy(head);
    let Some((prolog, _)) = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"))
    else {
        return Declared::Nothing;
    };
    let Some((_, after)) = prolog.split_once("encoding") else {
        return Declared::Nothing;
    };
    let name: String = after
        .trim_start_matches([' ', '\t', '\r', '\n', '=', '"', '\''])
        .chars()
        .take_while(|c| !matches!(c, '"' | '\''))
        .collect();
    match Encoding::for_label(name.trim().as_bytes()) {
        Some(known) if [UTF_8, ISO_8859_15, WINDOWS_1252].contains(&known) => Declared::Known(known),
        _ => Declared::Unknown(name.chars().take(40).collect()),
    }
}

/// Reads the whole file once: `Some(true)` valid UTF-8 with accents, `Some(false)` not UTF-8, `None` ASCII.
fn looks_utf8(file: &mut File) -> io::Result<Option<bool>> {
    file.seek(SeekFrom::Start(0))?;
    let mut buffer = vec![0; CHUNK];
    let (mut kept, mut accents) = (0, false);
    loop {
        let read = read_some(file, &mut buffer[kept..])?;
        let bytes = &buffer[..kept + read];
        accents |= !bytes.is_ascii();
        match std::str::from_utf8(bytes) {
            Ok(_) => kept = 0,
            Err(error) if error.error_len().is_some() || read == 0 => return Ok(Some(false)),
            Err(error) => {
                let cut = error.valid_up_to();
                kept = bytes.len() - cut;
                buffer.copy_within(cut..cut + kept, 0);
            }
        }
        if read == 0 {
            return Ok(accents.then_some(true));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prolog_says_the_encoding() {
        for (head, expected) in [
            ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>", Declared::Known(UTF_8)),
            ("<?xml version='1.0' encoding = 'iso-8859-15' ?>", Declared::Known(ISO_8859_15)),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>", Declared::Known(WINDOWS_1252)),
            ("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", Declared::Known(WINDOWS_1252)),
            ("<?xml version=\"1.0\"?>", Declared::Nothing),
            ("<ficAlimMENESR>", Declared::Nothing),
            ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>", Declared::Unknown("UTF-7".into())),
            ("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>", Declared::Unknown("Shift_JIS".into())),
        ] {
            assert_eq!(declared(head.as_bytes()), expected, "{head}");
        }
    }
}
