//! A photograph on its way in.

use kernel::{Error, Multipart};
use storage::form::Bounds;
use storage::{Limits, Prepared};
use tokio::sync::Semaphore;

/// A photograph of a good telephone, and what surrounds it in the form.
pub(super) const LARGEST: usize = 31 << 20;
/// How many of all people are in memory at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

const ONE: Bounds = Bounds {
    field: "photo",
    files: 1,
    text: 1 << 10,
    too_heavy: "Cette photo est trop lourde\u{a0}: 30\u{a0}Mo au plus.",
};

/// The square that is kept, or the sentence beside the form.
pub(super) async fn portrait(form: Multipart) -> Result<Result<Prepared, String>, Error> {
    let sent = ONE.read(form).await?;
    if let Some(said) = sent.wrong {
        return Ok(Err(said));
    }
    let Some(file) = sent.files.first() else { return Ok(Err("Choisissez une photo.".to_owned())) };
    let _place = AT_ONCE.acquire().await?;
    let made = storage::prepare_portrait(&file.bytes, &file.name, &Limits::default()).await;
    Ok(made.map_err(|refused| refused.to_string()))
}
