//! What a request says, or the house's own error: an address that cannot be read is one that does not
//! exist, a form that cannot be read is told in French. axum's extractors answer in plain English; their
//! types are forbidden by lint outside this file.

#![expect(clippy::disallowed_types, reason = "the one place where axum's extractors are wrapped")]

use crate::Error;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::rejection::PathRejection;
use axum::extract::{FromRequest, FromRequestParts, OptionalFromRequest, RawForm, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::IntoResponse;
use serde::de::DeserializeOwned;

/// The one character that PostgreSQL has no place for; nobody types it.
const NUL: &str = "%00";

/// The parts of the address that the route names.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        if parts.uri.path().contains(NUL) {
            return Err(Error::NotFound);
        }
        match axum::extract::Path::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(found)) => Ok(Self(found)),
            Err(PathRejection::FailedToDeserializePathParams(cause))
                if cause.status() == StatusCode::BAD_REQUEST =>
            {
                Err(Error::NotFound)
            }
            // The route and its handler do not agree: ours to mend.
            Err(cause) => Err(cause.into()),
        }
    }
}

/// What follows the question mark; the same name may come several times.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        let asked = parts.uri.query().unwrap_or_default();
        if asked.contains(NUL) {
            return Err(Error::NotFound);
        }
        serde_html_form::from_str(asked).map(Self).map_err(|_| Error::NotFound)
    }
}

/// A form without files; the same name may come several times.
#[derive(Debug, Clone, Copy)]
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let sent = RawForm::from_request(request, state).await;
        let RawForm(sent) = sent.map_err(|cause| unreadable(cause.into_response().status()))?;
        let sent = without_nul(&sent);
        serde_html_form::from_bytes(&sent).map(Self).map_err(|_| unreadable(StatusCode::BAD_REQUEST))
    }
}

/// A form with files, read field by field.
#[derive(Debug)]
pub struct Multipart(axum::extract::Multipart);

impl Multipart {
    /// The next field, or what stopped the sending.
    pub async fn next_field(&mut self) -> Result<Option<Field<'_>>, MultipartError> {
        self.0.next_field().await
    }
}

impl<S: Send + Sync> FromRequest<S> for Multipart {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let form = <axum::extract::Multipart as FromRequest<S>>::from_request(request, state).await;
        form.map(Self).map_err(|cause| unreadable(cause.status()))
    }
}

/// None for a form of another kind.
impl<S: Send + Sync> OptionalFromRequest<S> for Multipart {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Error> {
        let form = <axum::extract::Multipart as OptionalFromRequest<S>>::from_request(request, state).await;
        form.map(|form| form.map(Self)).map_err(|cause| unreadable(cause.status()))
    }
}

/// A text that was pasted with one is not refused for it.
fn without_nul(sent: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(sent.len());
    for byte in sent.iter().copied().filter(|byte| *byte != 0) {
        kept.push(byte);
        if kept.ends_with(NUL.as_bytes()) {
            kept.truncate(kept.len() - NUL.len());
        }
    }
    kept
}

fn unreadable(status: StatusCode) -> Error {
    if status == StatusCode::PAYLOAD_TOO_LARGE {
        return Error::TooLarge(
            "Ce formulaire est trop long. Raccourcissez le texte, puis envoyez-le de nouveau.".to_owned(),
        );
    }
    Error::Refused(
        "Ce formulaire n’est pas arrivé comme il le fallait. Revenez à la page d’avant, rechargez-la, puis \
         recommencez\u{a0}: rien n’a été changé."
            .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_of_writing_a_nul_gets_through() {
        for (sent, kept) in [
            (&b"a=b%00c"[..], &b"a=bc"[..]),
            (b"a=\0b%2500", b"a=b%2500"),
            (b"%%0000%%00%000000", b"00"),
            (b"%00", b""),
        ] {
            assert_eq!(without_nul(sent), kept);
        }
    }
}
