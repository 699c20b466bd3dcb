//! In class, on the table, on the shelves, and the school itself.

use super::super::paint::{Canvas, HEIGHT, WIDTH, mixed};
use super::{GOLD, GRASS, INK, LEAF, RED, WALL, WOOD, scattered, table};

/// Three chestnuts and their husk.
pub fn chestnut() -> Canvas {
    let mut c = table();
    c.disc(380.0, 520.0, 170.0, [136, 168, 74]);
    for i in 0..28 {
        let turn = i as f32 * std::f32::consts::TAU / 28.0;
        let at = |r: f32| (380.0 + r * turn.cos(), 520.0 + r * turn.sin());
        c.line(at(160.0), at(206.0), 7.0, [110, 142, 58]);
    }
    c.oval(380.0, 520.0, 118.0, 104.0, [244, 234, 206]);
    for (x, y, r) in [(380.0, 524.0, 86.0), (690.0, 600.0, 104.0), (930.0, 636.0, 84.0)] {
        c.oval(x, y, r, r * 0.88, [116, 58, 34]);
        c.oval(x, y + r * 0.5, r * 0.55, r * 0.3, [214, 180, 140]);
        c.oval(x - r * 0.35, y - r * 0.4, r * 0.22, r * 0.13, [196, 138, 104]);
    }
    c
}

/// Apples of the orchard in a basket.
pub fn apples() -> Canvas {
    let mut c = table();
    for (i, (x, y)) in [
        (430.0, 420.0),
        (560.0, 380.0),
        (690.0, 390.0),
        (800.0, 430.0),
        (620.0, 450.0),
        (500.0, 470.0),
        (740.0, 480.0),
    ]
    .into_iter()
    .enumerate()
    {
        let skin = [RED, [222, 160, 62], [158, 186, 80]][i % 3];
        c.disc(x - 22.0, y, 66.0, skin);
        c.disc(x + 22.0, y, 66.0, skin);
        c.line((x, y - 50.0), (x + 8.0, y - 92.0), 8.0, [96, 66, 44]);
        c.oval(x + 34.0, y - 84.0, 26.0, 11.0, LEAF);
        c.oval(x - 40.0, y - 26.0, 12.0, 18.0, mixed(skin, [255, 255, 255], 0.5));
    }
    c.facet(&[(340.0, 480.0), (900.0, 480.0), (840.0, 690.0), (400.0, 690.0)], [198, 150, 94]);
    for row in 0..4 {
        let y = 505.0 + row as f32 * 50.0;
        c.line((352.0 + row as f32 * 14.0, y), (888.0 - row as f32 * 14.0, y), 12.0, [160, 112, 64]);
    }
    c
}

/// A pumpkin, and what is left of the soup.
pub fn pumpkin() -> Canvas {
    let mut c = table();
    for (dx, wide) in [(-150.0, 110.0), (150.0, 110.0), (-80.0, 120.0), (80.0, 120.0), (0.0, 110.0)] {
        let shade = 0.28 * f32::abs(dx) / 150.0;
        c.oval(470.0 + dx, 500.0, wide, 176.0, mixed([238, 142, 44], [150, 70, 20], shade));
    }
    c.line((470.0, 340.0), (500.0, 270.0), 34.0, [104, 130, 62]);
    c.face(470.0, 490.0, 110.0);
    c.oval(890.0, 610.0, 150.0, 40.0, [86, 128, 146]);
    c.facet(&[(740.0, 610.0), (1040.0, 610.0), (980.0, 710.0), (800.0, 710.0)], [100, 146, 164]);
    c.oval(890.0, 608.0, 128.0, 30.0, [236, 158, 66]);
    c
}

