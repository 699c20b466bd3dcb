//! Whom a school calls: the nearest first.

use super::queries::{self, Asking, Contact, Function};
use super::rules::{Scope, french};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::{Access, Actor, Answer, Page, Path as Of, PlaceId};

#[derive(Template)]
#[template(path = "staffing/help.html")]
struct HelpPage {
    school: Asking,
    near: Vec<Function>,
    far: Vec<Function>,
    all: Vec<Function>,
    publisher: Vec<Contact>,
    /// Works in the school: what she types here is hers.
    works_here: bool,
}

pub(super) async fn help(db: Db, actor: Actor, Of(school): Of<PlaceId>) -> Answer<Page> {
    let today = db.clock.today();
    let school = queries::asking(&db.pool, &actor, school, today).await?;
    let all = queries::functions(&db.pool, today).await?;
    let helps = |f: &Function| match f.scope {
        Scope::Circonscription => f.circonscription == school.circonscription,
        Scope::Department => f.department == school.department,
        // Who answers for the project; not who decides in it.
        Scope::Academy => matches!(&*f.kind, "project_lead" | "project_deputy"),
    };
    let (near, far): (Vec<_>, Vec<_>) =
        all.iter().filter(|f| helps(f)).cloned().partition(|f| f.scope == Scope::Circonscription);
    let publisher =
        queries::publisher(&db.pool).await?.into_iter().filter(|c| c.referent.is_some()).collect();
    let works_here = Access::SchoolAdults.admits(Some(&actor));
    let title = format!("Qui appeler\u{a0}: {}", school.name);
    Page::new(title, &HelpPage { school, near, far, all, publisher, works_here })
}

impl HelpPage {
    fn french(kind: &str) -> &'static str {
        french(kind)
    }

    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    /// Who stands in for somebody who is away.
    fn instead(&self, deputy: &uuid::Uuid) -> Option<&Function> {
        self.all.iter().find(|f| f.id == *deputy)
    }

    fn hours(contact: &Contact) -> &str {
        contact.referent.as_ref().map_or("", |(_, hours)| hours)
    }

    /// As a telephone dials it.
    fn dialled(phone: &str) -> String {
        phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
    }
}
