//! A letter to the owner of an account.

use super::Account;
use kernel::Error;
use mail::Letter;

impl Account {
    /// `None` where there is no address, or none that can be one.
    pub fn letter(&self, subject: &str, words: String) -> Result<Option<Letter>, Error> {
        let Some(email) = &self.email else { return Ok(None) };
        let name = format!("{} {}", self.first_name, self.last_name);
        match Letter::new(&name, email, subject, words) {
            Ok(letter) => Ok(Some(letter)),
            Err(mail::Error::Address) => Ok(None),
            Err(cause) => Err(cause.into()),
        }
    }
}
