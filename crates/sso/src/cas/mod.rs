//! CAS 1.0, 2.0 and 3.0, this side being the server. A browser comes with a service’s address and leaves with a ticket; the
//! service asks once, within a minute, whose it is.
//!
//! Invariants: a ticket is good once, for the address that it was given for and nowhere else, while the session that it was
//! given in is open; asking with another address uses it up. Proxies are not served: a ticket opens one service.

mod answer;
mod login;
mod logout;
pub(crate) mod queries;
pub(crate) mod rules;
mod tell;
mod validate;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const ALL: Access = Access::Anyone;
    Routes::new()
        .get("/cas/login", ALL, login::login)
        .post("/cas/login", Access::Members, tell::told)
        .get("/cas/logout", ALL, logout::ask)
        .post("/cas/logout", ALL, logout::out)
        .get("/cas/validate", ALL, validate::first)
        .get("/cas/serviceValidate", ALL, validate::service)
        .get("/cas/proxyValidate", ALL, validate::service)
        .get("/cas/p3/serviceValidate", ALL, validate::service)
        .get("/cas/p3/proxyValidate", ALL, validate::service)
}
