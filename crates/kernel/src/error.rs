//! What can go wrong, and what the person reads. The cause stays in the log, once, under a reference
//! that the page shows.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// What a handler answers.
pub type Answer<T = Response> = Result<T, Error>;

/// Deliberately no `std::error::Error`: so `?` turns every such error into [`Error::Internal`].
#[derive(Debug)]
pub enum Error {
    /// Not there, or not for this person: the same answer.
    NotFound,
    /// Nobody is signed in.
    SignIn,
    /// Asked too often; try again in so many seconds.
    TooMany {
        seconds: u64,
    },
    /// Cannot be done as asked; the sentence says what the person can do.
    Refused(String),
    /// Too large to be received; the sentence says how large it may be.
    TooLarge(String),
    Internal(anyhow::Error),
}

/// What the shell shows for an error: put on the response as an extension.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    pub title: &'static str,
    pub sentence: String,
    pub reference: Option<String>,
}

impl<E: std::error::Error + Send + Sync + 'static> From<E> for Error {
    fn from(cause: E) -> Self {
        Self::Internal(anyhow::Error::new(cause))
    }
}

impl Error {
    /// Eight letters and digits that a person can read out on the telephone.
    fn reference() -> String {
        const LETTERS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
        (0..8).map(|_| char::from(LETTERS[rand::random_range(0..LETTERS.len())])).collect()
    }

    fn page(&self) -> (StatusCode, ErrorPage) {
        let page =
            |title, sentence: &str| ErrorPage { title, sentence: sentence.to_owned(), reference: None };
        match self {
            Self::NotFound => (
                StatusCode::NOT_FOUND,
                page("Cette page n’existe pas", "Elle a peut-être été retirée, ou elle n’est pas pour vous."),
            ),
            Self::SignIn => (StatusCode::UNAUTHORIZED, page("Connectez-vous", "Votre session est terminée.")),
            Self::TooMany { seconds } => (
                StatusCode::TOO_MANY_REQUESTS,
                page(
                    "Trop d’essais",
                    &match seconds.div_ceil(60) {
                        0 | 1 => "Par sécurité, attendez une minute avant de recommencer.".to_owned(),
                        minutes => format!("Par sécurité, attendez {minutes} minutes avant de recommencer."),
                    },
                ),
            ),
            Self::Refused(sentence) => {
                (StatusCode::UNPROCESSABLE_ENTITY, page("Ce n’est pas possible", sentence))
            }
            Self::TooLarge(sentence) => (StatusCode::PAYLOAD_TOO_LARGE, page("C’est trop lourd", sentence)),
            Self::Internal(cause) => {
                let reference = Self::reference();
                tracing::error!(reference, cause = format!("{cause:#}"), "internal error");
                let sentence = "Rien n’est perdu de ce qui était enregistré. Réessayez dans un instant.";
                (
                    StatusCode::INTERNAL_SERVER_ERROR,
                    ErrorPage {
                        title: "Quelque chose s’est mal passé",
                        sentence: sentence.to_owned(),
                        reference: Some(reference),
                    },
                )
            }
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, page) = self.page();
        let text = match &page.reference {
            Some(reference) => format!("{} — {} ({reference})", page.title, page.sentence),
            None => format!("{} — {}", page.title, page.sentence),
        };
        let mut response = (status, text).into_response();
        if let Self::TooMany { seconds } = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(page);
        response
    }
}
