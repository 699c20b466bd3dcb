//! Changing: drafts, publishing, editing, withdrawing.

use super::composer::{edit_page, write_page};
use super::queries::{self, Slot};
use super::submission::{DraftForm, Submission};
use super::{Attached, Draft, rules};
use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{Html, IntoResponse};
use database::Tx;
use identity::App;
use identity::brakes::{self, Sending};
use identity::communication_rules;
use identity::services::{self, Service};
use kernel::page::is_fragment;
use kernel::{
    Activity, Actor, Answer, AudienceId, Error, FieldErrors, Form, ItemId, Multipart, Path, see_other,
};
use storage::FileId;

/// Autosave. The answer is the draft's id, as text.
pub(super) async fn keep_draft(
    actor: Actor,
    mut tx: Tx,
    headers: HeaderMap,
    Form(form): Form<DraftForm>,
) -> Answer {
    let today = tx.today();
    queries::writer(tx.conn(), &actor, today).await?;
    let (item, words) = form.into_parts();
    let draft = open(&mut tx, &actor, item).await?;
    queries::save(&mut tx, &draft, &words).await?;
    tx.record(&Activity::DraftKept { item }).await?;
    tx.commit().await?;
    Ok(if is_fragment(&headers) { item.to_string().into_response() } else { see_other("/fil/ecrire") })
}

/// The draft of this id, which was not published yet.
async fn open(tx: &mut Tx, actor: &Actor, item: ItemId) -> Result<Draft, Error> {
    match queries::open_draft(tx, actor, item).await? {
        Slot::Draft(draft) => Ok(draft),
        Slot::Published => Err(Error::NotFound),
    }
}

pub(super) async fn drop_draft(actor: Actor, mut tx: Tx, Path(item): Path<ItemId>) -> Answer {
    let draft = queries::find_draft(tx.conn(), &actor, item).await?;
    queries::drop_draft(&mut tx, &draft).await?;
    tx.record(&Activity::DraftDropped { item }).await?;
    tx.commit().await?;
    // As after publishing: the browser forgets its copy.
    Ok(see_other("/fil?publie=non"))
}

/// A file that is now on the draft.
#[derive(Template)]
#[template(path = "news/picked.html")]
struct Picked<'a> {
    item: ItemId,
    file: &'a Attached,
}

pub(super) async fn put_file(
    State(app): State<App>,
    actor: Actor,
    Path(item): Path<ItemId>,
    form: Multipart,
) -> Answer {
    let today = app.db.clock.today();
    let writer = queries::writer(&app.db.pool, &actor, today).await?;
    queries::may_fill(&app.db.pool, &actor, item).await?;
    let unoffered = services::closed_everywhere(&app.db.pool, &writer.schools(), today).await?;
    let (files, mut errors) = Submission::read(form).await?.keep_files(&app).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let draft = open(&mut tx, &actor, item).await?;
    if unoffered.contains(&Service::Files) {
        errors.add("fichier", services::not_offered(today));
    } else if draft.files.len() + files.len() > rules::MOST_FILES {
        errors.add("fichier", format!("{}\u{a0}fichiers au plus par message.", rules::MOST_FILES));
    } else if files.is_empty() {
        errors.add("fichier", "Choisissez un fichier à envoyer.");
    }
    if let Some(sentence) = errors.of("fichier") {
        tx.record(&Activity::FileRefused).await?;
        tx.commit().await?;
        // The script shows the sentence alone beside the button; without it, it is a page.
        let mut said = Error::Refused(sentence.to_owned()).into_response();
        *said.body_mut() = sentence.to_owned().into();
        return Ok(said);
    }
    queries::attach(&mut tx, &draft, &files).await?;
    let draft = queries::read_draft(&mut tx, &actor, &draft).await?;
    tx.record(&Activity::FilePut { item }).await?;
    tx.commit().await?;
    let last = draft.files.last().ok_or(Error::NotFound)?;
    Ok(Html(Picked { item, file: last }.render()?).into_response())
}

