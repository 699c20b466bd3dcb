//! Reading: the feed, one post, who sees it.

use super::queries::{self, Visible};
use super::{Comment, Post, Section, Side, rules};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta};
use database::Db;
use identity::audiences::{Viewers, reached_through, viewers};
use identity::services::{self, Service};
use identity::tile_photos;
use kernel::page::is_fragment;
use kernel::{
    Actor, Answer, AudienceId, Child, Clock, Cursor, Error, Face, FieldErrors, ItemId, Page, Path, PersonId,
    Query,
};
use serde::Deserialize;

/// A newer post may be committed after one that we already showed: the page asks again from a little
/// before, and knows by their ids those that it has.
const MAY_COME_LATE: TimeDelta = TimeDelta::seconds(60);

/// A post with what its card says around it.
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
    pub fn new(post: Post, actor: &Actor, clock: &Clock) -> Self {
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

    fn paragraphs(&self) -> Vec<Vec<rules::Piece<'_>>> {
        rules::paragraphs(&self.post.content.body)
    }

    /// A small picture in the feed shows at most four; the last says how many more.
    fn pictures(&self) -> Vec<&super::Attached> {
        self.post.content.files.iter().filter(|f| f.is_picture()).collect()
    }

    /// Where a picture leads: to itself; for a child to the post, from which there is a way back.
    fn opens(&self, picture: &super::Attached) -> Option<String> {
        match (self.child, self.alone) {
            (false, _) => Some(picture.address("page")),
            (true, false) => Some(format!("/fil/{}", self.post.id)),
            (true, true) => None,
        }
    }

    fn has_documents(&self) -> bool {
        self.post.content.files.iter().any(super::Attached::is_document)
    }

    /// « 3 réponses », « Répondre »: to be followed; nothing where there is nothing to read or to write.
    fn answers(&self) -> Option<String> {
        let leads = !self.alone && (self.post.comments > 0 || (self.post.takes_answers() && !self.young));
        leads.then(|| rules::answers(self.post.comments))
    }

    fn oversees(&self) -> bool {
        !self.child && matches!(self.post.side, super::Side::Team | super::Side::School)
    }
}

/// The buttons under a post: the same piece answers when one is pressed.
#[derive(Template)]
#[template(path = "news/reactions.html")]
pub(super) struct Reactions {
    pub post: Post,
}

#[derive(Template)]
#[template(path = "news/feed.html")]
struct FeedPage {
    cards: Vec<Card>,
    kids: Vec<Child>,
    chosen: Option<PersonId>,
    more: Option<String>,
    refresh: Option<String>,
    /// The newest post shown, when something is unread.
    unread_until: Option<Cursor>,
    /// « 3 nouveaux messages ».
    unread: String,
    may_write: bool,
    child: bool,
    published: bool,
    /// The children of whom a school asks her whether their picture may be on the class's tablet.
    photos_asked: String,
}

impl FeedPage {
    /// Those among the children looked at who come in through her.
    fn small_kids(&self) -> Vec<&Child> {
        let here = |kid: &&Child| self.chosen.is_none_or(|chosen| chosen == kid.person);
        self.kids.iter().filter(here).filter(|kid| identity::lending::is_for(kid)).collect()
    }
}

#[derive(Template)]
#[template(path = "news/list.html")]
struct List {
    cards: Vec<Card>,
    more: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    avant: Option<Cursor>,
    depuis: Option<Cursor>,
    enfant: Option<PersonId>,
    /// The post just published; whatever it says, the browser forgets the draft that it sent.
    publie: Option<String>,
}

impl Asked {
    /// To stay with the child that was chosen.
    fn of_child(&self) -> String {
        self.enfant.map(|child| format!("&enfant={child}")).unwrap_or_default()
    }
}

