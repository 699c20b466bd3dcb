//! Sounds and films, through ffmpeg: one format that every browser plays, from the first byte on,
//! without title, author or position.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use serde::Deserialize;

use super::limits::Limits;
use super::refused::Reason;
use super::sniff::Demuxer;
use super::{FILMS, Kind, Made, PICTURES_AND_SOUNDS, Variant, image, in_background, place, tools};

/// Larger than 4K is no film of a school, and costs its decoder hundreds of megabytes.
const MOST_PIXELS_A_FRAME: u64 = 4096 * 4096;
/// At most 1280 × 720, or 720 × 1280 for a telephone held upright; even sides, as H.264 wants.
const AT_MOST_720P: &str = "scale=w='if(gte(iw,ih),min(1280,iw),min(720,iw))'\
    :h='if(gte(iw,ih),min(720,ih),min(1280,ih))'\
    :force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p";

#[derive(Deserialize)]
struct Probe {
    #[serde(default)]
    streams: Vec<Stream>,
    format: Option<Format>,
}

#[derive(Deserialize)]
struct Stream {
    codec_type: Option<String>,
    #[serde(default)]
    width: u64,
    #[serde(default)]
    height: u64,
    duration: Option<String>,
    #[serde(default)]
    disposition: Disposition,
}

#[derive(Default, Deserialize)]
struct Disposition {
    /// The cover of a song, which ffmpeg shows as a film of one frame.
    #[serde(default)]
    attached_pic: u8,
}

#[derive(Deserialize)]
struct Format {
    duration: Option<String>,
}

impl Probe {
    fn film(&self) -> Option<&Stream> {
        let is_film = |stream: &&Stream| {
            stream.codec_type.as_deref() == Some("video") && stream.disposition.attached_pic == 0
        };
        self.streams.iter().find(is_film)
    }

    fn has_sound(&self) -> bool {
        self.streams.iter().any(|stream| stream.codec_type.as_deref() == Some("audio"))
    }

    /// None for what a browser recorded live, which has no duration.
    fn duration(&self) -> Option<Duration> {
        let said = self.format.iter().filter_map(|format| format.duration.as_deref());
        let by_stream = self.streams.iter().filter_map(|stream| stream.duration.as_deref());
        let seconds = said.chain(by_stream).find_map(|text| text.parse::<f64>().ok())?;
        Duration::try_from_secs_f64(seconds).ok()
    }
}

pub(super) async fn make(path: &Path, demuxer: Demuxer, limits: &Limits) -> Result<Made, Reason> {
    let probe = probe(path, demuxer, limits).await?;
    let (kind, longest, heaviest) = match probe.film() {
        Some(film) if film.width.saturating_mul(film.height) > MOST_PIXELS_A_FRAME => {
            return Err(Reason::TooManyPixels);
        }
        Some(_) => (Kind::Video, limits.film_length, limits.film_bytes),
        None if probe.has_sound() => (Kind::Audio, limits.sound_length, limits.sound_bytes),
        None => return Err(Reason::Unreadable),
    };
    if tokio::fs::metadata(path).await.map_err(Reason::from_io)?.len() > heaviest {
        return Err(Reason::TooHeavy);
    }
    if probe.duration().is_some_and(|duration| duration > longest) {
        return Err(Reason::TooLong);
    }
    let _place = place(if kind == Kind::Video { &FILMS } else { &PICTURES_AND_SOUNDS }).await?;
    let folder = tempfile::tempdir().map_err(Reason::from_io)?;
    let output = folder.path().join("output.mp4");
    encode(path, demuxer, kind, longest, &output, limits).await?;
    let result = self::probe(&output, Demuxer::Mp4, limits).await?;
    let duration = result.duration().filter(|duration| !duration.is_zero()).ok_or(Reason::Unreadable)?;
    if duration > longest {
        return Err(Reason::TooLong);
    }
    let bytes = Bytes::from(tokio::fs::read(&output).await.map_err(Reason::from_io)?);
    let duration_ms = i64::try_from(duration.as_millis()).ok();
    let Some(film) = result.film() else {
        let sound = Variant { name: "sound", media_type: "audio/mp4", bytes };
        return Ok(Made { kind, size: None, duration_ms, variants: vec![sound] });
    };
    let size = u32::try_from(film.width).ok().zip(u32::try_from(film.height).ok());
    let thumb = poster(&output, duration, limits).await?;
    let variants = vec![Variant { name: "film", media_type: "video/mp4", bytes }, thumb];
    Ok(Made { kind, size, duration_ms, variants })
}

