//! The SQL of the demonstration. Invariant: each statement leaves alone what is there already, so that a
//! second start, or one after a crash, changes nothing that somebody did.

mod bought;
mod days;
mod desk;
mod equip;
mod flows;
mod framing;
mod help;
mod joining;
mod linked;
mod money;
mod offers;
mod on_site;
mod past;
mod people;
mod posts;
mod rallied;
mod roles;
mod sector;
mod steering;
mod tickets;
mod training;

pub use bought::*;
pub use days::*;
pub use desk::*;
pub use equip::*;
pub use flows::*;
pub use framing::*;
pub use help::*;
pub use joining::*;
pub use linked::{know_sister, link_sister};
pub use money::*;
pub use offers::*;
pub use on_site::*;
pub use past::*;
pub use people::*;
pub use posts::*;
pub use rallied::*;
pub use roles::*;
pub use sector::*;
pub use steering::*;
pub use tickets::*;
pub use training::*;
