//! What every area shares and nobody edits often: who acts, ids, time, errors, forms, pages, routes.

pub mod activity;
pub mod actor;
pub mod clock;
pub mod csv;
pub mod cursor;
pub mod error;
pub mod extract;
pub mod fields;
pub mod form;
pub mod french;
pub mod holidays;
pub mod ids;
pub mod life_cycle;
mod listed;
pub mod network;
pub mod page;
pub mod role;
pub mod routes;
pub mod typed;
pub mod year;

pub use activity::Activity;
pub use actor::{Actor, Child, Confirmed, Face, Leaver, Oneself, SessionKind, Visitor};
pub use clock::Clock;
pub use cursor::Cursor;
pub use error::{Answer, Error};
pub use extract::{Form, Multipart, Path, Query};
pub use form::FieldErrors;
pub use ids::*;
pub use life_cycle::LifeCycle;
pub use listed::listed;
pub use page::{Page, see_other};
pub use role::{Role, RoleKind};
pub use routes::{Access, Gate, Routes};
