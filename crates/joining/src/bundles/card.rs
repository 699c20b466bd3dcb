//! What a school’s offer is, on its path: what it holds, what it does not, until when.

use super::queries::{self, Held};
use super::rules;
use askama::Template;
use chrono::NaiveDate;
use identity::services::SERVICES;
use identity::steering::full_day;
use kernel::{Error, PlaceId};
use sqlx::PgConnection;

#[derive(Template)]
#[template(path = "bundles/_card.html")]
struct Card {
    held: Option<Held>,
    to_come: Option<(String, NaiveDate)>,
    today: NaiveDate,
}

/// HTML; nothing where nothing was ever given: the school has everything.
pub(crate) async fn card(
    conn: &mut PgConnection,
    school: PlaceId,
    today: NaiveDate,
) -> Result<String, Error> {
    let held = queries::held(&mut *conn, school, today).await?;
    let to_come = queries::to_come(conn, school, today).await?;
    if held.is_none() && to_come.is_none() {
        return Ok(String::new());
    }
    Ok(Card { held, to_come, today }.render()?)
}

impl Card {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn year(held: &Held) -> String {
        rules::year(held.year)
    }

    fn kind(held: &Held) -> &'static str {
        rules::kind(&held.kind)
    }

    fn is_over(&self, held: &Held) -> bool {
        held.until < self.today
    }

    /// The end comes, and nothing follows.
    fn ends_soon(&self, held: &Held) -> bool {
        !held.goes_on && !self.is_over(held) && held.until <= self.today + rules::WARNED
    }

    fn inside(held: &Held) -> String {
        services(held, true)
    }

    fn outside(held: &Held) -> String {
        services(held, false)
    }
}

/// Those that it holds, or does not.
fn services(held: &Held, there: bool) -> String {
    let has = |name: &str| held.services.iter().any(|s| s == name);
    let words: Vec<_> = SERVICES.iter().filter(|s| has(s.1) == there).map(|s| s.2).collect();
    words.join(", ")
}
