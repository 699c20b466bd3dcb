//! The communes by the share of their classes that are deployed: five shades, each with its words. The table beside the
//! map says the same. Pure.

use super::queries::parts::Drawn;
use cockpit::sheet::{Cell, plain_share};
use std::fmt::Write as _;

/// What each shade says.
pub(super) const SHADES: [&str; 6] = [
    "sans classe connue",
    "aucune classe",
    "moins de 25\u{a0}%",
    "25 à 49\u{a0}%",
    "50 à 74\u{a0}%",
    "75\u{a0}% et plus",
];

pub(super) struct Map {
    pub svg: String,
    /// Shade, words, communes.
    pub legend: Vec<(usize, &'static str, usize)>,
}

pub(super) fn map(label: &str, communes: &[Drawn]) -> Option<Map> {
    let boxes: Vec<&[i32]> = communes.iter().map(|c| c.bounds.as_slice()).filter(|b| b.len() == 4).collect();
    let edge = |at: usize| boxes.iter().map(move |b| b[at]);
    let (x0, y0) = (edge(0).min()?, edge(1).min()?);
    let (width, height) = ((edge(2).max()? - x0).max(1), (edge(3).max()? - y0).max(1));
    let mut svg = format!(
        r#"<svg class="map" viewBox="{x0} {y0} {width} {height}" role="img" aria-label="{}">"#,
        cockpit::sheet::escaped(label)
    );
    for commune in communes {
        let _ = write!(
            svg,
            r#"<path class="shade-{}" d="{}"><title>{}</title></path>"#,
            shade(commune),
            commune.outline,
            cockpit::sheet::escaped(&said(commune)),
        );
    }
    svg.push_str("</svg>");
    let legend = SHADES
        .iter()
        .enumerate()
        .map(|(n, words)| (n, *words, communes.iter().filter(|c| shade(c) == n).count()));
    Some(Map { svg, legend: legend.filter(|l| l.2 > 0).collect() })
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
        let map = map("Communes", &[drawn("Ormes", 0, 50, 34), drawn("L’<Île>", 10, 0, 0)]).unwrap();
        assert!(map.svg.contains(r#"viewBox="0 0 20 10""#) && map.svg.contains("L’&lt;Île&gt;"));
        assert!(map.svg.contains("34 classes déployées sur 50") && map.svg.contains("shade-4"));
        assert_eq!(map.legend, [(0, "sans classe connue", 1), (4, "50 à 74\u{a0}%", 1)]);
        assert!(super::map("Rien", &[]).is_none());
    }
}
