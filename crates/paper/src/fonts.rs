//! Our fonts, read once. Adults read Atkinson Hyperlegible, children Andika; the others are for the signs
//! that these lack in somebody's name.

use std::sync::LazyLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const FILES: [&[u8]; 7] = [
    include_bytes!("../fonts/atkinson-400.ttf"),
    include_bytes!("../fonts/atkinson-700.ttf"),
    include_bytes!("../fonts/atkinson-mono-600.ttf"),
    include_bytes!("../fonts/andika-400.ttf"),
    include_bytes!("../fonts/andika-700.ttf"),
    include_bytes!("../fonts/arabic-400.ttf"),
    include_bytes!("../fonts/hanzi-400.ttf"),
];

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let fonts: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
    Fonts { book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts }
});

pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub fonts: Vec<Font>,
}

impl Fonts {
    /// Some font has a picture of this sign.
    pub fn can_write(&self, sign: char) -> bool {
        self.fonts.iter().any(|font| font.info().coverage.contains(u32::from(sign)))
    }
}
