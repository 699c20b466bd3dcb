//! An answer, and what tests ask of it: by selector and visible text, never the whole page as a string.

use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use http_body_util::BodyExt;
use scraper::{Html, Selector};

#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Reply {
    pub(crate) async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes().to_vec();
        Self { status: parts.status, headers: parts.headers, bytes }
    }

    #[must_use]
    pub fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    #[must_use]
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION).and_then(|l| l.to_str().ok())
    }

    /// The cookies that were set: name, value, and the whole line.
    #[must_use]
    pub fn cookies(&self) -> Vec<(String, String, String)> {
        let lines = self.headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
        let pair = |line: &str| {
            let (name, value) = line.split(';').next()?.split_once('=')?;
            Some((name.to_owned(), value.to_owned(), line.to_owned()))
        };
        lines.filter_map(pair).collect()
    }

    /// The line that set this cookie.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<String> {
        self.cookies().into_iter().find(|cookie| cookie.0 == name).map(|cookie| cookie.2)
    }

    /// The visible words, spaces folded (a non-breaking space is a space here).
    #[must_use]
    pub fn text(&self) -> String {
        words(&Html::parse_document(&self.body()).root_element())
    }

    #[must_use]
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The visible words of each element that a selector finds.
    #[must_use]
    pub fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body());
        page.select(&Selector::parse(selector).unwrap()).map(|e| words(&e)).collect()
    }

    /// The value of an attribute of the first element that a selector finds.
    #[must_use]
    pub fn attribute(&self, selector: &str, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.body());
        let found = page.select(&Selector::parse(selector).unwrap()).next()?;
        found.value().attr(name).map(str::to_owned)
    }

    /// The value of an attribute of each element that a selector finds and that has it.
    #[must_use]
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body());
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|e| e.value().attr(name)).map(str::to_owned).collect()
    }
}

fn words(element: &scraper::ElementRef<'_>) -> String {
    element.text().collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
