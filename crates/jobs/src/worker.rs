//! The worker of a node: knows how to do each kind of job, does two at once, asks for what is due daily.

use crate::Job;
use crate::perform::{Work, perform};
use crate::queries::{self, Claimed};
use crate::queue::put;
use anyhow::anyhow;
use chrono::{DateTime, NaiveDate, Timelike, Utc};
use database::Db;
use kernel::Error;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::pin::pin;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

const AT_ONCE: usize = 2;
const POLL: Duration = Duration::from_secs(1);
const DAILY_ATTEMPTS: i16 = 8;

/// `C` is what handlers work with: the application's state. Cheap to clone.
pub struct Worker<C> {
    db: Db,
    context: C,
    handlers: BTreeMap<String, Handler<C>>,
    daily: Vec<Daily>,
}

struct Handler<C> {
    most: i16,
    start: Box<dyn Fn(C, Value) -> Work + Send + Sync>,
}

struct Daily {
    hour: u32,
    kind: String,
}

impl<C: Clone + Send + Sync + 'static> Worker<C> {
    #[must_use]
    pub fn new(db: Db, context: C) -> Self {
        Self { db, context, handlers: BTreeMap::new(), daily: Vec::new() }
    }

    /// How a kind of job is done. `Error::Internal` is tried again later; a refusal or something not found
    /// makes a dead letter at once. Whatever computes for long belongs in `spawn_blocking`.
    #[must_use]
    pub fn on<J, F, W>(mut self, handler: F) -> Self
    where
        J: Job,
        F: Fn(C, J) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let start = move |context, payload| match serde_json::from_value::<J>(payload) {
            Ok(job) => Box::pin(handler(context, job)) as Work,
            // An older node's payload may be understood by a newer one: again later.
            Err(_) => Box::pin(async { Err(Error::Internal(anyhow!("payload not understood"))) }),
        };
        let start = Box::new(start);
        self.handlers.insert(J::KIND.to_owned(), Handler { most: J::MAX_ATTEMPTS, start });
        self
    }

    /// Done once a day by one node, at this hour of the project's time zone or as soon after as a node is up.
    #[must_use]
    pub fn daily<F, W>(mut self, hour: u32, name: &str, task: F) -> Self
    where
        F: Fn(C) -> W + Send + Sync + 'static,
        W: Future<Output = Result<(), Error>> + Send + 'static,
    {
        let kind = format!("daily {name}");
        let start = Box::new(move |context, _| Box::pin(task(context)) as Work);
        self.handlers.insert(kind.clone(), Handler { most: DAILY_ATTEMPTS, start });
        self.daily.push(Daily { hour, kind });
        self
    }

    /// Works until dropped. What was under way then is taken again when its claim runs out.
    pub async fn run(&self) {
        self.run_until(std::future::pending()).await;
    }

    /// Works until `stop`, then finishes what is under way and takes nothing new.
    pub async fn run_until(&self, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut tick = interval(POLL);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut running = JoinSet::new();
        let mut asked = None;
        loop {
            tokio::select! {
                biased;
                () = &mut stop => break,
                _ = tick.tick() => self.ask_when_the_hour_changes(&mut asked).await,
                Some(_) = running.join_next() => {}
                () = self.db.live.work() => {}
            }
            while running.len() < AT_ONCE
                && let Some((job, handler)) = self.claim_or_warn().await
            {
                running.spawn(self.start(job, handler));
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Does what is due, one by one, until nothing is; says how many attempts that took. For tests and
    /// commands: the daily tasks are not asked for by themselves.
    pub async fn run_waiting(&self) -> Result<usize, sqlx::Error> {
        let mut count = 0;
        while let Some((job, handler)) = self.claim().await? {
            self.start(job, handler).await;
            count += 1;
        }
        Ok(count)
    }

    /// Queues the daily tasks whose hour has come and that nobody has asked for today.
    pub async fn ask_daily(&self) -> Result<(), Error> {
        let (today, hour, now) = self.local_hour();
        for task in self.daily.iter().filter(|task| task.hour <= hour) {
            let mut tx = self.db.begin().await?;
            if queries::move_day_on(tx.conn(), &task.kind, today).await? {
                put(&mut tx, &task.kind, json!({}), now).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    async fn ask_when_the_hour_changes(&self, asked: &mut Option<(NaiveDate, u32)>) {
        let (today, hour, _) = self.local_hour();
        if *asked == Some((today, hour)) {
            return;
        }
        match self.ask_daily().await {
            Ok(()) => *asked = Some((today, hour)),
            Err(cause) => tracing::warn!(?cause, "daily tasks not asked for, trying again"),
        }
    }

    fn local_hour(&self) -> (NaiveDate, u32, DateTime<Utc>) {
        let now = self.db.clock.now();
        let local = now.with_timezone(&self.db.clock.zone());
        (local.date_naive(), local.hour(), now)
    }

    fn start(&self, job: Claimed, handler: &Handler<C>) -> impl Future<Output = ()> + Send + use<C> {
        let work = (handler.start)(self.context.clone(), job.payload.clone());
        perform(self.db.clone(), job, handler.most, work)
    }

    async fn claim(&self) -> Result<Option<(Claimed, &Handler<C>)>, sqlx::Error> {
        let kinds: Vec<_> = self.handlers.keys().cloned().collect();
        let job = queries::claim(&self.db.pool, &kinds, self.db.clock.now()).await?;
        Ok(job.and_then(|job| self.handlers.get(&job.kind).map(|handler| (job, handler))))
    }

    async fn claim_or_warn(&self) -> Option<(Claimed, &Handler<C>)> {
        self.claim().await.unwrap_or_else(|cause| {
            tracing::warn!(%cause, "no job claimed, trying again");
            None
        })
    }
}
