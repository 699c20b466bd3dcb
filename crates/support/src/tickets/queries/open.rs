//! A ticket is opened: where it goes, and its first words.

use crate::category::Category;
use crate::tickets::hours::Service;
use crate::tickets::words::Queue;
use chrono::NaiveDate;
use database::Tx;
use kernel::holidays::Zone;
use kernel::{Clock, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use storage::FileId;
use uuid::Uuid;

/// Whose ticket it is.
#[derive(Debug, Clone)]
pub(crate) enum Asker {
    Known(PersonId),
    /// Could not sign in: the name and the way to reach her, as typed; nobody has checked who she is.
    Unknown {
        name: String,
        contact: String,
    },
}

/// How it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Channel {
    Web,
    Phone {
        minutes: i16,
        called_back: bool,
    },
    WithoutAccount,
    /// A letter to the help’s address.
    Mail,
}

pub(crate) struct Opening<'a> {
    pub asker: Asker,
    pub category: Category,
    pub title: &'a str,
    pub text: &'a str,
    pub priority: i16,
    pub school: Option<PlaceId>,
    pub page: &'a str,
    pub device: &'a str,
    pub channel: Channel,
    /// The one who writes it down: of a call, who took it.
    pub by: Option<PersonId>,
    pub to: Place,
}

/// A queue, and of which place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    pub queue: Queue,
    pub place: Option<Uuid>,
}

/// What lies around a school.
#[derive(Debug, Clone, Default)]
pub(crate) struct Around {
    pub school: Option<Uuid>,
    pub circonscription: Option<Uuid>,
    pub commune: Option<Uuid>,
}

impl Around {
    /// This queue as it is for the school; nothing where there is none.
    pub(crate) fn of(&self, queue: Queue) -> Option<Place> {
        let place = match queue {
            Queue::School => Some(self.school?),
            Queue::Circonscription => Some(self.circonscription?),
            Queue::Commune => Some(self.commune?),
            Queue::Safety => self.school,
            _ => None,
        };
        Some(Place { queue, place })
    }
}

pub(crate) async fn around(db: impl PgExecutor<'_>, school: Option<PlaceId>) -> Result<Around, sqlx::Error> {
    let Some(school) = school else { return Ok(Around::default()) };
    let row = sqlx::query!(
        r#"select s.parent_id as "circonscription?", t.id as "commune?" from place s
           left join place t on t.id = s.territory_id and t.kind = 'commune' where s.id = $1"#,
        school.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map_or_else(Around::default, |r| Around {
        school: Some(school.0),
        circonscription: r.circonscription,
        commune: r.commune,
    }))
}

/// The queues of a category, as the project decided or as annex C says.
pub(crate) async fn route(
    db: impl PgExecutor<'_>,
    category: Category,
) -> Result<(Queue, Queue), sqlx::Error> {
    let row = sqlx::query!(
        "select first, second from ticket_route where category = $1 and dropped_at is null",
        category.name()
    )
    .fetch_optional(db)
    .await?;
    let said = row.and_then(|r| Queue::of(&r.first).zip(Queue::of(&r.second)));
    Ok(said.unwrap_or(category.queues()))
}

/// The first of these queues that somebody else than the asker works.
async fn first_worked(
    conn: &mut PgConnection,
    wanted: &[Place],
    asker: Option<PersonId>,
    today: NaiveDate,
) -> Result<Option<Place>, sqlx::Error> {
    let queues: Vec<String> = wanted.iter().map(|p| p.queue.key().to_owned()).collect();
    let places: Vec<Uuid> = wanted.iter().map(|p| p.place.unwrap_or_default()).collect();
    let found = sqlx::query_scalar!(
        r#"select min(w.n) as "n?" from unnest($1::text[], $2::uuid[]) with ordinality w (queue, place, n)
           where exists (select from queue_workers($4) q where q.queue = w.queue and q.person_id is distinct from $3
             and coalesce(q.place_id, '00000000-0000-0000-0000-000000000000') = w.place)"#,
        &queues,
        &places,
        asker.map(|p| p.0),
        today,
    )
    .fetch_one(conn)
    .await?;
    Ok(found.and_then(|n| wanted.get(usize::try_from(n).ok()?.checked_sub(1)?).copied()))
}

