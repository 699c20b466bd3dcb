//! A name, a date or an address that was mistyped by hand is put right.

use super::queries::{self, Person};
use super::rules;
use crate::people::doubles::settle_pair;
use crate::people::making::{self, NewPerson};
use crate::people::{self, Kind, LEVELS, Typed};
use crate::school::{self, School};
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, Path, PersonId, PlaceId, see_other};

#[derive(Template)]
#[template(path = "persons/identity.html")]
struct IdentityPage {
    school: School,
    person: Person,
    kind: Kind,
    typed: Typed,
    errors: FieldErrors,
}

impl IdentityPage {
    fn shown(school: School, person: Person, typed: Typed, errors: FieldErrors) -> Answer<Page> {
        Page::new("Identité", &Self { school, kind: rules::kind_of(&person), person, typed, errors })
    }
}

type Which = Path<(PlaceId, PersonId)>;

pub(super) async fn form(db: Db, actor: Actor, Path((school, person)): Which) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::headed(&db.pool, &actor, school, today).await?;
    let person = queries::find(&db.pool, &school, person, today).await?;
    if !rules::correctable(&person) {
        return Err(Error::NotFound);
    }
    let said = queries::said(&db.pool, &person).await?;
    IdentityPage::shown(school, person, typed(said), FieldErrors::default())
}

fn typed(said: NewPerson) -> Typed {
    Typed {
        civilite: said.title,
        prenom: said.first_name,
        nom: said.last_name,
        naissance: said.birth_date.map(|day| day.format("%d/%m/%Y").to_string()).unwrap_or_default(),
        niveau: said.level.unwrap_or_default(),
        ine: said.ine.unwrap_or_default(),
        courriel: said.email.unwrap_or_default(),
        mobile: said.mobile.unwrap_or_default(),
        ..Typed::default()
    }
}

/// Corrected, she may be somebody whom we know already: a doubt for a human.
pub(super) async fn correct(
    db: Db,
    actor: Actor,
    Path((school, person)): Which,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (today, now) = (tx.today(), tx.now());
    let Ok(school) = school::headed(tx.conn(), &actor, school, today).await else { return refused(tx).await };
    let Ok(person) = queries::find(tx.conn(), &school, person, today).await else { return refused(tx).await };
    if !rules::correctable(&person) {
        return refused(tx).await;
    }
    let kind = rules::kind_of(&person);
    let new = match people::identity(kind, &typed, today) {
        Ok(new) if queries::ine_is_taken(tx.conn(), person.id, new.ine.as_deref()).await? => {
            Err(FieldErrors::one("ine", "Un autre élève a déjà cet INE\u{a0}: vérifiez."))
        }
        said => said,
    };
    let new = match new {
        Ok(new) => kept(new, queries::said(tx.conn(), &person).await?, &person),
        Err(errors) => {
            drop(tx);
            db.record(Some(&actor), &Activity::PersonChangeRefused).await?;
            return Ok(IdentityPage::shown(school, person, typed, errors)?.invalid().into_response());
        }
    };
    queries::correct(tx.conn(), person.id, &new).await?;
    let likely = making::likely(tx.conn(), school.id, &new, kind == Kind::Pupil, today).await?;
    for other in likely.iter().filter(|other| other.person != person.id) {
        settle_pair(tx.conn(), (person.id, other.person), "by_hand", None, now).await?;
    }
    tx.record(&Activity::IdentityCorrected { person: person.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/personnes/{}?fait=corrige", school.id, person.id)))
}

/// What the form does not ask stays. Where an open account writes to is its owner’s to say: whoever changed it
/// would have its password made anew.
fn kept(new: NewPerson, said: NewPerson, person: &Person) -> NewPerson {
    let pupil = rules::kind_of(person) == Kind::Pupil;
    NewPerson {
        title: if pupil { said.title } else { new.title },
        birth_date: new.birth_date.or(said.birth_date),
        level: new.level.or(said.level),
        ine: if pupil { new.ine } else { said.ine },
        email: if pupil || !rules::is_unopened(person) { said.email } else { new.email },
        mobile: if pupil { said.mobile } else { new.mobile },
        first_name: new.first_name,
        last_name: new.last_name,
        ..NewPerson::default()
    }
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::PersonChangeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
