//! Photographs come out upright, light, and silent about where they were taken.

use std::io::Cursor;

use image::codecs::jpeg::JpegDecoder;
use image::{DynamicImage, ImageBuffer, ImageDecoder, ImageFormat, Luma, Rgb, RgbImage, Rgba, RgbaImage};
use storage::{Kind, Limits, Prepared, Reason, Tools};

use crate::helpers::{encoded, holds, prepare_file, read, refused, secrets, send, send_within};

fn variant(prepared: &Prepared, index: usize) -> DynamicImage {
    image::load_from_memory(&prepared.variants[index].bytes).unwrap()
}

/// The cup of the test photograph is dark red: where is it in the picture, in tenths of its sides?
fn red_centre(picture: &DynamicImage) -> (u32, u32) {
    let small = picture.thumbnail_exact(10, 10).into_rgb8();
    let redness = |pixel: &Rgb<u8>| i32::from(pixel[0]) - i32::from(pixel[1]) - i32::from(pixel[2]) / 2;
    let (x, y, _) = small.enumerate_pixels().max_by_key(|(_, _, pixel)| redness(pixel)).unwrap();
    (x, y)
}

#[tokio::test]
async fn a_phone_photo_is_upright_and_says_nothing_of_the_place() {
    let sent = read("photo-orientation-6.jpg");
    assert!(secrets(&sent).len() >= 3, "the test file must have something to hide");
    assert!(holds(&sent, b"Exif\0\0"));

    let photo = prepare_file("photo-orientation-6.jpg").await;

    assert_eq!(photo.kind, Kind::Image);
    assert_eq!((photo.width, photo.height), (Some(1200), Some(800)), "stored 800 wide, shown 1200 wide");
    assert_eq!(photo.variants.iter().map(|v| v.name).collect::<Vec<_>>(), ["page", "thumb"]);
    for variant in &photo.variants {
        assert_eq!(secrets(&variant.bytes), Vec::<String>::new());
        let mut decoder = JpegDecoder::new(Cursor::new(&variant.bytes[..])).unwrap();
        assert_eq!(decoder.exif_metadata().unwrap(), None);
        assert_eq!(decoder.xmp_metadata().unwrap(), None);
        assert_eq!(decoder.iptc_metadata().unwrap(), None);
    }
}

#[tokio::test]
async fn photos_turned_either_way_show_the_same_picture() {
    let left = variant(&prepare_file("photo-orientation-6.jpg").await, 1);
    let right = variant(&prepare_file("photo-orientation-8.jpg").await, 1);
    assert_eq!((left.width(), left.height()), (480, 320));
    assert_eq!((right.width(), right.height()), (480, 320));
    assert_eq!(red_centre(&left), red_centre(&right));
}

#[tokio::test]
async fn a_large_photo_becomes_a_page_and_a_thumb() {
    let large = RgbImage::from_fn(4032, 3024, |x, y| Rgb([(x / 16) as u8, (y / 12) as u8, 90]));
    let photo = send("IMG_0001.JPG", &encoded(&large.into(), ImageFormat::Jpeg)).await.unwrap();
    assert_eq!((photo.width, photo.height), (Some(1600), Some(1200)));
    assert_eq!(photo.name, "IMG_0001.JPG");
    assert_eq!(photo.bytes, photo.variants[0].bytes.len() as i64);
    let thumb = variant(&photo, 1);
    assert_eq!((thumb.width(), thumb.height()), (480, 360));
}

#[tokio::test]
async fn a_transparent_drawing_stays_transparent() {
    let drawing = RgbaImage::from_fn(60, 40, |x, _| Rgba([200, 0, 0, if x < 30 { 0 } else { 255 }]));
    let sent = send("dessin.png", &encoded(&drawing.into(), ImageFormat::Png)).await.unwrap();
    assert_eq!(sent.media_type, "image/png");
    assert_eq!(variant(&sent, 0).into_rgba8().get_pixel(2, 2)[3], 0);
}

#[tokio::test]
async fn an_opaque_screenshot_becomes_a_light_jpeg() {
    let screen = RgbaImage::from_pixel(80, 50, Rgba([250, 250, 250, 255]));
    let sent = send("capture.png", &encoded(&screen.into(), ImageFormat::Png)).await.unwrap();
    assert_eq!((sent.media_type.as_str(), sent.name.as_str()), ("image/jpeg", "capture.jpg"));
}

#[tokio::test]
async fn print_colours_and_deep_greys_look_right() {
    let cat = variant(&prepare_file("chat-cmjn.jpg").await, 0).thumbnail_exact(1, 1).into_rgb8();
    let grey = variant(&prepare_file("chat-gris-16bits.png").await, 0).thumbnail_exact(1, 1).into_rgb8();
    let [red, green, blue] = cat.get_pixel(0, 0).0;
    assert!(red > blue && (90..200).contains(&green), "a ginger cat, not its negative: {red} {green} {blue}");
    let [red, green, blue] = grey.get_pixel(0, 0).0;
    assert!(
        red == green && green == blue && (90..200).contains(&red),
        "grey, neither black nor white: {red}"
    );

    let deep = ImageBuffer::from_pixel(20, 20, Luma([0x8000_u16]));
    let sent = send("gris.png", &encoded(&DynamicImage::ImageLuma16(deep), ImageFormat::Png)).await.unwrap();
    assert!((126..=130).contains(&variant(&sent, 0).into_luma8().get_pixel(5, 5)[0]));
}