pub(super) async fn feed(
    State(db): State<Db>,
    actor: Actor,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer<Page> {
    let audiences = match asked.enfant {
        Some(child) => Some(of_child(&db, &actor, child).await?),
        None => None,
    };
    let section = Section { older_than: asked.avant, newer_than: asked.depuis, audiences };
    let (posts, more) = queries::feed(&db, &actor, &section).await?;
    let last = posts.last().map(Post::cursor).filter(|_| more && asked.depuis.is_none());
    let more = last.map(|cursor| format!("/fil?avant={cursor}{}", asked.of_child()));
    if is_fragment(&headers) {
        return Page::new("Fil", &List { cards: cards(posts, &actor, &db.clock), more });
    }
    let photos_asked = match asked.avant {
        None => photos_asked(&db, &actor, asked.enfant).await?,
        Some(_) => String::new(),
    };
    let body = FeedPage { photos_asked, ..feed_page(&db, actor, asked, posts, more) };
    Page::new("Fil", &body)
}

/// « Lina et Sami »; of the child that was chosen only.
async fn photos_asked(db: &Db, actor: &Actor, chosen: Option<PersonId>) -> Result<String, Error> {
    let waits = tile_photos::waits(db, actor).await?;
    let here = waits.iter().filter(|child| chosen.is_none_or(|chosen| chosen == child.person));
    Ok(kernel::listed(&here.map(|child| child.first_name.as_str()).collect::<Vec<_>>()))
}

fn feed_page(db: &Db, actor: Actor, asked: Asked, posts: Vec<Post>, more: Option<String>) -> FeedPage {
    let newest = posts.first().map(Post::cursor);
    let since = posts.first().map_or(Cursor { at: DateTime::UNIX_EPOCH, id: uuid::Uuid::nil() }, since);
    let on_top = asked.avant.is_none();
    let unread = posts.iter().filter(|p| p.is_new).count();
    let may_mark = on_top && asked.enfant.is_none() && unread > 0;
    FeedPage {
        more,
        refresh: on_top.then(|| format!("/fil?depuis={since}{}", asked.of_child())),
        unread_until: newest.filter(|_| may_mark),
        unread: rules::unread(unread, unread == Section::LENGTH),
        may_write: actor.may_write(),
        child: is_child(&actor),
        chosen: asked.enfant,
        published: asked.publie.is_some_and(|item| item.parse::<ItemId>().is_ok()),
        cards: cards(posts, &actor, &db.clock),
        kids: actor.children,
        photos_asked: String::new(),
    }
}

fn since(post: &Post) -> Cursor {
    Cursor { at: post.published_at - MAY_COME_LATE, id: uuid::Uuid::nil() }
}

fn cards(posts: Vec<Post>, actor: &Actor, clock: &Clock) -> Vec<Card> {
    posts.into_iter().map(|post| Card::new(post, actor, clock)).collect()
}

/// What reaches the actor on account of this child, who must be hers.
async fn of_child(db: &Db, actor: &Actor, child: PersonId) -> Result<Vec<AudienceId>, Error> {
    if !actor.children.iter().any(|c| c.person == child) {
        return Err(Error::NotFound);
    }
    Ok(reached_through(&db.pool, actor, child, db.clock.today()).await?)
}

pub(super) fn is_child(actor: &Actor) -> bool {
    matches!(actor.face, Face::Maternelle | Face::Eleve)
}

#[derive(Template)]
#[template(path = "news/post.html")]
struct PostPage {
    card: Card,
    comments: Vec<(Comment, String)>,
    typed: String,
    errors: FieldErrors,
    /// A form to answer: not in nursery, where nobody is asked to type.
    writes: bool,
    /// Opened when answers were in the school’s offer: they are not any more.
    unoffered: Option<String>,
    /// Where the answers go on that were written before these.
    earlier: Option<Cursor>,
    /// Who will read the answer.
    readers: &'static str,
}

#[derive(Deserialize)]
pub(super) struct Earlier {
    avant: Option<Cursor>,
}

pub(super) async fn show(
    State(db): State<Db>,
    actor: Actor,
    Path(item): Path<ItemId>,
    Query(asked): Query<Earlier>,
) -> Answer<Page> {
    let post = queries::find_visible(&mut *db.pool.acquire().await?, &actor, item).await?;
    post_page(&db, &actor, post, asked.avant, String::new(), FieldErrors::default()).await
}

/// The page of one post; again with what was typed when an answer was refused.
pub(super) async fn post_page(
    db: &Db,
    actor: &Actor,
    post: Visible<Post>,
    older_than: Option<Cursor>,
    typed: String,
    errors: FieldErrors,
) -> Answer<Page> {
    let (comments, earlier) = queries::comments(&db.pool, actor, &post, older_than).await?;
    let comments = comments
        .into_iter()
        .map(|c| {
            let when = db.clock.spoken(c.written_at);
            (c, when)
        })
        .collect();
    let card = Card { alone: true, ..Card::new(post.into_inner(), actor, &db.clock) };
    let title = format!("Message de {}", card.post.content.author);
    let takes = card.post.takes_answers() && !card.young;
    let unoffered = match takes {
        true => {
            let (to, today) = (card.post.content.audience_ids(), db.clock.today());
            services::refusal_to(&db.pool, &to, Service::Answers, today).await?
        }
        false => None,
    };
    let writes = takes && unoffered.is_none();
    let readers = rules::who_reads(card.post.side, card.post.classes.len());
    Page::new(title, &PostPage { card, comments, typed, errors, writes, unoffered, earlier, readers })
}

/// Whom something reaches, before and after.
#[derive(Template)]
#[template(path = "news/who.html")]
pub(super) struct Who {
    pub viewers: Viewers,
    pub before: bool,
    pub chosen: bool,
}

#[derive(Template)]
#[template(path = "news/who_page.html")]
struct WhoPage {
    card_item: ItemId,
    names: Vec<String>,
    who: Who,
}

pub(super) async fn who_sees(
    State(db): State<Db>,
    actor: Actor,
    Path(item): Path<ItemId>,
    headers: HeaderMap,
) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let post = queries::find_overseen(&mut conn, &actor, item).await?;
    let mut viewers = viewers(&mut conn, &post.content.audience_ids()).await?;
    // An adult of another class or another school reads how many, never who.
    if post.side != Side::Team {
        viewers.names.clear();
    }
    let who = Who { viewers, before: false, chosen: true };
    if is_fragment(&headers) {
        return Page::new("Qui voit ce message", &who);
    }
    Page::new(
        "Qui voit ce message",
        &WhoPage { card_item: post.id, names: post.content.audience_names(), who },
    )
}
