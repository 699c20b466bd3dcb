//! From a template and its data to the bytes of a PDF.

use crate::Template;
use crate::plain::printable;
use crate::world::Desk;
use serde::Serialize;
use std::panic::catch_unwind;
use std::sync::LazyLock;
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;
use std::time::Duration;
use tokio::sync::oneshot;
use typst::diag::SourceDiagnostic;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

/// One document at a time, on one thread of its own: setting type takes a core and memory, pages must not wait for
/// it, and each further thread would keep as much memory as a document takes.
static PRESS: LazyLock<Option<Sender<Work>>> = LazyLock::new(|| {
    let (sender, works) = channel::<Work>();
    let press = Builder::new().name("press".to_owned()).spawn(move || works.into_iter().for_each(Work::run));
    press.ok().map(|_| sender)
});
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

struct Work {
    template: Template,
    data: String,
    answer: oneshot::Sender<Result<Vec<u8>, Error>>,
}

impl Work {
    fn run(self) {
        if self.answer.is_closed() {
            return;
        }
        let pdf = catch_unwind(|| set(self.template, self.data)).unwrap_or(Err(Error::Stopped));
        // Typst remembers what it has set; names and codes are not to stay, and memory is not to grow.
        typst::comemo::evict(0);
        // Nobody waits for it any more: it goes.
        let _ = self.answer.send(pdf);
    }
}

/// Sets the type off the async threads.
pub async fn print(template: Template, data: &impl Serialize) -> Result<Vec<u8>, Error> {
    let data = printable(serde_json::to_value(data)?).to_string();
    let (answer, answered) = oneshot::channel();
    let press = PRESS.as_ref().ok_or(Error::Stopped)?;
    press.send(Work { template, data, answer }).map_err(|_| Error::Stopped)?;
    tokio::time::timeout(AT_MOST, answered).await.map_err(|_| Error::TooLong)?.map_err(|_| Error::Stopped)?
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
