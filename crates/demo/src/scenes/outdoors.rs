//! The garden, the yard, the fields.

use super::super::paint::{Canvas, WIDTH, mixed};
use super::{GOLD, GRASS, INK, LEAF, RED, WOOD, outside, scattered};

/// A field under the autumn sun.
pub fn field() -> Canvas {
    let mut c = outside();
    c.disc(960.0, 170.0, 92.0, [255, 226, 140]);
    c.disc(960.0, 170.0, 74.0, [255, 208, 92]);
    c.cloud(280.0, 160.0, 60.0);
    c.cloud(620.0, 240.0, 38.0);
    c.hill(470.0, 46.0, 0.3, [150, 190, 120]);
    c.hill(560.0, 40.0, 2.1, [206, 190, 96]);
    c.hill(660.0, 30.0, 4.0, [184, 160, 70]);
    for i in 0..26 {
        let x = 30.0 + i as f32 * 46.0;
        c.line((x, 790.0), (x + 10.0, 690.0), 4.0, [150, 124, 50]);
        c.oval(x + 12.0, 682.0, 7.0, 20.0, [232, 204, 110]);
    }
    c
}

/// The garden of the class: rows, sprouts and labels.
pub fn garden() -> Canvas {
    let mut c = outside();
    c.cloud(900.0, 130.0, 52.0);
    c.hill(330.0, 16.0, 1.0, GRASS);
    c.panel(90.0, 400.0, 1020.0, 350.0, 24.0, WOOD);
    c.panel(120.0, 428.0, 960.0, 294.0, 14.0, [94, 66, 50]);
    for row in 0..3 {
        for plant in 0..9 {
            let (x, y) = (190.0 + plant as f32 * 102.0, 510.0 + row as f32 * 92.0);
            let tall = 26.0 + ((plant * 7 + row * 5) % 4) as f32 * 9.0;
            c.line((x, y), (x, y - tall), 6.0, LEAF);
            c.oval(x - 15.0, y - tall, 17.0, 9.0, [120, 184, 92]);
            c.oval(x + 15.0, y - tall - 5.0, 17.0, 9.0, [142, 200, 104]);
        }
    }
    for (x, colour) in [(230.0, RED), (560.0, GOLD), (890.0, [230, 132, 60])] {
        c.line((x, 440.0), (x, 350.0), 10.0, [214, 186, 140]);
        c.panel(x - 46.0, 290.0, 92.0, 72.0, 8.0, [250, 244, 230]);
        c.oval(x, 328.0, 16.0, 22.0, colour);
    }
    c
}

/// The yard under its trees in November.
pub fn autumn() -> Canvas {
    let mut c = Canvas::new([236, 214, 178], [250, 238, 214]);
    c.hill(600.0, 14.0, 0.6, [196, 158, 104]);
    for (x, size, leaves) in
        [(180.0, 150.0, [214, 112, 48]), (520.0, 190.0, [222, 160, 56]), (930.0, 170.0, [186, 80, 50])]
    {
        c.tree(x, 640.0, size, leaves);
    }
    for i in 0..60 {
        let (x, y) = scattered(i);
        let (x, y) = (x * 1180.0 + 10.0, 656.0 + y * 134.0);
        let colour = [[214, 112, 48], [230, 174, 70], [176, 74, 48], [150, 120, 60]][i % 4];
        c.oval(x, y, 15.0, 8.0, colour);
        c.line((x + 10.0, y), (x + 22.0, y + 4.0), 3.0, mixed(colour, INK, 0.4));
    }
    c
}

/// Umbrellas on a rainy morning.
pub fn rain() -> Canvas {
    let mut c = Canvas::new([140, 158, 178], [204, 214, 220]);
    for i in 0..90 {
        let (x, y) = scattered(i);
        let (x, y) = (x * 1210.0, y * 670.0);
        c.line((x, y), (x - 8.0, y + 34.0), 3.0, [214, 226, 236]);
    }
    c.hill(690.0, 8.0, 0.0, [122, 132, 142]);
    for (x, y, r, colour) in
        [(260.0, 420.0, 150.0, RED), (600.0, 360.0, 180.0, GOLD), (950.0, 430.0, 150.0, [74, 132, 150])]
    {
        c.line((x, y), (x, y + r * 1.7), 9.0, INK);
        c.line((x, y + r * 1.7), (x - 22.0, y + r * 1.8), 9.0, INK);
        for slice in 0..18 {
            let a = std::f32::consts::PI * (1.0 + slice as f32 / 18.0);
            let b = std::f32::consts::PI * (1.0 + (slice as f32 + 1.0) / 18.0);
            let tint = if slice / 3 % 2 == 0 { colour } else { mixed(colour, [255, 255, 255], 0.22) };
            c.facet(&[(x, y), (x + r * a.cos(), y + r * a.sin()), (x + r * b.cos(), y + r * b.sin())], tint);
        }
    }
    c
}

