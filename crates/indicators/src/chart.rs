//! Curves of shares over time, drawn here: SVG without a script or a style of its own. Each curve has its own dash and its
//! name at its end; a table beside it says the same. Pure.

use std::fmt::Write as _;

/// Inside the picture; one unit is about a pixel on a phone.
const WIDTH: f64 = 400.0;
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 38.0;
const RIGHT: f64 = 12.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 24.0;

pub(super) struct Curve {
    pub name: &'static str,
    /// Where on the line of time (0 to 1), tenths of a percent; nothing where it is not said: the line is broken there.
    pub points: Vec<(f64, Option<i64>)>,
}

/// `marks`: what is written under the picture, and where.
pub(super) fn curves(label: &str, curves: &[Curve], marks: &[(f64, String)]) -> Option<String> {
    if curves.iter().all(|c| c.points.is_empty()) {
        return None;
    }
    let mut svg = format!(
        r#"<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{}">"#,
        cockpit::sheet::escaped(label)
    );
    for percent in [0, 25, 50, 75, 100] {
        let y = height(percent * 10);
        let _ = write!(
            svg,
            r#"<path class="chart-grid" d="M{LEFT} {y:.1}H{:.0}"/><text class="chart-word" x="{:.0}" y="{:.1}" text-anchor="end">{percent}</text>"#,
            WIDTH - RIGHT,
            LEFT - 6.0,
            y + 4.0,
        );
    }
    for (at, word) in marks {
        let anchor = if *at < 0.1 {
            "start"
        } else if *at > 0.9 {
            "end"
        } else {
            "middle"
        };
        let _ = write!(
            svg,
            r#"<text class="chart-word" x="{:.1}" y="{:.0}" text-anchor="{anchor}">{}</text>"#,
            across(*at),
            HEIGHT - 6.0,
            cockpit::sheet::escaped(word),
        );
    }
    for (n, curve) in curves.iter().enumerate() {
        draw(&mut svg, n, curve);
    }
    svg.push_str("</svg>");
    Some(svg)
}

fn draw(svg: &mut String, n: usize, curve: &Curve) {
    let mut path = String::new();
    let mut pen = 'M';
    for &(x, value) in &curve.points {
        let Some(value) = value else {
            pen = 'M';
            continue;
        };
        let (x, y) = (across(x), height(value));
        let _ = write!(path, "{pen}{x:.1} {y:.1}");
        pen = 'L';
        let _ = write!(svg, r#"<circle class="chart-dot chart-{n}" cx="{x:.1}" cy="{y:.1}" r="2.5"/>"#);
    }
    let _ = write!(svg, r#"<path class="chart-line chart-{n}" d="{path}"/>"#);
}

fn across(at: f64) -> f64 {
    LEFT + at.clamp(0.0, 1.0) * (WIDTH - LEFT - RIGHT)
}

#[expect(clippy::cast_precision_loss, reason = "a height in a picture")]
fn height(tenths: i64) -> f64 {
    TOP + (1000 - tenths.clamp(0, 1000)) as f64 / 1000.0 * (HEIGHT - TOP - BOTTOM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_curve_stays_in_its_picture() {
        let curve = Curve { name: "Élémentaire", points: vec![(0.0, Some(0)), (1.0, Some(1000))] };
        let svg = curves("Part & suite", &[curve], &[(0.0, "2007".to_owned())]).unwrap();
        assert!(svg.contains("Part &amp; suite") && svg.contains("M38.0 196.0L388.0 10.0"), "{svg}");
        assert!(curves("", &[], &[]).is_none());
    }

    #[test]
    fn what_is_not_said_breaks_the_line() {
        let points = vec![(0.0, Some(500)), (0.25, Some(500)), (0.5, None), (1.0, Some(500))];
        let svg = curves("", &[Curve { name: "Élèves", points }], &[]).unwrap();
        assert!(svg.contains(r#"d="M38.0 103.0L125.5 103.0M388.0 103.0""#), "{svg}");
    }
}