/// Lanterns at nightfall.
pub fn lanterns() -> Canvas {
    let mut c = Canvas::new([28, 36, 74], [86, 78, 116]);
    for i in 0..70 {
        let (x, y) = scattered(i);
        let (x, y) = (x * 1200.0, y * 430.0);
        c.disc(x, y, 1.6 + (i % 3) as f32, [244, 238, 210]);
    }
    c.disc(980.0, 150.0, 74.0, [246, 236, 200]);
    c.hill(690.0, 12.0, 2.0, [40, 46, 66]);
    for (x, y, colour) in [
        (180.0, 470.0, RED),
        (430.0, 420.0, GOLD),
        (680.0, 480.0, [120, 184, 140]),
        (920.0, 440.0, [226, 130, 90]),
    ] {
        c.line((x, y - 130.0), (x, y + 250.0), 7.0, [120, 92, 70]);
        c.oval(x, y, 108.0, 118.0, mixed([50, 50, 90], colour, 0.45));
        c.oval(x, y, 84.0, 96.0, colour);
        c.oval(x, y + 14.0, 44.0, 56.0, mixed(colour, [255, 250, 210], 0.7));
        c.panel(x - 36.0, y - 106.0, 72.0, 18.0, 6.0, INK);
        c.panel(x - 36.0, y + 88.0, 72.0, 18.0, 6.0, INK);
    }
    c
}

/// The shelves of the school's library.
pub fn library() -> Canvas {
    let mut c = Canvas::new(WALL.0, WALL.1);
    let spines = [RED, [64, 112, 138], GOLD, [104, 142, 96], [150, 96, 132], [226, 140, 90], [88, 92, 120]];
    for shelf in 0..3 {
        let foot = 250.0 + shelf as f32 * 240.0;
        let mut x = 70.0;
        for book in 0..24 {
            let n = book * 5 + shelf * 11;
            let (wide, tall) = (28.0 + (n % 4) as f32 * 8.0, 130.0 + (n % 5) as f32 * 16.0);
            if n % 9 != 4 {
                c.panel(x, foot - tall, wide, tall, 4.0, spines[n % 7]);
                c.panel(
                    x + 5.0,
                    foot - tall + 22.0,
                    wide - 10.0,
                    12.0,
                    3.0,
                    mixed(spines[n % 7], [255, 255, 255], 0.6),
                );
            }
            x += wide + 4.0;
        }
        c.panel(40.0, foot, WIDTH - 80.0, 22.0, 4.0, WOOD);
    }
    c
}

/// Hands of all colours: the fresco of the nursery school.
pub fn hands() -> Canvas {
    let mut c = Canvas::new([252, 248, 238], [246, 240, 226]);
    let paints = [RED, GOLD, LEAF, [74, 132, 190], [150, 96, 160], [232, 130, 70]];
    for i in 0..15 {
        let (x, y) = (150.0 + (i % 5) as f32 * 226.0, 170.0 + (i / 5) as f32 * 240.0);
        let paint = paints[(i * 7 + i / 5) % 6];
        c.oval(x, y + 34.0, 50.0, 54.0, paint);
        for finger in 0..5 {
            let turn = -2.5 + finger as f32 * 0.47 + (i % 3) as f32 * 0.05;
            let long = [80.0, 104.0, 112.0, 104.0, 86.0][finger];
            c.line((x, y + 34.0), (x + long * turn.cos(), y + 34.0 + long * turn.sin()), 25.0, paint);
        }
    }
    c
}

/// A rainbow over the school.
pub fn rainbow() -> Canvas {
    let mut c = Canvas::new([150, 186, 212], [226, 238, 240]);
    let bands = [RED, [232, 130, 60], GOLD, [112, 168, 92], [78, 136, 190], [122, 96, 160], [176, 208, 226]];
    for (i, band) in bands.into_iter().enumerate() {
        c.disc(600.0, 640.0, 470.0 - i as f32 * 36.0, band);
    }
    c.hill(600.0, 18.0, 0.2, GRASS);
    c.panel(420.0, 450.0, 360.0, 200.0, 4.0, [250, 238, 214]);
    c.facet(&[(390.0, 452.0), (600.0, 340.0), (810.0, 452.0)], [176, 86, 62]);
    for x in [450.0, 540.0, 680.0] {
        c.panel(x, 490.0, 60.0, 70.0, 4.0, [140, 180, 204]);
    }
    c.panel(610.0, 560.0, 56.0, 90.0, 4.0, [92, 122, 96]);
    c.panel(0.0, HEIGHT - 60.0, WIDTH, 60.0, 0.0, [214, 200, 170]);
    c
}
