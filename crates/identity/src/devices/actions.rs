//! « Ce n’était pas moi ».

use super::{pages, queries};
use crate::{accounts, reset};
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Answer, Path, see_other};

/// Everything is closed and every secret void; the school and the project are told; and whoever reads the
/// mailbox chooses a new password, as after having forgotten it. A second factor is still asked for then.
pub(super) async fn not_me(mut tx: Tx, Path(token): Path<String>) -> Answer<Response> {
    let now = tx.now();
    let Some(person) = queries::use_up(tx.conn(), &token, now).await? else {
        tx.record(&Activity::NotMeRefused).await?;
        tx.commit().await?;
        return pages::page(false, token);
    };
    accounts::void::of_one(tx.conn(), person).await?;
    queries::forget_all(tx.conn(), person).await?;
    queries::alert(tx.conn(), person, now).await?;
    let reset = reset::link(tx.conn(), person, now).await?;
    tx.shown_to_be(person, None);
    tx.record(&Activity::NotMe { person }).await?;
    tx.commit().await?;
    Ok(see_other(&reset))
}
