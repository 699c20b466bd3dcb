//! The imports for the project's people; what they did to her school for a head.

use super::queries::{self, Applied, Headed};
use super::rules::{self, Group};
use crate::import::{self, ImportRow, Totals};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Clock, Error, ImportId, Page, Path, PlaceId};

#[derive(Template)]
#[template(path = "console/list.html")]
struct ListPage {
    imports: Vec<ImportRow>,
    error: Option<String>,
    clock: Clock,
}

pub(super) async fn list(db: Db) -> Answer<Page> {
    list_with(&db, None).await
}

/// The list, with what was wrong with what was sent.
pub(super) async fn list_with(db: &Db, error: Option<String>) -> Answer<Page> {
    let imports = import::latest(&db.pool).await?;
    Page::new("Imports d’annuaire", &ListPage { imports, error, clock: db.clock.clone() })
}

#[derive(Template)]
#[template(path = "console/import.html")]
struct ImportPage {
    import: ImportRow,
    totals: Totals,
    groups: Vec<Group>,
    /// The report is longer than the page.
    cut: bool,
    error: Option<String>,
    clock: Clock,
}

/// As many lines as a page shows.
const SHOWN: usize = 2000;

pub(super) async fn import(db: Db, actor: Actor, Path(id): Path<ImportId>) -> Answer<Page> {
    import_with(&db, &actor, id, None).await
}

/// An import, with why it was not applied.
pub(super) async fn import_with(db: &Db, actor: &Actor, id: ImportId, error: Option<String>) -> Answer<Page> {
    let import = import::find(&db.pool, actor, id).await?.ok_or(Error::NotFound)?;
    let mut lines = import::lines_of(&db.pool, actor, id, None, SHOWN as i64 + 1).await?;
    let cut = lines.len() > SHOWN;
    lines.truncate(SHOWN);
    let (totals, groups) = (rules::totals(&import), rules::groups(lines));
    let title = format!("Import : {}", import.file_name);
    Page::new(title, &ImportPage { import, totals, groups, cut, error, clock: db.clock.clone() })
}

#[derive(Template)]
#[template(path = "console/school_list.html")]
struct SchoolListPage {
    school: Headed,
    imports: Vec<Applied>,
    clock: Clock,
}

pub(super) async fn school_list(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let school = queries::headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    let imports = queries::applied(&db.pool, &school).await?;
    Page::new("Imports d’annuaire", &SchoolListPage { school, imports, clock: db.clock.clone() })
}

#[derive(Template)]
#[template(path = "console/school_import.html")]
struct SchoolImportPage {
    school: Headed,
    import: ImportRow,
    groups: Vec<Group>,
    clock: Clock,
}

pub(super) async fn school_import(
    db: Db,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, ImportId)>,
) -> Answer<Page> {
    let school = queries::headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    let import = import::find(&db.pool, &actor, id).await?.filter(|i| i.state == "applied");
    let import = import.ok_or(Error::NotFound)?;
    let lines = import::lines_of(&db.pool, &actor, id, Some(school.id), SHOWN as i64).await?;
    let groups = rules::groups(lines);
    Page::new("Import d’annuaire", &SchoolImportPage { school, import, groups, clock: db.clock.clone() })
}

impl ImportRow {
    fn received(&self, clock: &Clock) -> String {
        clock.spoken(self.received_at)
    }

    fn applied(&self, clock: &Clock) -> String {
        self.applied_at.map(|at| clock.spoken(at)).unwrap_or_default()
    }

    fn spoken(&self) -> (&'static str, &'static str) {
        rules::spoken(&self.state)
    }

    fn described(&self) -> String {
        described(self.kind.as_deref(), self.feed_day)
    }

    fn is_open(&self) -> bool {
        rules::is_open(self)
    }

    fn is_under_way(&self) -> bool {
        matches!(self.state.as_str(), "received" | "reading")
    }

    fn is_applied(&self) -> bool {
        self.state == "applied"
    }
}

impl Applied {
    fn applied(&self, clock: &Clock) -> String {
        self.applied_at.map(|at| clock.spoken(at)).unwrap_or_default()
    }

    fn described(&self) -> String {
        described(self.kind.as_deref(), self.feed_day)
    }
}

/// « complet, du 15 septembre 2026 ».
fn described(kind: Option<&str>, day: Option<chrono::NaiveDate>) -> String {
    let day = day.map(|day| format!("du {}", french_day(day)));
    [Some(rules::kind(kind).to_owned()).filter(|k| !k.is_empty()), day]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ")
}
