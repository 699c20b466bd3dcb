//! The SQL of group purchases. Catalogues are read by whoever steers; what a commune needs and owes by its own agents, the
//! inspector of its schools, the project. Who writes holds the campaign locked.

mod campaigns;
mod orders;
mod write;

pub(super) use campaigns::{
    Campaign, Member, Need, Summary, campaign, campaigns, lock, members, needs, of_commune,
};
pub(crate) use orders::ordered_by_commune;
pub(super) use orders::{
    AccountLine, Delivery, Line, account, deliveries, invoiced, lines, lock_delivery, lock_line,
};
pub(super) use write::{accept, add_item, adhere, deliver, open, order, say_needs, validate};
