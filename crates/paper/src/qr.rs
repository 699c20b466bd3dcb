//! A QR code, as a picture that stays sharp on paper.

use fast_qr::qr::QRBuilder;
use fast_qr::{ECL, QRCode};
use serde::{Serialize, Serializer};
use std::fmt::{Display, Formatter, Write};

/// The white border that readers need, in modules.
const QUIET: usize = 4;

/// In a template: `image(bytes(data.qr), alt: "…", width: 24mm)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr(String);

impl Qr {
    /// `None`: too long to be one (some two thousand signs).
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        QRBuilder::new(text).ecl(ECL::M).build().ok().map(|code| Self(drawn(&code)))
    }
}

/// For a page: an element, sized by the style of what is around it.
impl Display for Qr {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Qr {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

/// One path: each run of dark modules in a row is a rectangle.
fn drawn(code: &QRCode) -> String {
    let side = code.size + 2 * QUIET;
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#000" d=""##
    );
    for y in 0..code.size {
        let dark = |x: usize| x < code.size && code[y][x].value();
        let starts = (0..code.size).filter(|x| dark(*x) && (*x == 0 || !dark(*x - 1)));
        for x in starts {
            let run = (x..).take_while(|x| dark(*x)).count();
            // Writing into a String never fails.
            let _ = write!(svg, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
        }
    }
    svg.push_str(r#""/></svg>"#);
    svg
}
