//! The help through its front door, in one binary.
