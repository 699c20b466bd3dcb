//! A page of a long list: so many of it, found by words, going on after the last one shown.

use kernel::routes::encoded;
use uuid::Uuid;

/// One more than there is room for: whether it goes on.
pub(crate) fn and_one(most: usize) -> i64 {
    i64::try_from(most + 1).unwrap_or(i64::MAX)
}

/// So many of them, and the one after which the others come.
pub(crate) fn cut<T>(mut rows: Vec<T>, most: usize, id: impl Fn(&T) -> Uuid) -> (Vec<T>, Option<Uuid>) {
    let goes_on = rows.len() > most;
    rows.truncate(most);
    let next = rows.last().map(id).filter(|_| goes_on);
    (rows, next)
}

/// The words of a name, as typed in a field of a page.
pub(crate) fn words(typed: &str) -> String {
    typed.trim().chars().take(80).collect()
}

/// The same words, going on after a row: « ?mot=…&apres=… ».
pub(crate) fn after(words: &str, what: &str, last: &Uuid) -> String {
    match words.trim() {
        "" => format!("?{what}={last}"),
        words => format!("?mot={}&{what}={last}", encoded(words)),
    }
}
