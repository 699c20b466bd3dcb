//! People, schools, classes, families, audiences, accounts, sessions — and access. Below every area:
//! each asks « who is this, and what is she to this class? ».

pub mod accounts;
pub mod activation;
pub mod admin;
pub mod app;
pub mod audiences;
mod classes;
mod confirm;
pub mod counts;
pub mod delegation;
pub mod families;
mod landing;
pub mod leaving;
pub mod life_cycle;
mod me;
pub mod own_data;
pub mod people;
pub mod reset;
mod school;
pub mod sessions;
mod sheets;
pub mod sign_in;

pub use app::{App, DemoAccount, LifeCycles, Settings};

/// All pages of accounts and schools.
#[must_use]
pub fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
        .merge(landing::routes())
        .merge(sign_in::routes())
        .merge(activation::routes())
        .merge(reset::routes())
        .merge(confirm::routes())
        .merge(me::routes())
        .merge(school::routes())
        .merge(classes::routes())
        .merge(delegation::routes())
        .merge(families::routes())
        .merge(sheets::routes())
        .merge(people::routes())
        .merge(leaving::routes())
        .merge(own_data::routes())
}