/// Without a script this is a button of the composer: what is typed comes along and is kept.
pub(super) async fn take_file(
    State(app): State<App>,
    actor: Actor,
    Path((item, file)): Path<(ItemId, FileId)>,
    form: Option<Multipart>,
) -> Answer {
    queries::find_draft(&app.db.pool, &actor, item).await?;
    let sent = match form {
        Some(form) => Some(Submission::read(form).await?),
        None => None,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let draft = queries::find_draft(tx.conn(), &actor, item).await?;
    if queries::take_off(&mut tx, &draft, &[file]).await? == 0 {
        return Err(Error::NotFound);
    }
    if let Some(sent) = sent {
        queries::save(&mut tx, &draft, &sent.words).await?;
    }
    tx.record(&Activity::FileTaken { item }).await?;
    tx.commit().await?;
    Ok(see_other("/fil/ecrire"))
}

/// Publishes, once for each draft. Whatever is refused, words and files stay as the draft.
pub(super) async fn publish(State(app): State<App>, actor: Actor, form: Multipart) -> Answer {
    let writer = queries::writer(&app.db.pool, &actor, app.db.clock.today()).await?;
    let sent = Submission::read(form).await?;
    let (files, mut errors) = sent.keep_files(&app).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let item = sent.draft.unwrap_or_else(ItemId::fresh);
    let draft = match queries::open_draft(&mut tx, &actor, item).await? {
        Slot::Draft(draft) => draft,
        Slot::Published => return sent_again(&app, &actor, tx, item, &sent).await,
    };
    let draft = fill(&mut tx, &actor, &draft, &sent, &files).await?;
    let chosen = writer.may_reach(&sent.words.audiences);
    let ids: Vec<_> = chosen.iter().map(|r| r.id).collect();
    let to = (&*sent.words.audiences, &*ids);
    unoffered(&mut tx, &actor, to, !draft.files.is_empty(), &mut errors).await?;
    add(&mut errors, rules::check_words(&draft.body, draft.files.len()));
    add(&mut errors, rules::check_audiences(sent.words.audiences.len(), chosen.len()));
    if sent.words.pupils_write {
        quiet(&mut tx, &ids, &mut errors).await?;
    }
    if let Some(said) = stopped(&mut tx, &actor, chosen.len()).await? {
        errors.add("texte", said);
    }
    if !errors.is_empty() {
        tx.record(&Activity::DraftKept { item }).await?;
        tx.commit().await?;
        return Ok(write_page(&app.db, &actor, &writer, draft, errors).await?.into_response());
    }
    let audiences = queries::publish(&mut tx, &draft, &chosen).await?;
    let today = tx.today();
    if services::refusal_to(tx.conn(), &audiences, Service::Answers, today).await?.is_some() {
        queries::close_answers(&mut tx, &draft).await?;
    }
    tx.tell("news", &audiences).await?;
    tx.record(&Activity::PostPublished { item, audiences }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fil?publie={item}")))
}

/// What the schools’ offers do not hold: families, files.
async fn unoffered(
    tx: &mut Tx,
    actor: &Actor,
    (asked, chosen): (&[AudienceId], &[AudienceId]),
    files: bool,
    errors: &mut FieldErrors,
) -> Result<(), Error> {
    let today = tx.today();
    if let Some(said) = services::refusal_of_families(tx.conn(), actor, asked, today).await? {
        errors.add("audience", said);
    }
    if files && let Some(said) = services::refusal_to(tx.conn(), chosen, Service::Files, today).await? {
        errors.add("fichier", said);
    }
    Ok(())
}

/// What the school chose for these pupils goes before what the teacher opens to them.
async fn quiet(tx: &mut Tx, audiences: &[AudienceId], errors: &mut FieldErrors) -> Result<(), Error> {
    if let Some(said) = communication_rules::quiet(tx.conn(), audiences).await? {
        errors.add("eleves", said);
    }
    Ok(())
}

/// Why nothing may be published now: frozen, or too much at once. The draft is kept.
async fn stopped(tx: &mut Tx, actor: &Actor, audiences: usize) -> Result<Option<String>, Error> {
    if let Some(said) = &actor.frozen {
        return Ok(Some(said.clone()));
    }
    let audiences = i64::try_from(audiences).unwrap_or(i64::MAX);
    brakes::check(tx, actor, Sending::Post { audiences }).await
}

/// What the form says becomes the draft: words, audiences, the files that it still shows and the new ones.
async fn fill(
    tx: &mut Tx,
    actor: &Actor,
    draft: &Draft,
    sent: &Submission,
    files: &[FileId],
) -> Result<Draft, Error> {
    queries::save(tx, draft, &sent.words).await?;
    // A form that was cut on its way says nothing of the files that it would have shown.
    if sent.trouble.is_none() {
        let gone: Vec<FileId> =
            draft.files.iter().map(|f| f.id).filter(|f| !sent.shown.contains(f)).collect();
        queries::take_off(tx, draft, &gone).await?;
    }
    queries::attach(tx, draft, files).await?;
    queries::read_draft(tx, actor, draft).await
}

/// A double click, a retry: published once. Another text under the same id (the « back » button) is a new
/// draft, so that it is not lost.
async fn sent_again(app: &App, actor: &Actor, mut tx: Tx, item: ItemId, sent: &Submission) -> Answer {
    if queries::body_of(tx.conn(), actor, item).await? == sent.words.text {
        tx.record(&Activity::PostSentAgain { item }).await?;
        tx.commit().await?;
        return Ok(see_other(&format!("/fil?publie={item}")));
    }
    let writer = queries::writer(tx.conn(), actor, app.db.clock.today()).await?;
    let draft = open(&mut tx, actor, ItemId::fresh()).await?;
    queries::save(&mut tx, &draft, &sent.words).await?;
    let draft = queries::read_draft(&mut tx, actor, &draft).await?;
    tx.record(&Activity::DraftKept { item: draft.id }).await?;
    tx.commit().await?;
    let sentence =
        "Le message d’avant est déjà publié. Ceci en est un nouveau\u{a0}: publiez-le s’il est prêt.";
    let page = write_page(&app.db, actor, &writer, draft, FieldErrors::one("texte", sentence)).await?;
    Ok(page.into_response())
}

fn add(errors: &mut FieldErrors, checked: Result<(), FieldErrors>) {
    if let Err(more) = checked {
        for field in ["texte", "fichier", "audience"] {
            if let Some(sentence) = more.of(field) {
                errors.add(field, sentence);
            }
        }
    }
}

pub(super) async fn edit(
    State(app): State<App>,
    actor: Actor,
    Path(item): Path<ItemId>,
    form: Multipart,
) -> Answer {
    queries::find_editable(&mut *app.db.pool.acquire().await?, &actor, item).await?;
    let sent = Submission::read(form).await?;
    let (files, mut errors) = sent.keep_files(&app).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let post = queries::find_editable(tx.conn(), &actor, item).await?;
    let left = post.content.files.iter().filter(|f| !sent.taken_off.contains(&f.id)).count();
    let today = tx.today();
    let audiences = post.content.audience_ids();
    if !files.is_empty()
        && let Some(said) = services::refusal_to(tx.conn(), &audiences, Service::Files, today).await?
    {
        errors.add("fichier", said);
    }
    add(&mut errors, rules::check_words(&sent.words.text, left + files.len()));
    if sent.words.pupils_write {
        quiet(&mut tx, &post.content.audience_ids(), &mut errors).await?;
    }
    if let Some(said) = &actor.frozen {
        errors.add("texte", said.clone());
    }
    if !errors.is_empty() {
        tx.record(&Activity::PostEditRefused { item }).await?;
        tx.commit().await?;
        return Ok(edit_page(&actor, post, sent.words.text, errors)?.into_response());
    }
    queries::take_off(&mut tx, &post, &sent.taken_off).await?;
    queries::attach(&mut tx, &post, &files).await?;
    queries::edit(&mut tx, &post, &sent.words.text, sent.words.pupils_write).await?;
    tx.record(&Activity::PostEdited { item }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fil/{item}?publie={item}")))
}

pub(super) async fn withdraw(actor: Actor, mut tx: Tx, Path(item): Path<ItemId>) -> Answer {
    let post = queries::find_withdrawable(tx.conn(), &actor, item).await?;
    queries::withdraw(&mut tx, &post).await?;
    tx.record(&Activity::PostWithdrawn { item }).await?;
    tx.commit().await?;
    Ok(see_other("/fil"))
}
