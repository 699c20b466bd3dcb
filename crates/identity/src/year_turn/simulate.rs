//! What a turn would do, said before it is done: the very turn, applied and rolled back, so that it cannot say
//! other than what it does.

use super::pages::drafted;
use super::queries::{self, Turn};
use super::turn;
use crate::audiences;
use crate::school::School;
use askama::Template;
use chrono::NaiveDate;
use database::{Db, Tx};
use kernel::{Actor, Answer, Error, Page, Path, PlaceId};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Who is in an audience of the school.
struct Seen {
    kind: String,
    place: String,
    class: bool,
    year: i16,
    closed: bool,
    posts: i64,
    people: BTreeSet<Uuid>,
}

async fn seen(conn: &mut PgConnection, school: PlaceId) -> Result<BTreeMap<Uuid, Seen>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select a.id, a.kind, p.name, p.kind <> 'school' as "class!", coalesce(p.school_year, 0::smallint) as "year!",
                p.closed_on is not null as "closed!",
                (select count(*) from share s join item i on i.id = s.item_id and i.withdrawn_at is null
                 where s.audience_id = a.id) as "posts!",
                coalesce((select array_agg(m.person_id) from audience_member m where m.audience_id = a.id), '{}') as "people!"
         from audience a join place p on p.id = a.place_id where a.school_id = $1"#,
        school.0,
    )
    .fetch_all(conn)
    .await?;
    let seen = rows.into_iter().map(|r| {
        let people = r.people.into_iter().collect();
        let (class, year, closed, posts) = (r.class, r.year, r.closed, r.posts);
        (r.id, Seen { kind: r.kind, place: r.name, class, year, closed, posts, people })
    });
    Ok(seen.collect())
}

/// A class in the report: how many pupils, guardians and adults read it, and how much there is.
#[derive(Debug, Default)]
pub struct Line {
    pub name: String,
    pub pupils: usize,
    pub guardians: usize,
    pub team: usize,
    pub posts: i64,
}

impl Line {
    fn add(&mut self, seen: &Seen) {
        match seen.kind.as_str() {
            "class_pupils" => self.pupils = seen.people.len(),
            "class_guardians" => self.guardians = seen.people.len(),
            _ => self.team = seen.people.len(),
        }
        self.posts = self.posts.max(seen.posts);
    }

    pub fn readers(&self) -> String {
        let parts: Vec<String> = [
            (self.pupils, "élève", "élèves"),
            (self.guardians, "responsable", "responsables"),
            (self.team, "adulte", "adultes"),
        ]
        .into_iter()
        .filter(|p| p.0 > 0)
        .map(|(n, one, many)| format!("{n}\u{a0}{}", if n == 1 { one } else { many }))
        .collect();
        if parts.is_empty() { "personne".to_owned() } else { parts.join(", ") }
    }

    pub fn messages(&self) -> String {
        match self.posts {
            0 => "aucun message".to_owned(),
            1 => "1\u{a0}message".to_owned(),
            n => format!("{n}\u{a0}messages"),
        }
    }
}

/// Who gains or loses sight of what is for a whole school.
#[derive(Debug)]
pub struct Change {
    pub name: String,
    pub before: usize,
    pub gain: usize,
    pub lose: usize,
}

#[derive(Debug, Default)]
pub struct Report {
    pub archives: Vec<Line>,
    pub opened: Vec<Line>,
    pub whole: Vec<Change>,
}

fn compare(turn: &Turn, before: &BTreeMap<Uuid, Seen>, after: &BTreeMap<Uuid, Seen>) -> Report {
    let (mut archives, mut opened) = (BTreeMap::<&str, Line>::new(), BTreeMap::<&str, Line>::new());
    let mut whole = Vec::new();
    for (id, now) in after {
        let was = before.get(id);
        if now.class && now.closed && was.is_some_and(|w| !w.closed) {
            archives.entry(&now.place).or_default().add(now);
        } else if now.class && now.year == turn.year && !now.closed {
            opened.entry(&now.place).or_default().add(now);
        } else if let (false, Some(was)) = (now.class, was) {
            let (gain, lose) =
                (now.people.difference(&was.people).count(), was.people.difference(&now.people).count());
            let name = audiences::rules::name(&now.kind, &now.place);
            whole.push(Change { name, before: was.people.len(), gain, lose });
        }
    }
    let named = |lines: BTreeMap<&str, Line>| {
        lines.into_iter().map(|(name, line)| Line { name: name.to_owned(), ..line }).collect()
    };
    Report { archives: named(archives), opened: named(opened), whole }
}

/// What it would do: applied, compared, rolled back.
pub async fn simulated(mut tx: Tx, turn: &Turn, day: NaiveDate) -> Result<Report, Error> {
    let now = tx.now();
    let before = seen(tx.conn(), turn.school).await?;
    turn::apply(tx.conn(), turn, None, now, day).await?;
    let after = seen(tx.conn(), turn.school).await?;
    Ok(compare(turn, &before, &after))
}

#[derive(Template)]
#[template(path = "year_turn/simulation.html")]
struct Simulation {
    school: School,
    turn: Turn,
    report: Report,
    leave: i64,
    undecided: i64,
}

pub(super) async fn show(db: Db, actor: Actor, Path(id): Path<PlaceId>) -> Answer<Page> {
    let (school, turn) = drafted(&db, &actor, id).await?;
    let today = db.clock.today();
    let this_year = queries::this_year(&db.pool, &turn, today).await?;
    let report = simulated(db.begin().await?, &turn, today).await?;
    let body = Simulation {
        leave: this_year.iter().map(|c| c.leave).sum(),
        undecided: this_year.iter().map(|c| c.undecided).sum(),
        school,
        turn,
        report,
    };
    Page::new("Ce qui va changer", &body)
}
