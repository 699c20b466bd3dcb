pub mod cluster;
pub mod connect;
pub mod migrate;
#[doc(hidden)]
pub mod testing_cluster;
