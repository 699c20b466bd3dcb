//! The application as people reach it: through HTTP, on a real PostgreSQL, with a clock that tests move.

use crate::{Cast, Reply, cast};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, header};
use chrono::{DateTime, TimeZone, Utc};
use database::Db;
use database::testing_cluster::{TestDatabase, test_database};
use identity::{App, Means, Settings, Vault};
use kernel::{Clock, PersonId, Routes};
use std::collections::BTreeMap;
use std::sync::Arc;
use storage::Store;
use tower::ServiceExt;

/// A Tuesday morning in class: 15 September 2026, 10:30 in Paris.
#[must_use]
pub fn first_day() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 9, 15, 8, 30, 0).unwrap()
}

pub struct TestApp {
    pub app: App,
    pub cast: Cast,
    router: Router,
    database: TestDatabase,
    files: Arc<tempfile::TempDir>,
}

impl TestApp {
    /// An application with these routes only, the Cast in its database.
    pub async fn new(routes: Routes<App>) -> Self {
        let database = test_database().await;
        let files = Arc::new(tempfile::tempdir().unwrap());
        let clock = Clock::fixed(first_day());
        let cast = cast::settle(&database.pool, &clock).await;
        Self::over(routes, database, files, clock, cast, Vault::fresh())
    }

    /// Another of its own, in which everything is as it is here; this one [rests](Self::rest) from now on.
    pub async fn copy(&self, routes: Routes<App>) -> Self {
        let database = self.database.copy().await;
        let files = Arc::new(tempfile::tempdir().unwrap());
        copy_folder(self.files.path(), files.path());
        let clock = Clock::fixed(self.app.db.clock.now());
        Self::over(routes, database, files, clock, self.cast.clone(), self.app.vault.clone())
    }

    /// Nobody comes here any more: it is only there to be [copied](Self::copy).
    pub async fn rest(&self) {
        self.database.pool.close().await;
    }

    fn over(
        routes: Routes<App>,
        database: TestDatabase,
        files: Arc<tempfile::TempDir>,
        clock: Clock,
        cast: Cast,
        vault: Vault,
    ) -> Self {
        let app = App::new(Means {
            db: Db::new(database.pool.clone(), clock),
            store: Store::local(files.path()).unwrap(),
            settings: Arc::new(Settings {
                project: "ENT d’essai".to_owned(),
                public_url: "http://preau.example".to_owned(),
                demo: false,
                trust_proxy: false,
                ..Settings::default()
            }),
            vault,
            // Of the whole house where a test sees the whole house: web's tests put its own here.
            life_cycles: &[identity::life_cycle::LIFE_CYCLE],
            traces: &[],
        });
        let router = router(routes, &app);
        Self { app, cast, router, database, files }
    }

    /// A second server over the same database and files, with a worker of live events of its own.
    pub fn second_server(&self, routes: Routes<App>) -> (App, Router) {
        let mut app = self.app.clone();
        app.db = Db::new(app.db.pool.clone(), app.db.clock.clone());
        let router = router(routes, &app);
        (app, router)
    }

    /// The router as it is, to serve on a real socket.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// From here on everybody comes through this router: the whole house, with what surrounds its routes.
    pub fn through(&mut self, router: Router) {
        self.router = router;
    }

    #[must_use]
    pub fn pool(&self) -> &sqlx::PgPool {
        &self.database.pool
    }

    #[must_use]
    pub fn files(&self) -> &std::path::Path {
        self.files.path()
    }

