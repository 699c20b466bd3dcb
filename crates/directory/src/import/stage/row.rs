//! One row of `COPY`'s text format, value by value.

use crate::feed::Field;
use std::fmt::Write;

/// One row of `COPY`'s text format.
pub(super) struct Row<'o> {
    out: &'o mut String,
    first: bool,
}

impl<'o> Row<'o> {
    pub fn at_the_end_of(out: &'o mut String) -> Self {
        Self { out, first: true }
    }

    fn next(&mut self) -> &mut String {
        if !std::mem::take(&mut self.first) {
            self.out.push('\t');
        }
        self.out
    }

    pub fn text(&mut self, value: Option<&str>) -> &mut Self {
        let out = self.next();
        match value {
            None => out.push_str("\\N"),
            Some(value) => escape(out, value),
        }
        self
    }

    pub fn field(&mut self, value: &Field<String>) -> &mut Self {
        self.text(value.get().map(String::as_str))
    }

    pub fn flag(&mut self, value: Option<bool>) -> &mut Self {
        self.text(value.map(|v| if v { "t" } else { "f" }))
    }

    pub fn number(&mut self, value: u32) -> &mut Self {
        // Writing to a String never fails.
        let _ = write!(self.next(), "{value}");
        self
    }

    pub fn bytes(&mut self, value: &[u8]) -> &mut Self {
        let out = self.next();
        out.push_str("\\\\x");
        for byte in value {
            let _ = write!(out, "{byte:02x}");
        }
        self
    }

    pub fn list(&mut self, values: Option<&Vec<String>>) -> &mut Self {
        let Some(values) = values else { return self.text(None) };
        let quoted: Vec<String> =
            values.iter().map(|v| format!("\"{}\"", v.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        self.text(Some(&format!("{{{}}}", quoted.join(","))))
    }

    pub fn end(&mut self) {
        self.out.push('\n');
    }
}

fn escape(out: &mut String, value: &str) {
    for c in value.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}
