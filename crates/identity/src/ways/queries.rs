//! The SQL of ways in, and the proofs: a class that the actor leads, a pupil who is in it today.

use super::rules::Way;
use crate::school::{self, Class};
use chrono::{DateTime, NaiveDate, Utc};
use database::Db;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::PgExecutor;

/// A class whose ways in the actor settles. Made by [`led`] only.
#[derive(Debug, Clone)]
pub(crate) struct Led(Class);

impl Led {
    pub fn id(&self) -> PlaceId {
        self.0.id
    }

    pub fn school(&self) -> PlaceId {
        self.0.school
    }

    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn school_name(&self) -> &str {
        &self.0.school_name
    }

    /// The actor is its school's head.
    pub fn head(&self) -> bool {
        self.0.head
    }

    /// The actor teaches it, head or not.
    pub fn teaches(&self) -> bool {
        self.0.teaches
    }

    pub fn path(&self) -> String {
        format!("/ecole/{}/classe/{}", self.0.school, self.0.id)
    }
}

/// The class, if the actor teaches it (for good or as a substitute) or heads its school.
pub(crate) async fn led(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    class: PlaceId,
) -> Result<Option<Led>, sqlx::Error> {
    let class = school::class(db, actor, school, class).await?;
    Ok(class.filter(|c| c.head || c.teaches).map(Led))
}

/// A pupil of such a class today. Made by [`led_pupils`] only.
#[derive(Debug, Clone)]
pub(crate) struct LedPupil {
    pub person: PersonId,
    pub first_name: String,
    pub last_name: String,
    pub level: String,
    pub login: String,
    pub state: String,
    blocked_by_teacher: bool,
    /// A printed code or secret words open.
    pub has_secret: bool,
    /// The Monday of the week in which he last came.
    pub came_week: Option<NaiveDate>,
    pub animal: Option<String>,
    pub pictures_at: Option<DateTime<Utc>>,
    pub wrong: i16,
    pub card_at: Option<DateTime<Utc>>,
    pub phrase_at: Option<DateTime<Utc>>,
    way_chosen: Option<String>,
}

impl LedPupil {
    pub fn way(&self) -> Way {
        self.way_chosen().unwrap_or_else(|| Way::of_level(&self.level))
    }

    /// What was said for the pupils of his level in the class.
    pub fn way_chosen(&self) -> Option<Way> {
        self.way_chosen.as_deref().and_then(Way::named)
    }

    /// Somebody above a teacher blocked him: she does not open again.
    pub fn blocked_above(&self) -> bool {
        self.state == "blocked" && !self.blocked_by_teacher
    }

    pub fn needs_pictures(&self) -> bool {
        self.way() != Way::Phrase
    }
}

/// The pupils of the class who have an account, by name.
pub(crate) async fn led_pupils(
    db: impl PgExecutor<'_>,
    class: &Led,
    today: NaiveDate,
) -> Result<Vec<LedPupil>, sqlx::Error> {
    of_class(db, class.id(), None, today).await
}

pub(crate) async fn led_pupil(
    db: impl PgExecutor<'_>,
    class: &Led,
    pupil: PersonId,
    today: NaiveDate,
) -> Result<Option<LedPupil>, sqlx::Error> {
    Ok(of_class(db, class.id(), Some(pupil), today).await?.pop())
}

/// The class and the pupil, for an act on one.
pub(crate) async fn led_both(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    class: PlaceId,
    pupil: PersonId,
) -> Result<Option<(Led, LedPupil)>, Error> {
    let today = db.clock.today();
    let Some(class) = led(&db.pool, actor, school, class).await? else { return Ok(None) };
    let pupil = led_pupil(&db.pool, &class, pupil, today).await?;
    Ok(pupil.map(|pupil| (class, pupil)))
}

async fn of_class(
    db: impl PgExecutor<'_>,
    class: PlaceId,
    only: Option<PersonId>,
    today: NaiveDate,
) -> Result<Vec<LedPupil>, sqlx::Error> {
    sqlx::query_as!(
        LedPupil,
        r#"select p.id as "person!", p.shown_first_name as first_name, p.shown_last_name as last_name,
                coalesce(p.level, '') as "level!", a.login, a.state, a.blocked_by_teacher, a.password_hash is not null as "has_secret!",
                n.week as "came_week?", c.animal as "animal?", c.made_at as "pictures_at?", coalesce(c.wrong, 0::smallint) as "wrong!",
                k.made_at as "card_at?", f.chosen_at as "phrase_at?", w.way as "way_chosen?"
         from role r join person p on p.id = r.person_id
         join account a on a.person_id = p.id and a.state in ('to_activate', 'active', 'blocked')
         left join picture_code c on c.person_id = p.id
         left join card k on k.person_id = p.id
         left join pass_phrase f on f.person_id = p.id
         left join came n on n.person_id = p.id
         left join class_way w on w.class_id = r.place_id and w.level = coalesce(p.level, '')
         where r.place_id = $1 and r.kind = 'pupil' and ($2::uuid is null or p.id = $2)
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
         order by p.last_name, p.first_name, p.id"#,
        class.0,
        only.map(|p| p.0),
        today,
    )
    .fetch_all(db)
    .await
}

/// One way for all pupils of a level in the class; nothing: what goes with the level again.
pub(super) async fn choose_way(
    db: impl PgExecutor<'_>,
    class: &Led,
    level: &str,
    way: Option<Way>,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with gone as (delete from class_way where class_id = $1 and level = $6 and $3::text is null)
         insert into class_way (class_id, school_id, level, way, set_by, set_at)
         select $1, $2, $6, $3, $4, $5 where $3::text is not null
         on conflict (class_id, level) do update
             set way = excluded.way, set_by = excluded.set_by, set_at = excluded.set_at",
        class.id().0,
        class.school().0,
        way.map(Way::name),
        by.0,
        now,
        level,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A fresh printed code in the place of what opened before, secret words included.
pub(super) async fn put_code(
    conn: &mut sqlx::PgConnection,
    pupil: &LedPupil,
    hash: String,
) -> Result<(), sqlx::Error> {
    crate::accounts::queries::put_pupil_codes(&mut *conn, &[(pupil.person, hash)]).await?;
    crate::accounts::queries::forget_tries(conn, &[&pupil.login]).await
}

/// In the name of who leads the class. A head's block takes the place of a teacher's.
pub(super) async fn block(db: impl PgExecutor<'_>, class: &Led, pupil: &LedPupil) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update account set state = 'blocked', blocked_by_teacher = $2
         where person_id = $1 and (state in ('to_activate', 'active') or state = 'blocked' and not $2)",
        pupil.person.0,
        !class.head(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// `false`: it is not hers to lift. An account that is not blocked stays as it is.
pub(super) async fn unblock(
    db: impl PgExecutor<'_>,
    class: &Led,
    pupil: &LedPupil,
) -> Result<bool, sqlx::Error> {
    let above = sqlx::query_scalar!(
        r#"with was as (select person_id, state = 'blocked' and not (blocked_by_teacher or $2) as above from account
             where person_id = $1 for update),
           opened as (update account a set blocked_by_teacher = false, state = open_state(a)
             from was where a.person_id = was.person_id and a.state = 'blocked' and not was.above)
         select above as "above!" from was"#,
        pupil.person.0,
        class.head(),
    )
    .fetch_one(db)
    .await?;
    Ok(!above)
}
