//! From a template and its data to the bytes of a PDF.

use crate::Template;
use crate::plain::printable;
use crate::world::Desk;
use serde::Serialize;
use std::time::Duration;
use tokio::sync::Semaphore;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// One document at a time: setting type takes a core and memory, and pages must not wait for it.
static TURN: Semaphore = Semaphore::const_new(1);
/// Some hundred times what a class's sheets take.
const AT_MOST: Duration = Duration::from_secs(120);

/// Quotes nothing of what was to be printed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the data of a document cannot be written as JSON")]
    Data(#[from] serde_json::Error),
    #[error("the template cannot be set: {0}")]
    Template(String),
    #[error("the document takes too long")]
    TooLong,
    #[error("the press stopped")]
    Stopped,
}

/// Sets the type off the async threads.
pub async fn print(template: Template, data: &impl Serialize) -> Result<Vec<u8>, Error> {
    let data = printable(serde_json::to_value(data)?).to_string();
    let work = async {
        let turn = TURN.acquire().await.map_err(|_| Error::Stopped)?;
        tokio::task::spawn_blocking(move || {
            // Held until the work is really over, also when nobody waits for it any more.
            let _turn = turn;
            let pdf = set(template, data);
            // Typst remembers what it has set; names and codes are not to stay, and memory is not to grow.
            typst::comemo::evict(0);
            pdf
        })
        .await
        .map_err(|_| Error::Stopped)?
    };
    tokio::time::timeout(AT_MOST, work).await.map_err(|_| Error::TooLong)?
}

fn set(template: Template, data: String) -> Result<Vec<u8>, Error> {
    let desk = Desk::new(template.0, data).ok_or_else(|| Error::Template("no desk".to_owned()))?;
    let document: PagedDocument =
        typst::compile(&desk).output.map_err(|found| Error::Template(said(&found)))?;
    let standards = PdfStandards::new(&[PdfStandard::Ua_1])
        .map_err(|error| Error::Template(error.message().to_string()))?;
    let options = PdfOptions { standards, ..PdfOptions::default() };
    typst_pdf::pdf(&document, &options).map_err(|found| Error::Template(said(&found)))
}

/// What is wrong with a template, without what stands between quotation marks or after a colon: it may be
/// somebody's name.
fn said(found: &[SourceDiagnostic]) -> String {
    let lines = found.iter().take(3).map(|one| unquoted(&one.message));
    lines.collect::<Vec<_>>().join("; ")
}

fn unquoted(message: &str) -> String {
    let before = message.split(':').next().unwrap_or_default();
    before.split(['"', '`', '“', '”']).step_by(2).collect::<Vec<_>>().join("…")
}

#[cfg(test)]
mod tests {
    use super::unquoted;

    #[test]
    fn what_is_quoted_is_not_said() {
        assert_eq!(unquoted("the text \"Léa\" could not be shown"), "the text … could not be shown");
        assert_eq!(unquoted("panicked with: Léa"), "panicked with");
    }
}
