//! September: a pupil changes class, in two taps from the class's page, or comes into one who had none. For three
//! weeks he and his guardians still read what his old class writes.

use crate::{audiences, school};
use axum::response::Response;
use chrono::{Days, NaiveDate};
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;
use sqlx::{PgConnection, PgExecutor};

/// How long the old class is still read.
const STAY: Days = Days::new(21);

#[derive(Deserialize)]
pub(super) struct Move {
    #[serde(default)]
    pupil: String,
    #[serde(default)]
    to: String,
    /// Pupils of the school without class, who come into this one.
    #[serde(default)]
    enter: Vec<PersonId>,
}

pub(super) async fn to_class(
    actor: Actor,
    Path((school, id)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Move>,
) -> Answer<Response> {
    let today = tx.today();
    let class = school::class(tx.conn(), &actor, school, id).await?.filter(|c| c.head);
    if let Some(class) = class.as_ref().filter(|c| c.is_class && !form.enter.is_empty()) {
        return enter(tx, class, &form.enter).await;
    }
    let (Some(class), Ok(pupil), Ok(to)) =
        (class, form.pupil.parse::<PersonId>(), form.to.parse::<PlaceId>())
    else {
        return refused(tx).await;
    };
    let open = school::other_classes(tx.conn(), &class).await?.iter().any(|(other, _)| *other == to);
    let Some(to) = school::class(tx.conn(), &actor, school, to).await?.filter(|_| open) else {
        return refused(tx).await;
    };
    if !moved(tx.conn(), &class, &to, pupil, today).await? {
        return refused(tx).await;
    }
    audiences::refresh(tx.conn(), &[school], today).await?;
    tx.record(&Activity::PupilMoved { pupil, from: class.id, to: to.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/classe/{id}")))
}

async fn enter(mut tx: Tx, class: &school::Class, pupils: &[PersonId]) -> Answer<Response> {
    let today = tx.today();
    let entered = entered(tx.conn(), class, pupils, today).await?;
    if entered.is_empty() {
        return refused(tx).await;
    }
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    for pupil in entered {
        tx.record(&Activity::PupilMoved { pupil, from: class.school, to: class.id }).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}", class.school, class.id)))
}

/// Those of them who are of the school and in no class of it.
async fn entered(
    conn: &mut PgConnection,
    class: &school::Class,
    pupils: &[PersonId],
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let pupils: Vec<_> = pupils.iter().map(|p| p.0).collect();
    let entered = sqlx::query_scalar!(
        "with ended as (
             update role set until_day = greatest($4::date - 1, from_day - 1)
             where person_id = any($1) and place_id = $3 and kind = 'pupil' and (until_day is null or until_day >= $4)
             returning person_id
         )
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), person_id, 'pupil', $2, $3, $4, 'head' from ended
         on conflict do nothing returning person_id",
        &pupils,
        class.id.0,
        class.school.0,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(entered.into_iter().map(PersonId).collect())
}

/// `false`: no pupil of this class.
async fn moved(
    conn: &mut PgConnection,
    from: &school::Class,
    to: &school::Class,
    pupil: PersonId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    stay(&mut *conn, from, pupil, today).await?;
    let ended = sqlx::query!(
        "update role set until_day = greatest($3::date - 1, from_day - 1)
         where person_id = $1 and place_id = $2 and kind = 'pupil' and (until_day is null or until_day >= $3)",
        pupil.0,
        from.id.0,
        today,
    )
    .execute(&mut *conn)
    .await?;
    if ended.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         values (gen_random_uuid(), $1, 'pupil', $2, $3, $4, 'head') on conflict do nothing",
        pupil.0,
        to.id.0,
        to.school.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// He, and those of his guardians who read it today.
async fn stay(
    db: impl PgExecutor<'_>,
    from: &school::Class,
    pupil: PersonId,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let until = today.checked_add_days(STAY).unwrap_or(today);
    sqlx::query!(
        "insert into audience_stay (audience_id, person_id, until_day)
         select a.id, m.person_id, $3 from audience a join audience_member m on m.audience_id = a.id
         where a.place_id = $1 and (a.kind = 'class_pupils' and m.person_id = $2
             or a.kind = 'class_guardians' and m.person_id in (select guardian_id from guardianship($4) where pupil_id = $2))
         on conflict (audience_id, person_id) do update set until_day = excluded.until_day",
        from.id.0,
        pupil.0,
        until,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::YearChangeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}