#[tokio::test]
async fn webp_and_gif_are_taken_by_their_content_not_their_name() {
    let picture = DynamicImage::from(RgbImage::from_pixel(30, 20, Rgb([0, 90, 200])));
    for format in [ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Png, ImageFormat::Jpeg] {
        let sent = send("classe.docx", &encoded(&picture, format)).await.unwrap();
        assert_eq!((sent.kind, sent.name.as_str()), (Kind::Image, "classe.jpg"), "{format:?}");
    }
}

#[tokio::test]
async fn an_iphone_photo_is_converted() {
    assert!(secrets(&read("photo.heic")).len() >= 3);
    let photo = prepare_file("photo.heic").await;
    assert_eq!((photo.name.as_str(), photo.media_type.as_str()), ("photo.jpg", "image/jpeg"));
    assert_eq!((photo.width, photo.height), (Some(1600), Some(1067)));
    assert!(photo.variants.iter().all(|variant| secrets(&variant.bytes).is_empty()));
}

#[tokio::test]
async fn without_the_converter_an_iphone_photo_is_kindly_refused() {
    let limits = Limits { tools: Tools { heif_convert: None, ..Tools::default() }, ..Limits::default() };
    let refused = send_within("IMG_2.HEIC", &read("photo.heic"), &limits).await.unwrap_err();
    assert_eq!(refused.reason, Reason::NoHeic);
    assert!(refused.to_string().contains("envoyez une copie en JPEG"), "{refused}");
}

#[tokio::test]
async fn a_cut_photo_is_refused_with_words_for_a_teacher() {
    let photo = read("photo-orientation-6.jpg");
    let refused = send("sortie au zoo.jpg", &photo[..60_000]).await.unwrap_err();
    assert_eq!(refused.reason, Reason::Cut);
    assert_eq!(
        refused.to_string(),
        "La photo «\u{a0}sortie au zoo.jpg\u{a0}» est incomplète\u{a0}: l’envoi s’est arrêté en route, \
         essayez de l’envoyer à nouveau."
    );
}

#[tokio::test]
async fn every_format_of_picture_is_refused_when_cut() {
    let picture =
        DynamicImage::from(RgbImage::from_fn(300, 200, |x, y| Rgb([x as u8, y as u8, (x * y) as u8])));
    for format in [ImageFormat::WebP, ImageFormat::Gif, ImageFormat::Png, ImageFormat::Jpeg] {
        let whole = encoded(&picture, format);
        let reason = refused("photo.jpg", &whole[..whole.len() / 2]).await;
        assert!(matches!(reason, Reason::Cut | Reason::Unreadable), "{format:?}: {reason:?}");
    }
    let heic = read("photo.heic");
    assert_eq!(refused("photo.heic", &heic[..100_000]).await, Reason::Cut);
}

#[tokio::test]
async fn what_hides_behind_a_picture_is_left_behind() {
    let mut photo = encoded(&RgbImage::from_pixel(16, 16, Rgb([1, 2, 3])).into(), ImageFormat::Jpeg);
    photo.extend_from_slice(b"<script>alert(1)</script>");
    let sent = send("photo.jpg", &photo).await.unwrap();
    assert!(sent.variants.iter().all(|variant| !holds(&variant.bytes, b"<script>")));
}

#[tokio::test]
async fn a_heavy_photo_is_refused_before_it_is_read() {
    let limits = Limits { image_bytes: 1000, ..Limits::default() };
    let refused = send_within("photo.jpg", &read("photo-orientation-8.jpg"), &limits).await.unwrap_err();
    assert_eq!(refused.reason, Reason::TooHeavy);
}

#[tokio::test]
async fn a_portrait_is_one_small_upright_square_under_no_name() {
    let sent = read("photo-orientation-6.jpg");
    let mut file = tempfile::NamedTempFile::new().unwrap();
    std::io::Write::write_all(&mut file, &sent).unwrap();
    let made = storage::prepare_portrait(file.path(), "sami-haddad.jpg", &Limits::default()).await.unwrap();
    assert_eq!((made.width, made.height, &*made.name), (Some(240), Some(240), "portrait.jpg"));
    assert_eq!(made.variants.iter().map(|v| v.name).collect::<Vec<_>>(), ["page"]);
    assert!(made.bytes < 20_000 && !holds(&made.variants[0].bytes, b"Exif"), "{}", made.bytes);
    assert_eq!(secrets(&made.variants[0].bytes), Vec::<String>::new());
    let square = variant(&made, 0);
    assert_eq!((square.width(), square.height()), (240, 240));
    for (name, bytes, reason) in [
        ("notes.txt", &b"Bonjour"[..], Reason::NotAPicture),
        ("photo.jpg", &sent[..sent.len() / 2], Reason::Cut),
        ("photo.jpg", &b""[..], Reason::Empty),
    ] {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        std::io::Write::write_all(&mut file, bytes).unwrap();
        let refused = storage::prepare_portrait(file.path(), name, &Limits::default()).await.unwrap_err();
        assert_eq!(refused.reason, reason, "{name}");
    }
}
