//! A nursery tune (« Au clair de la lune », which belongs to everybody), sung by a small synthetic flute, as
//! the WAV file that a recorder would give. Pure.

use std::f32::consts::TAU;

const RATE: u32 = 22_050;
const BEAT: f32 = 0.42;
const DO: f32 = 523.25;
const RE: f32 = 587.33;
const MI: f32 = 659.26;
const SOL_BELOW: f32 = 392.0;
const LA_BELOW: f32 = 440.0;
const SI_BELOW: f32 = 493.88;

/// (pitch, beats): twice the first line, the second, the first again.
const FIRST: &[(f32, f32)] = &[
    (DO, 1.0),
    (DO, 1.0),
    (DO, 1.0),
    (RE, 1.0),
    (MI, 2.0),
    (RE, 2.0),
    (DO, 1.0),
    (MI, 1.0),
    (RE, 1.0),
    (RE, 1.0),
    (DO, 4.0),
];
const SECOND: &[(f32, f32)] = &[
    (RE, 1.0),
    (RE, 1.0),
    (RE, 1.0),
    (RE, 1.0),
    (LA_BELOW, 2.0),
    (LA_BELOW, 2.0),
    (RE, 1.0),
    (DO, 1.0),
    (SI_BELOW, 1.0),
    (LA_BELOW, 1.0),
    (SOL_BELOW, 4.0),
];

pub fn wav() -> Vec<u8> {
    let mut samples: Vec<i16> = Vec::new();
    for &(pitch, beats) in FIRST.iter().chain(FIRST).chain(SECOND).chain(FIRST) {
        note(&mut samples, pitch, beats * BEAT);
    }
    let data = samples.len() as u32 * 2;
    let mut out = Vec::with_capacity(44 + data as usize);
    out.extend(b"RIFF");
    out.extend((36 + data).to_le_bytes());
    out.extend(b"WAVEfmt ");
    // Size of this block, plain samples, one channel, rate, bytes a second, bytes a sample, bits.
    out.extend(16u32.to_le_bytes());
    out.extend(1u16.to_le_bytes());
    out.extend(1u16.to_le_bytes());
    out.extend(RATE.to_le_bytes());
    out.extend((RATE * 2).to_le_bytes());
    out.extend(2u16.to_le_bytes());
    out.extend(16u16.to_le_bytes());
    out.extend(b"data");
    out.extend(data.to_le_bytes());
    out.extend(samples.iter().flat_map(|s| s.to_le_bytes()));
    out
}

/// A soft attack, three harmonics, a little vibrato, breath that fades.
fn note(samples: &mut Vec<i16>, pitch: f32, seconds: f32) {
    let count = (seconds * RATE as f32) as usize;
    let mut phase = 0.0f32;
    for i in 0..count {
        let t = i as f32 / RATE as f32;
        phase += TAU * pitch * (1.0 + 0.004 * (TAU * 5.2 * t).sin()) / RATE as f32;
        let voice = phase.sin() + 0.35 * (2.0 * phase).sin() + 0.12 * (3.0 * phase).sin();
        let swell = (t / 0.03).min(1.0) * ((seconds - t) / 0.07).clamp(0.0, 1.0) * (1.0 - 0.35 * t / seconds);
        samples.push((voice * swell * 11_000.0) as i16);
    }
}
