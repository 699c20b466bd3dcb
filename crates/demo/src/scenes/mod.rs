//! What the class has seen: each picture of the demonstration, drawn. Invariant: each is distinct.

mod outdoors;
mod school;

use super::paint::{Canvas, Colour, WIDTH, mixed};
pub use outdoors::{autumn, field, garden, rain, robin, snail, villages};
pub use school::{apples, chestnut, hands, lanterns, library, pumpkin, rainbow};

const SKY: (Colour, Colour) = ([142, 200, 236], [226, 242, 248]);
const WALL: (Colour, Colour) = ([250, 240, 222], [243, 226, 198]);
const WOOD: Colour = [176, 124, 78];
const GRASS: Colour = [126, 178, 92];
const RED: Colour = [206, 72, 62];
const GOLD: Colour = [240, 186, 70];
const LEAF: Colour = [84, 140, 78];
const INK: Colour = [62, 54, 66];

pub type Scene = fn() -> Canvas;

fn outside() -> Canvas {
    Canvas::new(SKY.0, SKY.1)
}

fn table() -> Canvas {
    let mut c = Canvas::new(WALL.0, WALL.1);
    c.panel(-40.0, 600.0, WIDTH + 80.0, 260.0, 10.0, WOOD);
    for board in 0..4 {
        let y = 640.0 + board as f32 * 52.0;
        c.line((0.0, y), (WIDTH, y + 6.0), 3.0, mixed(WOOD, [90, 60, 40], 0.35));
    }
    c
}

/// The place of the nth of many scattered things, from 0 to 1 both ways.
fn scattered(n: usize) -> (f32, f32) {
    // The golden ratio and its like in two dimensions: even, and never in line.
    let along = |step: f32| (n as f32 * step + 0.37).fract();
    (along(0.754_877_7), along(0.569_840_3))
}
