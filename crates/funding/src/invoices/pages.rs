//! All invoices with what each commune has committed to, and one.

use super::queries::{self, Balance, Invoice};
use super::rules::Split;
use crate::money::euros;
use crate::paging::{self, and_one, cut};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

/// Communes on one page.
const COMMUNES: usize = 50;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    apres: Option<Uuid>,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "invoices/list.html")]
struct ListPage {
    asked: Asked,
    invoices: Vec<Invoice>,
    balances: Vec<Balance>,
    next: Option<Uuid>,
    payables: Vec<(String, String)>,
    project: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::default(), asked).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again, asked: Asked) -> Answer<Page> {
    let refused = again.is_refused();
    let project = actor.is_project();
    let mut payables = if project { queries::payables(&db.pool).await? } else { Vec::new() };
    payables.push(("autre".to_owned(), "Autre chose".to_owned()));
    let sought = (&*paging::words(&asked.mot), asked.apres, and_one(COMMUNES));
    let balances = queries::balances(&db.pool, actor, db.clock.today(), sought).await?;
    let (balances, next) = cut(balances, COMMUNES, |b| b.id);
    let body = ListPage {
        asked,
        invoices: queries::invoices(&db.pool, actor).await?,
        balances,
        next,
        payables,
        project,
        again,
    };
    let page = Page::new("Factures", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    /// What could point at somebody is not said.
    fn consumed(balance: &Balance) -> String {
        match (balance.open, balance.consumed) {
            (Some(1..5), _) => "—".to_owned(),
            (_, Some(consumed)) => euros(consumed),
            (_, None) => "pas encore compté".to_owned(),
        }
    }

    /// There is more than one sees: one looks for a commune.
    fn is_long(&self) -> bool {
        self.next.is_some() || self.asked.apres.is_some() || !self.asked.mot.is_empty()
    }

    fn after(&self, last: &Uuid) -> String {
        format!("{}#soldes", paging::after(&self.asked.mot, "apres", last))
    }

    fn borne(invoice: &Invoice) -> String {
        euros(invoice.shares.iter().map(|s| s.1).sum())
    }

    fn keys() -> Vec<(String, String)> {
        Split::keys()
    }
}

#[derive(Template)]
#[template(path = "invoices/invoice.html")]
struct InvoicePage {
    invoice: Invoice,
    again: Again,
}

pub(super) async fn invoice(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let invoice = queries::invoice(&db.pool, &actor, id).await?;
    let title = format!("Facture {}", invoice.number);
    Page::new(title, &InvoicePage { invoice, again: Again::done(shown.fait.is_some()) })
}

impl InvoicePage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    fn split(&self) -> &'static str {
        Split::french(&self.invoice.split_by)
    }
}
