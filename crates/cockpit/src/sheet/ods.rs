//! A workbook (OpenDocument 1.3, ISO/IEC 26300) with one leaf a table: three small files in a zip. Pure.

use super::{Cell, Sheet, escaped};
use kernel::Error;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles><number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style><style:style style:name="share" style:family="table-cell" style:data-style-name="N1"/><style:style style:name="head" style:family="table-cell"><style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles><office:body><office:spreadsheet>"#;

pub fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, Error> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // First, and as it is: by its first bytes one knows what the file is.
    zip.start_file("mimetype", SimpleFileOptions::default().compression_method(CompressionMethod::Stored))?;
    zip.write_all(MEDIA_TYPE.as_bytes())?;
    zip.start_file("META-INF/manifest.xml", SimpleFileOptions::default())?;
    zip.write_all(MANIFEST.as_bytes())?;
    zip.start_file("content.xml", SimpleFileOptions::default())?;
    zip.write_all(content(title, sheets).as_bytes())?;
    Ok(zip.finish()?.into_inner())
}

fn content(title: &str, sheets: &[Sheet]) -> String {
    let mut out = HEAD.to_owned();
    for sheet in sheets {
        let _ = write!(out, r#"<table:table table:name="{}">"#, escaped(sheet.name));
        row(&mut out, &[Cell::text(title)], " table:style-name=\"head\"");
        let heads: Vec<Cell> = sheet.columns.iter().map(|c| Cell::text(*c)).collect();
        row(&mut out, &heads, " table:style-name=\"head\"");
        for cells in &sheet.rows {
            row(&mut out, cells, "");
        }
        out.push_str("</table:table>");
    }
    out.push_str("</office:spreadsheet></office:body></office:document-content>");
    out
}

fn row(out: &mut String, cells: &[Cell], style: &str) {
    out.push_str("<table:table-row>");
    for cell in cells {
        let _ = match cell {
            Cell::Nothing => write!(out, "<table:table-cell/>"),
            Cell::Count(n) => write!(
                out,
                r#"<table:table-cell office:value-type="float" office:value="{n}"><text:p>{n}</text:p></table:table-cell>"#
            ),
            Cell::Share(tenths) => write!(
                out,
                r#"<table:table-cell table:style-name="share" office:value-type="percentage" office:value="{}.{:03}"><text:p>{}</text:p></table:table-cell>"#,
                tenths / 1000,
                tenths % 1000,
                escaped(&cell.said()),
            ),
            other => write!(
                out,
                r#"<table:table-cell{style} office:value-type="string"><text:p>{}</text:p></table:table-cell>"#,
                escaped(&other.said()),
            ),
        };
    }
    out.push_str("</table:table-row>");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn a_workbook_says_what_it_is_and_keeps_numbers_as_numbers() {
        let rows = vec![vec![Cell::text("A & <B>"), Cell::Count(12), Cell::Share(413), Cell::Few]];
        let sheet = Sheet { name: "Comptes", columns: vec!["École", "Élèves", "Part", "Venus"], rows };
        let bytes = workbook("Le projet", &[sheet]).unwrap();
        // Who opens it by its first bytes reads the type there.
        assert_eq!(&bytes[30..38], b"mimetype");
        assert_eq!(&bytes[38..38 + MEDIA_TYPE.len()], MEDIA_TYPE.as_bytes());
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut xml = String::new();
        zip.by_name("content.xml").unwrap().read_to_string(&mut xml).unwrap();
        assert!(xml.contains(r#"office:value="12""#) && xml.contains(r#"office:value="0.413""#));
        assert!(xml.contains("A &amp; &lt;B&gt;") && xml.contains("moins de 5"));
    }
}
