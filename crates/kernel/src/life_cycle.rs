//! What becomes of what is held about a person, or about an item. Every area answers for the columns of
//! its tables that refer to one; a test reads the foreign keys and fails where an answer is missing.

/// On a merge of two persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merged {
    /// The row is re-keyed to the person who remains.
    Moves,
    /// Re-keyed unless the one who remains has the same already.
    MovesUnlessThere,
    /// Derived: made anew from roles and links.
    Derived,
    /// Belongs to the item or the account that goes.
    Ends,
}

/// Three months after the end of entitlement (order of 30 Nov 2006, art. 6), and on erasure of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Erased {
    Deleted,
    /// Stays without the person: what others wrote around it keeps its sense.
    Nameless,
}

/// In « mes données ».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exported {
    Yes,
    /// Technical, or somebody else's.
    No,
}

#[derive(Debug, Clone, Copy)]
pub struct LifeCycle {
    /// « table.column ».
    pub column: &'static str,
    pub merged: Merged,
    pub erased: Erased,
    pub exported: Exported,
}

impl LifeCycle {
    #[must_use]
    pub const fn of(column: &'static str, merged: Merged, erased: Erased, exported: Exported) -> Self {
        Self { column, merged, erased, exported }
    }
}
