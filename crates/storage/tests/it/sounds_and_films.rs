//! Voices and films: one format that plays everywhere, with a duration, without a position.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use storage::{Kind, Limits, Prepared, Reason, Tools};

use crate::helpers::{path, prepare_file, read, refused, secrets, send, send_within};

/// What ffprobe says of the first variant: codecs, channels, sides, tags.
fn probe(prepared: &Prepared) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("made.mp4");
    std::fs::write(&file, &prepared.variants[0].bytes).unwrap();
    let entries = "stream=codec_name,channels,width,height:format_tags";
    let output = Command::new("ffprobe")
        .args(["-v", "error", "-of", "compact=p=0:nk=0", "-show_entries", entries])
        .arg(Path::new(&file))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// The index comes before the sound, so that playing starts at once.
fn starts_at_once(bytes: &[u8]) -> bool {
    let find = |kind: &[u8]| bytes.windows(4).position(|window| window == kind).unwrap();
    find(b"moov") < find(b"mdat")
}

#[tokio::test]
async fn voices_of_every_browser_become_one_format() {
    let voices = [
        ("voix-chrome-sans-duree.webm", 6165),
        ("voix-firefox.ogg", 5278),
        ("voix-safari-fragmente.mp4", 5312),
        ("voix-dictaphone.m4a", 5295),
        ("voix.mp3", 6158),
    ];
    for (file, expected) in voices {
        let voice = prepare_file(file).await;
        assert_eq!((voice.kind, voice.media_type.as_str()), (Kind::Audio, "audio/mp4"), "{file}");
        assert!(voice.name.ends_with(".m4a"), "{}", voice.name);
        let duration = voice.duration_ms.unwrap();
        assert!((duration - expected).abs() < 150, "{file}: {duration} ms");
        assert!(starts_at_once(&voice.variants[0].bytes), "{file}");
        let said = probe(&voice);
        assert!(said.contains("codec_name=aac|channels=1"), "{file}: {said}");
        assert!(secrets(&voice.variants[0].bytes).is_empty() && !said.contains("title"), "{file}: {said}");
    }
}

#[tokio::test]
async fn the_author_of_a_recording_is_forgotten() {
    for file in ["voix.mp3", "voix-dictaphone.m4a"] {
        assert_eq!(secrets(&read(file)), ["(fictif)"], "the test file must have something to hide");
        assert!(!probe(&prepare_file(file).await).contains("artist"));
    }
}

