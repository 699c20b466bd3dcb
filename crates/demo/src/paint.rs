//! A small brush: flat shapes with soft edges on a canvas, enough for pleasing illustrations. Pure.

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use std::io::Cursor;

pub const WIDTH: f32 = 1200.0;
pub const HEIGHT: f32 = 800.0;

pub type Colour = [u8; 3];

pub struct Canvas(RgbImage);

impl Canvas {
    /// A sky, a wall: one colour above that becomes another below.
    pub fn new(top: Colour, bottom: Colour) -> Self {
        let (width, height) = (WIDTH as u32, HEIGHT as u32);
        Self(RgbImage::from_fn(width, height, |_, y| Rgb(mixed(top, bottom, y as f32 / HEIGHT))))
    }

    /// Paints where `distance` (in pixels, negative inside) says, within a box.
    fn shape(
        &mut self,
        (x0, y0, x1, y1): (f32, f32, f32, f32),
        colour: Colour,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let clip = |v: f32, most: f32| v.clamp(0.0, most) as u32;
        for y in clip(y0 - 1.0, HEIGHT)..clip(y1 + 2.0, HEIGHT) {
            for x in clip(x0 - 1.0, WIDTH)..clip(x1 + 2.0, WIDTH) {
                let cover = (0.5 - distance(x as f32 + 0.5, y as f32 + 0.5)).clamp(0.0, 1.0);
                if cover > 0.0 {
                    let pixel = self.0.get_pixel_mut(x, y);
                    pixel.0 = mixed(pixel.0, colour, cover);
                }
            }
        }
    }

    pub fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Colour) {
        self.oval(x, y, radius, radius, colour);
    }

    pub fn oval(&mut self, x: f32, y: f32, rx: f32, ry: f32, colour: Colour) {
        self.shape((x - rx, y - ry, x + rx, y + ry), colour, |px, py| {
            let (dx, dy) = ((px - x) / rx, (py - y) / ry);
            ((dx * dx + dy * dy).sqrt() - 1.0) * rx.min(ry)
        });
    }

    /// A thick line with round ends.
    pub fn line(&mut self, (xa, ya): (f32, f32), (xb, yb): (f32, f32), thick: f32, colour: Colour) {
        let half = thick / 2.0;
        let bounds = (xa.min(xb) - half, ya.min(yb) - half, xa.max(xb) + half, ya.max(yb) + half);
        let (dx, dy) = (xb - xa, yb - ya);
        let long = (dx * dx + dy * dy).max(1e-6);
        self.shape(bounds, colour, |px, py| {
            let along = (((px - xa) * dx + (py - ya) * dy) / long).clamp(0.0, 1.0);
            (px - xa - dx * along).hypot(py - ya - dy * along) - half
        });
    }

    pub fn panel(&mut self, x: f32, y: f32, width: f32, height: f32, round: f32, colour: Colour) {
        let (cx, cy) = (x + width / 2.0, y + height / 2.0);
        self.shape((x, y, x + width, y + height), colour, |px, py| {
            let (dx, dy) = ((px - cx).abs() - width / 2.0 + round, (py - cy).abs() - height / 2.0 + round);
            dx.max(0.0).hypot(dy.max(0.0)) + dx.max(dy).min(0.0) - round
        });
    }

    /// A convex shape, points in the order of the clock.
    pub fn facet(&mut self, points: &[(f32, f32)], colour: Colour) {
        let least = |f: fn(&(f32, f32)) -> f32| points.iter().map(f).fold(f32::MAX, f32::min);
        let most = |f: fn(&(f32, f32)) -> f32| points.iter().map(f).fold(f32::MIN, f32::max);
        let bounds = (least(|p| p.0), least(|p| p.1), most(|p| p.0), most(|p| p.1));
        let edges: Vec<_> = points.iter().zip(points.iter().cycle().skip(1)).collect();
        self.shape(bounds, colour, |px, py| {
            let outside = |&(a, b): &(&(f32, f32), &(f32, f32))| {
                let (dx, dy) = (b.0 - a.0, b.1 - a.1);
                ((px - a.0) * dy - (py - a.1) * dx) / dx.hypot(dy).max(1e-6)
            };
            edges.iter().map(outside).fold(f32::MIN, f32::max)
        });
    }

    /// Ground below a wavy line.
    pub fn hill(&mut self, level: f32, swell: f32, phase: f32, colour: Colour) {
        self.shape((0.0, level - swell, WIDTH, HEIGHT), colour, |px, py| {
            level + swell * (px / 190.0 + phase).sin() * 0.7 + swell * 0.3 * (px / 67.0 + phase * 2.0).sin()
                - py
        });
    }

    pub fn cloud(&mut self, x: f32, y: f32, size: f32) {
        const WHITE: Colour = [252, 252, 255];
        for (dx, dy, r) in [(-1.1, 0.2, 0.6), (-0.4, -0.1, 0.85), (0.4, -0.15, 0.75), (1.1, 0.2, 0.55)] {
            self.disc(x + dx * size, y + dy * size, r * size, WHITE);
        }
        self.panel(x - 1.6 * size, y + 0.2 * size, 3.2 * size, 0.6 * size, 0.3 * size, WHITE);
    }

    pub fn tree(&mut self, x: f32, foot: f32, size: f32, leaves: Colour) {
        self.line((x, foot), (x, foot - size * 1.3), size * 0.2, [112, 78, 54]);
        for (dx, dy, r) in [(0.0, -1.9, 0.75), (-0.55, -1.5, 0.6), (0.55, -1.5, 0.6), (0.0, -1.35, 0.6)] {
            self.disc(x + dx * size, foot + dy * size, r * size, leaves);
        }
        self.disc(x - 0.25 * size, foot - 2.05 * size, 0.3 * size, mixed(leaves, [255, 255, 255], 0.18));
    }

    /// A smile on whatever it is put.
    pub fn face(&mut self, x: f32, y: f32, size: f32) {
        const INK: Colour = [52, 42, 46];
        self.disc(x - size * 0.45, y, size * 0.11, INK);
        self.disc(x + size * 0.45, y, size * 0.11, INK);
        for step in 0..12 {
            let turn = |s: f32| 0.45 + (std::f32::consts::PI - 0.9) * s / 12.0;
            let at = |s: f32| (x + size * 0.45 * turn(s).cos(), y + size * 0.2 + size * 0.35 * turn(s).sin());
            self.line(at(step as f32), at(step as f32 + 1.0), size * 0.09, INK);
        }
        self.disc(x - size * 0.8, y + size * 0.35, size * 0.16, [240, 150, 140]);
        self.disc(x + size * 0.8, y + size * 0.35, size * 0.16, [240, 150, 140]);
    }

    pub fn jpeg(&self) -> image::ImageResult<Vec<u8>> {
        let mut out = Cursor::new(Vec::new());
        self.0.write_with_encoder(JpegEncoder::new_with_quality(&mut out, 88))?;
        Ok(out.into_inner())
    }
}

pub fn mixed(a: Colour, b: Colour, share: f32) -> Colour {
    std::array::from_fn(|i| (f32::from(a[i]) + (f32::from(b[i]) - f32::from(a[i])) * share).round() as u8)
}
