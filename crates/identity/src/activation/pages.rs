//! Two steps: the code, then the password.

use crate::accounts::Account;
use askama::Template;
use kernel::{Answer, Error, FieldErrors, Page};

#[derive(Template, Default)]
#[template(path = "activation/code.html")]
pub(super) struct Code<'a> {
    pub code: &'a str,
    pub errors: FieldErrors,
}

/// The code goes along hidden: nothing is kept between the two steps.
#[derive(Template)]
#[template(path = "activation/password.html")]
pub(super) struct Password<'a> {
    pub account: &'a Account,
    pub code: &'a str,
    pub errors: FieldErrors,
}

impl Password<'_> {
    pub fn page(&self) -> Result<Page, Error> {
        let page = Page::new("Choisir mon mot de passe", self)?.bare();
        Ok(if self.errors.is_empty() { page } else { page.invalid() })
    }
}

pub(super) async fn code() -> Answer<Page> {
    Ok(Page::new("Activer mon compte", &Code::default())?.bare())
}

pub(super) fn refused(code: &str, sentence: &str) -> Answer<Page> {
    let body = Code { code, errors: FieldErrors::one("code", sentence) };
    Ok(Page::new("Activer mon compte", &body)?.bare().invalid())
}
