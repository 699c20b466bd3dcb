//! The imports for the project's people; what they did to her school for a head.

use super::queries::{self, Applied, Headed};
use super::rules::{self, Group};
use crate::import::{self, ImportRow, Totals, Undone};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Clock, Error, ImportId, Page, Path, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "console/list.html")]
struct ListPage {
    imports: Vec<ImportRow>,
    /// The state that is asked for.
    state: String,
    error: Option<String>,
    clock: Clock,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    etat: String,
}

pub(super) async fn list(db: Db, Query(asked): Query<Asked>) -> Answer<Page> {
    list_with(&db, Some(asked.etat), None).await
}

/// The list, with what was wrong with what was sent.
pub(super) async fn list_with(db: &Db, state: Option<String>, error: Option<String>) -> Answer<Page> {
    let state = state.filter(|s| rules::STATES.iter().any(|(name, ..)| name == s)).unwrap_or_default();
    let asked = Some(state.as_str()).filter(|s| !s.is_empty());
    let imports = import::latest(&db.pool, asked).await?;
    Page::new("Imports d’annuaire", &ListPage { imports, state, error, clock: db.clock.clone() })
}

#[derive(Template)]
#[template(path = "console/import.html")]
struct ImportPage {
    import: ImportRow,
    totals: Totals,
    groups: Vec<Group>,
    /// The kind of lines that is asked for.
    what: String,
    /// What taking it back did, or would do.
    undone: Undone,
    kept: Vec<Group>,
    /// The report is longer than the page.
    cut: bool,
    error: Option<String>,
    clock: Clock,
}

/// As many lines as a page shows.
const SHOWN: usize = 2000;

#[derive(Deserialize)]
pub(super) struct Lines {
    #[serde(default)]
    quoi: String,
}

pub(super) async fn import(
    db: Db,
    actor: Actor,
    Path(id): Path<ImportId>,
    Query(asked): Query<Lines>,
) -> Answer<Page> {
    import_with(&db, &actor, id, Some(asked.quoi), None).await
}

/// An import, with the lines of the kind that is asked for, and with why it was not applied.
pub(super) async fn import_with(
    db: &Db,
    actor: &Actor,
    id: ImportId,
    what: Option<String>,
    error: Option<String>,
) -> Answer<Page> {
    let import = import::find(&db.pool, actor, id).await?.ok_or(Error::NotFound)?;
    let what = what.filter(|w| rules::is_a_change(w)).unwrap_or_default();
    let asked = Some(what.as_str()).filter(|w| !w.is_empty());
    let mut lines = import::lines_of(&db.pool, actor, id, None, asked, SHOWN as i64 + 1).await?;
    let cut = lines.len() > SHOWN;
    lines.truncate(SHOWN);
    lines.retain(|l| l.what != rules::KEPT);
    let kept = import::lines_of(&db.pool, actor, id, None, Some(rules::KEPT), SHOWN as i64).await?;
    let page = ImportPage {
        totals: rules::totals(&import),
        groups: rules::groups(lines),
        undone: rules::undone(&import),
        kept: rules::groups(kept),
        what,
        cut,
        error,
        clock: db.clock.clone(),
        import,
    };
    Page::new(format!("Import\u{a0}: {}", page.import.file_name), &page)
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
    let import = import::find(&db.pool, &actor, id).await?.filter(|i| i.is_applied() || i.is_undone());
    let import = import.ok_or(Error::NotFound)?;
    let lines = import::lines_of(&db.pool, &actor, id, Some(school.id), None, SHOWN as i64).await?;
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
            || self.is_at("looking")
            || self.is_at("undoing")
    }

    /// Where taking it back stands.
    fn is_at(&self, undoing: &str) -> bool {
        self.undoing.as_deref() == Some(undoing)
    }

    fn is_undone(&self) -> bool {
        self.state == "undone"
    }

    fn undone_on(&self, clock: &Clock) -> String {
        self.undone_at.map(|at| clock.spoken(at)).unwrap_or_default()
    }

    fn size(&self) -> String {
        self.size.map(rules::size).unwrap_or_default()
    }

    fn sender(&self) -> &str {
        self.sent_by.as_deref().unwrap_or("le terminal")
    }

    fn next(&self) -> &'static str {
        rules::next(self)
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