/// Where a new ticket goes: near first, never to herself alone, never to a queue that nobody works.
pub(crate) async fn destination(
    conn: &mut PgConnection,
    category: Category,
    around: &Around,
    asker: Option<PersonId>,
    past_the_head: bool,
    today: NaiveDate,
) -> Result<Place, sqlx::Error> {
    let nobody_near = Place { queue: Queue::Project, place: None };
    if category == Category::Safety {
        let circonscription = around.circonscription.map(|c| Place { queue: Queue::Safety, place: Some(c) });
        let school = around.of(Queue::Safety).filter(|p| p.place.is_some() && !past_the_head);
        let wanted: Vec<Place> = school.into_iter().chain(circonscription).collect();
        let found = first_worked(conn, &wanted, asker, today).await?;
        return Ok(found.unwrap_or(Place { queue: Queue::Safety, place: None }));
    }
    let (first, second) = route(&mut *conn, category).await?;
    let wanted: Vec<Place> = [first, Queue::Circonscription, second, Queue::Project]
        .into_iter()
        .filter_map(|queue| around.of(queue))
        .collect();
    Ok(first_worked(conn, &wanted, asker, today).await?.unwrap_or(nobody_near))
}

/// The clock of the project.
pub(crate) async fn service(db: impl PgExecutor<'_>, clock: &Clock) -> Result<Service, sqlx::Error> {
    let zone = sqlx::query_scalar!(r#"select school_zone() as "zone!""#).fetch_one(db).await?;
    Ok(Service { tz: clock.zone(), zone: Zone::named(&zone) })
}

/// The ticket, its first turn and its first words; the entry that files go with.
pub(crate) async fn open(
    tx: &mut Tx,
    new: &Opening<'_>,
    service: &Service,
) -> Result<(Uuid, Uuid), sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let (asker, name, contact) = match &new.asker {
        Asker::Known(person) => (Some(person.0), "", ""),
        Asker::Unknown { name, contact } => (None, name.as_str(), contact.as_str()),
    };
    let (channel, minutes, called_back) = match new.channel {
        Channel::Web => ("web", None, None),
        Channel::Phone { minutes, called_back } => ("phone", Some(minutes), Some(called_back)),
        Channel::WithoutAccount => ("without_account", None, None),
        Channel::Mail => ("mail", None, None),
    };
    sqlx::query!(
        "insert into ticket (id, asker_id, asker_name, contact, verified, school_id, category, title, page, device, version, channel,
             minutes, called_back, priority, queue, place_id, level, opened_at, answer_by, resolve_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        id,
        asker,
        name,
        contact,
        asker.is_some(),
        new.school.map(|s| s.0),
        new.category.name(),
        new.title,
        new.page,
        new.device,
        env!("CARGO_PKG_VERSION"),
        channel,
        minutes,
        called_back,
        new.priority,
        new.to.queue.key(),
        new.to.place,
        new.to.queue.level(),
        now,
        service.answer_by(new.priority, now),
        service.resolve_by(new.priority, now, 0),
    )
    .execute(tx.conn())
    .await?;
    let entry = Uuid::now_v7();
    turn(tx, id, new.to, new.priority, new.by, ("", "")).await?;
    sqlx::query!(
        "insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, by_asker, text) values ($1, $2, $3, $4, 'asked', true, true, $5)",
        entry,
        id,
        new.by.map(|p| p.0),
        now,
        new.text,
    )
    .execute(tx.conn())
    .await?;
    Ok((id, entry))
}

/// The ticket is in this queue from now on: its way stays written.
pub(super) async fn turn(
    tx: &mut Tx,
    ticket: Uuid,
    to: Place,
    priority: i16,
    by: Option<PersonId>,
    (summary, tried): (&str, &str),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into ticket_turn (id, ticket_id, queue, place_id, level, by_id, at, summary, tried, priority)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        Uuid::now_v7(),
        ticket,
        to.queue.key(),
        to.place,
        to.queue.level(),
        by.map(|p| p.0),
        now,
        summary,
        tried,
        priority,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn attach(
    tx: &mut Tx,
    ticket: Uuid,
    entry: Uuid,
    files: &[FileId],
    by: PersonId,
) -> Result<(), sqlx::Error> {
    for file in files {
        sqlx::query!(
            "insert into ticket_file (id, ticket_id, entry_id, file_id, by_id) values ($1, $2, $3, $4, $5)",
            Uuid::now_v7(),
            ticket,
            entry,
            file.0,
            by.0,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}
