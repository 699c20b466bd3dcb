//! What this process keeps at hand between requests. Never the truth: whoever keeps something here knows,
//! from what she has just read in the database, whether it still holds.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

type Kept = Arc<dyn Any + Send + Sync>;

/// One value of each type.
#[derive(Clone, Default)]
pub struct Memory(Arc<Mutex<HashMap<TypeId, Kept>>>);

impl Memory {
    /// The value of this type, made when first asked for.
    #[must_use]
    pub fn of<T: Any + Default + Send + Sync>(&self) -> Arc<T> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(T::default()));
        Arc::clone(kept).downcast().unwrap_or_default()
    }
}
