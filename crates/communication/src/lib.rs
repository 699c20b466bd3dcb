
pub mod life_cycle;
