//! What a canned answer says, and how it is filled. Pure.

use crate::category::Category;
use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

pub(super) struct Said {
    /// Nothing: of any subject.
    pub category: Option<Category>,
    pub title: String,
    pub text: String,
}

pub(super) fn said(typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let category = match typed.of("theme") {
        "" => None,
        _ => read.one_of("theme", &Category::ALL.map(|c| (c.name(), c))),
    };
    let title = read.text("titre", SHORT, "Donnez un titre, pour la retrouver.");
    let text = read.text("texte", LONG, "Écrivez la réponse.");
    read.checked(Some(Said { category, title, text }))
}

/// What stands in the place of the words in braces.
pub(crate) struct Filled<'a> {
    pub asker: &'a str,
    pub number: i64,
    pub school: &'a str,
    pub helper: &'a str,
}

/// `{qui}`, `{numero}`, `{ecole}`, `{moi}`; once, so that a name with braces stays a name.
pub(crate) fn filled(text: &str, with: &Filled<'_>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let number = with.number.to_string();
        let known =
            [("qui}", with.asker), ("numero}", &*number), ("ecole}", with.school), ("moi}", with.helper)];
        match known.iter().find(|(word, _)| after.starts_with(word)) {
            Some((word, value)) => {
                out.push_str(value);
                rest = after.get(word.len()..).unwrap_or_default();
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_braces_are_filled_once() {
        let with = Filled { asker: "Lou {moi}", number: 12, school: "Les Tilleuls", helper: "Basile Oger" };
        let text = "Bonjour {qui}, n° {numero} de {ecole} {autre} {\n{moi}";
        assert_eq!(filled(text, &with), "Bonjour Lou {moi}, n° 12 de Les Tilleuls {autre} {\nBasile Oger");
        assert_eq!(filled("", &with), "");
    }
}
