//! All the SQL of the feed, and the proofs that only it makes: whoever holds one was let through.

mod comments;
mod contents;
mod drafts;
mod feed;
mod files;
mod live;
mod posts;
mod retention;

pub use comments::{answer, comments, find_answerable, find_removable, withdraw_comment};
pub use drafts::{
    Slot, attach, close_answers, drop_draft, find_draft, latest_draft, may_fill, open_draft, read_draft,
    save, take_off,
};
pub use feed::{feed, mark_seen};
pub use files::find_readable;
pub use live::listens_to;
pub use posts::{
    body_of, edit, find_editable, find_overseen, find_reactable, find_visible, find_withdrawable,
    open_comments, publish, react, shared_to, withdraw, writer,
};
pub use retention::forget;

/// Something that this person may read.
#[derive(Debug)]
pub struct Visible<T>(T);

/// Something that this person may change.
#[derive(Debug)]
pub struct Editable<T>(T);

/// Something that this person may take back.
#[derive(Debug)]
pub struct Withdrawable<T>(T);

/// Something that this person may answer to.
#[derive(Debug)]
pub struct Answerable<T>(T);

macro_rules! opens {
    ($($proof:ident)*) => {$(
        impl<T> std::ops::Deref for $proof<T> {
            type Target = T;
            fn deref(&self) -> &T {
                &self.0
            }
        }
    )*};
}
opens!(Visible Editable Withdrawable Answerable);

impl<T> Visible<T> {
    /// To show it, when the proof is no longer needed.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Editable<T> {
    pub fn into_inner(self) -> T {
        self.0
    }
}

/// Something of the person's own that files can be put on.
pub trait OwnItem {
    fn item(&self) -> kernel::ItemId;
}

impl OwnItem for super::Draft {
    fn item(&self) -> kernel::ItemId {
        self.id
    }
}

impl OwnItem for Editable<super::Post> {
    fn item(&self) -> kernel::ItemId {
        self.0.id
    }
}
