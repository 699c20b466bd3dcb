pub use store::Store; mod store { #[derive(Clone)] pub struct Store; }
