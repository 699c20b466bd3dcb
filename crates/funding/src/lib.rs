//! What a territory brings: equipment and those who buy it together, what each commune bears, grants, invoices.

mod adhesions;
mod amounts;
mod benefits;
mod booking;
mod equipment;
mod grants;
mod invoices;
mod money;
mod outreach;
mod paging;
mod purchases;

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<identity::App> {
    kernel::Routes::new()
        .merge(equipment::routes())
        .merge(purchases::routes())
        .merge(booking::routes())
        .merge(invoices::routes())
        .merge(money::routes())
        .merge(grants::routes())
        .merge(adhesions::routes())
        .merge(benefits::routes())
        .merge(outreach::routes())
}
