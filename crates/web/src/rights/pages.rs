//! Who may do what, for the adults of a school and who steers it.

use super::{COLUMNS, Line, matrix};
use askama::Template;
use database::Db;
use identity::{communication_rules, steering};
use kernel::{Actor, Answer, Error, Page, Path, PlaceId};

#[derive(Template)]
#[template(path = "rights/rights.html")]
struct Rights {
    school: PlaceId,
    name: String,
    /// She works there: she may open the school's own pages.
    inside: bool,
    groups: Vec<(&'static str, Vec<Line>)>,
    given: Vec<(&'static str, Vec<&'static str>)>,
}

pub(super) async fn rights(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let name = communication_rules::works_in(&db.pool, &actor, school, db.clock.today()).await?;
    page(school, name, true)
}

/// The same for who steers the school without working in it.
pub(super) async fn from_outside(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let name = steering::school(&db.pool, &actor, school).await?.name;
    page(school, name, false)
}

fn page(school: PlaceId, name: String, inside: bool) -> Answer<Page> {
    // Held by a test: every route has its sentence.
    let lines = matrix(&crate::house::routes().table()).map_err(|_| Error::NotFound)?;
    let mut groups: Vec<(&'static str, Vec<Line>)> = Vec::new();
    for line in lines {
        match groups.last_mut().filter(|g| g.0 == line.group) {
            Some(group) => group.1.push(line),
            None => groups.push((line.group, vec![line])),
        }
    }
    let page = Rights { school, name, inside, groups, given: identity::delegation::given() };
    Page::new("Qui peut faire quoi", &page)
}

impl Line {
    /// « Direction (son école), Enseignant (sa classe) »; whoever is not there may not.
    fn who(&self) -> String {
        let may = COLUMNS.iter().zip(&self.cells);
        let said: Vec<String> = may
            .filter_map(|((name, _), cell)| {
                cell.map(|far| if far == "oui" { (*name).to_owned() } else { format!("{name} ({far})") })
            })
            .collect();
        if said.len() == COLUMNS.len() { "Tout le monde".to_owned() } else { said.join(", ") }
    }
}
