//! Keeps the newest letters in memory instead of sending them.

use crate::{Error, Letter, Mailer};
use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::Clock;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

const MOST: usize = 200;

/// Clones share their letters.
#[derive(Clone)]
pub struct Kept {
    clock: Clock,
    sent: Arc<Mutex<VecDeque<Sent>>>,
}

#[derive(Debug, Clone)]
pub struct Sent {
    pub at: DateTime<Utc>,
    pub letter: Letter,
}

impl Kept {
    #[must_use]
    pub fn new(clock: Clock) -> Self {
        Self { clock, sent: Arc::default() }
    }

    /// Newest first.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        self.lock().iter().rev().cloned().collect()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl Mailer for Kept {
    async fn send(&self, letter: &Letter) -> Result<(), Error> {
        let mut sent = self.lock();
        if sent.len() == MOST {
            sent.pop_front();
        }
        sent.push_back(Sent { at: self.clock.now(), letter: letter.clone() });
        Ok(())
    }
}
