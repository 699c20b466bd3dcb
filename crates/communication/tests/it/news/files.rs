//! Pictures and files: received, shown, given to whoever may see what they are on.

use super::*;
use futures::StreamExt;
use image::{DynamicImage, ImageFormat, RgbImage};
use std::io::Cursor;

fn jpeg() -> Vec<u8> {
    let picture = RgbImage::from_fn(640, 480, |x, y| image::Rgb([(x % 256) as u8, (y % 256) as u8, 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// Two seconds of silence.
fn wav() -> Vec<u8> {
    let samples = vec![0u8; 16_000 * 2 * 2];
    let size = u32::try_from(samples.len()).unwrap();
    let mut bytes = Vec::new();
    bytes.extend(b"RIFF");
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt ");
    bytes.extend(16u32.to_le_bytes());
    bytes.extend([1, 0, 1, 0]);
    bytes.extend(16_000u32.to_le_bytes());
    bytes.extend(32_000u32.to_le_bytes());
    bytes.extend([2, 0, 16, 0]);
    bytes.extend(b"data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples);
    bytes
}

#[tokio::test]
async fn a_picture_put_on_a_draft_is_published_with_it() {
    let app = school().await;
    let c = &app.cast;
    let carrel = app.as_(c.carrel).await;
    let item = ItemId::fresh();
    let path = format!("/fil/brouillon/{item}/fichier");
    let row = carrel.post_files(&path, &[], &[("fichier", "jardin.jpg", &jpeg())]).await;
    assert_eq!(row.status, 200);
    let file = row.attribute("input[name='piece']", "value").unwrap();
    let picture = format!("/fichier/{file}/page");
    assert_eq!(carrel.get(&picture).await.status, 200, "its author, before publishing");
    assert_eq!(app.as_(c.martel).await.get(&picture).await.status, 404, "nobody else");
    assert_eq!(carrel.get("/fil/ecrire").await.attribute("input[name='piece']", "value"), Some(file.clone()));
    let families = audience(&app, "class_guardians", c.cm1b).await;
    let fields = [("brouillon", &*item.to_string()), ("audience", &families), ("piece", &file)];
    assert_eq!(carrel.post_files("/fil/publier", &fields, &[]).await.status, 303, "a picture needs no words");
    let nadia = app.as_(c.nadia).await;
    assert_eq!(nadia.get("/fil").await.attribute(".photos img", "src"), Some(picture.clone()));
    let shown = nadia.get(&picture).await;
    assert_eq!(shown.headers["content-type"], "image/jpeg");
    assert_eq!(shown.headers["cache-control"], "private, max-age=3600");
    assert_eq!(shown.headers["x-content-type-options"], "nosniff");
    assert_eq!(image::load_from_memory(&shown.bytes).unwrap().width(), 640);
    assert_eq!(nadia.get(&format!("/fichier/{file}/thumb")).await.status, 200);
    assert_eq!(nadia.get(&format!("/fichier/{file}/original")).await.status, 404, "no such variant");
    for other in [c.yann, c.lina, c.roy, c.petit] {
        assert_eq!(app.as_(other).await.get(&picture).await.status, 404);
    }
    assert_eq!(app.nobody().get(&picture).await.status, 303);
    carrel.post(&format!("/fil/{item}/retirer"), &[]).await;
    assert_eq!(nadia.get(&picture).await.status, 404, "withdrawn with its post");
}

#[tokio::test]
async fn a_file_taken_off_the_form_is_not_published() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = ItemId::fresh();
    let path = format!("/fil/brouillon/{item}/fichier");
    let mut files = Vec::new();
    for text in ["un", "deux", "trois"] {
        let row = carrel.post_files(&path, &[], &[("fichier", "mot.txt", text.as_bytes())]).await;
        files.push(row.attribute("input[name='piece']", "value").unwrap());
    }
    // Without a script: the button sends the form, and what is typed is kept.
    let button = format!("{path}/{}/retirer", files[0]);
    assert_eq!(carrel.post_files(&button, &[("texte", "Voici")], &[]).await.status, 303);
    assert_eq!(carrel.post_files(&button, &[], &[]).await.status, 404);
    assert_eq!(carrel.get("/fil/ecrire").await.all("textarea"), ["Voici"]);
    // With one: the row is gone from the form.
    let families = audience(&app, "class_guardians", app.cast.cm1b).await;
    let fields = [
        ("brouillon", &*item.to_string()),
        ("texte", "Voici"),
        ("audience", &families),
        ("piece", &files[2]),
    ];
    assert_eq!(carrel.post_files("/fil/publier", &fields, &[]).await.status, 303);
    let page = carrel.get("/fil").await;
    assert_eq!(page.all(".file-name").len(), 1);
    assert_eq!(page.attribute(".files a", "href"), Some(format!("/fichier/{}/original", files[2])));
}

#[tokio::test]
async fn without_a_script_files_go_with_the_form_and_stay_when_it_is_refused() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = ItemId::fresh().to_string();
    let fields = [("brouillon", item.as_str()), ("texte", "Le programme")];
    let sent: &[(&str, &str, &[u8])] =
        &[("fichier", "programme.txt", b"Lundi : musee"), ("fichier", "virus.exe", b"MZ\x90\x00\x03")];
    let refused = carrel.post_files("/fil/publier", &fields, sent).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("virus.exe") && refused.says("n’est pas d’un type accepté"), "{}", refused.text());
    assert_eq!(refused.all(".picked-name"), ["programme.txt · 1 ko"]);
    let file = refused.attribute("input[name='piece']", "value").unwrap();
    let families = audience(&app, "class_guardians", app.cast.cm1b).await;
    let fields =
        [("brouillon", item.as_str()), ("texte", "Le programme"), ("audience", &families), ("piece", &file)];
    let empty: &[(&str, &str, &[u8])] = &[("fichier", "", b"")];
    assert_eq!(carrel.post_files("/fil/publier", &fields, empty).await.status, 303);
    let document = app.as_(app.cast.nadia).await.get(&format!("/fichier/{file}/original")).await;
    assert_eq!(document.headers["content-disposition"], "attachment; filename*=UTF-8''programme.txt");
    assert_eq!(document.body(), "Lundi : musee");
}

#[tokio::test]
async fn what_is_not_accepted_is_refused_kindly_and_noted() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let path = format!("/fil/brouillon/{}/fichier", ItemId::fresh());
    let before = app.audited().await;
    let reply = carrel.post_files(&path, &[], &[("fichier", "photo.jpg", b"ceci n'est pas une photo")]).await;
    assert_eq!(reply.status, 422);
    assert!(reply.headers["content-type"].to_str().unwrap().starts_with("text/plain"));
    assert!(reply.says("La photo « photo.jpg »"));
    assert_eq!(carrel.post_files(&path, &[], &[]).await.status, 422);
    assert_eq!(app.audited().await, before + 2);
    let nadia = app.as_(app.cast.nadia).await;
    assert_eq!(nadia.post_files(&path, &[], &[("fichier", "a.txt", b"bonjour")]).await.status, 404);
}

#[tokio::test]
async fn a_player_jumps_into_a_sound() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let path = format!("/fil/brouillon/{}/fichier", ItemId::fresh());
    let row = carrel.post_files(&path, &[], &[("fichier", "comptine.wav", &wav())]).await;
    assert_eq!(row.status, 200, "{}", row.text());
    let sound = format!("/fichier/{}/sound", row.attribute("input[name='piece']", "value").unwrap());
    let whole = carrel.get(&sound).await;
    assert_eq!(whole.headers["accept-ranges"], "bytes");
    let part = carrel.get_with(&sound, "range", "bytes=10-19").await;
    assert_eq!(part.status, 206);
    assert_eq!(part.bytes, whole.bytes[10..20]);
    assert_eq!(part.headers["content-range"], format!("bytes 10-19/{}", whole.bytes.len()).as_str());
    assert_eq!(carrel.get_with(&sound, "range", "bytes=999999999-").await.status, 416);
}

