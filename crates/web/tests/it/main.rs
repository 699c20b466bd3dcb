//! The whole house: its directions, its routes, who may come, its migrations.

#![expect(clippy::unwrap_used, reason = "in tests a panic is the message, also in what they share")]

mod access;
mod architecture;
mod banners;
mod consoles;
mod demo;
mod doors;
mod erase;
mod erase_walk;
mod flows;
mod hijack;
mod joint_space;
mod killed;
mod letters;
mod letters_back;
mod life_cycle;
mod lived;
mod merging;
mod migrations;
mod options;
mod own_data;
mod retention;
mod rights;
mod routes;
mod sweep;
mod year;
mod year_after;
mod year_undone;
