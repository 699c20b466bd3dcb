//! placeholder
use crate::App;
pub(crate) fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
}
