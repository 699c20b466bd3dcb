//! The whole house: layout, navigation, error pages, security headers, the router's assembly, and the
//! `preau` command.

pub mod command;
pub mod demo;
pub mod house;
pub mod look;
pub mod pilotage;
pub mod retention;
pub mod rights;
