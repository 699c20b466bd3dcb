//! PostgreSQL: the private cluster, the pool, the migrations, the transaction that tells, live events.

pub mod cluster;
pub mod connect;
pub mod live;
pub mod migrate;
pub mod testing_cluster;
pub mod tx;

pub use live::Live;
pub use tx::{Db, Tx};
