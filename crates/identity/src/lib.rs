//! People, schools, classes, families, audiences, accounts, sessions — and access. Below every area:
//! each asks « who is this, and what is she to this class? ».

pub mod accounts;
pub mod activation;
pub mod admin;
pub mod app;
pub mod audiences;
mod back_in;
pub mod brakes;
mod classes;
mod confirm;
pub mod containment;
pub mod counts;
pub mod devices;
mod factors;
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
pub mod vault;

pub use app::{App, DemoAccount, LifeCycles, Settings};
pub use back_in::{block, fresh_code, unblock};
pub use containment::{Trace, Traces};
pub use vault::Vault;

/// All pages of accounts and schools.
#[must_use]
pub fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
        .merge(landing::routes())
        .merge(sign_in::routes())
        .merge(activation::routes())
        .merge(reset::routes())
        .merge(confirm::routes())
        .merge(factors::routes())
        .merge(devices::routes())
        .merge(me::routes())
        .merge(school::routes())
        .merge(classes::routes())
        .merge(sheets::routes())
        .merge(people::routes())
        .merge(leaving::routes())
        .merge(own_data::routes())
        .merge(back_in::routes())
        .merge(containment::routes())
}
