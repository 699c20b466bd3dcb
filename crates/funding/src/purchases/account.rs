//! What a commune ordered, school by school, what came of it, what it was invoiced: a page, a table, a document.

use super::queries::{self, AccountLine, Campaign, Member};
use super::rules::Moment;
use crate::money::euros;
use askama::Template;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cockpit::near;
use cockpit::sheet::{Cell, Sheet, csv};
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::{Actor, Answer, Error, Page, Path as Of};
use serde::Serialize;
use uuid::Uuid;

const ACCOUNT: paper::Template = paper::Template(include_str!("../../templates/purchases/account.typ"));

#[derive(Template)]
#[template(path = "purchases/account.html")]
struct Account {
    campaign: Campaign,
    member: Member,
    moment: Moment,
    lines: Vec<AccountLine>,
    invoiced: i64,
}

/// Of a commune that adhered, for who sees its money.
async fn obtained(db: &Db, actor: &Actor, campaign: Uuid, commune: Uuid) -> Result<Account, Error> {
    if !near::communes(&db.pool, actor).await?.contains(&commune) {
        return Err(Error::NotFound);
    }
    let mut conn = db.pool.acquire().await?;
    let campaign = queries::campaign(&mut conn, campaign).await?;
    let members = queries::members(&mut *conn, campaign.id).await?;
    let member = members.into_iter().find(|m| m.commune == commune).ok_or(Error::NotFound)?;
    Ok(Account {
        moment: Moment::of(&campaign, db.clock.today()),
        lines: queries::account(&mut *conn, campaign.id, commune).await?,
        invoiced: queries::invoiced(&mut *conn, campaign.id, commune).await?,
        campaign,
        member,
    })
}

impl Account {
    fn sum(&self, of: fn(&AccountLine) -> i64) -> i64 {
        self.lines.iter().map(|l| l.price * of(l)).sum()
    }

    fn is_ordered(&self) -> bool {
        self.moment == Moment::Ordered
    }

    /// « Commandé », or what it is before.
    fn asked(&self) -> &'static str {
        if self.is_ordered() { "Commandé" } else { "Besoins" }
    }

    /// What is ordered, delivered, received, invoiced.
    fn totals(&self) -> Vec<(&'static str, String)> {
        vec![
            (self.asked(), euros(self.sum(|l| l.quantity))),
            ("Livré", euros(self.sum(|l| l.delivered))),
            ("Reçu", euros(self.sum(|l| l.accepted))),
            ("Facturé", euros(self.invoiced)),
        ]
    }

    fn euros(cents: &i64) -> String {
        euros(*cents)
    }

    fn amount(line: &AccountLine) -> String {
        euros(line.price * line.quantity)
    }
}

pub(super) async fn account(db: Db, actor: Actor, Of((campaign, commune)): Of<(Uuid, Uuid)>) -> Answer<Page> {
    let account = obtained(&db, &actor, campaign, commune).await?;
    Page::new(format!("{}\u{a0}: {}", account.campaign.title, account.member.name), &account)
}

/// In a spreadsheet amounts are numbers: « 1234,50 ».
fn plain(cents: i64) -> Cell {
    Cell::text(format!("{},{:02}", cents / 100, cents % 100))
}

pub(super) async fn table(
    db: Db,
    actor: Actor,
    Of((campaign, commune)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    let account = obtained(&db, &actor, campaign, commune).await?;
    let rows = account.lines.iter().map(|l| {
        vec![
            Cell::text(&*l.school),
            Cell::text(&*l.label),
            Cell::text(&*l.supplier),
            Cell::text(&*l.reference),
            plain(l.price),
            Cell::Count(l.quantity),
            Cell::Count(l.delivered),
            Cell::Count(l.accepted),
            plain(l.price * l.quantity),
        ]
    });
    let columns = vec![
        "École",
        "Article",
        "Fournisseur",
        "Référence",
        "Prix",
        account.asked(),
        "Livré",
        "Reçu",
        "Montant",
    ];
    let lines = Sheet { name: "Lignes", columns, rows: rows.collect() };
    let totals = account.totals().into_iter().map(|(what, said)| vec![Cell::text(what), Cell::text(said)]);
    let totals = Sheet { name: "Totaux", columns: vec!["Quoi", "Montant"], rows: totals.collect() };
    let title =
        format!("{}, {}, {}", account.campaign.title, account.member.name, full_day(db.clock.today()));
    Ok(file(csv(&title, &[lines, totals]).into_bytes(), "text/csv; charset=utf-8", "csv", &db))
}

fn file(bytes: Vec<u8>, kind: &str, end: &str, db: &Db) -> Response {
    let saved = format!("attachment; filename=\"achat-groupe-{}.{end}\"", db.clock.today());
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, saved),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, bytes).into_response()
}

#[derive(Serialize)]
struct Paper {
    title: String,
    project: String,
    commune: String,
    campaign: String,
    deliberation: String,
    day: String,
    asked: &'static str,
    /// School, item, price, quantity, delivered, received, amount.
    lines: Vec<[String; 7]>,
    totals: Vec<(&'static str, String)>,
}

pub(super) async fn document(
    State(app): State<App>,
    actor: Actor,
    Of((campaign, commune)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    let account = obtained(&app.db, &actor, campaign, commune).await?;
    let lines = account.lines.iter().map(|l| {
        [
            l.school.clone(),
            format!("{} ({}, {})", l.label, l.supplier, l.reference),
            euros(l.price),
            l.quantity.to_string(),
            l.delivered.to_string(),
            l.accepted.to_string(),
            Account::amount(l),
        ]
    });
    let sheet = Paper {
        title: account.campaign.title.clone(),
        project: app.settings.project.clone(),
        commune: account.member.name.clone(),
        campaign: account.campaign.title.clone(),
        deliberation: format!("{}, {}", account.member.deliberation, full_day(account.member.decided_on)),
        day: full_day(app.db.clock.today()),
        asked: account.asked(),
        lines: lines.collect(),
        totals: account.totals(),
    };
    let pdf = paper::print(ACCOUNT, &sheet).await?;
    Ok(file(pdf, "application/pdf", "pdf", &app.db))
}
