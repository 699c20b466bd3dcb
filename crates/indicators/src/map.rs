//! The communes by the share of their classes that are deployed: five shades, each with its words. The table beside the
//! map says the same. Pure.
//!
//! The outlines of an academy's communes are a quarter of a megabyte, the same from one count to the next: they are a
//! file of their own, of which the page uses each shade, in its own colours (light, dark, on paper).

use super::queries::parts::Drawn;
use cockpit::sheet::{Cell, escaped, plain_share};
use std::fmt::Write as _;

/// What each shade says.
const SHADES: [&str; 6] = [
    "sans classe connue",
    "aucune classe",
    "moins de 25\u{a0}%",
    "25 à 49\u{a0}%",
    "50 à 74\u{a0}%",
    "75\u{a0}% et plus",
];

pub(super) struct Map {
    communes: Vec<Drawn>,
    pub label: String,
    /// The frame of all communes: left, top, width, height.
    pub frame: [i32; 4],
    /// Shade, words, communes.
    pub legend: Vec<(usize, &'static str, usize)>,
}

/// Nothing where no outline is known.
pub(super) fn map(label: String, communes: Vec<Drawn>) -> Option<Map> {
    let boxes: Vec<&[i32]> = communes.iter().map(|c| c.bounds.as_slice()).filter(|b| b.len() == 4).collect();
    let edge = |at: usize| boxes.iter().map(move |b| b[at]);
    let (x0, y0) = (edge(0).min()?, edge(1).min()?);
    let (width, height) = ((edge(2).max()? - x0).max(1), (edge(3).max()? - y0).max(1));
    let counted = |n: usize| communes.iter().filter(|c| shade(c) == n).count();
    let legend = SHADES.iter().enumerate().map(|(n, words)| (n, *words, counted(n)));
    let legend = legend.filter(|l| l.2 > 0).collect();
    Some(Map { label, frame: [x0, y0, width, height], legend, communes })
}

impl Map {
    /// Shade by shade, as a page uses them: `#shade-0` to `#shade-5`. What a commune says is under the pointer.
    pub(super) fn outlines(&self) -> String {
        let mut svg = r#"<svg xmlns="http://www.w3.org/2000/svg">"#.to_owned();
        for n in 0..SHADES.len() {
            let _ = write!(svg, r#"<g id="shade-{n}">"#);
            for commune in self.communes.iter().filter(|c| shade(c) == n) {
                let (outline, said) = (escaped(&commune.outline), escaped(&said(commune)));
                let _ = write!(
                    svg,
                    r#"<path vector-effect="non-scaling-stroke" d="{outline}"><title>{said}</title></path>"#
                );
            }
            svg.push_str("</g>");
        }
        svg.push_str("</svg>");
        svg
    }
}

fn shade(commune: &Drawn) -> usize {
    match plain_share(commune.deployed, commune.classes) {
        Cell::Share(0) => 1,
        Cell::Share(tenths) if tenths < 250 => 2,
        Cell::Share(tenths) if tenths < 500 => 3,
        Cell::Share(tenths) if tenths < 750 => 4,
        Cell::Share(_) => 5,
        _ => 0,
    }
}

fn said(commune: &Drawn) -> String {
    match commune.classes {
        0 => format!("{}\u{a0}: sans classe connue", commune.name),
        1 => format!("{}\u{a0}: {} classe déployée sur 1", commune.name, commune.deployed),
        n => format!("{}\u{a0}: {} classes déployées sur {n}", commune.name, commune.deployed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_frames_its_communes() {
        let drawn = |name: &str, x: i32, classes, deployed| Drawn {
            name: name.to_owned(),
            bounds: vec![x, 0, x + 10, 10],
            outline: format!("M{x} 0l10 0 0 10z"),
            classes,
            deployed,
        };
        let communes = vec![drawn("Ormes", 0, 50, 34), drawn("L’<Île>", 10, 0, 0)];
        let map = map("Communes".to_owned(), communes).unwrap();
        assert_eq!(map.frame, [0, 0, 20, 10]);
        assert_eq!(map.legend, [(0, "sans classe connue", 1), (4, "50 à 74\u{a0}%", 1)]);
        let svg = map.outlines();
        let of = |n: usize| svg.split("<g ").nth(n + 1).unwrap();
        assert!(of(0).contains("L’&lt;Île&gt;") && of(0).contains("M10 0l10 0 0 10z"), "{svg}");
        assert!(
            of(4).starts_with(r#"id="shade-4""#) && of(4).contains("34 classes déployées sur 50"),
            "{svg}"
        );
        assert!(super::map(String::new(), Vec::new()).is_none());
    }
}
