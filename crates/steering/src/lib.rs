//! How the project is carried and by whom: its parties, bodies, phases and contract, what is asked of it, whom it writes to.

mod changes;
mod contact_log;
mod contract;
mod governance;
mod matrix;
mod newsletter;
mod objectives;
mod parties;
mod phases;
mod project;
mod sector;
mod tenders;

// What `rollout` puts on the board, sends and forgets.
pub use changes::{COMES, letter as change_letter, night as tell_of_changes};
pub use contract::contract_warnings;
pub use governance::{CANCELLED, CONVENED, due as meetings_due, letter as meeting_letter};
pub use newsletter::{NewsletterCopy, came_back as newsletter_came_back, carry as carry_newsletter};

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(project::routes())
        .merge(parties::routes())
        .merge(matrix::routes())
        .merge(objectives::routes())
        .merge(phases::routes())
        .merge(governance::routes())
        .merge(contract::routes())
        .merge(changes::routes())
        .merge(tenders::routes())
        .merge(newsletter::routes())
        .merge(contact_log::routes())
        .merge(sector::routes())
}
