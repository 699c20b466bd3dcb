//! Photographs and drawings: two sizes, upright, without anything the camera wrote beside the picture.

use std::io::Cursor;

use ::image::codecs::jpeg::JpegEncoder;
use ::image::codecs::png::PngEncoder;
use ::image::error::{ImageError, LimitErrorKind};
use ::image::imageops::FilterType;
use ::image::{DynamicImage, ImageDecoder, ImageEncoder, ImageFormat, ImageReader};
use bytes::Bytes;

use super::limits::Limits;
use super::refused::Reason;
use super::{Kind, Made, Variant, whole};

/// Longest sides: a page on a good screen, and a card in a list.
const PAGE: u32 = 1600;
const THUMB: u32 = 480;
/// The side of a face on a tile of six rem, on a good screen.
const PORTRAIT: u32 = 240;
const QUALITY: u8 = 82;
/// A colour profile of a phone is half a kilobyte; larger ones are printers' tables.
const LARGEST_PROFILE: usize = 4096;

pub(super) fn make(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Made, Reason> {
    is_whole(bytes, format)?;
    let (page, profile) = decode(bytes, format, limits)?;
    let thumb = encode("thumb", &shrink(page.clone(), THUMB), profile.as_deref())?;
    let size = Some((page.width(), page.height()));
    let page = encode("page", &page, profile.as_deref())?;
    Ok(Made { kind: Kind::Image, size, duration_ms: None, variants: vec![page, thumb] })
}

/// Nothing larger is kept. Of what stands upright, a face is above the middle.
pub(super) fn portrait(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Made, Reason> {
    is_whole(bytes, format)?;
    let (page, profile) = decode(bytes, format, limits)?;
    let side = page.width().min(page.height());
    let (left, top) = ((page.width() - side) / 2, (page.height() - side) / 3);
    let square =
        page.crop_imm(left, top, side, side).resize_exact(PORTRAIT, PORTRAIT, FilterType::CatmullRom);
    let square = encode("page", &square, profile.as_deref())?;
    Ok(Made {
        kind: Kind::Image,
        size: Some((PORTRAIT, PORTRAIT)),
        duration_ms: None,
        variants: vec![square],
    })
}

fn is_whole(bytes: &[u8], format: ImageFormat) -> Result<(), Reason> {
    match format {
        ImageFormat::Jpeg => whole::jpeg(bytes),
        ImageFormat::Png => whole::png(bytes),
        _ => Ok(()),
    }
}

/// The poster of a film: one frame that our own ffmpeg wrote.
pub(super) fn poster(bytes: &[u8], limits: &Limits) -> Result<Variant, Reason> {
    let (frame, _) = decode(bytes, ImageFormat::Png, limits)?;
    encode("thumb", &shrink(frame, THUMB), None)
}

/// Dimensions first, from the header; then the pixels, shrunk before they are turned (less to turn).
fn decode(
    bytes: &[u8],
    format: ImageFormat,
    limits: &Limits,
) -> Result<(DynamicImage, Option<Vec<u8>>), Reason> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut allowed = ::image::Limits::default();
    allowed.max_alloc = Some(limits.decoded_bytes);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|error| reason(&error))?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > limits.pixels || decoder.total_bytes() > limits.decoded_bytes {
        return Err(Reason::TooManyPixels);
    }
    // An unreadable orientation or profile is no reason to refuse a good picture.
    let orientation = decoder.orientation().ok();
    let profile = decoder.icc_profile().ok().flatten().filter(|profile| is_small_rgb(profile));
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| reason(&error))?;
    let mut page = shrink(picture, PAGE);
    if let Some(orientation) = orientation {
        page.apply_orientation(orientation);
    }
    Ok((page, profile))
}

/// Eight bits a channel; a quick average down to twice the size, then a fine filter.
fn shrink(picture: DynamicImage, longest: u32) -> DynamicImage {
    let side = picture.width().max(picture.height());
    if side <= longest {
        return eight_bits(picture);
    }
    let nearer = if side > longest * 4 { picture.thumbnail(longest * 2, longest * 2) } else { picture };
    eight_bits(nearer.resize(longest, longest, FilterType::CatmullRom))
}

fn eight_bits(picture: DynamicImage) -> DynamicImage {
    if picture.color().has_alpha() {
        let picture = picture.into_rgba8();
        // Screenshots have a channel for transparency and nothing transparent: JPEG is lighter.
        if picture.pixels().any(|pixel| pixel[3] < 255) {
            return DynamicImage::ImageRgba8(picture);
        }
        return DynamicImage::ImageRgba8(picture).into_rgb8().into();
    }
    picture.into_rgb8().into()
}

fn encode(name: &'static str, picture: &DynamicImage, profile: Option<&[u8]>) -> Result<Variant, Reason> {
    let mut bytes = Vec::new();
    let media_type = if picture.color().has_alpha() {
        write(PngEncoder::new(&mut bytes), picture, profile)?;
        "image/png"
    } else {
        write(JpegEncoder::new_with_quality(&mut bytes, QUALITY), picture, profile)?;
        "image/jpeg"
    };
    Ok(Variant { name, media_type, bytes: Bytes::from(bytes) })
}

fn write(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    profile: Option<&[u8]>,
) -> Result<(), Reason> {
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.to_vec()).map_err(|_| Reason::Trouble)?;
    }
    picture.write_with_encoder(encoder).map_err(|error| reason(&error))
}

/// Phones photograph in a wider range of colours than the screen assumes: without its profile the
/// picture is dull. It says nothing of who, where or when.
fn is_small_rgb(profile: &[u8]) -> bool {
    profile.len() <= LARGEST_PROFILE && profile.get(16..20) == Some(b"RGB ")
}

fn reason(error: &ImageError) -> Reason {
    tracing::info!(%error, "a picture is refused");
    match error {
        ImageError::Limits(limit) => match limit.kind() {
            LimitErrorKind::DimensionError => Reason::TooManyPixels,
            _ => Reason::Swollen,
        },
        ImageError::IoError(_) => Reason::Cut,
        _ => Reason::Unreadable,
    }
}