#[tokio::test]
async fn of_too_many_files_those_that_fit_are_kept_and_the_words_with_them() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = ItemId::fresh().to_string();
    let texts: Vec<String> = (0..25).map(|n| format!("Page {n}")).collect();
    let files: Vec<(&str, &str, &[u8])> =
        texts.iter().map(|text| ("fichier", "page.txt", text.as_bytes())).collect();
    let fields = [("brouillon", item.as_str()), ("texte", "Le livret")];
    let refused = carrel.post_files("/fil/publier", &fields, &files).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says("20 fichiers au plus en une fois"), "{}", refused.text());
    assert_eq!((refused.all(".picked").len(), refused.all("textarea")), (20, vec!["Le livret".to_owned()]));
    assert_eq!(app.count("select count(*) from file").await, 20, "the others were not even prepared");
}

#[tokio::test]
async fn a_form_with_more_fields_than_ours_is_not_read_to_its_end() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = ItemId::fresh().to_string();
    let mut fields = vec![("brouillon", item.as_str()), ("texte", "Avant")];
    fields.extend([("audience", "x")].repeat(600));
    fields.push(("texte", "Après"));
    let refused = carrel.post_files("/fil/publier", &fields, &[]).await;
    assert_eq!((refused.status.as_u16(), refused.all("textarea")), (422, vec!["Avant".to_owned()]));
    assert!(refused.says("L’envoi est trop long"));
}

#[tokio::test]
async fn an_absurdly_long_text_is_cut_between_two_letters() {
    let app = school().await;
    let carrel = app.as_(app.cast.carrel).await;
    let item = ItemId::fresh().to_string();
    let text = "ééa".repeat(200_000);
    let refused = carrel.post_files("/fil/publier", &[("brouillon", &*item), ("texte", &*text)], &[]).await;
    assert_eq!(refused.status, 422);
    let kept = refused.all("textarea").remove(0);
    assert_eq!(kept.len(), 64 * 1024 - 1);
    assert!(text.starts_with(&kept));
}

#[tokio::test]
async fn what_is_sent_for_a_draft_of_another_is_not_even_read() {
    use axum::body::{Body, Bytes};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use tower::ServiceExt;
    let app = school().await;
    let c = &app.cast;
    let put = format!("/fil/brouillon/{}/fichier", ItemId::fresh());
    let row = app.as_(c.carrel).await.post_files(&put, &[], &[("fichier", "mot.txt", b"Bonjour")]).await;
    let file = row.attribute("input[name='piece']", "value").unwrap();
    for path in [put.clone(), format!("{put}/{file}/retirer")] {
        let read = Arc::new(AtomicUsize::new(0));
        let counted = read.clone();
        let body = futures::stream::iter(0..100).map(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
            Ok::<_, std::convert::Infallible>(Bytes::from_static(&[b'a'; 1024]))
        });
        let now = app.app.db.clock.now();
        let (_, token) = identity::sessions::open(app.pool(), c.roy, "Essai", true, now).await.unwrap();
        let request = http::Request::post(&path)
            .header("cookie", format!("preau={token}"))
            .header("content-type", "multipart/form-data; boundary=essai")
            .body(Body::from_stream(body))
            .unwrap();
        assert_eq!(app.router().oneshot(request).await.unwrap().status(), 404, "{path}");
        assert_eq!(read.load(Ordering::Relaxed), 0, "{path}");
    }
}
