//! What a card says around a post.

use super::{Attached, Post, Side, rules};
use askama::Template;
use kernel::{Actor, Clock, Face};
use std::hash::{Hash, Hasher};

/// A post with what its card says around it: all that the card is made of.
#[derive(PartialEq, Eq)]
pub(super) struct Card {
    pub post: Post,
    pub when: String,
    /// Shown to a pupil: larger, read aloud, fewer words.
    pub child: bool,
    /// In nursery, where nobody is asked to type.
    pub young: bool,
    pub may_edit: bool,
    pub may_withdraw: bool,
    /// Alone on its page.
    pub alone: bool,
}

impl Card {
    pub(super) fn new(post: Post, actor: &Actor, clock: &Clock) -> Self {
        let when = clock.spoken(post.published_at);
        Self {
            when,
            child: is_child(actor),
            young: actor.face == Face::Maternelle,
            may_edit: post.changeable_by(actor.person),
            may_withdraw: post.author_id == actor.person,
            alone: false,
            post,
        }
    }

    pub(super) fn paragraphs(&self) -> Vec<Vec<rules::Piece<'_>>> {
        rules::paragraphs(&self.post.content.body)
    }

    /// A small picture in the feed shows at most four; the last says how many more.
    pub(super) fn pictures(&self) -> Vec<&Attached> {
        self.post.content.files.iter().filter(|f| f.is_picture()).collect()
    }

    /// Where a picture leads: to itself; for a child to the post, from which there is a way back.
    pub(super) fn opens(&self, picture: &Attached) -> Option<String> {
        match (self.child, self.alone) {
            (false, _) => Some(picture.address("page")),
            (true, false) => Some(format!("/fil/{}", self.post.id)),
            (true, true) => None,
        }
    }

    pub(super) fn has_documents(&self) -> bool {
        self.post.content.files.iter().any(Attached::is_document)
    }

    /// « 3 réponses », « Répondre »: to be followed; nothing where there is nothing to read or to write.
    pub(super) fn answers(&self) -> Option<String> {
        let leads = !self.alone && (self.post.comments > 0 || (self.post.takes_answers() && !self.young));
        leads.then(|| rules::answers(self.post.comments))
    }

    pub(super) fn oversees(&self) -> bool {
        !self.child && matches!(self.post.side, Side::Team | Side::School)
    }
}

/// What usually tells two cards apart; all of them do when they are compared.
impl Hash for Card {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.post.id, self.post.is_new, self.post.comments, &self.post.mine).hash(state);
    }
}

/// The buttons under a post: the same piece answers when one is pressed.
#[derive(Template)]
#[template(path = "news/reactions.html")]
pub(super) struct Reactions {
    pub post: Post,
}

pub(super) fn is_child(actor: &Actor) -> bool {
    matches!(actor.face, Face::Maternelle | Face::Eleve)
}
