//! The fields of a form: a label, what was typed, what is wrong with it.

use crate::FieldErrors;
use crate::typed::{Typed, Why};
use askama::Template;

/// The page once more: after something was done, or refused.
#[derive(Debug, Default)]
pub struct Again {
    typed: Typed,
    errors: FieldErrors,
    /// The form that was sent.
    at: String,
    pub refusal: Option<String>,
    pub done: bool,
}

impl Again {
    #[must_use]
    pub fn done(done: bool) -> Self {
        Self { done, ..Self::default() }
    }

    #[must_use]
    pub fn refused(at: impl Into<String>, typed: Typed, why: Why) -> Self {
        let again = Self { typed, at: at.into(), ..Self::default() };
        match why {
            Why::Fields(errors) => Self { errors, ..again },
            Why::Not(sentence) => Self { refusal: Some(sentence), ..again },
        }
    }

    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.refusal.is_some() || !self.errors.is_empty()
    }

    /// That it is done, or why not: the head of the page.
    #[must_use]
    pub fn said(&self) -> Said<'_> {
        Said { done: self.done, refusal: self.refusal.as_deref() }
    }

    /// A form that was refused is shown unfolded.
    #[must_use]
    pub fn is_at(&self, form: &str) -> bool {
        self.at == form
    }

    #[must_use]
    pub fn typed(&self, form: &str, name: &str) -> &str {
        if self.is_at(form) { self.typed.of(name) } else { "" }
    }

    #[must_use]
    pub fn chose(&self, form: &str, name: &str, value: &str) -> bool {
        self.is_at(form) && self.typed.all(name).any(|v| v == value)
    }

    #[must_use]
    pub fn error(&self, form: &str, name: &str) -> Option<&str> {
        self.errors.of(name).filter(|_| self.is_at(form))
    }

    fn field(&self, kind: &'static str, form: &str, name: &str, label: &str) -> Field {
        Field {
            kind,
            id: format!("{form}-{name}"),
            name: name.to_owned(),
            label: label.to_owned(),
            hint: String::new(),
            required: true,
            value: self.typed(form, name).to_owned(),
            error: self.error(form, name).map(str::to_owned),
            most: 200,
            options: Vec::new(),
        }
    }

    #[must_use]
    pub fn line(&self, form: &str, name: &str, label: &str) -> Field {
        self.field("text", form, name, label)
    }

    #[must_use]
    pub fn area(&self, form: &str, name: &str, label: &str) -> Field {
        Field { most: 6000, ..self.field("area", form, name, label) }
    }

    #[must_use]
    pub fn date(&self, form: &str, name: &str, label: &str) -> Field {
        self.field("date", form, name, label)
    }

    #[must_use]
    pub fn select(&self, form: &str, name: &str, label: &str, options: Vec<(String, String)>) -> Field {
        Field { options, ..self.field("select", form, name, label) }
    }
}

#[derive(Template)]
#[template(path = "_said.html")]
pub struct Said<'a> {
    done: bool,
    refusal: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "_field.html")]
pub struct Field {
    kind: &'static str,
    id: String,
    name: String,
    label: String,
    hint: String,
    required: bool,
    value: String,
    error: Option<String>,
    most: usize,
    /// Value and words.
    options: Vec<(String, String)>,
}

impl Field {
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        hint.clone_into(&mut self.hint);
        self
    }

    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// What stands there as long as nobody has typed anything else.
    #[must_use]
    pub fn or(mut self, value: impl ToString) -> Self {
        if self.value.is_empty() && self.error.is_none() {
            self.value = value.to_string();
        }
        self
    }

    /// What stands there, whatever was typed.
    #[must_use]
    pub fn saying(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    fn is_chosen(&self, key: &str) -> bool {
        self.value == key
    }

    fn described(&self) -> String {
        let hint = if self.hint.is_empty() { String::new() } else { format!("{}-aide", self.id) };
        let error = if self.error.is_some() { format!("{}-erreur", self.id) } else { String::new() };
        format!("{hint} {error}").trim().to_owned()
    }
}
