//! What a body’s page, a meeting’s and the overview show of the two tiers.

use super::super::queries::{Body, Decision};
use super::super::rules::{self as governance, Kind};
use super::queries::{self, Group, Report, Sent};
use chrono::{DateTime, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::{Actor, Clock, Error};
use uuid::Uuid;

impl Report {
    /// « La rentrée (Groupe de la Somme, du 1er au 30 septembre) ».
    pub(super) fn said(&self) -> String {
        format!("{} ({}, {})", self.title, self.group, self.period())
    }

    pub(in super::super) fn period(&self) -> String {
        format!("du {} au {}", full_day(self.from), full_day(self.until))
    }
}

impl Sent {
    /// Each form of a page has its own names of fields.
    pub(in super::super) fn form(&self) -> String {
        format!("recue-{}", self.decision)
    }
}

/// Of one body.
pub(in super::super) struct Tiers {
    /// It is a reference group: the body that it reports to, those that it could.
    pub is_group: bool,
    pub to: Option<Uuid>,
    pub to_name: String,
    pub choices: Vec<(String, String)>,
    /// Filed by it, or for it.
    pub reports: Vec<Report>,
    /// Decisions that it received.
    pub received: Vec<Sent>,
    /// The groups that report to it.
    pub groups: Vec<Group>,
    /// The actor sits there, or writes for a member.
    pub speaks: bool,
    pub sits: bool,
    clock: Clock,
}

impl Tiers {
    pub(in super::super) async fn of(db: &Db, actor: &Actor, body: &Body) -> Result<Self, Error> {
        let is_group = body.kind == Kind::Reference;
        let all = queries::groups(&db.pool).await?;
        let own = all.iter().find(|g| g.id == body.id).cloned();
        let keeps = governance::keeps(actor).is_ok();
        let sits = !body.seats_of(actor.person).is_empty();
        let choices = if is_group && keeps { queries::academic(&db.pool).await? } else { Vec::new() };
        let groups: Vec<Group> = all.into_iter().filter(|g| g.to == Some(body.id)).collect();
        let concerned = is_group || !groups.is_empty();
        Ok(Self {
            is_group,
            to: own.as_ref().and_then(|g| g.to),
            to_name: own.and_then(|g| g.to_name).unwrap_or_default(),
            choices: choices.into_iter().map(|(id, name)| (id.to_string(), name)).collect(),
            reports: if concerned { queries::reports(&db.pool, body.id).await? } else { Vec::new() },
            received: if is_group { queries::sent(&db.pool, Some(body.id), None).await? } else { Vec::new() },
            groups,
            speaks: sits || keeps,
            sits,
            clock: db.clock.clone(),
        })
    }

    pub(in super::super) fn is_academic(&self) -> bool {
        !self.is_group && (!self.groups.is_empty() || !self.reports.is_empty())
    }

    pub(in super::super) fn tied(&self) -> String {
        self.to.map(|id| id.to_string()).unwrap_or_default()
    }

    pub(in super::super) fn on(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }
}

/// The groups that a decision may be sent to, and those that it was sent to.
pub(in super::super) struct Groups {
    all: Vec<Group>,
    sent: Vec<Sent>,
}

impl Groups {
    pub(in super::super) async fn of(db: &Db, body: &Body, decisions: &[Decision]) -> Result<Self, Error> {
        let mut all = queries::groups(&db.pool).await?;
        all.retain(|g| g.to == Some(body.id));
        Ok(Self { all, sent: queries::sent_of(&db.pool, decisions).await? })
    }

    /// Every group, for the overview.
    pub(in super::super) async fn everywhere(db: &Db) -> Result<Vec<Group>, Error> {
        Ok(queries::groups(&db.pool).await?)
    }

    pub(in super::super) fn sent(&self, decision: &Decision) -> Vec<&Sent> {
        self.sent.iter().filter(|s| s.decision == decision.id).collect()
    }

    /// Not yet.
    pub(in super::super) fn open(&self, decision: &Decision) -> Vec<&Group> {
        let has = |group: &Group| self.sent.iter().any(|s| s.decision == decision.id && s.group == group.id);
        self.all.iter().filter(|g| !has(g)).collect()
    }
}
