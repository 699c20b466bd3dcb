//! What waits for her and what she said; one text with its history.

use super::queries::{self, Line, Mark, Said, Text};
use super::rules::{self, Standing, Subject};
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, Query};
use serde::Deserialize;

/// How many of the last opinions are shown together; how many of one text.
const LAST: i64 = 20;
const HISTORY: i64 = 50;

#[derive(Template)]
#[template(path = "legal/home.html")]
struct Home {
    conventions: Vec<Line>,
    notices: Vec<Mark>,
    charter: Mark,
    said: Vec<Said>,
    advisers: Vec<String>,
    /// It is she who reads this.
    speaks: bool,
    clock: Clock,
}

pub(super) async fn home(db: Db, actor: Actor) -> Answer<Page> {
    let body = Home {
        conventions: queries::conventions(&db.pool).await?,
        notices: queries::marks(&db.pool, "notice", None).await?,
        charter: of_the_charter(&db).await?,
        said: queries::said(&db.pool, None, LAST).await?,
        advisers: queries::advisers(&db.pool, db.clock.today()).await?,
        speaks: rules::speaks(&actor).is_ok(),
        clock: db.clock.clone(),
    };
    Page::new("Conseil juridique", &body)
}

async fn of_the_charter(db: &Db) -> Result<Mark, sqlx::Error> {
    let text = queries::charter();
    let last = queries::said(&db.pool, Some(Subject::Charter), 1).await?.pop();
    Ok(Mark {
        subject: Subject::Charter,
        standing: Standing::of(last.as_ref().map(|s| (s.validated, s.text.as_str())), &text.text),
        title: text.title,
        at: last.as_ref().map(|s| s.at),
        note: last.map(|s| s.note).unwrap_or_default(),
    })
}

impl Home {
    fn others(&self) -> Vec<&Mark> {
        std::iter::once(&self.charter).chain(&self.notices).collect()
    }

    fn count(&self, clauses: fn(&Line) -> i64, texts: fn(Standing) -> bool) -> i64 {
        let others = self.others().iter().filter(|m| texts(m.standing)).count();
        self.conventions.iter().map(clauses).sum::<i64>() + i64::try_from(others).unwrap_or(i64::MAX)
    }

    fn waiting(&self) -> i64 {
        self.count(|line| line.waits, Standing::waits)
    }

    fn reworked(&self) -> i64 {
        self.count(|line| line.rework, |s| s == Standing::Rework)
    }

    fn validated(&self) -> i64 {
        self.count(|line| line.validated, |s| s == Standing::Validated)
    }

    fn first(line: &Line) -> Option<String> {
        line.first.map(|position| Subject::Clause(line.convention, position).slug())
    }

    fn at(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "legal/text.html")]
struct TextPage {
    text: Text,
    standing: Standing,
    said: Vec<Said>,
    speaks: bool,
    /// The next that waits, of the same convention.
    next: Option<String>,
    clock: Clock,
    again: Again,
}

pub(super) async fn text(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let text = queries::find(&db.pool, &slug).await?;
    one(&db, &actor, text, Again::done(asked.fait.is_some())).await
}

pub(super) async fn one(db: &Db, actor: &Actor, text: Text, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let said = queries::said(&db.pool, Some(text.subject), HISTORY).await?;
    let body = TextPage {
        standing: Standing::of(said.first().map(|s| (s.validated, s.text.as_str())), &text.text),
        next: next(db, text.subject).await?,
        speaks: rules::speaks(actor).is_ok(),
        clock: db.clock.clone(),
        said,
        text,
        again,
    };
    let page = Page::new(body.text.title.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

async fn next(db: &Db, subject: Subject) -> Result<Option<String>, sqlx::Error> {
    let (kind, of, here) = subject.key();
    let mut waiting: Vec<Subject> = queries::marks(&db.pool, kind, of.filter(|_| kind == "clause"))
        .await?
        .into_iter()
        .filter(|mark| mark.standing.waits() && mark.subject != subject)
        .map(|mark| mark.subject)
        .collect();
    waiting.sort_by_key(|s| (s.key().2 < here, s.key().2));
    Ok(waiting.first().map(|s| s.slug()))
}

impl TextPage {
    fn at(&self, at: &DateTime<Utc>) -> String {
        full_day(self.clock.day_of(*at))
    }

    fn print(&self) -> String {
        rules::print(&self.text.text)
    }

    /// Without its title, which stands above.
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.text.text.lines().skip(1).filter(|line| !line.is_empty())
    }

    fn of_another(&self, said: &Said) -> bool {
        said.text != self.text.text
    }

    /// Where it lies.
    fn home(&self) -> Option<String> {
        match self.text.subject {
            Subject::Clause(convention, _) => Some(format!("/conventions/{convention}#clauses")),
            Subject::Notice(_) => Some("/exigences/rappels".to_owned()),
            Subject::Charter => None,
        }
    }
}
