//! Asking for one's data; objecting to what would stay without one's name.

use super::job::MakeExport;
use super::queries::{self, Whose};
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Answer, Error, Form, Oneself, PersonId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    person: String,
    #[serde(default)]
    objects: String,
}

pub(super) async fn ask(oneself: Oneself, mut tx: Tx, Form(form): Form<Asked>) -> Answer<Response> {
    let Some(whose) = obtained(&mut tx, &oneself, &form.person).await? else {
        return refused(tx, Activity::DataRefused).await;
    };
    let now = tx.now();
    let (export, new) = queries::ask(tx.conn(), &oneself, &whose, now).await?;
    if new {
        jobs::enqueue(&mut tx, &MakeExport { export }).await?;
    }
    tx.record(&Activity::DataAsked { person: whose.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi/mes-donnees#fichiers"))
}

pub(super) async fn object(oneself: Oneself, mut tx: Tx, Form(form): Form<Asked>) -> Answer<Response> {
    let Some(whose) = obtained(&mut tx, &oneself, &form.person).await? else {
        return refused(tx, Activity::ObjectionRefused).await;
    };
    let (now, objects) = (tx.now(), form.objects == "1");
    queries::object(tx.conn(), &oneself, &whose, objects, now).await?;
    let person = whose.person;
    let done =
        if objects { Activity::ObjectionMade { person } } else { Activity::ObjectionTakenBack { person } };
    tx.record(&done).await?;
    tx.commit().await?;
    Ok(see_other("/moi/mes-donnees#opposition"))
}

/// Herself or a child of hers; a pupil asks for nobody.
async fn obtained(tx: &mut Tx, oneself: &Oneself, person: &str) -> Result<Option<Whose>, Error> {
    let Ok(person) = person.parse::<PersonId>() else { return Ok(None) };
    let today = tx.today();
    let all = queries::whose(tx.conn(), oneself, today).await?;
    if all.first().is_some_and(|w| w.pupil) {
        return Ok(None);
    }
    Ok(all.into_iter().find(|w| w.person == person))
}

async fn refused(mut tx: Tx, activity: Activity) -> Answer<Response> {
    tx.record(&activity).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
