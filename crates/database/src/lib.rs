//! PostgreSQL: the private cluster, the pool, the migrations, the transaction that tells, live events, what a
//! process remembers.

pub mod cluster;
pub mod connect;
pub mod live;
pub mod memory;
pub mod migrate;
pub mod pool;
pub mod testing_cluster;
pub mod tx;

pub use live::Live;
pub use memory::Memory;
pub use pool::Pool;
pub use tx::{Db, Tx};