async fn probe(path: &Path, demuxer: Demuxer, limits: &Limits) -> Result<Probe, Reason> {
    let ffprobe = limits.tools.ffprobe.as_deref().ok_or(Reason::NoSoundOrFilm)?;
    let mut arguments = words("-v error -of json -show_entries");
    arguments.push(
        "format=duration:stream=codec_type,width,height,duration:stream_disposition=attached_pic".into(),
    );
    arguments.extend(input(path, demuxer));
    let said = tools::run(ffprobe, arguments, limits).await?.ok_or(Reason::Unreadable)?;
    serde_json::from_slice(&said).map_err(|_| Reason::Unreadable)
}

async fn encode(
    path: &Path,
    demuxer: Demuxer,
    kind: Kind,
    longest: Duration,
    output: &Path,
    limits: &Limits,
) -> Result<(), Reason> {
    let ffmpeg = limits.tools.ffmpeg.as_deref().ok_or(Reason::NoSoundOrFilm)?;
    let mut arguments = words("-nostdin -v error -y -max_alloc 268435456");
    arguments.extend(input(path, demuxer));
    match kind {
        Kind::Video => {
            arguments
                .extend(words("-map 0:v:0 -map 0:a:0? -fpsmax 30 -c:v libx264 -preset veryfast -crf 25"));
            arguments.extend(words("-maxrate 2M -bufsize 4M -c:a aac -b:a 96k -ac 2 -threads 2 -vf"));
            arguments.push(AT_MOST_720P.into());
        }
        _ => arguments.extend(words("-map 0:a:0 -vn -c:a aac -b:a 64k -ac 1")),
    }
    // One second more than allowed, to tell a film that is too long from one that just fits.
    arguments.extend(words(&format!("-t {}", longest.as_secs() + 1)));
    arguments.extend(words("-sn -dn -map_metadata -1 -map_chapters -1 -fflags +bitexact -flags:v +bitexact"));
    arguments.extend(words("-flags:a +bitexact -movflags +faststart -f mp4"));
    arguments.push(output.into());
    tools::run(ffmpeg, arguments, limits).await?.map(|_| ()).ok_or(Reason::Unreadable)
}

/// A frame from the first third, for a film often starts black.
async fn poster(film: &Path, duration: Duration, limits: &Limits) -> Result<Variant, Reason> {
    let ffmpeg = limits.tools.ffmpeg.as_deref().ok_or(Reason::NoSoundOrFilm)?;
    let picture = film.with_extension("png");
    let moment = (duration / 3).min(Duration::from_secs(2));
    let mut arguments = words(&format!("-nostdin -v error -y -ss {:.3}", moment.as_secs_f64()));
    arguments.extend(input(film, Demuxer::Mp4));
    arguments.extend(words("-frames:v 1 -f image2 -update 1"));
    arguments.push(picture.clone().into());
    tools::run(ffmpeg, arguments, limits).await?.ok_or(Reason::Unreadable)?;
    let limits = limits.clone();
    in_background(move || image::poster(&std::fs::read(picture).map_err(Reason::from_io)?, &limits)).await
}

/// The demuxer that the first bytes called for and no other, and nothing but this one file.
fn input(path: &Path, demuxer: Demuxer) -> Vec<OsString> {
    let demuxer = match demuxer {
        Demuxer::Mp4 => "mov",
        Demuxer::Matroska => "matroska",
        Demuxer::Ogg => "ogg",
        Demuxer::Mp3 => "mp3",
        Demuxer::Wav => "wav",
    };
    let mut arguments = words(&format!("-protocol_whitelist file,pipe -f {demuxer} -i"));
    arguments.push([OsStr::new("file:"), path.as_os_str()].into_iter().collect());
    arguments
}

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(OsString::from).collect()
}
