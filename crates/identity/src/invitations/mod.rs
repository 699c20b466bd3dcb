//! Invitations: who was told of her way in, by which channel, when. Written by whoever prints or sends;
//! read by who looks after the class.
//!
//! Invariant: a letter goes only to an address that came from the feed or the school, never to one that
//! somebody typed for herself, and holds a code that is good once.

mod letter;
mod post;
mod queries;

pub use letter::{LETTER, bounced, letter, no_mailbox};
pub(crate) use post::post;
pub(crate) use queries::printed;
