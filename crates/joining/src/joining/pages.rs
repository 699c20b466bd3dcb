//! The school’s path: the same for all who have a part in it, each with her next action.

use super::follow_ups;
use super::queries::{self, Path, Row};
use super::rules::Typed;
use super::standing::Refusal;
use super::steps::{Holder, Step};
use super::words;
use crate::administrators::Seat;
use crate::bundles;
use askama::Template;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::equipment::{self, Wanted};
use cockpit::register::Attended;
use database::Db;
use identity::steering::full_day;
use kernel::{Actor, Answer, Clock, Error, FieldErrors, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;

/// A step as it is shown.
struct Shown {
    step: Step,
    number: usize,
    chip: &'static str,
    colour: &'static str,
    rows: Vec<Said>,
    /// Who holds it, or what it waits for; nothing once it is done.
    waits: Option<String>,
    /// She may do it now.
    mine: bool,
}

const LATER: &str = "plus tard";

/// A row, in words.
struct Said {
    chip: &'static str,
    colour: &'static str,
    /// « Odile Ségur, l’inspection de la circonscription, le 15 septembre 2026 ».
    by: String,
    facts: Vec<String>,
    note: String,
}

#[derive(Template)]
#[template(path = "joining/path.html")]
struct PathPage<'a> {
    path: &'a Path,
    steps: Vec<Shown>,
    /// Beside the path: follow-ups, renewal, succession, withdrawal.
    beside: Vec<Shown>,
    done: usize,
    mine: Vec<Step>,
    next: Option<String>,
    before: Option<String>,
    follow_up: Option<(String, String, bool)>,
    renewal: Option<String>,
    typed: Typed,
    errors: FieldErrors,
    refusal: Option<String>,
    /// Where the refused form is.
    at: &'static str,
    kept: bool,
    today: NaiveDate,
    steers: bool,
    /// Not an agent of the commune: reads the journal, the plan.
    joins_in: bool,
    clock: &'a Clock,
    wanted: Wanted,
    /// The school’s offer, when it has one.
    offer: String,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn path(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let path = queries::find(&mut conn, &actor, school, db.clock.today()).await?;
    drop(conn);
    page(&db, &path, Again { kept: asked.fait.is_some(), ..Again::default() }).await
}

/// The page once more: after a step was done, or refused.
#[derive(Default)]
pub(super) struct Again {
    pub typed: Typed,
    pub errors: FieldErrors,
    pub refused: Option<(Step, Refusal)>,
    /// The form that was sent.
    pub step: Option<Step>,
    pub kept: bool,
}

pub(super) async fn page(db: &Db, path: &Path, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let mut conn = db.pool.acquire().await?;
    let names = queries::holders(&mut conn, path, today).await?;
    let wanted = equipment::wanted(&mut conn, path.school, today).await?;
    let offer = bundles::card(&mut conn, path.school, today).await?;
    drop(conn);
    let live = path.last(Step::GoLive).map(|r| db.clock.day_of(r.at));
    let which = |step| {
        path.rows.iter().filter(|r| r.step == step).map(|r| r.details.which.clone()).collect::<Vec<_>>()
    };
    let follow_up =
        live.and_then(|live| follow_ups::next_follow_up(live, path.zone, &which(Step::FollowUp), today));
    let renewal = live.and_then(|live| follow_ups::next_renewal(live, &which(Step::Renewal), today));
    let asked = |step| match step {
        Step::FollowUp => follow_up.is_some(),
        Step::Renewal => renewal.is_some(),
        _ => true,
    };
    let all: Vec<Shown> = super::steps::STEPS
        .iter()
        .enumerate()
        .map(|(at, info)| shown(path, info.step(), at + 1, &names, &db.clock, asked(info.step())))
        .collect();
    let (beside, steps): (Vec<_>, Vec<_>) = all.into_iter().partition(|s| s.number > super::steps::PATH);
    let mine = steps.iter().filter(|s| s.mine && !path.standing.done(s.step)).map(|s| s.step).collect();
    let next = path.standing.open().first().map(|step| words::missing(*step, &path.standing, &names));
    let refusal = again.refused.map(|(step, why)| words::refusal(step, why, &path.standing, &names));
    let refused = refusal.is_some() || !again.errors.is_empty();
    let who = path.who;
    let body = PathPage {
        path,
        done: steps.iter().filter(|s| path.standing.done(s.step)).count(),
        mine,
        next,
        before: path.before.as_ref().map(|(reason, at)| ended(reason, *at, &db.clock)),
        follow_up: follow_up.map(|(what, due)| (what, full_day(due), due < today)),
        renewal: renewal.map(follow_ups::year),
        steps,
        beside,
        typed: again.typed,
        errors: again.errors,
        refusal,
        at: again.step.map_or("", Step::slug),
        kept: again.kept,
        today,
        steers: who.inspector || who.commune || who.manager || who.operator,
        joins_in: who.team || who.head || who.inspector || who.manager || who.operator,
        clock: &db.clock,
        wanted,
        offer,
    };
    let page = Page::new(format!("Rejoindre le projet\u{a0}: {}", path.name), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

fn ended(reason: &str, at: DateTime<Utc>, clock: &Clock) -> String {
    let what = match reason {
        "refused" => "Un projet a été refusé par l’inspection",
        "left" => "L’école est sortie du projet",
        _ => "Un projet a été retiré par l’école",
    };
    format!("{what} le {}. L’école peut en commencer un autre.", full_day(clock.day_of(at)))
}

fn shown(path: &Path, step: Step, number: usize, names: &words::Names, clock: &Clock, asked: bool) -> Shown {
    let standing = &path.standing;
    let done = standing.done(step);
    let (held, missing) = (words::held_by(step, standing, names), standing.missing(step));
    let (chip, colour) = match (done, missing) {
        (true, _) => ("fait", "meadow"),
        (false, Some(_)) => (LATER, ""),
        (false, None) => ("en attente", "sun"),
    };
    let waits = match (done, missing) {
        (true, _) => None,
        (false, None) if step == Step::Convention && !standing.is_agreed() => {
            Some(format!("{}. C’est à {held}.", words::NOT_AGREED))
        }
        (false, None) => Some(format!("C’est à {held}.")),
        (false, Some(before)) => {
            let before = words::missing(before, standing, names);
            Some(format!("À {held}. Avant cela, il manque {before}."))
        }
    };
    let rows = path.rows.iter().filter(|r| r.step == step).rev().map(|row| said(row, clock)).collect();
    Shown { step, number, chip, colour, rows, waits, mine: asked && standing.may(step, path.who).is_ok() }
}

fn said(row: &Row, clock: &Clock) -> Said {
    let (chip, colour) = words::outcome(row);
    let by = row.by.as_deref().unwrap_or("Une personne qui n’est plus là");
    let by = format!("{by}, {}, le {}", row.as_role, full_day(clock.day_of(row.at)));
    Said { chip, colour, by, facts: words::facts(row), note: row.note.clone() }
}

impl Shown {
    /// A form that stays folded: the step is done, and may be said anew; or nobody waits for it.
    fn folded(&self) -> bool {
        self.chip == "fait" || matches!(self.step, Step::Withdrawal | Step::Suspension | Step::Exit)
    }

    /// Something comes before it, and nothing was ever said of it.
    fn is_later(&self) -> bool {
        self.chip == LATER && self.rows.is_empty() && !self.is_data()
    }

    fn is_data(&self) -> bool {
        self.step == Step::Data
    }
}

impl PathPage<'_> {
    /// Its plan is open: the inspection has validated.
    fn accompanied(&self) -> bool {
        self.path.standing.done(Step::Decision)
    }

    /// Everybody who begins came to a session.
    fn all_trained(&self) -> bool {
        let mut engaged = self.path.engaged().peekable();
        engaged.peek().is_some() && engaged.all(|(_, came)| came.is_some())
    }

    /// Each administrator, with what the register holds of her training.
    fn administrators(&self) -> Vec<(&Seat, Option<&Attended>)> {
        self.path.administrators.iter().map(|seat| (seat, self.path.administrator_attended(seat))).collect()
    }

    fn somebody_came(&self) -> bool {
        self.administrators().iter().any(|(_, came)| came.is_some())
    }

    fn day_of(&self, attended: &Attended) -> String {
        full_day(self.clock.day_of(attended.at))
    }

    fn bearer_left(&self) -> bool {
        self.path.standing.figures().bearer_left
    }

    /// Shown beside the path only when there is something of it, or to do.
    fn has(&self, shown: &Shown) -> bool {
        shown.mine || !shown.rows.is_empty()
    }

    /// The way to what lacks, for who holds it.
    fn keeps_conventions(&self, shown: &Shown) -> bool {
        shown.step == Step::Convention && self.path.who.manager && !self.path.standing.done(Step::Convention)
    }

    fn is_manager(&self) -> bool {
        self.path.who.manager
    }

    /// What was typed, where the form that was refused is; the check of the equipment starts from the register.
    fn kept_in(&self, step: &Step) -> Typed {
        match &self.wanted.register {
            _ if self.at == step.slug() => self.typed.clone(),
            Some(register) if *step == Step::Equipment => Typed {
                tableaux: register.boards.to_string(),
                tablettes: register.tablets.to_string(),
                ordinateurs: register.computers.to_string(),
                ..Typed::default()
            },
            _ => Typed::default(),
        }
    }

    /// Engaged classes without a board, as the register says.
    fn bare(&self) -> Vec<String> {
        self.wanted.bare(&self.path.engaged_classes())
    }

    fn error(&self, shown: &Shown, field: &str) -> Option<&str> {
        self.errors.of(field).filter(|_| self.at == shown.step.slug())
    }

    fn holder_of_equipment(&self) -> &'static str {
        Holder::Manager.french()
    }
}

/// Who refused cannot be a stranger: the path was obtained.
pub(super) async fn refused(
    db: &Db,
    path: &Path,
    step: Step,
    typed: Typed,
    why: Result<FieldErrors, Refusal>,
) -> Result<Page, Error> {
    let again = match why {
        Ok(errors) => Again { typed, errors, step: Some(step), ..Again::default() },
        Err(why) => Again { typed, refused: Some((step, why)), step: Some(step), ..Again::default() },
    };
    page(db, path, again).await
}
