//! A form with one document, on its way in; and the document on its way out.

use axum::response::Response;
use identity::App;
use kernel::typed::Typed;
use kernel::{Answer, Error, Multipart};
use storage::form::Bounds;
use storage::{FileId, Prepared};

/// A document, and what surrounds it in the form.
pub const LARGEST: usize = 21 << 20;

/// Under what a document may be used again.
pub const LICENCES: [(&str, &str); 4] = [
    ("licence_ouverte", "Licence Ouverte 2.0"),
    ("cc_by", "CC BY 4.0"),
    ("cc_by_sa", "CC BY-SA 4.0"),
    ("all_rights", "Tous droits réservés"),
];

const ONE: Bounds = Bounds {
    field: "piece",
    files: 1,
    text: 8 << 10,
    too_heavy: "Ce fichier est trop lourd\u{a0}: 20\u{a0}Mo au plus.",
};

/// What is asked for: the sentence when it did not come, and when it is something else.
#[derive(Clone, Copy)]
pub struct Wanted {
    pub missing: &'static str,
    pub is: fn(&Prepared) -> bool,
    pub other: &'static str,
}

pub struct Sent {
    pub typed: Typed,
    /// The document, or the sentence beside the field.
    pub file: Result<Prepared, String>,
}

pub async fn read(form: Multipart, wanted: Wanted) -> Result<Sent, Error> {
    let sent = ONE.read(form).await?;
    let file = match (sent.wrong, sent.files.first()) {
        (Some(said), _) => Err(said),
        (None, None) => Err(wanted.missing.to_owned()),
        (None, Some(file)) => match file.prepared().await? {
            Ok(made) if (wanted.is)(&made) => Ok(made),
            Ok(_) => Err(wanted.other.to_owned()),
            Err(refused) => Err(refused.to_string()),
        },
    };
    Ok(Sent { typed: sent.typed, file })
}

pub async fn download(app: &App, file: FileId, name: &str) -> Answer<Response> {
    storage::form::download(&app.store, &app.db.pool, file, name).await
}
