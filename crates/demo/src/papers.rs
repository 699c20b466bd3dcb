//! A sheet of paper as a PDF: one page, a title, lines. Pure; enough for the menu of the canteen.

const WIDTH: usize = 595;
const HEIGHT: usize = 842;

pub fn pdf(title: &str, lines: &[&str]) -> Vec<u8> {
    let mut drawing = format!("BT /F2 22 Tf 60 {} Td ", HEIGHT - 90).into_bytes();
    show(&mut drawing, title);
    drawing.extend(b" /F1 13 Tf 0 -20 Td ");
    for line in lines {
        drawing.extend(b"0 -22 Td ");
        show(&mut drawing, line);
        drawing.push(b' ');
    }
    drawing.extend(b"ET");
    let font = |name: &str| {
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>").into_bytes()
    };
    let mut stream = format!("<< /Length {} >>\nstream\n", drawing.len()).into_bytes();
    stream.extend(&drawing);
    stream.extend(b"\nendstream");
    let page = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>"
    );
    bound(&[
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into_bytes(),
        stream,
        font("Helvetica"),
        font("Helvetica-Bold"),
    ])
}

/// Objects, then the table that says where each begins.
fn bound(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut starts = Vec::new();
    for (at, object) in objects.iter().enumerate() {
        starts.push(out.len());
        out.extend(format!("{} 0 obj\n", at + 1).as_bytes());
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let table = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).as_bytes());
    for start in starts {
        out.extend(format!("{start:010} 00000 n \n").as_bytes());
    }
    let size = objects.len() + 1;
    out.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").as_bytes());
    out
}

/// A string in Windows-1252, which is what the standard fonts know.
fn show(out: &mut Vec<u8>, text: &str) {
    out.push(b'(');
    for c in text.chars() {
        match c {
            '(' | ')' | '\\' => out.extend([b'\\', c as u8]),
            '’' => out.push(0x92),
            '–' => out.push(0x96),
            '…' => out.push(0x85),
            'œ' => out.push(0x9c),
            '€' => out.push(0x80),
            c => out.push(u8::try_from(u32::from(c)).unwrap_or(b'?')),
        }
    }
    out.extend(b") Tj");
}