/// The class's snail, which has a name.
pub fn snail() -> Canvas {
    let mut c = Canvas::new([196, 222, 176], [226, 238, 206]);
    c.hill(610.0, 20.0, 1.4, [110, 160, 84]);
    c.line((330.0, 600.0), (880.0, 600.0), 78.0, [222, 190, 142]);
    c.line((880.0, 600.0), (930.0, 450.0), 70.0, [222, 190, 142]);
    for dx in [-24.0, 30.0] {
        c.line((930.0 + dx / 2.0, 440.0), (930.0 + dx * 1.6, 330.0), 12.0, [222, 190, 142]);
        c.disc(930.0 + dx * 1.6, 324.0, 15.0, INK);
    }
    for (i, r) in [190.0, 150.0, 112.0, 76.0, 42.0].into_iter().enumerate() {
        let tint = if i % 2 == 0 { [176, 108, 62] } else { [216, 158, 96] };
        c.disc(560.0 + i as f32 * 9.0, 440.0 + i as f32 * 9.0, r, tint);
    }
    c
}

/// The bird feeder behind the window, and its visitor.
pub fn robin() -> Canvas {
    let mut c = outside();
    c.cloud(240.0, 180.0, 56.0);
    c.line((0.0, 560.0), (WIDTH, 500.0), 36.0, [120, 88, 62]);
    for (x, y) in [(160.0, 470.0), (960.0, 440.0), (1080.0, 560.0)] {
        c.oval(x, y, 46.0, 20.0, LEAF);
    }
    c.facet(&[(470.0, 420.0), (350.0, 520.0), (330.0, 490.0)], [112, 92, 72]);
    c.oval(570.0, 390.0, 150.0, 124.0, [134, 112, 88]);
    c.oval(620.0, 410.0, 100.0, 92.0, [226, 116, 56]);
    c.oval(610.0, 478.0, 84.0, 36.0, [244, 236, 222]);
    c.disc(690.0, 296.0, 78.0, [134, 112, 88]);
    c.oval(712.0, 322.0, 52.0, 50.0, [226, 116, 56]);
    c.disc(716.0, 280.0, 11.0, INK);
    c.facet(&[(762.0, 290.0), (812.0, 306.0), (762.0, 318.0)], [84, 74, 62]);
    for x in [560.0, 620.0] {
        c.line((x, 500.0), (x, 540.0), 7.0, [84, 74, 62]);
    }
    c
}

/// Three villages and one road between them.
pub fn villages() -> Canvas {
    let mut c = outside();
    c.disc(180.0, 150.0, 66.0, [255, 214, 110]);
    c.cloud(760.0, 130.0, 50.0);
    c.hill(420.0, 56.0, 0.0, [150, 190, 124]);
    c.hill(560.0, 40.0, 1.8, [128, 176, 98]);
    for pair in [(90.0, 720.0), (320.0, 600.0), (620.0, 640.0), (860.0, 540.0), (1150.0, 600.0)].windows(2) {
        c.line(pair[0], pair[1], 22.0, [236, 224, 196]);
    }
    for (x, y, s) in [(250.0, 560.0, 1.0), (610.0, 590.0, 1.2), (960.0, 520.0, 0.9)] {
        for (dx, wall) in [(-80.0, [246, 232, 206]), (0.0, [250, 242, 226]), (78.0, [238, 220, 190])] {
            let (x, w, h) = (x + dx * s, 66.0 * s, 62.0 * s);
            c.panel(x, y - h, w, h, 2.0, wall);
            c.facet(
                &[(x - 8.0, y - h), (x + w / 2.0, y - h - 46.0 * s), (x + w + 8.0, y - h)],
                [186, 88, 62],
            );
            c.panel(x + w * 0.36, y - h * 0.5, w * 0.28, h * 0.5, 2.0, [120, 84, 58]);
        }
        c.tree(x + 190.0 * s, y + 6.0, 46.0 * s, LEAF);
    }
    c
}
