//! How much one may send: the figures in one place. A hijacked pupil's account sends threats to a school before
//! anybody wakes; no child at play writes that fast. Adults have gentler ones: a mistake, not a job.
//!
//! Counted from the audit, in the transaction of the act itself, one person's acts one after the other.

use chrono::TimeDelta;
use database::Tx;
use kernel::{Actor, Error};

/// What somebody is about to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    Answer,
    /// To so many audiences at once.
    Post {
        audiences: i64,
    },
}

/// At most so many within so many minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    pub most: i64,
    pub minutes: i64,
}

const fn limit(most: i64, minutes: i64) -> Limit {
    Limit { most, minutes }
}

const DAY: i64 = 24 * 60;

#[derive(Debug)]
pub struct Figures {
    pub answers: &'static [Limit],
    pub posts: &'static [Limit],
    /// Audiences written to, all posts together.
    pub fan_out: Limit,
}

pub const PUPILS: Figures = Figures {
    answers: &[limit(6, 10), limit(30, DAY)],
    posts: &[limit(2, 60), limit(5, DAY)],
    fan_out: limit(5, DAY),
};

pub const ADULTS: Figures = Figures {
    answers: &[limit(30, 60), limit(200, DAY)],
    posts: &[limit(20, 60), limit(60, DAY)],
    fan_out: limit(400, DAY),
};

#[must_use]
pub fn figures(actor: &Actor) -> &'static Figures {
    if actor.is_pupil() { &PUPILS } else { &ADULTS }
}

/// What to say when one more is too many now; nothing: it may go.
pub async fn check(tx: &mut Tx, actor: &Actor, sending: Sending) -> Result<Option<String>, Error> {
    let person = actor.person.0;
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('sends ' || $1::uuid::text, 0))", person)
        .execute(tx.conn())
        .await?;
    let figures = figures(actor);
    let (act, limits, noun) = match sending {
        Sending::Answer => ("commented", figures.answers, "réponses"),
        Sending::Post { .. } => ("post_published", figures.posts, "messages"),
    };
    for limit in limits {
        let since = tx.now() - TimeDelta::minutes(limit.minutes);
        let lately = sqlx::query_scalar!(
            r#"select count(*) as "n!" from audit where person_id = $1 and at > $2 and act = $3"#,
            person,
            since,
            act,
        )
        .fetch_one(tx.conn())
        .await?;
        if lately >= limit.most {
            return Ok(Some(sentence(actor, *limit, noun)));
        }
    }
    if let Sending::Post { audiences } = sending {
        let since = tx.now() - TimeDelta::minutes(figures.fan_out.minutes);
        let reached = sqlx::query_scalar!(
            r#"select coalesce(sum(jsonb_array_length(details->'audiences')), 0)::bigint as "n!" from audit
               where person_id = $1 and at > $2 and act = 'post_published'"#,
            person,
            since,
        )
        .fetch_one(tx.conn())
        .await?;
        if reached + audiences > figures.fan_out.most {
            return Ok(Some(sentence(actor, figures.fan_out, "groupes de destinataires")));
        }
    }
    Ok(None)
}

fn sentence(actor: &Actor, limit: Limit, noun: &str) -> String {
    let span = match limit.minutes {
        60 => "une heure".to_owned(),
        DAY => "un jour".to_owned(),
        minutes => format!("{minutes}\u{a0}minutes"),
    };
    let most = limit.most;
    if actor.is_pupil() {
        return format!(
            "Tu as déjà envoyé {most}\u{a0}{noun} en {span}. Ton texte est gardé ici\u{a0}: envoie-le un peu plus tard."
        );
    }
    format!(
        "Vous avez déjà envoyé {most}\u{a0}{noun} en {span}\u{a0}: votre texte est gardé ici, envoyez-le un peu plus tard."
    )
}
