//! Writing: the composer, who will see it, the form of a change.

use super::choices::Choices;
use super::one::Who;
use super::queries::{self, Editable};
use super::{Draft, Post, Writer};
use askama::Template;
use axum::extract::State;
use chrono::SecondsFormat;
use database::Db;
use identity::audiences::{Reachable, Viewers, viewers};
use identity::services::{self, Service};
use kernel::{Actor, Answer, AudienceId, Error, FieldErrors, ItemId, Page, Path, PersonId, Query, RoleKind};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "news/write.html")]
struct WritePage {
    draft: Draft,
    person: PersonId,
    saved_at: String,
    choices: Choices,
    /// She may say which class is hers.
    class_to_pick: bool,
    who: Who,
    errors: FieldErrors,
    refused: bool,
    /// In the offer of a school of hers.
    files: bool,
    answers: bool,
}

pub(super) async fn write(State(db): State<Db>, actor: Actor) -> Answer<Page> {
    let writer = queries::writer(&db.pool, &actor, db.clock.today()).await?;
    let draft = queries::latest_draft(&db.pool, &actor).await?.unwrap_or_else(Draft::blank);
    write_page(&db, &actor, &writer, draft, FieldErrors::default()).await
}

/// The composer with a draft in it; again with what was wrong when it was refused.
pub(super) async fn write_page(
    db: &Db,
    actor: &Actor,
    writer: &Writer,
    draft: Draft,
    errors: FieldErrors,
) -> Answer<Page> {
    let chosen = writer.may_reach(&draft.audiences);
    let who = who(db, &chosen).await?;
    let choices = Choices::of(&writer.reachable, &draft.audiences);
    let unoffered = services::closed_everywhere(&db.pool, &writer.schools(), db.clock.today()).await?;
    let page = WritePage {
        person: actor.person,
        saved_at: draft
            .saved_at
            .map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
            .unwrap_or_default(),
        choices,
        class_to_pick: actor.is(RoleKind::Teacher),
        who,
        refused: !errors.is_empty(),
        // What is on the draft already can be taken off.
        files: !unoffered.contains(&Service::Files) || !draft.files.is_empty(),
        answers: !unoffered.contains(&Service::Answers),
        errors,
        draft,
    };
    let shown = Page::new("Écrire un message", &page)?;
    Ok(if page.refused { shown.invalid() } else { shown })
}

async fn who(db: &Db, chosen: &[Reachable]) -> Result<Who, Error> {
    if chosen.is_empty() {
        return Ok(Who { viewers: Viewers::default(), before: true, chosen: false });
    }
    let mut conn = db.pool.acquire().await?;
    let reached = queries::shared_to(&mut *conn, chosen).await?;
    Ok(Who { viewers: viewers(&mut conn, &reached).await?, before: true, chosen: true })
}

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    audience: Vec<AudienceId>,
}

pub(super) async fn who_will_see(
    State(db): State<Db>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let writer = queries::writer(&db.pool, &actor, db.clock.today()).await?;
    let chosen = writer.may_reach(&asked.audience);
    if chosen.len() < asked.audience.len() {
        return Err(Error::NotFound);
    }
    Page::new("Qui verra ce message", &who(&db, &chosen).await?)
}

#[derive(Template)]
#[template(path = "news/edit.html")]
struct EditPage {
    post: Post,
    person: PersonId,
    text: String,
    errors: FieldErrors,
}

pub(super) async fn change(State(db): State<Db>, actor: Actor, Path(item): Path<ItemId>) -> Answer<Page> {
    let post = queries::find_editable(&mut *db.pool.acquire().await?, &actor, item).await?;
    let text = post.content.body.clone();
    edit_page(&actor, post, text, FieldErrors::default())
}

pub(super) fn edit_page(
    actor: &Actor,
    post: Editable<Post>,
    text: String,
    errors: FieldErrors,
) -> Answer<Page> {
    let refused = !errors.is_empty();
    let page = EditPage { post: post.into_inner(), person: actor.person, text, errors };
    let shown = Page::new("Modifier le message", &page)?;
    Ok(if refused { shown.invalid() } else { shown })
}
