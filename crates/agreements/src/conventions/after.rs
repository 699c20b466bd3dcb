//! What comes once it is agreed: the list of schools of each year, amendments, an end before its time.

use super::actions::{back, refused};
use super::queries::{self, Convention};
use super::rules;
use axum::response::Response;
use chrono::NaiveDate;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, Typed, Why};
use kernel::year::school_year_of;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of};
use uuid::Uuid;

/// One convention lists at most the schools of an academy.
const MOST: usize = 5000;

pub(super) async fn annex(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let (year, schools) = match listed(&db, &actor, &convention, &typed).await? {
        Ok(listed) => listed,
        Err(why) => return refused(&db, &actor, &convention, Again::refused("annexe", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::write_annex(&mut tx, &actor, &convention, year, &schools).await?;
    tx.record(&Activity::ConventionChanged { convention: id, what: "annex" }).await?;
    tx.commit().await?;
    Ok(back(id, "annexes"))
}

/// The year, and its schools: by their UAI, a line each, and by commune.
async fn listed(
    db: &Db,
    actor: &Actor,
    convention: &Convention,
    typed: &Typed,
) -> Result<Result<(i16, Vec<Uuid>), Why>, Error> {
    let uai: Vec<String> = typed
        .of("uai")
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .map(str::to_uppercase)
        .take(MOST)
        .collect();
    let communes: Vec<Uuid> = typed.all("commune").filter_map(|c| c.parse().ok()).collect();
    let known = queries::known_schools(&db.pool, &uai, &communes).await?;
    let now = school_year_of(db.clock.today());
    let decided = rules::keeps(actor).and_then(|()| {
        if !convention.with_schools {
            return Err(Why::not("Un partenaire sans comptes n’a pas de liste d’écoles."));
        }
        if convention.ended_on.is_some() {
            return Err(Why::not("Cette convention a pris fin."));
        }
        let mut read = Reading::new(typed, db.clock.today());
        let years = [now, now + 1].map(|year| (year.to_string(), year));
        let years: Vec<_> = years.iter().map(|(word, year)| (word.as_str(), *year)).collect();
        let year = read.one_of("annee", &years);
        let unknown: Vec<_> =
            uai.iter().filter(|u| !known.iter().any(|(_, k)| k == *u)).take(5).cloned().collect();
        if !unknown.is_empty() {
            let said = format!("Aucune école ouverte du projet n’a ce numéro\u{a0}: {}.", unknown.join(", "));
            read.errors.add("uai", said);
        }
        if known.is_empty() {
            read.errors.add("uai", "Donnez au moins une école, par son numéro ou par sa commune.");
        }
        read.checked(year)
    });
    Ok(decided.map(|year| (year, known.into_iter().map(|(id, _)| id).collect())))
}

pub(super) async fn amend(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let decided = rules::keeps(&actor).and_then(|()| amended(&convention, &typed, db.clock.today()));
    let (object, until, signed_on) = match decided {
        Ok(amended) => amended,
        Err(why) => return refused(&db, &actor, &convention, Again::refused("avenant", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::amend(&mut tx, &actor, &convention, (&object, until, signed_on)).await?;
    tx.record(&Activity::ConventionChanged { convention: id, what: "amendment" }).await?;
    tx.commit().await?;
    Ok(back(id, "avenants"))
}

fn amended(
    convention: &Convention,
    typed: &Typed,
    today: NaiveDate,
) -> Result<(String, Option<NaiveDate>, NaiveDate), Why> {
    if convention.ended_on.is_some() {
        return Err(Why::not("Cette convention a pris fin."));
    }
    if !convention.is_signed() {
        return Err(Why::not("Toutes les parties n’ont pas signé\u{a0}: changez le texte lui-même."));
    }
    let mut read = Reading::new(typed, today);
    let object = read.text("objet", LONG, "Dites ce qui change.");
    let until = if typed.of("fin").is_empty() { None } else { read.day("fin") };
    if until.is_some_and(|until| until <= convention.last) {
        read.errors.add("fin", "Un avenant prolonge\u{a0}: la nouvelle fin vient après l’ancienne.");
    }
    let signed = read.past("jour");
    read.checked(signed.map(|signed| (object, until, signed)))
}

pub(super) async fn end(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let decided = rules::keeps(&actor).and_then(|()| {
        if convention.ended_on.is_some() {
            return Err(Why::not("Cette convention a pris fin."));
        }
        let mut read = Reading::new(&typed, db.clock.today());
        let reason = read.text("texte", LONG, "Dites pourquoi elle prend fin.");
        let day = read.day("jour");
        read.checked(day.map(|day| (day, reason)))
    });
    let wrong = |(day, reason): (NaiveDate, String)| {
        let inside = day >= convention.from && day <= convention.last;
        let said = "Donnez un jour entre le début et le terme de la convention.";
        if inside { Ok((day, reason)) } else { Err(Why::Fields(FieldErrors::one("jour", said))) }
    };
    let (day, reason) = match decided.and_then(wrong) {
        Ok(ended) => ended,
        Err(why) => return refused(&db, &actor, &convention, Again::refused("fin", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::end(&mut tx, &convention, day, &reason).await?;
    tx.record(&Activity::ConventionChanged { convention: id, what: "end" }).await?;
    tx.commit().await?;
    Ok(back(id, "fin"))
}
