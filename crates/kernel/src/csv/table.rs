//! From the bytes of a spreadsheet’s text file to lines and cells. Pure; the bytes are hostile.
//!
//! Not the `csv` crate: it takes a quotation mark that is never closed for a cell that holds the rest of the
//! file, and decodes nothing. Here a broken line is that line's own trouble, and every cell knows its line.

use super::decoded::decoded;

/// The longest line that is read.
const LINE: usize = 20_000;

/// A file, cut into cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The first line that says anything.
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// Lines that could not be cut: number and why.
    pub broken: Vec<(usize, &'static str)>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As an editor counts them: the first is 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// Why a file as a whole cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// A spreadsheet of its own format.
    Workbook,
    Empty,
    /// The first line has one cell.
    NoSeparator,
    /// The first line, that of the titles, is broken.
    Header,
    TooLong,
}

/// What is still taken for a file of this kind.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub lines: usize,
    /// How many lines say what separates cells: one, or more where titles of the whole come first.
    pub titles: usize,
    /// Over how many lines a cell in quotation marks may go on.
    pub cell_lines: usize,
    /// How many separators one that does may hold: more, and its mark was never closed.
    pub cell_separators: usize,
}

pub fn read(bytes: &[u8], bounds: &Bounds) -> Result<Table, Refused> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Refused::Workbook);
    }
    let text = decoded(bytes);
    let lines = lines(&text);
    let first = lines.iter().position(|l| !l.trim().is_empty()).ok_or(Refused::Empty)?;
    let separator = separator(&lines[first..], bounds.titles).ok_or(Refused::NoSeparator)?;
    if lines.len() > bounds.lines {
        return Err(Refused::TooLong);
    }
    let (header, used) = cut(&lines[first..], separator, 0, bounds).ok_or(Refused::Header)?;
    let mut table = Table { header, ..Table::default() };
    let mut at = first + used;
    while at < lines.len() {
        let line = at + 1;
        if lines[at].len() > LINE {
            table.broken.push((line, "Cette ligne est bien trop longue\u{a0}: elle n’a pas été lue."));
            at += 1;
            continue;
        }
        match cut(&lines[at..], separator, table.header.len(), bounds) {
            Some((cells, used)) => {
                if cells.iter().any(|c| !c.is_empty()) {
                    table.rows.push(Row { line, cells });
                }
                at += used;
            }
            None => {
                table.broken.push((line, "Un guillemet est ouvert et jamais fermé."));
                at += 1;
            }
        }
    }
    Ok(table)
}

/// The cells of the first of these lines, and how many lines they took: a cell in quotation marks may go on on
/// the next. None when its quotation mark is not closed soon, or closing it swallows whole lines.
fn cut(lines: &[&str], separator: char, width: usize, bounds: &Bounds) -> Option<(Vec<String>, usize)> {
    let mut whole = String::new();
    for (more, line) in lines.iter().take(bounds.cell_lines).enumerate() {
        if more > 0 {
            whole.push('\n');
        }
        whole.push_str(line);
        if whole.len() > LINE {
            return None;
        }
        let Some((cells, well)) = cells(&whole, separator) else { continue };
        let swallowed = more > 0 && width > 0 && cells.len() > width + 8;
        let said = more > 0 && cells.iter().any(|c| c.matches(separator).count() > bounds.cell_separators);
        // Of a cell on one line a word behind its mark is only clumsy.
        let ends = more == 0 || well;
        return (!swallowed && !said && ends).then_some((cells, more + 1));
    }
    None
}

/// None: a quotation mark is open at the end. And whether each that was closed closes its cell.
fn cells(line: &str, separator: char) -> Option<(Vec<String>, bool)> {
    let (mut cells, mut cell, mut quoted, mut closed, mut well) =
        (Vec::new(), String::new(), false, false, true);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => (quoted, closed) = (false, true),
            '"' if cell.trim().is_empty() && !closed => {
                cell.clear();
                quoted = true;
            }
            s if s == separator && !quoted => {
                cells.push(tidy(&std::mem::take(&mut cell)));
                closed = false;
            }
            s => {
                well &= !closed || s.is_whitespace();
                cell.push(s);
            }
        }
    }
    cells.push(tidy(&cell));
    (!quoted).then_some((cells, well))
}

