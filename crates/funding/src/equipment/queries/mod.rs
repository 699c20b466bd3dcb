//! The SQL of equipment. A school’s register is obtained through [`cockpit::near`]; writing takes what was read.

mod school;
mod wide;
mod write;

pub(super) use school::{Batch, Incident, batch, batches, contracts_of, incident, incidents, open_units};
pub(super) use wide::{
    CommuneLine, Contract, Due, SchoolLine, Sought, Total, communes, contracts, dues, rules, schools, totals,
};
pub(super) use write::{Step, change, close, drop_rule, hand_over, make_contract, make_rule, remove};
pub(crate) use write::{add, open_incident};
