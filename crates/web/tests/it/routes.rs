//! The table of routes is checked in: a change of who may come is a line of a diff.
//! `PREAU_WRITE=1 cargo test -p web routes` writes it anew.

use std::fmt::Write;
use std::path::Path;

#[test]
fn the_table_is_the_one_checked_in() {
    let mut table = String::from(
        "# Every route, who may come to it; *: once she has shown again that she is herself.\n# Written by crates/web/tests/it/routes.rs.\n",
    );
    for route in web::house::routes().table() {
        let access = format!("{:?}{}", route.access, if route.sensitive { "*" } else { "" });
        writeln!(table, "{access:12} {:4} {}", route.method, route.path).unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../routes.txt");
    if std::env::var_os("PREAU_WRITE").is_some() {
        std::fs::write(&file, &table).unwrap();
    }
    let checked_in = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(checked_in, table, "who may come has changed: read it, then write it anew (see above)");
}
