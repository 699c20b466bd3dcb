//! The transaction that tells. A change, its audit entry, its live event and its job commit together
//! or not at all (design §2.7). Actions take [`Tx`]; pages that only read take [`Db`].

use axum::extract::{FromRef, FromRequestParts};
use axum::http::request::Parts;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Activity, Actor, AudienceId, Clock, Error, Oneself, PersonId, SessionId};
use sqlx::{PgConnection, Postgres, Transaction};

/// The database, for reading and for opening transactions.
#[derive(Clone)]
pub struct Db {
    pub pool: crate::Pool,
    pub clock: Clock,
    pub live: crate::Live,
    pub memory: crate::Memory,
}

impl Db {
    #[must_use]
    pub fn new(pool: impl Into<crate::Pool>, clock: Clock) -> Self {
        Self { pool: pool.into(), clock, live: crate::Live::default(), memory: crate::Memory::default() }
    }

    /// A transaction in nobody's name: jobs, imports, commands.
    pub async fn begin(&self) -> Result<Tx, sqlx::Error> {
        Tx::begin(self.clone(), None).await
    }

    /// A transaction in this person's name, for an action that has slow work to do before it: hashing a
    /// password must not hold a connection. Elsewhere take [`Tx`] as an argument.
    pub async fn begin_as(&self, actor: &Actor) -> Result<Tx, sqlx::Error> {
        Tx::begin(self.clone(), Some((actor.person, actor.session))).await
    }

    /// An audit entry by itself, for what was refused: it changes nothing else.
    pub async fn record(&self, by: Option<&Actor>, activity: &Activity) -> Result<(), Error> {
        let mut tx = Tx::begin(self.clone(), by.map(|actor| (actor.person, actor.session))).await?;
        tx.record(activity).await?;
        tx.commit().await
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Db
where
    Self: FromRef<S>,
{
    type Rejection = std::convert::Infallible;
    async fn from_request_parts(_: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::from_ref(state))
    }
}

/// A transaction that knows who acts and what time it is. Dropped without [`Tx::commit`]: nothing was.
pub struct Tx {
    inner: Transaction<'static, Postgres>,
    db: Db,
    /// In whose name: the person, and her session once she has one.
    name: Option<(PersonId, Option<SessionId>)>,
    now: DateTime<Utc>,
    told: bool,
    queued: bool,
}

impl Tx {
    async fn begin(db: Db, name: Option<(PersonId, SessionId)>) -> Result<Self, sqlx::Error> {
        let inner = db.pool.begin().await?;
        let now = db.clock.now();
        let name = name.map(|(person, session)| (person, Some(session)));
        Ok(Self { inner, db, name, now, told: false, queued: false })
    }

    /// To run queries in.
    pub fn conn(&mut self) -> &mut PgConnection {
        &mut self.inner
    }

    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }

    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.db.clock.day_of(self.now)
    }

    /// From here on in the name of somebody who has just shown who she is: signing in, activating, a reset
    /// link used.
    pub fn shown_to_be(&mut self, person: PersonId, session: Option<SessionId>) {
        self.name = Some((person, session));
    }

    /// Writes the audit entry of what was just done: one act, one entry.
    pub async fn record(&mut self, activity: &Activity) -> Result<(), Error> {
        let mut details = serde_json::to_value(activity)?;
        let act = details.as_object_mut().and_then(|d| d.remove("act"));
        let act = act.as_ref().and_then(|a| a.as_str()).unwrap_or_default().to_owned();
        let person = self.name.map(|(person, _)| person.0);
        let session = self.name.and_then(|(_, session)| session).map(|s| s.0);
        sqlx::query!(
            "insert into audit (at, person_id, session_id, act, details) values ($1, $2, $3, $4, $5)",
            self.now,
            person,
            session,
            act,
            details,
        )
        .execute(&mut *self.inner)
        .await?;
        Ok(())
    }

    /// Wakes the pages of everybody in these audiences once this is committed.
    pub async fn tell(&mut self, topic: &str, audiences: &[AudienceId]) -> Result<(), Error> {
        let audiences: Vec<_> = audiences.iter().map(|a| a.0).collect();
        sqlx::query!(
            "insert into outbox (at, topic, audience_id) select $1, $2, unnest($3::uuid[])",
            self.now,
            topic,
            &audiences,
        )
        .execute(&mut *self.inner)
        .await?;
        self.told = true;
        Ok(())
    }

    /// A job was written: wakes this node's worker once this is committed. Called by `jobs` only.
    pub fn queued(&mut self) {
        self.queued = true;
    }

    /// Nothing of it was, and its locks are free once this has answered; dropping it frees them soon after.
    pub async fn give_up(self) -> Result<(), sqlx::Error> {
        self.inner.rollback().await
    }

    pub async fn commit(self) -> Result<(), Error> {
        self.inner.commit().await?;
        if self.told {
            self.db.live.nudge();
        }
        if self.queued {
            self.db.live.nudge_worker();
        }
        Ok(())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Tx
where
    Db: FromRef<S>,
{
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let name = Oneself::of(&parts.extensions).map(|one| (one.person, one.session));
        Ok(Self::begin(Db::from_ref(state), name).await?)
    }
}
