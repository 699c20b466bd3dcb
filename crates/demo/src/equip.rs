//! What stands in the invented schools, what they bought together, the market, what should change. Invariant: written
//! once; what somebody changed since stays.

use super::queries;
use super::territory::{COMMUNES, LES_RIVES, MOULIN, ORMES, TILLEULS};
use chrono::{Days, Months};
use identity::App;
use kernel::year::school_year_of;
use kernel::{PersonId, PlaceId};
use std::io::Write as _;

/// Of a school: kind, what, how many, whose class (its key), bought so many months ago, serves so many months.
pub struct Batch {
    pub school: &'static str,
    pub kind: &'static str,
    pub label: &'static str,
    pub quantity: i32,
    pub class: &'static str,
    pub months: u32,
    pub serves: u32,
}

const fn batch(
    (school, kind, label): (&'static str, &'static str, &'static str),
    quantity: i32,
    class: &'static str,
    (months, serves): (u32, u32),
) -> Batch {
    Batch { school, kind, label, quantity, class, months, serves }
}

const BOARD: &str = "Écran 75 pouces";
static BATCHES: [Batch; 16] = [
    batch((TILLEULS, "board", BOARD), 1, "9211", (30, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9212", (30, 96)),
    batch((TILLEULS, "board", "Vidéoprojecteur interactif"), 1, "9213", (92, 96)),
    batch((TILLEULS, "board", "Vidéoprojecteur interactif"), 1, "9214", (92, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9215", (30, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9216", (30, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9217", (14, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9218", (14, 96)),
    batch((TILLEULS, "board", BOARD), 1, "9220", (14, 96)),
    batch((TILLEULS, "tablet", "Tablettes 10 pouces"), 30, "", (38, 60)),
    batch((TILLEULS, "mobile_class", "Portables 13 pouces"), 15, "", (26, 72)),
    batch((TILLEULS, "wifi", "Bornes"), 12, "", (26, 96)),
    batch((MOULIN, "board", BOARD), 1, "9202", (14, 96)),
    batch((MOULIN, "tablet", "Tablettes 8 pouces"), 8, "", (56, 60)),
    batch((LES_RIVES, "board", BOARD), 1, "9242", (14, 96)),
    batch((LES_RIVES, "computer", "Fixes de la BCD"), 4, "", (70, 72)),
];

/// A page that says what it is: nobody takes it for an invoice.
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 58>>stream\nBT /F 14 Tf 30 100 Td (Facture inventee, demonstration) Tj ET\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Size 6/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

/// A page of nothing, for what is handed out.
pub const PAGE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n";

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    if queries::has_equipment(tx.conn()).await? {
        return Ok(());
    }
    let (Some(guerin), Some(ormes)) = (
        queries::person(tx.conn(), "demo", "guerin").await?,
        queries::commune(tx.conn(), ORMES.insee).await?,
    ) else {
        return Ok(());
    };
    let mut scene = Scene { ormes, guerin, tilleuls: None };
    scene.equip(&mut tx).await?;
    scene.buy(&mut tx).await?;
    let contract = scene.contract(&mut tx).await?;
    scene.changes(&mut tx).await?;
    scene.rally(&mut tx).await?;
    tx.commit().await.map_err(super::cause)?;
    invoice(app, guerin, ormes, contract).await
}

struct Scene {
    ormes: PlaceId,
    guerin: PersonId,
    tilleuls: Option<PlaceId>,
}

impl Scene {
    async fn equip(&mut self, tx: &mut database::Tx) -> anyhow::Result<()> {
        let (today, now) = (tx.today(), tx.now());
        let year = school_year_of(today);
        let mut tablets = None;
        for batch in &BATCHES {
            let Some(school) = queries::place(tx.conn(), batch.school, 0).await? else { continue };
            let class = queries::place(tx.conn(), batch.class, year).await?;
            let bought = today - Months::new(batch.months);
            let days = (bought, bought + Months::new(batch.serves));
            let id = queries::equip(tx.conn(), (school, class), batch, days, (self.guerin, now)).await?;
            if batch.school == TILLEULS {
                self.tilleuls = Some(school);
                tablets = tablets.or((batch.kind == "tablet").then_some(id));
            }
        }
        queries::maintain(tx.conn(), self.ormes, tablets, today, (self.guerin, now)).await?;
        Ok(())
    }

    /// One that was ordered and came in part, one that is open.
    async fn buy(&self, tx: &mut database::Tx) -> anyhow::Result<()> {
        let (today, now) = (tx.today(), tx.now());
        let Some(school) = self.tilleuls else { return Ok(()) };
        let by = (self.guerin, now);
        queries::ordered(tx.conn(), (self.ormes, school), today - Days::new(40), by).await?;
        queries::opened(tx.conn(), self.ormes, today + Days::new(20), by).await?;
        Ok(())
    }

    /// Less than a year before its end, two steps of its plan done.
    async fn contract(&self, tx: &mut database::Tx) -> anyhow::Result<uuid::Uuid> {
        let (today, now) = (tx.today(), tx.now());
        let last = today + Months::new(10);
        Ok(queries::contract(tx.conn(), last, (self.guerin, now)).await?)
    }

    /// The town first, then the syndicate’s villages; a neighbour was asked.
    async fn rally(&self, tx: &mut database::Tx) -> anyhow::Result<()> {
        const IN: &[(&str, u32)] = &[("contacted", 40), ("deliberated", 38), ("member", 36), ("live", 34)];
        const SOON: &[(&str, u32)] = &[("contacted", 9), ("deliberated", 5), ("member", 3)];
        const ASKED: &[(&str, u32)] = &[("contacted", 2)];
        let (today, now) = (tx.today(), tx.now());
        for commune in COMMUNES {
            let where_it_is = match commune.rural {
                false if commune.insee == ORMES.insee => (1, IN),
                true => (2, SOON),
                false => (3, ASKED),
            };
            queries::follow(tx.conn(), commune.insee, where_it_is, today, (self.guerin, now)).await?;
        }
        Ok(queries::rally(tx.conn(), today, (self.guerin, now)).await?)
    }

    async fn changes(&self, tx: &mut database::Tx) -> anyhow::Result<()> {
        let now = tx.now();
        queries::ask(tx.conn(), (self.guerin, now)).await?;
        Ok(())
    }
}

/// Its bytes first, then the row that refers to them.
async fn invoice(app: &App, by: PersonId, commune: PlaceId, contract: uuid::Uuid) -> anyhow::Result<()> {
    let mut paper = tempfile::NamedTempFile::new()?;
    paper.write_all(PDF)?;
    paper.flush()?;
    let now = app.db.clock.now();
    let what = ("facture-F-2026-031.pdf", "application/pdf");
    let file = storage::keep_made(&app.store, &app.db.pool, paper.path(), what, now).await?;
    let mut tx = app.db.begin().await?;
    let day = tx.today() - Days::new(12);
    queries::bill(tx.conn(), (contract, commune, file.0), day, (by, now)).await?;
    tx.commit().await.map_err(super::cause)
}
