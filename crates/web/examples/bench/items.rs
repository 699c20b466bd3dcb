//! What a year leaves: a teacher for each class, posts spread over the classes and the year, each shared to
//! the families, four in ten to the pupils too.

use crate::client::Target;
use anyhow::ensure;
use database::Db;
use identity::{audiences, sessions};
use kernel::{Clock, PersonId};
use sqlx::PgPool;
use uuid::Uuid;

/// How many people ask for pages, in turn.
pub const PEOPLE: i64 = 256;
/// One of each class, or nearly: who asks once.
pub const EVERYBODY: i64 = 2_400;

/// Gives each class a teacher of its school, as if each had picked hers.
pub async fn teachers(pool: &PgPool, clock: &Clock) -> anyhow::Result<()> {
    sqlx::raw_sql(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), t.person_id, 'teacher', c.id, c.school_id, t.from_day, 'self'
         from (select id, school_id, row_number() over (partition by school_id order by id) as rank
               from place where kind = 'class') c
         join (select person_id, school_id, from_day, count(*) over (partition by school_id) as all_there,
                      row_number() over (partition by school_id order by person_id) as rank
               from role where kind = 'teacher' and place_id = school_id and until_day is null) t
           on t.school_id = c.school_id and (c.rank - 1) % t.all_there = t.rank - 1
         on conflict do nothing",
    )
    .execute(pool)
    .await?;
    let db = Db::new(pool.clone(), clock.clone());
    let mut tx = db.begin().await?;
    audiences::refresh_all(tx.conn(), clock.today()).await?;
    tx.commit().await.map_err(|error| anyhow::anyhow!("{error:?}"))
}

/// Posts numbered from `from` to `to`, over 250 days back from now.
pub async fn posts(pool: &PgPool, clock: &Clock, from: u32, to: u32) -> anyhow::Result<()> {
    let now = clock.now().to_rfc3339();
    let made = format!(
        "create temp table made on commit drop as
         with class as (
             select row_number() over (order by c.id) - 1 as at, count(*) over () as classes, c.id, c.school_id,
                    c.school_year, t.person_id as teacher
             from place c join lateral (select person_id from role where place_id = c.id and kind = 'teacher'
                                        and until_day is null order by person_id limit 1) t on true
             where c.kind = 'class')
         select gen_random_uuid() as item, n, class.*,
                timestamptz '{now}' - make_interval(secs => 60 + (n::bigint * 7919) % 21600000) as published
         from generate_series({from}, {to} - 1) n join class on class.at = n % class.classes;
         analyze made;
         insert into item (id, kind, author_id, school_id, school_year, created_at, published_at)
         select item, 'post', teacher, school_id, school_year, published, published from made;
         insert into post (item_id, body)
         select item, repeat('Aujourd’hui la classe a observé les feuilles du parc. ', 4) || n from made;
         insert into share (item_id, audience_id, level, published_at)
         select m.item, a.id, 'comment', m.published from made m
         join audience a on a.place_id = m.id
              and (a.kind = 'class_guardians' or a.kind = 'class_pupils' and m.n % 10 < 4);
         insert into reaction (item_id, person_id, kind, at)
         select item, teacher, 'bravo', published from made where n % 5 = 0;
         insert into comment (id, item_id, author_id, body, written_at, written_as)
         select gen_random_uuid(), item, teacher, 'Merci à toutes les familles !', published, 'team'
         from made where n % 5 = 1;"
    );
    let mut tx = pool.begin().await?;
    sqlx::raw_sql(sqlx::AssertSqlSafe(made)).execute(&mut *tx).await?;
    tx.commit().await?;
    sqlx::raw_sql("vacuum analyze").execute(pool).await?;
    sqlx::raw_sql("checkpoint").execute(pool).await?;
    Ok(())
}

/// Families and teachers, signed in: what each asks for.
pub struct People {
    pub families: Vec<Target>,
    pub teachers: Vec<Target>,
    pub classes: Vec<Target>,
}

pub async fn sign_in(pool: &PgPool, clock: &Clock, many: i64) -> anyhow::Result<People> {
    let guardians = sqlx::query_scalar!(
        "select distinct m.person_id from (select id from audience where kind = 'class_guardians' order by id limit $1) a
         cross join lateral (select person_id from audience_member where audience_id = a.id limit 1) m",
        many
    )
    .fetch_all(pool)
    .await?;
    let mut people = People { families: Vec::new(), teachers: Vec::new(), classes: Vec::new() };
    for person in guardians {
        people.families.push(Target::plain("/fil", Some(open(pool, clock, person).await?)));
    }
    let taught = sqlx::query!(
        r#"select r.person_id, r.place_id, r.school_id as "school!" from role r join place c on c.id = r.place_id
           where r.kind = 'teacher' and c.kind = 'class' and r.until_day is null order by r.id limit $1"#,
        many
    )
    .fetch_all(pool)
    .await?;
    for role in taught {
        let token = Some(open(pool, clock, role.person_id).await?);
        people.teachers.push(Target::plain("/fil", token.clone()));
        let path = format!("/ecole/{}/classe/{}", role.school, role.place_id);
        people.classes.push(Target::plain(path, token));
    }
    ensure!(!people.families.is_empty() && !people.classes.is_empty(), "the feed has no class with families");
    Ok(people)
}

async fn open(pool: &PgPool, clock: &Clock, person: Uuid) -> anyhow::Result<String> {
    sqlx::query!("update account set state = 'active' where person_id = $1", person).execute(pool).await?;
    Ok(sessions::open(pool, PersonId(person), "bench", true, clock.now()).await?.1)
}
