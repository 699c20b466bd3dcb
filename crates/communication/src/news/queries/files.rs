//! Who may have the bytes of a file.

use kernel::{Actor, Error};
use sqlx::PgPool;
use storage::{File, FileId};

/// A file attached to a post that the person may read, or to something that she wrote herself and did
/// not withdraw.
pub async fn find_readable(pool: &PgPool, actor: &Actor, file: FileId) -> Result<File, Error> {
    let readable = sqlx::query_scalar!(
        r#"select exists (
             select from attachment a join item i on i.id = a.item_id
             where a.file_id = $1 and i.withdrawn_at is null
               and (i.author_id = $2 or (i.published_at is not null and post_side(i.id, $2, false) is not null))
         ) as "readable!""#,
        file.0,
        actor.person.0,
    )
    .fetch_one(pool)
    .await?;
    if !readable {
        return Err(Error::NotFound);
    }
    storage::find(pool, file).await?.ok_or(Error::NotFound)
}
