//! The whole house: layout, navigation, error pages, security headers, the router's assembly, and the
//! `preau` command.

/// glibc’s has the threads wait for one another when many ask at once (docs/benchmarks.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

pub mod command;
pub mod demonstration;
pub mod house;
pub mod look;
pub mod pilotage;
pub mod retention;
pub mod rights;
