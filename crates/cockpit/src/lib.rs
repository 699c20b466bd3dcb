//! What the areas of the cockpit share: who a school is to those who steer it, what the register of training proves, what
//! equipment it must have, a table of figures, a document on its way in. They depend on nothing of each other (`rollout`
//! puts them together); an edit here builds all of them anew, so it is small and dull.

pub mod at_hand;
pub mod equipment;
pub mod hours;
pub mod near;
pub mod offered;
pub mod people;
pub mod register;
pub mod sheet;
pub mod upload;
