//! What the tests of children's ways in share.

use kernel::{PersonId, PlaceId};
use testing::{Client, Reply, TestApp};

pub fn class_path(school: PlaceId, class: PlaceId) -> String {
    format!("/ecole/{school}/classe/{class}")
}

/// The three pictures that a page shows, as a child would touch them.
pub fn pictures(sheet: &Reply) -> Vec<String> {
    let page = sheet.body();
    let at = page.find("code-pictures").expect("pictures are shown");
    let drawings = page[at..].split("/a/pictures.svg#").skip(1).take(3);
    drawings.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

pub fn touched(pictures: &[String]) -> Vec<(&'static str, &str)> {
    ["un", "deux", "trois"].into_iter().zip(pictures.iter().map(String::as_str)).collect()
}

/// Never right: another order.
pub fn wrong(pictures: &[String]) -> Vec<(&'static str, &str)> {
    let mut turned = touched(pictures);
    let first = turned[0].1;
    turned[0].1 = turned[2].1;
    turned[2].1 = first;
    turned
}

/// A pupil's pictures, drawn by his teacher.
pub async fn given(app: &TestApp, teacher: PersonId, class: &str, pupil: PersonId) -> Vec<String> {
    let sheet =
        app.as_(teacher).await.post(&format!("{class}/eleves/{pupil}/images"), &[("tirer", "1")]).await;
    assert_eq!(sheet.status, 200, "{}", sheet.text());
    pictures(&sheet)
}

/// A tablet where M. Jourdan has opened his class.
pub async fn tablet(app: &TestApp) -> Client {
    let mut tablet = app.as_(app.cast.jourdan).await;
    let class = class_path(app.cast.moulin, app.cast.ms);
    let opened = tablet.post(&format!("{class}/tablettes"), &[("ici", "1")]).await;
    assert_eq!(opened.location(), Some("/tablette"), "{}", opened.text());
    tablet.keeps(&opened);
    tablet
}
