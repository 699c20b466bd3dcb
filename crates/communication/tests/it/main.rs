//! Communication, through the front door, with the Cast.

mod news;
