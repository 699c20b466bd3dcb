//! From tickets to figures. Pure.

use crate::tickets::hours::Service;
use chrono::{DateTime, Utc};

/// What is counted of one.
#[derive(Debug, Clone)]
pub(super) struct Ticket {
    pub channel: String,
    pub level: i16,
    pub category: String,
    pub resolver: Option<String>,
    pub opened_at: DateTime<Utc>,
    pub first_answer_at: Option<DateTime<Utc>>,
    pub answer_by: DateTime<Utc>,
    pub resolved_at: Option<DateTime<Utc>>,
    /// Minutes of service in which the asker was asked something.
    pub waited: i32,
    pub satisfaction: Option<i16>,
    pub late: bool,
}

impl Ticket {
    fn answered_in(&self, service: &Service) -> Option<i64> {
        Some(service.minutes(self.opened_at, self.first_answer_at?))
    }

    fn solved_in(&self, service: &Service) -> Option<i64> {
        Some(service.taken(self.opened_at, self.resolved_at?, self.waited))
    }
}

/// A line of a table: how many, and the medians in minutes of service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub words: &'static str,
    pub count: usize,
    pub answered_in: Option<i64>,
    pub solved_in: Option<i64>,
}

/// One line for each of `words` that has a ticket; `of` says which word a ticket is under.
pub(super) fn lines<'a>(
    tickets: &'a [Ticket],
    service: &Service,
    words: &[(&'static str, &'static str)],
    of: impl Fn(&'a Ticket) -> String,
) -> Vec<Line> {
    let line = |(key, words): &(&str, &'static str)| {
        let of_it: Vec<&Ticket> = tickets.iter().filter(|t| of(t) == *key).collect();
        Line {
            words,
            count: of_it.len(),
            answered_in: median(of_it.iter().filter_map(|t| t.answered_in(service)).collect()),
            solved_in: median(of_it.iter().filter_map(|t| t.solved_in(service)).collect()),
        }
    };
    words.iter().map(line).filter(|line| line.count > 0).collect()
}

/// The middle one; of two, the lower.
fn median(mut values: Vec<i64>) -> Option<i64> {
    values.sort_unstable();
    values.get(values.len().checked_sub(1)? / 2).copied()
}

/// A part and its whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Share {
    pub part: usize,
    pub whole: usize,
}

impl Share {
    fn of<'a>(all: impl Iterator<Item = &'a Ticket>, is: impl Fn(&Ticket) -> bool) -> Self {
        all.fold(Self::default(), |sum, t| Self { part: sum.part + usize::from(is(t)), whole: sum.whole + 1 })
    }

    /// « 3 sur 4 (75 %) ».
    pub(super) fn words(self) -> String {
        if self.whole == 0 {
            return "—".to_owned();
        }
        let percent = (self.part * 200 + self.whole) / (self.whole * 2);
        format!("{} sur {} ({percent}\u{a0}%)", self.part, self.whole)
    }
}

/// Of those that were answered, or should have been: by when it was due.
pub(super) fn in_time(tickets: &[Ticket], now: DateTime<Utc>) -> Share {
    let due = tickets.iter().filter(|t| t.first_answer_at.is_some() || t.answer_by < now);
    Share::of(due, |t| t.first_answer_at.is_some_and(|at| at <= t.answer_by))
}

/// Solved by who is near, of all that are solved (row 122).
pub(super) fn near(tickets: &[Ticket]) -> Share {
    let solved = tickets.iter().filter(|t| t.resolved_at.is_some());
    Share::of(solved, |t| matches!(t.resolver.as_deref(), Some("school" | "circonscription")))
}

/// Well helped, of those who said; nothing of fewer than five.
pub(super) fn satisfied(tickets: &[Ticket]) -> Option<Share> {
    let said = tickets.iter().filter(|t| t.satisfaction.is_some());
    Some(Share::of(said, |t| t.satisfaction >= Some(3))).filter(|share| share.whole >= 5)
}

/// « 25 min », « 3 h 10 », « 2 jours » of ten hours.
pub(super) fn spoken(minutes: i64) -> String {
    match minutes {
        ..60 => format!("{minutes}\u{a0}min"),
        60..600 if minutes % 60 == 0 => format!("{}\u{a0}h", minutes / 60),
        60..600 => format!("{}\u{a0}h\u{a0}{:02}", minutes / 60, minutes % 60),
        600..900 => "1\u{a0}jour".to_owned(),
        _ => format!("{}\u{a0}jours", (minutes + 300) / 600),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_spoken_in_days_of_service() {
        for (minutes, words) in
            [(0, "0 min"), (59, "59 min"), (120, "2 h"), (190, "3 h 10"), (600, "1 jour"), (1500, "3 jours")]
        {
            assert_eq!(spoken(minutes).replace('\u{a0}', " "), words);
        }
        assert_eq!((median(vec![]), median(vec![5, 1, 9]), median(vec![4, 2])), (None, Some(5), Some(2)));
    }
}
