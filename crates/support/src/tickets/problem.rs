//! A request and the known problem that explains it: who asked reads of it, follows it, and is told of its end.

use super::queries::{self, Ticket};
use super::{act, rules, told};
use crate::known::{self, Problem};
use axum::response::Response;
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Reading, Typed};
use kernel::{Actor, Answer, Error, Form, Path as Of};
use sqlx::PgPool;
use uuid::Uuid;

/// Those that may be named: what whoever helps sees of what is not over.
pub(super) async fn choices(
    pool: &PgPool,
    actor: &Actor,
    ticket: &Ticket,
) -> Result<Vec<(String, String)>, Error> {
    if !ticket.works || !ticket.is_open() {
        return Ok(Vec::new());
    }
    let all = known::current(pool, Some(actor)).await?;
    Ok(all.into_iter().map(|p| (p.id.to_string(), p.title)).collect())
}

pub(super) async fn tie(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let ticket = act::held(&db, &actor, id).await?;
    let all = known::current(&db.pool, Some(&actor)).await?;
    let ids: Vec<Uuid> = all.iter().map(|p| p.id).collect();
    let mut read = Reading::new(&typed, db.clock.today());
    let chosen = read.among("probleme", &ids, "Choisissez un problème de la liste.");
    let decided = match read.checked(chosen) {
        Ok(_) if !ticket.is_open() => Err(told::meanwhile()),
        other => other,
    };
    let problem = match decided {
        Ok(chosen) => all.iter().find(|p| p.id == chosen).ok_or(Error::NotFound)?,
        Err(why) => return act::refused(&db, &actor, id, Again::refused("probleme", typed, why)).await,
    };
    let Some(mut tx) = act::begin(&db, &actor, &ticket, rules::seen(&typed)).await? else {
        return act::late(&db, &actor, id, "probleme", typed).await;
    };
    queries::tie(&mut tx, &ticket, problem.id).await?;
    let entry = queries::say(&mut tx, &actor, &ticket, "answer", true, &words(problem)).await?;
    queries::answered(&mut tx, &actor, &ticket).await?;
    told::answered(&mut tx, &ticket, entry).await?;
    act::done(tx, id, "problem").await
}

fn words(problem: &Problem) -> String {
    let mut words = format!(
        "C’est un problème connu\u{a0}: {}. Vous serez prévenu·e quand il sera réglé.",
        problem.title
    );
    if !problem.workaround.is_empty() {
        words.push_str("\n\nEn attendant\u{a0}: ");
        words.push_str(&problem.workaround);
    }
    words
}

/// It is over: every request that waits for it says so to who asked. They stay open: she says whether it works.
pub(crate) async fn over(tx: &mut Tx, actor: &Actor, problem: Uuid, said: &str) -> Result<(), Error> {
    let words = format!("{said}\n\nSi cela continue chez vous, répondez ici.");
    for waiting in queries::tell_tied(tx, actor, problem, &words).await? {
        told::answered_to(tx, &waiting.asked, waiting.entry).await?;
    }
    Ok(())
}
