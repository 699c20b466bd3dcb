//! The whole house: its directions, its routes, who may come, its migrations.

mod access;
mod architecture;
mod demo;
mod life_cycle;
mod migrations;
mod routes;
