//! The head chooses a preset, or says one cell. It holds from the commit on: whoever asks whom she may write
//! to asks these rules each time.

use super::rules::{self, Preset, Rules};
use super::{pages, queries};
use crate::options::{self, LocalOption};
use crate::school;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PlaceId, see_other};
use serde::Deserialize;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    modele: String,
    case: String,
    ouvrir: String,
    /// The warning was read.
    compris: Option<String>,
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = tx.today();
    let school = match school::headed(tx.conn(), &actor, school, today).await {
        Ok(school) => school,
        Err(Error::NotFound) => {
            tx.record(&Activity::CommunicationRulesRefused { school }).await?;
            tx.commit().await?;
            return Err(Error::NotFound);
        }
        Err(cause) => return Err(cause),
    };
    let before = queries::of_for_change(&mut tx, &school).await?;
    let mut said = said(&before, &typed);
    if said.as_ref().is_ok_and(|rules| rules.opens_beyond(&before))
        && let Some(sentence) = options::refusal(tx.conn(), LocalOption::OpenRules).await?
    {
        let field = if typed.modele.is_empty() { "case" } else { "modele" };
        said = Err(FieldErrors::one(field, sentence));
    }
    let rules = match said {
        Ok(rules) => rules,
        Err(errors) => {
            tx.record(&Activity::CommunicationRulesRefused { school: school.id }).await?;
            tx.commit().await?;
            return Ok(pages::page(&db, school, typed.case, errors, false).await?.into_response());
        }
    };
    queries::decide(&mut tx, &actor, &school, &rules).await?;
    let (preset, exceptions) = (rules.preset.word(), rules.exceptions);
    tx.record(&Activity::CommunicationRulesChanged { school: school.id, preset, exceptions }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/regles?fait=oui", school.id)))
}

fn said(before: &Rules, typed: &Typed) -> Result<Rules, FieldErrors> {
    if !typed.modele.is_empty() {
        let preset = Preset::named(&typed.modele);
        let preset = preset.ok_or_else(|| FieldErrors::one("modele", "Choisissez un modèle de la liste."))?;
        if typed.compris.is_none() {
            return Err(FieldErrors::one("modele", UNREAD));
        }
        return Ok(Rules::of(preset));
    }
    let Some((who, whom)) = rules::cell_named(&typed.case) else {
        return Err(FieldErrors::one("case", "Choisissez une case de la liste."));
    };
    let open = match &*typed.ouvrir {
        "oui" => true,
        "non" => false,
        _ => return Err(FieldErrors::one("case", "Dites si la case s’ouvre ou se ferme.")),
    };
    let rules = before.with(who, whom, open).map_err(|why| FieldErrors::one("case", why))?;
    if typed.compris.is_none() {
        return Err(FieldErrors::one("case", UNREAD));
    }
    Ok(rules)
}

const UNREAD: &str = "Lisez l’avertissement et cochez-le\u{a0}: le changement vaut tout de suite, pour tout le monde. Rien n’est changé.";
