//! All grants, and one.

use super::queries::{self, Asked, Grant};
use super::rules;
use crate::money::euros;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "grants/list.html")]
struct ListPage {
    grants: Vec<Grant>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = ListPage { grants: queries::grants(&db.pool).await?, today: db.clock.today(), again };
    let page = Page::new("Aides", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn is_ending(&self, grant: &Grant) -> bool {
        grant.is_ending(self.today)
    }
}

#[derive(Template)]
#[template(path = "grants/grant.html")]
struct GrantPage {
    grant: Grant,
    ending: bool,
    /// Until when the papers are kept, once something was paid.
    kept: Option<String>,
    again: Again,
}

pub(super) async fn grant(db: Db, Of(id): Of<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    let grant = queries::grant(&db.pool, id).await?;
    grant_page(&db, grant, Again::done(shown.fait.is_some()))
}

pub(super) fn grant_page(db: &Db, grant: Grant, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let last = grant.claims.iter().filter_map(|c| c.paid_on).max().filter(|_| grant.european);
    let title = grant.name.clone();
    let body = GrantPage {
        ending: grant.is_ending(db.clock.today()),
        kept: last.and_then(rules::kept_until).map(full_day),
        grant,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl GrantPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    fn back(&self, claim: &Asked) -> String {
        euros(rules::paid_back(claim.spent, self.grant.rate))
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }
}
