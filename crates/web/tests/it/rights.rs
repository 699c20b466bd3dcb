//! Who may do what, as a page for a head: the one checked in is what the program says.
//! `PREAU_WRITE=1 cargo test -p web rights` writes it anew.

use std::path::Path;
use testing::TestApp;
use web::rights::{COLUMNS, markdown, matrix};

#[test]
fn the_matrix_is_the_one_checked_in() {
    let lines = matrix(&web::house::routes().table()).unwrap();
    let page = markdown(&lines);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rights.md");
    if std::env::var_os("PREAU_WRITE").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    let checked_in = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(checked_in, page, "who may do what has changed: read it, then write it anew (see above)");
}

#[test]
fn every_role_has_its_column_once() {
    let mut columns: Vec<_> = COLUMNS.iter().flat_map(|c| c.1).map(|kind| kind.name()).collect();
    let mut all: Vec<_> = kernel::RoleKind::all().map(|kind| kind.name()).collect();
    columns.sort_unstable();
    all.sort_unstable();
    assert_eq!(columns, all);
}

/// Else the page has two sections of one name, which a screen reader cannot tell apart.
#[test]
fn what_belongs_together_stands_together() {
    let lines = matrix(&web::house::routes().table()).unwrap();
    let mut groups: Vec<_> = lines.iter().map(|line| line.group).collect();
    groups.dedup();
    let mut once = groups.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(groups.len(), once.len(), "{groups:?}");
}

#[test]
fn a_route_without_a_sentence_is_found() {
    let mut table = web::house::routes().table();
    let mut route = table[0].clone();
    route.path = "/ecole/{school}/chorale";
    table.push(route);
    assert!(matrix(&table).err().is_some_and(|said| said.contains("/ecole/{school}/chorale")));
}

#[tokio::test]
async fn adults_of_the_school_read_it() {
    let app = TestApp::new(web::house::routes()).await;
    let cast = &app.cast;
    let path = format!("/ecole/{}/droits", cast.tilleuls);
    for (who, status) in [
        (cast.petit, 200),
        (cast.carrel, 200),
        (cast.duval, 200),
        (cast.jourdan, 404),
        (cast.segur, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(app.as_(who).await.get(&path).await.status, status, "{who}");
    }
    let page = app.as_(cast.carrel).await.get(&path).await;
    assert!(page.says("Changer qui peut écrire à qui") && page.says("Direction (son école)"));
    let school = app.as_(cast.carrel).await.get(&format!("/ecole/{}", cast.tilleuls)).await;
    assert!(school.says("Qui peut faire quoi") && school.says("Qui peut écrire à qui"));
}
