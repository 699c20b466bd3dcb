//! The feed's nouns.

use super::rules;
use chrono::{DateTime, Utc};
use kernel::{AudienceId, CommentId, Cursor, ItemId, PersonId};
use serde::Deserialize;
use sqlx::types::Json;
use std::collections::BTreeMap;
use std::sync::Arc;
use storage::{FileId, Kind};
use uuid::Uuid;

/// What the reader is to a post: decides which answers are read and whether one may write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Its author while she works there, or the team of a class.
    Team,
    /// Another adult of a school.
    School,
    Pupil,
    Family,
    /// Its author, who has no role any more where it is read: it is still hers to read and to withdraw.
    Author,
}

impl Side {
    pub fn name(self) -> &'static str {
        match self {
            Self::Team => "team",
            Self::School => "school",
            Self::Pupil => "pupil",
            Self::Family => "family",
            Self::Author => "author",
        }
    }
}

impl From<String> for Side {
    /// The least that a side may be, for a word that this version does not know.
    fn from(word: String) -> Self {
        [Self::Team, Self::School, Self::Pupil, Self::Author]
            .into_iter()
            .find(|s| s.name() == word)
            .unwrap_or(Self::Family)
    }
}

/// A post as one person sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Post {
    pub id: ItemId,
    pub author_id: PersonId,
    pub published_at: DateTime<Utc>,
    pub edited_at: Option<DateTime<Utc>>,
    pub side: Side,
    pub is_new: bool,
    /// She reads it in the archive of a class that is over: nobody writes there any more.
    pub archived: bool,
    /// A pupil, whose school chose that she does not write.
    pub quiet: bool,
    /// The reader's own reaction.
    pub mine: Option<String>,
    /// How many answers this person may read; no more than one above what a page shows are counted.
    pub comments: i64,
    /// The classes of this post whose team the reader is in.
    pub teams: Vec<Uuid>,
    /// The classes of this post whose guardians the reader is among.
    pub classes: Vec<Uuid>,
    pub content: Arc<Content>,
}

impl Post {
    pub fn cursor(&self) -> Cursor {
        Cursor { at: self.published_at, id: self.id.0 }
    }

    /// A pupil writes only where the teacher opened it.
    pub fn takes_answers(&self) -> bool {
        self.is_opened() && !self.quiet
    }

    /// The same, whatever the school chose for its pupils.
    pub fn is_opened(&self) -> bool {
        self.content.comments_open
            && !self.archived
            && match self.side {
                Side::Pupil => self.content.pupils_write,
                Side::Author => false,
                Side::Team | Side::School | Side::Family => true,
            }
    }

    /// Not from an author who has left: she reads, and nothing more.
    pub fn takes_reactions(&self) -> bool {
        self.side != Side::Author && !self.archived
    }

    /// Her own, and not in an archive.
    pub fn changeable_by(&self, person: PersonId) -> bool {
        self.led_by(person) && !self.archived
    }

    /// Her own, and she still works where it is read.
    pub fn led_by(&self, person: PersonId) -> bool {
        self.author_id == person && self.side == Side::Team
    }
}

/// What a post says to everybody who may see it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Content {
    pub id: ItemId,
    pub revision: i32,
    pub author: String,
    pub school: String,
    pub body: String,
    pub comments_open: bool,
    pub pupils_write: bool,
    pub files: Json<Vec<Attached>>,
    pub reactions: Json<BTreeMap<String, i64>>,
    /// Its audiences, in three columns: see [`Content::audiences`].
    pub audience_ids: Vec<Uuid>,
    pub audience_kinds: Vec<String>,
    pub audience_places: Vec<String>,
}

impl Content {
    /// Whom it is shared to, in an order that stays.
    fn audiences(&self) -> Vec<SharedTo<'_>> {
        let named = self.audience_kinds.iter().zip(&self.audience_places);
        let mut all: Vec<_> = named.map(|(kind, place)| SharedTo { kind, place }).collect();
        all.sort_unstable();
        all
    }

    /// « Familles et élèves de CM1 B »: what the author chose. The class team, which comes along, is not
    /// repeated.
    pub fn audience_names(&self) -> Vec<String> {
        let audiences = self.audiences();
        let chosen = || audiences.iter().filter(|a| a.kind != "class_team");
        let both = |a: &SharedTo<'_>, kind| chosen().any(|o| o.kind == kind && o.place == a.place);
        chosen()
            .filter_map(|a| match a.kind {
                "class_guardians" if both(a, "class_pupils") => {
                    Some(format!("Familles et élèves de {}", a.place))
                }
                "class_pupils" if both(a, "class_guardians") => None,
                kind => Some(identity::audiences::rules::name(kind, a.place)),
            })
            .collect()
    }

    /// The same, for a child: « Pour ta classe et les familles ».
    pub fn said_to_a_child(&self) -> String {
        let to =
            |end: &str| self.audience_kinds.iter().any(|kind| kind.ends_with(end) && kind != "class_team");
        let (pupils, families) = (to("_pupils"), to("_guardians"));
        match (pupils, families) {
            (true, true) => "Pour ta classe et les familles",
            (true, false) => "Pour ta classe",
            (false, true) => "Pour les familles",
            (false, false) => "Pour les adultes de l’école",
        }
        .to_owned()
    }

    pub fn reacted(&self, name: &str) -> i64 {
        self.reactions.get(name).copied().unwrap_or_default()
    }

    pub fn audience_ids(&self) -> Vec<AudienceId> {
        self.audience_ids.iter().copied().map(AudienceId).collect()
    }
}

/// An audience that a post is shared to.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct SharedTo<'a> {
    kind: &'a str,
    place: &'a str,
}

/// A file of a post, as its card shows it.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Attached {
    pub id: FileId,
    pub kind: Kind,
    pub name: String,
    pub bytes: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub duration_ms: Option<i64>,
}

impl Attached {
    pub fn size(&self) -> String {
        rules::size(self.bytes)
    }

    pub fn seconds(&self) -> i64 {
        self.duration_ms.unwrap_or_default() / 1_000
    }

    pub fn address(&self, variant: &str) -> String {
        format!("/fichier/{}/{variant}", self.id)
    }

    pub fn is_picture(&self) -> bool {
        self.kind == Kind::Image
    }

    pub fn is_sound(&self) -> bool {
        self.kind == Kind::Audio
    }

    pub fn is_film(&self) -> bool {
        self.kind == Kind::Video
    }

    pub fn is_document(&self) -> bool {
        self.kind == Kind::Document
    }
}

/// An answer, as one person sees it.
#[derive(Debug)]
pub(crate) struct Comment {
    pub id: CommentId,
    pub author: String,
    pub body: String,
    pub written_at: DateTime<Utc>,
    pub mine: bool,
    pub removable: bool,
}

/// Which part of the feed is asked for.
#[derive(Debug, Default)]
pub(crate) struct Section {
    pub older_than: Option<Cursor>,
    pub newer_than: Option<Cursor>,
    /// Only what came through these.
    pub audiences: Option<Vec<AudienceId>>,
}

impl Section {
    pub const LENGTH: usize = 10;

    /// The newest of all, or what has come since some of them.
    pub fn is_on_top(&self) -> bool {
        self.older_than.is_none() && self.audiences.is_none()
    }
}
