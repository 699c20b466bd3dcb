//! The invented territory opens its schools by steps: those that are used are open, Les Bruyères is half way, Les Rives
//! has not begun. Invariant: what somebody decided since stays as it is.

use super::queries;
use super::staff::{BLANC, SEGUR};
use super::territory::{LES_BRUYERES, LES_RIVES};
use chrono::TimeDelta;
use identity::App;

/// A step that somebody did, so many days ago.
pub struct Done {
    pub step: &'static str,
    pub outcome: &'static str,
    pub role: &'static str,
    pub note: &'static str,
    pub details: &'static str,
    by: &'static str,
    days: i64,
}

const TEAM: &str = "l’équipe enseignante";
const HEAD: &str = "la direction de l’école";

const fn done(days: i64, by: &'static str, words: [&'static str; 4], details: &'static str) -> Done {
    let [step, outcome, role, note] = words;
    Done { step, outcome, role, note, details, by, days }
}

static HALF_WAY: [Done; 5] = [
    done(
        24,
        BLANC,
        ["interest", "done", HEAD, "Nous voulons travailler avec les deux autres villages du RPI."],
        "{}",
    ),
    done(
        21,
        BLANC,
        ["volunteering", "done", HEAD, "Trois écoles, une seule équipe\u{a0}: il nous faut un lieu commun."],
        r#"{"whole": "school", "classes": ["CP-CE1 M. Blanc"]}"#,
    ),
    done(
        14,
        BLANC,
        [
            "project",
            "done",
            TEAM,
            "Un journal sonore du RPI, une fois par mois, que les familles des trois villages écoutent.",
        ],
        r#"{"school_plan": "Dire, écouter, se répondre d’un village à l’autre"}"#,
    ),
    done(9, BLANC, ["notice", "favourable", HEAD, ""], "{}"),
    done(
        5,
        SEGUR,
        [
            "decision",
            "validated",
            "l’inspection de la circonscription",
            "Un beau projet de réseau. Pensez aux élèves de cycle 2.",
        ],
        "{}",
    ),
];

pub async fn settle(app: &App) -> anyhow::Result<()> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let (Some(guerin), Some(bruyeres), Some(rives)) = (
        queries::person(tx.conn(), "demo", "guerin").await?,
        queries::place(tx.conn(), LES_BRUYERES, 0).await?,
        queries::place(tx.conn(), LES_RIVES, 0).await?,
    ) else {
        return Ok(());
    };
    let first = queries::open_by_steps(tx.conn(), guerin, &[bruyeres, rives], now).await?;
    if let (true, Some(blanc)) = (first, queries::person(tx.conn(), "aaf", BLANC).await?) {
        let begun = now - TimeDelta::days(HALF_WAY[0].days);
        let joining = queries::begin_joining(tx.conn(), bruyeres, blanc, begun).await?;
        for done in &HALF_WAY {
            let at = now - TimeDelta::days(done.days);
            if let Some(by) = queries::person(tx.conn(), "aaf", done.by).await? {
                queries::do_step(tx.conn(), joining, by, done, at).await?;
            }
        }
    }
    tx.commit().await.map_err(super::cause)?;
    rollout::refresh_waits(app).await.map_err(super::cause)
}
