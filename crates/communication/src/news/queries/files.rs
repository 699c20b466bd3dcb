//! Who may have the bytes of a file.

use chrono::NaiveDate;
use kernel::{Actor, Error};
use sqlx::PgPool;
use storage::{File, FileId};

/// A file attached to a post that the person may read, or to something that she wrote herself and did
/// not withdraw; or that a hand-over leaves her.
pub async fn find_readable(
    pool: &PgPool,
    actor: &Actor,
    file: FileId,
    today: NaiveDate,
) -> Result<File, Error> {
    let readable = sqlx::query_scalar!(
        r#"select exists (
             select from attachment a join item i on i.id = a.item_id
             where a.file_id = $1 and i.withdrawn_at is null
               and (i.author_id = $2 or (i.published_at is not null and post_side(i.id, $2, false) is not null)
                    or exists (select from share s join audience t on t.id = s.audience_id and t.kind = 'class_team'
                               where s.item_id = i.id and t.place_id in (select old_id from follows($3)))
                    or (i.published_at is null and draft_handed_over(i.id, $2, $4)))
         ) as "readable!""#,
        file.0,
        actor.person.0,
        &identity::handovers::taught(actor),
        today,
    )
    .fetch_one(pool)
    .await?;
    if !readable {
        return Err(Error::NotFound);
    }
    storage::find(pool, file).await?.ok_or(Error::NotFound)
}
