//! The classes of her schools, as large buttons.

use super::queries::{self, Pickable};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Error, Page, RoleKind};

/// Who picks no class: the head gives one.
const GIVEN: [RoleKind; 4] = [RoleKind::Substitute, RoleKind::Atsem, RoleKind::Aesh, RoleKind::Helper];

#[derive(Template)]
#[template(path = "school/pick.html")]
struct Pick {
    schools: Vec<(String, Vec<Pickable>)>,
    picked: bool,
    /// Somebody gave her a class, for a time.
    given: bool,
}

pub(super) async fn show(db: Db, actor: Actor) -> Answer<Page> {
    let mut schools: Vec<(String, Vec<Pickable>)> = Vec::new();
    let all = queries::pickable(&db.pool, &actor, db.clock.today()).await?;
    let picked = all.iter().any(|c| c.mine);
    for class in all {
        match schools.last_mut().filter(|s| s.1.first().is_some_and(|c| c.school == class.school)) {
            Some(school) => school.1.push(class),
            None => schools.push((class.school_name.clone(), vec![class])),
        }
    }
    let given = GIVEN.iter().any(|kind| actor.is(*kind));
    Page::new("Ma classe", &Pick { schools, picked, given })
}

/// A teacher who has classes to choose from, and none yet this year.
pub(crate) async fn should_pick(db: &Db, actor: &Actor) -> Result<bool, Error> {
    if !actor.is(RoleKind::Teacher) || actor.is(RoleKind::Head) {
        return Ok(false);
    }
    let all = queries::pickable(&db.pool, actor, db.clock.today()).await?;
    Ok(!all.is_empty() && all.iter().all(|c| !c.mine))
}
