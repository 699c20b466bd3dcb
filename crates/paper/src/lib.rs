//! PDF from Typst templates: sheets, letters, later conventions and notebooks. The heavy dependencies stop
//! here.
//!
//! Invariants. What people wrote is data, never markup: a template reads it from `/data.json`, and whatever
//! is in it is printed as it is written. No network, no file of the machine, no clock: the same template and
//! data make the same bytes. Every document is tagged (PDF/UA-1), in French, with a title. Nothing of a
//! document stays in memory once it is made.

mod fonts;
mod plain;
mod press;
mod qr;
mod world;

pub use press::{Error, print};
pub use qr::Qr;

/// A Typst file of an area (`include_str!`). It may import `/house.typ` and reads `json("/data.json")`;
/// its document's title is in `data.title`.
#[derive(Debug, Clone, Copy)]
pub struct Template(pub &'static str);
