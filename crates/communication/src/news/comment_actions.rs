//! Answering: comments, reactions, the mark of what was seen.

use super::card::Reactions;
use super::one::post_page;
use super::{queries, rules};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use database::{Db, Tx};
use identity::brakes::{self, Sending};
use identity::services::{self, Service};
use kernel::page::is_fragment;
use kernel::{
    Activity, Actor, Answer, AudienceId, CommentId, Cursor, Error, FieldErrors, Form, ItemId, Page, Path,
    see_other,
};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Switch {
    ouvrir: Option<String>,
}

pub(super) async fn open_comments(
    actor: Actor,
    mut tx: Tx,
    Path(item): Path<ItemId>,
    Form(switch): Form<Switch>,
) -> Answer {
    let post = queries::find_editable(tx.conn(), &actor, item).await?;
    let open = switch.ouvrir.is_some();
    if open && let Some(said) = unoffered(&mut tx, &post.content.audience_ids()).await? {
        tx.record(&Activity::CommentRefused { item }).await?;
        tx.commit().await?;
        return Err(Error::Refused(said));
    }
    queries::open_comments(&mut tx, &post, open).await?;
    tx.record(&if open { Activity::CommentsOpened { item } } else { Activity::CommentsClosed { item } })
        .await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fil/{item}")))
}

/// Answers are not in the offer of a school that reads it.
async fn unoffered(tx: &mut Tx, audiences: &[AudienceId]) -> Result<Option<String>, Error> {
    let today = tx.today();
    Ok(services::refusal_to(tx.conn(), audiences, Service::Answers, today).await?)
}

#[derive(Deserialize)]
pub(super) struct AnswerForm {
    #[serde(default)]
    texte: String,
}

pub(super) async fn answer(
    State(db): State<Db>,
    actor: Actor,
    mut tx: Tx,
    Path(item): Path<ItemId>,
    Form(form): Form<AnswerForm>,
) -> Answer {
    let post = queries::find_answerable(tx.conn(), &actor, item).await?;
    let quiet = post.quiet.then(|| rules::QUIET.to_owned());
    let unoffered = unoffered(&mut tx, &post.content.audience_ids()).await?;
    if let Some(said) = quiet.or(unoffered) {
        tx.record(&Activity::CommentRefused { item }).await?;
        tx.commit().await?;
        return Err(Error::Refused(said));
    }
    let text = rules::tidied(&form.texte);
    let braked = brakes::check(&mut tx, &actor, Sending::Answer).await?;
    let stopped = actor.frozen.clone().or(braked);
    let may = stopped.as_ref().map_or(Ok(()), |said| Err(FieldErrors::one("texte", said)));
    if let Err(errors) = rules::check_comment(&text).and(may) {
        tx.record(&Activity::CommentRefused { item }).await?;
        tx.commit().await?;
        let post = queries::find_visible(&mut *db.pool.acquire().await?, &actor, item).await?;
        let mut page = post_page(&db, &actor, post, None, text, errors).await?.invalid();
        if stopped.is_some() && actor.frozen.is_none() {
            page.status = StatusCode::TOO_MANY_REQUESTS;
        }
        return Ok(page.into_response());
    }
    let comment = queries::answer(&mut tx, &actor, &post, &text).await?;
    tx.tell("news", &post.content.audience_ids()).await?;
    tx.record(&Activity::Commented { item, comment }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fil/{item}?publie={item}#reponse-{comment}")))
}

pub(super) async fn withdraw_comment(
    actor: Actor,
    mut tx: Tx,
    Path((item, comment)): Path<(ItemId, CommentId)>,
) -> Answer {
    let found = queries::find_removable(&mut tx, &actor, item, comment).await?;
    queries::withdraw_comment(&mut tx, &actor, &found).await?;
    tx.record(&Activity::CommentWithdrawn { item, comment }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fil/{item}#reponses")))
}

#[derive(Deserialize)]
pub(super) struct ReactionForm {
    reaction: String,
}

pub(super) async fn react(
    actor: Actor,
    mut tx: Tx,
    Path(item): Path<ItemId>,
    headers: HeaderMap,
    Form(form): Form<ReactionForm>,
) -> Answer {
    let post = queries::find_reactable(tx.conn(), &actor, item).await?;
    let reaction = rules::reaction(&form.reaction).ok_or(Error::NotFound)?;
    queries::react(&mut tx, &actor, &post, reaction.name).await?;
    let post = queries::find_visible(tx.conn(), &actor, item).await?.into_inner();
    tx.record(&Activity::Reacted { item }).await?;
    tx.commit().await?;
    if is_fragment(&headers) {
        return Ok(Page::new("Réactions", &Reactions { post })?.into_response());
    }
    Ok(see_other(&format!("/fil/{item}")))
}

#[derive(Deserialize)]
pub(super) struct SeenForm {
    jusque: Cursor,
}

/// What is on the page was seen; what came since was not. Nobody has seen the future.
pub(super) async fn seen(actor: Actor, mut tx: Tx, Form(form): Form<SeenForm>) -> Answer {
    let until = form.jusque.at.min(tx.now());
    queries::mark_seen(tx.conn(), &actor, until).await?;
    tx.record(&Activity::FeedSeen).await?;
    tx.commit().await?;
    Ok(see_other("/fil"))
}
