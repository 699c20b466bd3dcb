//! One post on its page: its answers, who sees it.

use super::card::Card;
use super::queries::{self, Visible};
use super::{Comment, Post, Side, rules};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use database::Db;
use identity::audiences::{Viewers, viewers};
use identity::services::{self, Service};
use kernel::page::is_fragment;
use kernel::{Actor, Answer, Cursor, FieldErrors, ItemId, Page, Path, Query};
use serde::Deserialize;

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
