//! From the bytes that a head sends to lines and cells. Pure; the bytes are hostile.
//!
//! Not the `csv` crate: it takes a quotation mark that is never closed for a cell that holds the rest of the
//! file, and decodes nothing. Here a broken line is that line's own trouble, and every cell knows its line.

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The longest line that is read.
const LINE: usize = 20_000;
/// The most lines that are read: no school has so many.
const LINES: usize = 3_000;

/// A file, cut into cells.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// Lines that could not be cut: number and why.
    pub broken: Vec<(usize, &'static str)>,
}

#[derive(Debug, PartialEq, Eq)]
pub struct Row {
    /// As an editor counts them: the header is 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// Why a file as a whole cannot be read: the sentence beside it.
pub type Refused = &'static str;

pub fn read(bytes: &[u8]) -> Result<Table, Refused> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(
            "C’est un classeur de tableur, pas un fichier CSV. Déposez le fichier tel qu’ONDE l’a donné, \
                    ou enregistrez-le au format CSV.",
        );
    }
    let text = decoded(bytes);
    let lines = lines(&text);
    let Some(first) = lines.iter().position(|l| !l.trim().is_empty()) else {
        return Err("Ce fichier est vide.");
    };
    let Some(separator) = separator(lines[first]) else {
        return Err(
            "La première ligne ne contient ni point-virgule, ni virgule, ni tabulation\u{a0}: ce n’est pas \
                    un export CSV d’ONDE.",
        );
    };
    if lines.len() > LINES {
        return Err("Ce fichier a plus de 3\u{a0}000 lignes\u{a0}: ce n’est pas celui d’une école.");
    }
    let Some((header, _)) = cut(&lines[first..], separator, 0) else {
        return Err("La première ligne, celle des titres, ne peut pas être lue.");
    };
    let mut table = Table { header, ..Table::default() };
    let mut at = first + 1;
    while at < lines.len() {
        let line = at + 1;
        if lines[at].len() > LINE {
            table.broken.push((line, "Cette ligne est bien trop longue\u{a0}: elle n’a pas été lue."));
            at += 1;
            continue;
        }
        match cut(&lines[at..], separator, table.header.len()) {
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
fn cut(lines: &[&str], separator: char, width: usize) -> Option<(Vec<String>, usize)> {
    const SOON: usize = 4;
    let mut whole = String::new();
    for (more, line) in lines.iter().take(SOON).enumerate() {
        if more > 0 {
            whole.push('\n');
        }
        whole.push_str(line);
        if let Some(cells) = cells(&whole, separator) {
            let swallowed = more > 0 && width > 0 && cells.len() > width + 8;
            let said = more > 0 && cells.iter().any(|c| c.matches(separator).count() > 2);
            return (!swallowed && !said).then_some((cells, more + 1));
        }
    }
    None
}

/// None: a quotation mark is open at the end.
fn cells(line: &str, separator: char) -> Option<Vec<String>> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            s if s == separator && !quoted => cells.push(tidy(&std::mem::take(&mut cell))),
            s => cell.push(s),
        }
    }
    cells.push(tidy(&cell));
    (!quoted).then_some(cells)
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

fn separator(header: &str) -> Option<char> {
    let outside = |separator: char| {
        let mut quoted = false;
        let count = |c: &char| {
            quoted ^= *c == '"';
            *c == separator && !quoted
        };
        header.chars().filter(count).count()
    };
    [';', '\t', ','].into_iter().map(|s| (outside(s), s)).max_by_key(|s| s.0).filter(|s| s.0 > 0).map(|s| s.1)
}

/// A mark says it; else what is valid UTF-8 is; else, line by line, what makes more French of it.
fn decoded(bytes: &[u8]) -> String {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return by_line(rest),
        [0xff, 0xfe, rest @ ..] => return UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xfe, 0xff, rest @ ..] => return UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        _ => {}
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(200).filter(|b| **b == 0).count();
    let half = bytes.len().min(400) / 4;
    match bytes.len() > 8 {
        true if zeros(1) > half => UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        true if zeros(0) > half => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => by_line(bytes),
    }
}

fn by_line(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // The whole decides between the two that have one byte a sign; a line that is UTF-8 is read as such.
    let (windows, mac) =
        (WINDOWS_1252.decode_without_bom_handling(bytes).0, MACINTOSH.decode_without_bom_handling(bytes).0);
    let encoding = if french(&mac) > french(&windows) { MACINTOSH } else { WINDOWS_1252 };
    let line = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => latin_9(&encoding.decode_without_bom_handling(bytes).0),
    };
    bytes.split_inclusive(|b| *b == b'\n').map(line).collect()
}

/// What ISO-8859-15 has where windows-1252 has fractions.
fn latin_9(text: &str) -> String {
    text.replace('½', "œ").replace('¼', "Œ").replace('¾', "Ÿ")
}

/// How many letters are those of French names, less those that are not.
fn french(text: &str) -> isize {
    let weight = |c: char| match c {
        'à' | 'â' | 'ä' | 'ç' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'ö' | 'ù' | 'û' | 'ü' | 'œ'
        | 'É' | 'È' | 'Ê' | 'Ë' | 'Ç' | 'À' | 'Î' | 'Ï' | 'Ô' | 'Œ' | '’' => 1,
        c if c.is_ascii() => 0,
        _ => -1,
    };
    text.chars().map(weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        read(text.as_bytes()).unwrap().rows.into_iter().map(|r| r.cells).collect()
    }

    #[test]
    fn cells_are_cut_at_the_separator_that_the_header_has() {
        for separator in [";", ",", "\t"] {
            let text = format!("Nom{separator}Prénom\r\n\"Le \"\"Goff\"\"\"{separator}  Tom  Yann \r\n\r\n");
            assert_eq!(rows(&text), [["Le \"Goff\"", "Tom Yann"]], "{separator:?}");
        }
        assert!(read(b"Nom").is_err());
        assert!(read(b"").is_err());
        assert!(read(b"PK\x03\x04rest").is_err());
    }

    #[test]
    fn a_cell_may_go_on_on_the_next_line_and_a_mark_left_open_swallows_nothing() {
        assert_eq!(rows("a;b\n\"1 rue\nHaute\";x\ny;z\n"), [["1 rue Haute", "x"], ["y", "z"]]);
        let table = read("a;b;c;d\n\"DUPONT;;Léo;x\n\"DUPONT;;Léo;x\nMOREL;;Zoé;x\n".as_bytes()).unwrap();
        assert_eq!(table.broken.iter().map(|b| b.0).collect::<Vec<_>>(), [2, 3]);
        assert_eq!(table.rows[0].line, 4);
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
