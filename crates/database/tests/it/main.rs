//! The crate through its public face, on real clusters and a real PostgreSQL.

#[cfg(test)]
mod cluster;
#[cfg(test)]
mod connect;
#[cfg(test)]
mod hold;
#[cfg(test)]
mod migrate;
mod pool;
#[cfg(test)]
mod tls;
