//! Meetings between a collège and its schools: announced, then told, or called off.

use super::actions::{done, found, refused};
use super::queries::{self, Liaison};
use axum::response::Response;
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of};
use uuid::Uuid;

pub(super) const KINDS: [(&str, &str); 2] =
    [("council", "Conseil école-collège"), ("cm2_6e", "Liaison CM2–6e")];

pub(super) fn french(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
}

pub(super) struct New {
    pub kind: &'static str,
    pub day: NaiveDate,
    pub place: String,
    pub convened_by: String,
    pub agenda: String,
}

fn announced(typed: &Typed, today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("nature", &KINDS.map(|k| (k.0, k.0)));
    let day = read.day("jour");
    let place = read.optional("lieu", SHORT);
    let convened_by = read.text("invite", SHORT, "Dites qui réunit.");
    let agenda = read.text("ordre", LONG, "Donnez l’ordre du jour.");
    let made = kind.zip(day);
    read.checked(made.map(|(kind, day)| New { kind, day, place, convened_by, agenda }))
}

/// What is done with one that was announced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Then {
    Told(String),
    Off,
}

fn then(typed: &Typed, day: NaiveDate, told: bool, today: NaiveDate) -> Result<Then, Why> {
    if typed.of("geste") == "annuler" {
        return match told {
            true => Err(Why::not("Cette réunion a eu lieu\u{a0}: ce qui y a été décidé est déjà écrit.")),
            false => Ok(Then::Off),
        };
    }
    if day > today {
        return Err(Why::not("Cette réunion n’a pas encore eu lieu."));
    }
    let mut read = Reading::new(typed, today);
    let decided = read.text("decide", LONG, "Écrivez ce qui a été décidé.");
    read.checked(Some(Then::Told(decided)))
}

pub(super) async fn announce(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    let new = match announced(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, of, Again::refused("liaison", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::announce(&mut tx, &actor, &of, &new).await?;
    done(tx, id, "liaison").await
}

pub(super) async fn follow(
    db: Db,
    actor: Actor,
    Of((id, liaison)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    let Some((liaison, day, told)) = queries::held_liaison(tx.conn(), &of, liaison).await? else {
        tx.record(&Activity::SectorRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    match then(&typed, day, told, db.clock.today()) {
        Ok(then) => {
            queries::follow(&mut tx, &actor, liaison, &then).await?;
            done(tx, id, if then == Then::Off { "liaison_off" } else { "liaison_told" }).await
        }
        Err(why) => {
            drop(tx);
            refused(&db, &actor, of, Again::refused(Liaison::form_of(liaison), typed, why)).await
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_decided_comes_after_the_meeting() {
        let day = |d: &str| d.parse::<NaiveDate>().unwrap();
        let typed = |geste: &str, decide: &str| {
            Typed::from(vec![
                ("geste".to_owned(), geste.to_owned()),
                ("decide".to_owned(), decide.to_owned()),
            ])
        };
        let today = day("2026-09-15");
        let told = then(&typed("raconter", "Une visite en mai"), today, false, today);
        assert_eq!(told, Ok(Then::Told("Une visite en mai".into())));
        assert!(then(&typed("raconter", "Une visite"), day("2026-09-16"), false, today).is_err(), "to come");
        assert!(then(&typed("raconter", " "), today, false, today).is_err());
        assert_eq!(then(&typed("annuler", ""), day("2026-09-16"), false, today), Ok(Then::Off));
        assert!(then(&typed("annuler", ""), today, true, today).is_err(), "it was held");
        assert!(announced(&Typed::default(), today).is_err());
    }
}
