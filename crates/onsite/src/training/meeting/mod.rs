//! Virtual classes on a server that the project named: BigBlueButton or Jitsi Meet. What opens them is signed here.

mod client;
mod sign;

pub(super) use client::create;
pub(super) use sign::{Guest, Kind, Room, Server, checked_address, join};
