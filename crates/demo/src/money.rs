//! What the invented communes pay, what Europe adds. Invariant: written once; what somebody decided since stays.

use super::accounts::OWN;
use super::queries;
use super::territory::COMMUNES;
use chrono::Months;
use identity::App;
use kernel::year::{first_day_of, school_year_of};

/// Pupils’ accounts that each commune bears, in the order of [`COMMUNES`].
const BORNE: [i32; 5] = [350, 50, 22, 20, 22];
/// Of a pupil’s account, for a year.
const PRICE: i32 = 450;
/// Of the year, and what of it a grant pays, in cents.
const COST: i64 = 720_000;
const GRANTED: i64 = 180_000;

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let Some(guerin) = queries::person(tx.conn(), OWN, "guerin").await? else { return Ok(()) };
    if queries::has_money(tx.conn()).await? {
        return Ok(());
    }
    let (today, by) = (tx.today(), (guerin, tx.now()));
    let year = school_year_of(today);
    let first = first_day_of(year).min(today);
    let all: i32 = BORNE.iter().sum();
    let mut rest = COST - GRANTED;
    let statement = queries::state_costs(tx.conn(), (year, COST, GRANTED), by).await?;
    for (commune, borne) in COMMUNES.iter().zip(BORNE).rev() {
        let Some(place) = queries::commune(tx.conn(), commune.insee).await? else { continue };
        queries::commit(tx.conn(), place, (borne, PRICE), (first, first + Months::new(36)), by).await?;
        // The last takes what the roundings left.
        let share = match commune.insee == COMMUNES[0].insee {
            true => rest,
            false => (COST - GRANTED) * i64::from(borne) / i64::from(all),
        };
        rest -= share;
        queries::share_costs(tx.conn(), statement, place, borne, share).await?;
    }
    queries::grant(tx.conn(), today, by).await?;
    tx.commit().await.map_err(super::cause)
}
