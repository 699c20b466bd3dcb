//! The directory through its front door, in one binary.

mod feed;
