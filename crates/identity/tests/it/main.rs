//! People and access, through the front door, with the Cast.

mod audiences;