    /// Moves the clock.
    pub fn at(&self, now: DateTime<Utc>) {
        self.app.db.clock.set(now);
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn nobody(&self) -> Client {
        Client { router: self.router.clone(), cookies: BTreeMap::new() }
    }

    /// Somebody of the Cast, signed in, who has just shown that she is herself.
    pub async fn as_(&self, person: PersonId) -> Client {
        self.signed_in(person, true).await
    }

    /// Somebody of the Cast whose session has been open for a while: sensitive acts ask her to confirm.
    pub async fn unconfirmed(&self, person: PersonId) -> Client {
        self.signed_in(person, false).await
    }

    async fn signed_in(&self, person: PersonId, confirmed: bool) -> Client {
        let (pool, now) = (&self.database.pool, self.app.db.clock.now());
        let (session, token) =
            identity::sessions::open(pool, person, "Appareil d’essai", true, now).await.unwrap();
        if confirmed {
            identity::sessions::confirm(pool, session, now).await.unwrap();
        }
        Client { router: self.router.clone(), cookies: BTreeMap::from([("preau".to_owned(), token)]) }
    }

    /// How many audit entries there are.
    pub async fn audited(&self) -> i64 {
        self.count("select count(*) from audit").await
    }

    /// A count by a query of the test's own.
    #[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
    pub async fn count(&self, query: &'static str) -> i64 {
        sqlx::query_scalar(query).fetch_one(&self.database.pool).await.unwrap()
    }
}

fn copy_folder(from: &std::path::Path, to: &std::path::Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            std::fs::create_dir_all(&to).unwrap();
            copy_folder(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}

fn router(routes: Routes<App>, app: &App) -> Router {
    routes
        .into_router()
        .layer(axum::middleware::from_fn_with_state(app.clone(), identity::sessions::recognise))
        .with_state(app.clone())
}

/// A person's browser, without the browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    cookies: BTreeMap<String, String>,
}

impl Client {
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, HeaderMap::new(), Body::empty()).await
    }

    /// Only the fragment, as the page's own script asks for it.
    pub async fn fragment(&self, path: &str) -> Reply {
        let mut headers = HeaderMap::new();
        headers.insert("x-fragment", HeaderValue::from_static("1"));
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    /// Sends a form; the same field may come several times.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        self.send(Method::POST, path, headers, Body::from(body.join("&"))).await
    }

    /// Sends a form with files: (field, file name, bytes).
    pub async fn post_files(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Reply {
        const EDGE: &str = "essai-7d1f";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part =
                format!("--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend(part.as_bytes());
        }
        for (name, file, bytes) in files {
            let head = format!(
                "--{EDGE}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend(head.as_bytes());
            body.extend(*bytes);
            body.extend(b"\r\n");
        }
        body.extend(format!("--{EDGE}--\r\n").as_bytes());
        let mut headers = HeaderMap::new();
        let kind = format!("multipart/form-data; boundary={EDGE}");
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(&kind).unwrap());
        self.send(Method::POST, path, headers, Body::from(body)).await
    }

    /// Sends whatever a broken or hostile client may send.
    pub async fn post_raw(&self, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let mut headers = HeaderMap::new();
        if !kind.is_empty() {
            headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind).unwrap());
        }
        self.send(Method::POST, path, headers, Body::from(body)).await
    }

    pub async fn get_with(&self, path: &str, name: &'static str, value: &str) -> Reply {
        let mut headers = HeaderMap::new();
        headers.insert(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        self.send(Method::GET, path, headers, Body::empty()).await
    }

    /// Takes and drops cookies as the answer says.
    pub fn keeps(&mut self, reply: &Reply) {
        for set in reply.headers.get_all(header::SET_COOKIE) {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// The value of a cookie that this browser has.
    #[must_use]
    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// This browser has this cookie from here on.
    pub fn has(&mut self, cookie: &str, value: &str) {
        self.cookies.insert(cookie.to_owned(), value.to_owned());
    }

    /// The same browser after it was closed and opened again: the device is known, nobody is signed in.
    pub fn sign_out(&mut self) {
        self.cookies.remove("preau");
    }

    /// Goes where the answer sends, once, with the cookies that it may have set.
    pub async fn follow(&mut self, reply: &Reply) -> Reply {
        self.keeps(reply);
        let to = reply.location().unwrap_or_else(|| panic!("{} sends nowhere", reply.status)).to_owned();
        self.get(&to).await
    }

    async fn send(&self, method: Method, path: &str, headers: HeaderMap, body: Body) -> Reply {
        let mut request = Request::builder().method(method).uri(path).body(body).unwrap();
        *request.headers_mut() = headers;
        request.headers_mut().insert(header::HOST, HeaderValue::from_static("preau.example"));
        if !self.cookies.is_empty() {
            let cookies: Vec<_> =
                self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request.headers_mut().insert(header::COOKIE, HeaderValue::from_str(&cookies.join("; ")).unwrap());
        }
        Reply::read(self.router.clone().oneshot(request).await.unwrap()).await
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|b| if b.is_ascii_alphanumeric() { char::from(b).to_string() } else { format!("%{b:02X}") })
        .collect()
}