/// A second of a tune, as a WAV file of 16 kHz.
fn tune() -> Vec<u8> {
    let samples = (0..16_000).map(|i| ((f64::from(i) * 0.17).sin() * 9000.0) as i16);
    let data: Vec<u8> = samples.flat_map(i16::to_le_bytes).collect();
    let mut wav = b"RIFF".to_vec();
    wav.extend((36 + data.len() as u32).to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    wav.extend(16_000_u32.to_le_bytes());
    wav.extend(32_000_u32.to_le_bytes());
    wav.extend(b"\x02\0\x10\0data");
    wav.extend((data.len() as u32).to_le_bytes());
    wav.extend(data);
    wav
}

#[tokio::test]
async fn a_wav_is_a_sound_and_a_cut_one_is_refused() {
    let wav = tune();
    let sound = send("comptine.wav", &wav).await.unwrap();
    assert_eq!((sound.name.as_str(), sound.duration_ms), ("comptine.m4a", Some(1000)));
    assert_eq!(refused("comptine.wav", &wav[..20_000]).await, Reason::Cut);
}

#[tokio::test]
async fn a_film_is_light_silent_about_the_place_and_has_a_poster() {
    assert!(secrets(&read("video-quicktime-gps.mov")).contains(&"48.7145".to_owned()));
    let film = prepare_file("video-quicktime-gps.mov").await;
    assert_eq!((film.kind, film.media_type.as_str()), (Kind::Video, "video/mp4"));
    assert_eq!((film.width, film.height), (Some(640), Some(424)));
    assert!((5900..6200).contains(&film.duration_ms.unwrap()));
    assert!(film.variants.iter().all(|variant| secrets(&variant.bytes).is_empty()));
    assert!(starts_at_once(&film.variants[0].bytes));
    let said = probe(&film);
    assert!(said.contains("codec_name=h264") && said.contains("codec_name=aac"), "{said}");
    assert!(!said.contains("location"), "{said}");
    let poster = image::load_from_memory(&film.variants[1].bytes).unwrap();
    assert_eq!((film.variants[1].name, poster.width(), poster.height()), ("thumb", 480, 318));
}

#[tokio::test]
async fn a_film_held_upright_stays_upright() {
    let film = prepare_file("video-rotation-90.mp4").await;
    assert_eq!((film.width, film.height), (Some(424), Some(640)));
    let poster = image::load_from_memory(&film.variants[1].bytes).unwrap();
    assert!(poster.height() > poster.width());
}

#[tokio::test]
async fn a_film_recorded_live_gets_a_duration() {
    let film = prepare_file("video-chrome-sans-duree.webm").await;
    assert_eq!(film.name, "video-chrome-sans-duree.mp4");
    assert!((4900..5200).contains(&film.duration_ms.unwrap()));
}

#[tokio::test]
async fn what_is_too_long_is_refused_even_without_a_declared_duration() {
    let short = Duration::from_secs(2);
    let limits = Limits { sound_length: short, film_length: short, ..Limits::default() };
    for file in ["voix.mp3", "voix-chrome-sans-duree.webm", "video-chrome-sans-duree.webm"] {
        let refused = send_within(file, &read(file), &limits).await.unwrap_err();
        assert_eq!(refused.reason, Reason::TooLong, "{file}");
    }
}

#[tokio::test]
async fn a_helper_that_takes_too_long_is_stopped() {
    let limits = Limits { patience: Duration::from_millis(1), ..Limits::default() };
    let refused = send_within("v.mp4", &read("video-quicktime-gps.mov"), &limits).await.unwrap_err();
    assert_eq!(refused.reason, Reason::TookTooLong);
}

#[tokio::test]
async fn cut_recordings_are_refused() {
    for file in ["video-quicktime-gps.mov", "voix-dictaphone.m4a", "voix-safari-fragmente.mp4"] {
        let whole = read(file);
        assert_eq!(refused(file, &whole[..whole.len() * 3 / 4]).await, Reason::Cut, "{file}");
    }
}

#[tokio::test]
async fn without_ffmpeg_a_sound_is_kindly_refused() {
    let limits = Limits { tools: Tools::default(), ..Limits::default() };
    let refused = send_within("voix.mp3", &read("voix.mp3"), &limits).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NoSoundOrFilm);
    assert!(
        refused
            .to_string()
            .starts_with("L’enregistrement «\u{a0}voix.mp3\u{a0}» ne peut pas être préparé\u{a0}:")
    );
    assert_eq!(Tools::default().missing(), ["ffmpeg", "ffprobe", "heif-convert"]);
}

#[tokio::test]
async fn lists_disguised_as_films_never_reach_ffmpeg() {
    // A film that ffmpeg would gladly play, were the list followed.
    let target = path("voix.mp3");
    let target = target.display();
    let lists = [
        format!("#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:10.0,\nfile://{target}\n#EXT-X-ENDLIST\n"),
        format!("ffconcat version 1.0\nfile '{target}'\n"),
        format!("file '{target}'\n"),
    ];
    for list in &lists {
        assert_eq!(refused("film.mp4", list.as_bytes()).await, Reason::Disguised);
        let reason = refused("liste.txt", list.as_bytes()).await;
        assert!(matches!(reason, Reason::Disguised | Reason::NotAccepted), "{reason:?}");
        // With the magic of an MP3 in front, the demuxer is forced: the list inside is not followed.
        let mut dressed = b"ID3\x04\0\0\0\0\0\0".to_vec();
        dressed.extend_from_slice(list.as_bytes());
        let answer = send("chanson.mp3", &dressed).await;
        assert!(answer.is_err_and(|refused| refused.reason == Reason::Unreadable));
    }
}
