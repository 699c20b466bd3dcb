//! The SQL of the figures: counting, by night, for all places at once; reading, one place’s rows.

pub(super) mod count;
pub(super) mod equipment;
pub(super) mod help;
pub(super) mod parts;
pub(super) mod places;
pub(super) mod read;
pub(super) mod said;
pub(super) mod territory;
