//! How much one file may ask of the machine. Generous for a school day, deadly for a bomb.

use std::time::Duration;

use super::tools::Tools;

#[derive(Clone, Debug)]
pub struct Limits {
    pub image_bytes: u64,
    pub sound_bytes: u64,
    pub film_bytes: u64,
    pub document_bytes: u64,
    /// Read from the header, before anything is decoded.
    pub pixels: u64,
    /// What one picture may take once decoded.
    pub decoded_bytes: u64,
    /// What the parts of an office document may weigh together once inflated.
    pub inflated_bytes: u64,
    pub sound_length: Duration,
    pub film_length: Duration,
    /// Each run of a helper program is ended after this.
    pub patience: Duration,
    pub tools: Tools,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            image_bytes: 30 * MIB,
            sound_bytes: 60 * MIB,
            film_bytes: 400 * MIB,
            document_bytes: 50 * MIB,
            pixels: 50_000_000,
            decoded_bytes: 256 * MIB,
            inflated_bytes: 200 * MIB,
            sound_length: Duration::from_secs(30 * 60),
            film_length: Duration::from_secs(10 * 60),
            patience: Duration::from_secs(10 * 60),
            tools: Tools::find(),
        }
    }
}
