//! Who writes, what she has begun, and what her form says.

use super::Attached;
use chrono::{DateTime, Utc};
use identity::audiences::Reachable;
use kernel::{AudienceId, ItemId, PlaceId};
use sqlx::types::Json;

/// What somebody began to write. Only its author ever holds it.
#[derive(Debug)]
pub(crate) struct Draft {
    pub id: ItemId,
    pub body: String,
    pub comments_open: bool,
    pub pupils_write: bool,
    pub saved_at: Option<DateTime<Utc>>,
    pub audiences: Json<Vec<AudienceId>>,
    pub files: Json<Vec<Attached>>,
}

impl Draft {
    /// A blank sheet. Its id is made now and travels in the form: what is sent twice is one post.
    pub fn blank() -> Self {
        Self {
            id: ItemId::fresh(),
            body: String::new(),
            comments_open: true,
            pupils_write: false,
            saved_at: None,
            audiences: Json(Vec::new()),
            files: Json(Vec::new()),
        }
    }
}

/// What a form says of a post.
#[derive(Debug, Default)]
pub(crate) struct Words {
    pub text: String,
    pub audiences: Vec<AudienceId>,
    pub comments_open: bool,
    pub pupils_write: bool,
}

/// Somebody who may write, and to whom.
#[derive(Debug)]
pub(crate) struct Writer {
    pub reachable: Vec<Reachable>,
}

impl Writer {
    /// Those of the asked audiences that this person may write to.
    pub fn may_reach(&self, asked: &[AudienceId]) -> Vec<Reachable> {
        self.reachable.iter().filter(|r| asked.contains(&r.id)).cloned().collect()
    }

    /// Where those whom she may write to are.
    pub fn schools(&self) -> Vec<PlaceId> {
        let mut schools: Vec<_> = self.reachable.iter().filter_map(|r| r.school).collect();
        schools.sort();
        schools.dedup();
        schools
    }
}
