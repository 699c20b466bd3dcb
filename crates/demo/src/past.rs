//! What the invented territory has behind it: families and teachers who came, and a year and a half of figures. Invariant:
//! written once, and only where nobody has counted yet.

use super::Areas;
use super::people::{KARIM, LINA, NADIA, SAMI, families};
use super::queries::{self, History};
use super::staff::{BLANC, LENOIR, MAILLARD, STAFF, VIDAL};
use super::territory::{CM_CARREL, LES_AULNES, LES_RIVES, MS_JOURDAN};
use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use identity::{App, accounts::passwords};
use kernel::year::school_year_of;
use std::collections::HashMap;

/// Classes that have not given their slips yet: what a head and a teacher do first is there to be tried.
const TO_COME: [&str; 5] = [CM_CARREL, MS_JOURDAN, "9211", "9216", "9221"];
/// Teachers and heads who have not come either.
const NOT_YET: [&str; 5] = ["5024", LENOIR, BLANC, VIDAL, MAILLARD];

/// Teachers write, families read, older pupils answer.
const RATES: [queries::Rate; 11] = [
    ("connexion", "pupil", 62),
    ("connexion", "guardian", 81),
    ("connexion", "teacher", 190),
    ("connexion", "staff", 74),
    ("fil", "pupil", 48),
    ("fil", "guardian", 97),
    ("fil", "teacher", 231),
    ("fil", "staff", 22),
    ("compte", "guardian", 6),
    ("compte", "teacher", 11),
    ("classe", "teacher", 38),
];

pub async fn settle(app: &App, areas: &impl Areas) -> anyhow::Result<()> {
    let today = app.db.clock.today();
    let this = today.with_day(1).unwrap_or(today);
    if queries::has_past(&app.db.pool, this).await? {
        return Ok(());
    }
    // Nobody knows it: who came for the story comes no more.
    let secret = passwords::hash(uuid::Uuid::new_v4().to_string()).await.map_err(super::cause)?;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    queries::came(tx.conn(), &who_came(school_year_of(today)), &secret, monday(today), now).await?;
    tx.commit().await.map_err(super::cause)?;
    areas.count(app, today).await.map_err(super::cause)?;
    let mut tx = app.db.begin().await?;
    for month in months(this) {
        queries::month_before(tx.conn(), &month).await?;
        queries::acts_of(tx.conn(), month.day, &RATES).await?;
    }
    queries::acts_of(tx.conn(), this, &RATES).await?;
    for week in weeks(today) {
        queries::week_before(tx.conn(), &week).await?;
    }
    tx.commit().await.map_err(super::cause)
}

/// Four families of five where the slips were given, more pupils of the elementary classes; and who teaches them.
fn who_came(year: i16) -> Vec<String> {
    let all = families(i32::from(year));
    let known = [LINA, SAMI, NADIA, KARIM];
    let waits: HashMap<&str, bool> = all
        .pupils
        .iter()
        .map(|p| (p.key.as_str(), TO_COME.contains(&p.class.key) || p.school.key == LES_RIVES))
        .collect();
    let pupils = all.pupils.iter().filter(|p| !waits[p.key.as_str()] && p.school.kind != "ECOLE MATERNELLE");
    let pupils = pupils.filter(|p| p.school.key != LES_AULNES && chance(&p.key) < 88).map(|p| p.key.clone());
    let relatives =
        all.relatives.iter().filter(|r| r.children.iter().all(|c| waits.get(c.as_str()) == Some(&false)));
    let relatives = relatives.filter(|r| chance(&r.key) < 79).map(|r| r.key.clone());
    let staff = STAFF.iter().filter(|s| !NOT_YET.contains(&s.key)).map(|s| s.key.to_owned());
    pupils.chain(relatives).chain(staff).filter(|key| !known.contains(&key.as_str())).collect()
}

/// 0 to 99, the same for the same key.
fn chance(key: &str) -> u32 {
    key.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)).rotate_left(5))
        % 100
}

fn monday(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(i64::from(day.weekday().num_days_from_monday()))
}

/// The seventeen months before this one.
fn months(this: NaiveDate) -> Vec<History> {
    let back = |ago: u32| {
        let day = this - Months::new(ago);
        History { day, grown: 100 - 5 * ago.cast_signed(), came: came(day) }
    };
    (1..=17).map(back).collect()
}

/// The weeks of one year before this one.
fn weeks(today: NaiveDate) -> Vec<History> {
    let back = |ago: i64| {
        let day = monday(today) - TimeDelta::weeks(ago);
        let age = i32::try_from(ago).unwrap_or(0);
        History { day, grown: 100 - age, came: came(day) }
    };
    (1..=51).map(back).collect()
}

/// Of a hundred who come in a week of class, those of this one: fewer in holidays.
fn came(day: NaiveDate) -> i32 {
    match (day.month(), day.day()) {
        (7, 8..) | (8, _) => 4,
        (12, 20..) | (2, 12..=24) | (4, 9..=20) | (10, 18..=30) => 35,
        (month, day) => 88 + i32::try_from((month + day) % 9).unwrap_or(0),
    }
}
