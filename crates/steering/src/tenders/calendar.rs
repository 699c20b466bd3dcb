//! The dates as a calendar reads them (RFC 5545): whole days, one event each. Pure.

use super::rules::{Mark, Side};
use chrono::{DateTime, Days, Utc};

/// `;`, `,`, `\` and ends of lines have a meaning there.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A line has at most 75 bytes; what is longer goes on after a space, never in the middle of a letter.
fn folded(line: &str) -> String {
    let (mut out, mut bytes) = (String::new(), 0);
    for c in line.chars() {
        if bytes + c.len_utf8() > 75 {
            out.push_str("\r\n ");
            bytes = 1;
        }
        out.push(c);
        bytes += c.len_utf8();
    }
    out + "\r\n"
}

pub(super) fn file(marks: &[Mark], sister: &str, site: &str, now: DateTime<Utc>) -> String {
    let mut lines = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Preau//Marches//FR".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
    ];
    for mark in marks {
        let whose = if mark.side == Side::Ours { "Notre marché" } else { sister };
        let next = mark.day.checked_add_days(Days::new(1)).unwrap_or(mark.day);
        lines.extend([
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}@{}", mark.key, escaped(site)),
            format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
            format!("DTSTART;VALUE=DATE:{}", mark.day.format("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", next.format("%Y%m%d")),
            format!("SUMMARY:{}", escaped(&format!("{whose}\u{a0}: {}", mark.what))),
            "TRANSP:TRANSPARENT".to_owned(),
            "END:VEVENT".to_owned(),
        ]);
    }
    lines.push("END:VCALENDAR".to_owned());
    lines.iter().map(|line| folded(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_reads_it() {
        let mark = Mark {
            key: "sister-end".into(),
            side: Side::Sister,
            step: "end".into(),
            what: "Fin, « é » ; puis\nBEGIN:VALARM ".repeat(6),
            day: "2028-12-31".parse().unwrap(),
        };
        let text = file(&[mark], "e-Collèges", "ent.example.org", DateTime::UNIX_EPOCH);
        assert!(text.contains("\r\nUID:sister-end@ent.example.org\r\n"));
        assert!(text.contains("\r\nDTSTART;VALUE=DATE:20281231\r\nDTEND;VALUE=DATE:20290101\r\n"), "{text}");
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(!text.replace("\r\n", "").contains('\n'));
        let whole = text.replace("\r\n ", "");
        assert!(whole.contains("SUMMARY:e-Collèges\u{a0}: Fin\\, « é » \\; puis\\nBEGIN:VALARM"), "{whole}");
        assert_eq!(whole.matches("\r\nBEGIN:").count(), 1, "one event: what was typed begins nothing");
    }
}
