//! An invoice is kept. Its bytes come before the transaction that refers to them.

use super::{pages, queries, rules};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use cockpit::upload;
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, FieldErrors, Multipart, see_other};

async fn refused(db: &Db, actor: &Actor, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::MoneyRefused).await?;
    let again = Again::refused("facture", typed, why);
    Ok(pages::page(db, actor, again, pages::Asked::default()).await?.into_response())
}

const A_PDF: upload::Wanted = upload::Wanted {
    missing: "Joignez la facture, en PDF.",
    is: |made| made.media_type == "application/pdf",
    other: "Une facture se joint en PDF.",
};

pub(super) async fn keep(State(app): State<App>, actor: Actor, form: Multipart) -> Answer<Response> {
    let db = &app.db;
    let upload::Sent { typed, file } = upload::read(form, A_PDF).await?;
    let today = db.clock.today();
    let known = queries::payables(&db.pool).await?;
    let decided = match rules::new(&typed, &known, today) {
        Ok(new) => {
            let weights = queries::weights(&db.pool, &new, today).await?;
            rules::split(new.amount, &weights).map(|shares| (new, shares))
        }
        Err(why) => Err(why),
    };
    let (new, shares) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(db, &actor, typed, why).await,
    };
    let made = match file {
        Ok(made) => made,
        Err(said) => {
            return refused(db, &actor, typed, Why::Fields(FieldErrors::one("piece", said))).await;
        }
    };
    let file = storage::keep(&app.store, &db.pool, &made, db.clock.now()).await?;
    let mut tx = db.begin_as(&actor).await?;
    let Some(invoice) = queries::keep(&mut tx, &actor, &new, file, &shares).await? else {
        drop(tx);
        let said = "Cette facture de ce fournisseur est déjà enregistrée.";
        return refused(db, &actor, typed, Why::Fields(FieldErrors::one("numero", said))).await;
    };
    tx.record(&Activity::InvoiceKept { invoice }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/finances/facture/{invoice}?fait=oui")))
}
