//! PostgreSQL: the private cluster, the pool, the migrations, the transaction that tells, live events.

pub mod live;
pub mod tx;

pub use live::Live;
pub use tx::{Db, Tx};