/// Without what nobody sees: control characters, the mark of an encoding, blanks around and twice inside.
fn tidy(cell: &str) -> String {
    let seen = |c: &char| (!c.is_control() || c.is_whitespace()) && !matches!(c, '\u{feff}' | '\u{200b}');
    cell.chars().filter(seen).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// However the line ends: CRLF, LF, or CR alone as on old Macs.
fn lines(text: &str) -> Vec<&str> {
    let mac = !text.contains('\n');
    let mut lines: Vec<&str> = text.split(if mac { '\r' } else { '\n' }).collect();
    lines.iter_mut().for_each(|l| *l = l.trim_end_matches('\r'));
    while lines.last().is_some_and(|l| l.is_empty()) {
        lines.pop();
    }
    lines
}

/// Titles hold commas: what holds none of the others is cut at them.
fn separator(lines: &[&str], titles: usize) -> Option<char> {
    let holds = |line: &&str, separator: char| {
        let mut quoted = false;
        line.chars().any(|c| {
            quoted ^= c == '"';
            c == separator && !quoted
        })
    };
    [';', '\t', ','].into_iter().find(|s| lines.iter().take(titles).any(|line| holds(line, *s)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;

    const BOUNDS: Bounds = Bounds { lines: 3_000, titles: 1, cell_lines: 4, cell_separators: 2 };

    fn read(bytes: &[u8]) -> Result<Table, Refused> {
        super::read(bytes, &BOUNDS)
    }

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes()).unwrap().rows.into_iter().map(|r| r.cells).collect()
    }

    #[test]
    fn cells_are_cut_at_the_separator_that_the_header_has() {
        for separator in [";", ",", "\t"] {
            let text = format!("Nom{separator}Prénom\r\n\"Le \"\"Goff\"\"\"{separator}  Tom  Yann \r\n\r\n");
            assert_eq!(rows(&text), [["Le \"Goff\"", "Tom Yann"]], "{separator:?}");
        }
        assert_eq!(read(b"Nom"), Err(Refused::NoSeparator));
        assert_eq!(read(b" \n"), Err(Refused::Empty));
        assert_eq!(read(b"PK\x03\x04rest"), Err(Refused::Workbook));
        assert_eq!(read("a;b\n".repeat(3_001).as_bytes()), Err(Refused::TooLong));
        assert_eq!(read(b"x;\"a\nc;d"), Err(Refused::Header));
    }

    #[test]
    fn a_cell_may_go_on_on_the_next_line_and_a_mark_left_open_swallows_nothing() {
        assert_eq!(rows("a;b\n\"1 rue\nHaute\";x\ny;z\n"), [["1 rue Haute", "x"], ["y", "z"]]);
        let table = read("a;b;c;d\n\"DUPONT;;Léo;x\n\"DUPONT;;Léo;x\nMOREL;;Zoé;x\n".as_bytes()).unwrap();
        assert_eq!(table.broken.iter().map(|b| b.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(table.rows[0].line, 4);
    }

    #[test]
    fn a_long_cell_goes_on_where_it_may_and_a_mark_left_open_still_swallows_nothing() {
        let bounds = Bounds { lines: 3_000, titles: 1, cell_lines: 40, cell_separators: usize::MAX };
        let note = "Un;\ndeux;\n\ntrois;\nquatre;\n\"\"cinq\"\"";
        let table = super::read(format!("a;b\nx;\"{note}\"\ny;z\n").as_bytes(), &bounds).unwrap();
        assert_eq!(table.rows[0].cells, ["x", "Un; deux; trois; quatre; \"cinq\""]);
        assert_eq!(table.rows[1], Row { line: 8, cells: vec!["y".into(), "z".into()] });
        let open = super::read("a;b\nx;\"oui\ny;\"non\"\nz;t\n".as_bytes(), &bounds).unwrap();
        assert_eq!(open.broken.iter().map(|b| b.0).collect::<Vec<_>>(), [2]);
        assert_eq!(open.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [3, 4]);
    }

    #[test]
    fn an_encoding_is_found_out() {
        let text = "Nom;Prénom\r\nLEFÈVRE;Anaïs\r\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let with_mark: Vec<u8> = [&[0xff, 0xfe][..], &utf16].concat();
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        let mac = b"Nom;Pr\x8enom\r\nLEF\xe9VRE;Ana\x95s\r\n".to_vec();
        let mixed = [&text.as_bytes()[..13], &windows[12..]].concat();
        for bytes in [text.as_bytes().to_vec(), utf16, with_mark, windows, mac, mixed] {
            let table = read(&bytes).unwrap();
            assert_eq!(
                (table.header[1].as_str(), &table.rows[0].cells[..]),
                ("Prénom", &["LEFÈVRE".to_owned(), "Anaïs".to_owned()][..])
            );
        }
    }

    #[test]
    fn a_line_of_a_megabyte_is_told_and_the_next_is_read() {
        let text = format!("a;b\n{};x\nMOREL;Zoé\n", "A".repeat(1_000_000));
        let table = read(text.as_bytes()).unwrap();
        assert_eq!((table.broken[0].0, table.rows[0].line), (2, 3));
    }
}
