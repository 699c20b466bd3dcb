//! Reading the feed.

use super::card::{Card, is_child};
use super::cards::Cards;
use super::queries;
use super::{Post, Section, rules};
use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::HeaderMap;
use chrono::{DateTime, TimeDelta};
use database::Db;
use identity::audiences::reached_through;
use identity::sessions::NewsAt;
use identity::tile_photos;
use kernel::page::is_fragment;
use kernel::{Actor, Answer, AudienceId, Child, Cursor, Error, ItemId, Page, PersonId, Query};
use serde::Deserialize;
use std::sync::Arc;

/// A newer post may be committed after one that we already showed: the page asks again from a little
/// before, and knows by their ids those that it has.
const MAY_COME_LATE: TimeDelta = TimeDelta::seconds(60);

#[derive(Template)]
#[template(path = "news/feed.html")]
struct FeedPage {
    cards: Vec<Arc<str>>,
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
    cards: Vec<Arc<str>>,
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
    news: Option<Extension<NewsAt>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Answer<Page> {
    let audiences = match asked.enfant {
        Some(child) => Some(of_child(&db, &actor, child).await?),
        None => None,
    };
    let section = Section { older_than: asked.avant, newer_than: asked.depuis, audiences };
    let (posts, more) = queries::feed(&db, &actor, &section, news.map(|news| news.0)).await?;
    let last = posts.last().map(Post::cursor).filter(|_| more && asked.depuis.is_none());
    let more = last.map(|cursor| format!("/fil?avant={cursor}{}", asked.of_child()));
    if is_fragment(&headers) {
        return Page::new("Fil", &List { cards: cards(&db, &actor, posts)?, more });
    }
    let photos_asked = match asked.avant {
        None => photos_asked(&db, &actor, asked.enfant).await?,
        Some(_) => String::new(),
    };
    let body = FeedPage { photos_asked, ..feed_page(&db, actor, asked, posts, more)? };
    Page::new("Fil", &body)
}

/// « Lina et Sami »; of the child that was chosen only.
async fn photos_asked(db: &Db, actor: &Actor, chosen: Option<PersonId>) -> Result<String, Error> {
    let waits = tile_photos::waits(db, actor).await?;
    let here = waits.iter().filter(|child| chosen.is_none_or(|chosen| chosen == child.person));
    Ok(kernel::listed(&here.map(|child| child.first_name.as_str()).collect::<Vec<_>>()))
}

fn feed_page(
    db: &Db,
    actor: Actor,
    asked: Asked,
    posts: Vec<Post>,
    more: Option<String>,
) -> Result<FeedPage, Error> {
    let newest = posts.first().map(Post::cursor);
    let since = posts.first().map_or(Cursor { at: DateTime::UNIX_EPOCH, id: uuid::Uuid::nil() }, since);
    let on_top = asked.avant.is_none();
    let unread = posts.iter().filter(|p| p.is_new).count();
    let may_mark = on_top && asked.enfant.is_none() && unread > 0;
    Ok(FeedPage {
        more,
        refresh: on_top.then(|| format!("/fil?depuis={since}{}", asked.of_child())),
        unread_until: newest.filter(|_| may_mark),
        unread: rules::unread(unread, unread == Section::LENGTH),
        may_write: actor.may_write(),
        child: is_child(&actor),
        chosen: asked.enfant,
        published: asked.publie.is_some_and(|item| item.parse::<ItemId>().is_ok()),
        cards: cards(db, &actor, posts)?,
        kids: actor.children,
        photos_asked: String::new(),
    })
}

fn since(post: &Post) -> Cursor {
    Cursor { at: post.published_at - MAY_COME_LATE, id: uuid::Uuid::nil() }
}

fn cards(db: &Db, actor: &Actor, posts: Vec<Post>) -> Result<Vec<Arc<str>>, Error> {
    let at_hand = db.memory.of::<Cards>();
    let html = |post| Ok(at_hand.html(Card::new(post, actor, &db.clock))?);
    posts.into_iter().map(html).collect()
}

/// What reaches the actor on account of this child, who must be hers.
async fn of_child(db: &Db, actor: &Actor, child: PersonId) -> Result<Vec<AudienceId>, Error> {
    if !actor.children.iter().any(|c| c.person == child) {
        return Err(Error::NotFound);
    }
    Ok(reached_through(&db.pool, actor, child, db.clock.today()).await?)
}
