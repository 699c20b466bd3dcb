//! People, schools, classes, families, audiences, accounts, sessions — and access. Below every area:
//! each asks « who is this, and what is she to this class? ».

pub mod accounts;
pub mod activation;
pub mod admin;
pub mod app;
pub mod audiences;
mod back_in;
pub mod brakes;
mod candidates;
mod cards;
mod class_session;
mod classes;
pub mod commune_agents;
pub mod communication_rules;
mod confirm;
pub mod containment;
pub mod counts;
pub mod delegation;
pub mod devices;
mod factors;
pub mod families;
mod groups;
pub mod handovers;
pub mod invitations;
pub mod joint_spaces;
pub mod landing;
pub mod leaving;
pub mod lending;
pub mod letters_back;
pub mod life_cycle;
pub mod mandates;
mod me;
mod once;
pub mod openings;
pub mod options;
pub mod own_data;
pub mod pass_phrases;
pub mod people;
mod persons;
pub mod picture_codes;
mod quiet;
mod reach;
pub mod reset;
mod school;
pub mod services;
pub mod sessions;
pub mod sheet_runs;
mod sheets;
pub mod sign_in;
pub mod sources;
pub mod steering;
pub mod team;
pub mod tile_photos;
pub mod vault;
mod ways;
pub mod year_turn;

pub use app::{App, DemoAccount, DemoWay, LifeCycles, Means, NameTries, Settings};
pub use back_in::{block, fresh_code, unblock};
pub use containment::{Trace, Traces};
pub use school::make_class;
pub use vault::Vault;

/// All pages of accounts and schools.
#[must_use]
pub fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
        .merge(landing::routes())
        .merge(sign_in::routes())
        .merge(sources::routes())
        .merge(activation::routes())
        .merge(reset::routes())
        .merge(confirm::routes())
        .merge(factors::routes())
        .merge(devices::routes())
        .merge(me::routes())
        .merge(school::routes())
        .merge(classes::routes())
        .merge(delegation::routes())
        .merge(mandates::routes())
        .merge(team::routes())
        .merge(groups::routes())
        .merge(families::routes())
        .merge(joint_spaces::routes())
        .merge(communication_rules::routes())
        .merge(sheets::routes())
        .merge(sheet_runs::routes())
        .merge(reach::routes())
        .merge(people::routes())
        .merge(persons::routes())
        .merge(leaving::routes())
        .merge(own_data::routes())
        .merge(ways::routes())
        .merge(class_session::routes())
        .merge(tile_photos::routes())
        .merge(picture_codes::routes())
        .merge(cards::routes())
        .merge(pass_phrases::routes())
        .merge(lending::routes())
        .merge(back_in::routes())
        .merge(containment::routes())
        .merge(year_turn::routes())
}
