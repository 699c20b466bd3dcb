//! The crate through its public face, on real clusters and a real PostgreSQL.

mod cluster;
mod connect;
mod hold;
mod migrate;
