//! Asking for a count, keeping a perimeter, saying a year before the product. The project’s people do it.

use super::count::CountFigures;
use super::pages::{self, Asked, Typed};
use super::queries::read;
use super::queries::said::{self, Past};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::year::school_year_of;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PlaceId, see_other};
use serde::Deserialize;

pub(super) async fn count_now(mut tx: Tx) -> Answer<Response> {
    jobs::enqueue(&mut tx, &CountFigures {}).await?;
    tx.record(&Activity::FiguresAsked).await?;
    tx.commit().await?;
    Ok(see_other("/indicateurs?fait=compter"))
}

#[derive(Deserialize)]
pub(super) struct Name {
    #[serde(default)]
    nom: String,
}

pub(super) async fn keep_perimeter(
    db: Db,
    actor: Actor,
    mut tx: Tx,
    Path(at): Path<String>,
    Form(form): Form<Name>,
) -> Answer<Response> {
    let Ok(scope) = pages::obtained(&db, &actor, &at).await else { return refused(tx).await };
    let name = form.nom.trim().to_owned();
    let wrong = match name.chars().count() {
        0 => Some("Donnez un nom au périmètre\u{a0}: « Communes engagées en 2026 »."),
        121.. => Some("C’est trop long\u{a0}: 120 caractères au plus."),
        _ if scope.kind == "perimeter" => Some("Un périmètre ne se garde pas une deuxième fois."),
        _ => None,
    };
    if let Some(sentence) = wrong {
        tx.record(&Activity::FiguresRefused).await?;
        tx.commit().await?;
        let again = (FieldErrors::one("nom", sentence), Typed { name, ..Typed::default() });
        return Ok(pages::page(&db, &actor, scope, &Asked::default(), again).await?.into_response());
    }
    let taken = read::taken(&mut *tx.conn()).await?.ok_or(Error::NotFound)?;
    let id = said::keep(&mut tx, &actor, &scope, &taken, &name).await?;
    tx.record(&Activity::PerimeterKept { perimeter: PlaceId(id) }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/indicateurs/{at}?fait=perimetre#perimetres")))
}

/// What is not there is refused, and noted.
async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::FiguresRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Year {
    annee: String,
    niveau: String,
    classes: String,
    deployees: String,
    source: String,
}

pub(super) async fn say_past(
    db: Db,
    actor: Actor,
    mut tx: Tx,
    Path(at): Path<String>,
    Form(form): Form<Year>,
) -> Answer<Response> {
    let Ok(scope) = pages::obtained(&db, &actor, &at).await else { return refused(tx).await };
    match form.read(school_year_of(tx.today())) {
        Ok(past) => said::say_past(&mut tx, &actor, &scope, &past).await?,
        Err(errors) => {
            tx.record(&Activity::FiguresRefused).await?;
            tx.commit().await?;
            let typed = form.typed();
            return Ok(pages::page(&db, &actor, scope, &Asked::default(), (errors, typed))
                .await?
                .into_response());
        }
    }
    tx.record(&Activity::PastFiguresSaid { place: PlaceId(scope.id) }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/indicateurs/{at}?fait=anterieur#debut")))
}

/// Before it there was no ENT to deploy.
const FIRST_YEAR: i16 = 2000;
const MOST_CLASSES: i64 = 100_000;

impl Year {
    fn read(&self, this_year: i16) -> Result<Past, FieldErrors> {
        let mut errors = FieldErrors::default();
        let number = |text: &str| text.trim().parse::<i64>().ok();
        let school_year = self.annee.trim().get(..4).unwrap_or_default().parse::<i16>().unwrap_or_default();
        if !(FIRST_YEAR..=this_year).contains(&school_year) {
            errors.add("annee", "Écrivez l’année de la rentrée, 2007 pour 2007-08.");
        }
        if !matches!(self.niveau.as_str(), "nursery" | "elementary") {
            errors.add("niveau", "Choisissez maternelle ou élémentaire.");
        }
        let classes = number(&self.classes).unwrap_or_default();
        if !(1..=MOST_CLASSES).contains(&classes) {
            errors.add("classes", "Écrivez combien de classes il y avait.");
        }
        let deployed = number(&self.deployees).unwrap_or(-1);
        if !(0..=classes).contains(&deployed) {
            errors.add("deployees", "Écrivez combien étaient déployées\u{a0}: pas plus que de classes.");
        }
        let source = self.source.trim().to_owned();
        if !(1..=200).contains(&source.chars().count()) {
            errors.add("source", "Dites d’où vient ce nombre, en 200 caractères au plus.");
        }
        errors.checked()?;
        Ok(Past { school_year, band: self.niveau.clone(), classes, deployed, source })
    }

    fn typed(self) -> Typed {
        Typed {
            name: String::new(),
            year: self.annee,
            band: self.niveau,
            classes: self.classes,
            deployed: self.deployees,
            source: self.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_past_year_is_said_with_its_source() {
        let year = |annee: &str, classes: &str, deployees: &str, source: &str| Year {
            annee: annee.into(),
            niveau: "elementary".into(),
            classes: classes.into(),
            deployees: deployees.into(),
            source: source.into(),
        };
        let past = year("2007-08", "1200", " 828 ", "Rapport 2016").read(2026).unwrap();
        assert_eq!((past.school_year, past.classes, past.deployed), (2007, 1200, 828));
        for (wrong, field) in [
            (year("1995", "10", "1", "x"), "annee"),
            (year("2027", "10", "1", "x"), "annee"),
            (year("é20", "10", "1", "x"), "annee"),
            (year("2007", "0", "0", "x"), "classes"),
            (year("2007", "10", "11", "x"), "deployees"),
            (year("2007", "10", "-1", "x"), "deployees"),
            (year("2007", "10", "1", "  "), "source"),
        ] {
            assert!(wrong.read(2026).unwrap_err().of(field).is_some(), "{field}");
        }
    }
}
