//! What a meeting talks about: what somebody typed, and what waits. Kept as it was once the minutes are written. Pure,
//! but for what it is filled from.

use super::queries::{self, Action, Decision, Meeting, Point, Waiting};
use super::rules::Kind;
use super::tiers;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::Error;

/// So many names; how many more there are is said.
const NAMED: usize = 25;

/// Of a meeting that is to come: what was typed, then what waits today.
pub(super) async fn of(db: &Db, meeting: &Meeting) -> Result<Vec<Point>, Error> {
    if meeting.held.is_some() {
        return Ok(meeting.points.clone());
    }
    let mut points = meeting.points.clone();
    points.extend(waiting(db, meeting).await?);
    Ok(points)
}

pub(super) async fn waiting(db: &Db, meeting: &Meeting) -> Result<Vec<Point>, Error> {
    let today = db.clock.today();
    let actions = queries::actions(&db.pool, None).await?;
    let decisions = queries::decisions(&db.pool, None).await?;
    let waiting = Waiting {
        tiers: tiers::waits(&db.pool, &meeting.body).await?,
        ..queries::waiting(&db.pool, today).await?
    };
    // What is decided at this very meeting does not wait for it.
    let decisions = decisions.into_iter().filter(|d| d.meeting != meeting.id && d.state().is_to_follow());
    let actions = actions.into_iter().filter(|a| a.meeting != meeting.id);
    Ok(filled(
        meeting.body.kind,
        &meeting.body.name,
        &waiting,
        &actions.collect::<Vec<_>>(),
        &decisions.collect::<Vec<_>>(),
        today,
    ))
}

/// The publisher hears of what concerns it: its own meetings.
fn filled(
    kind: Kind,
    body: &str,
    waiting: &Waiting,
    actions: &[Action],
    decisions: &[Decision],
    today: NaiveDate,
) -> Vec<Point> {
    let whole = kind != Kind::Publisher;
    let mut points = Vec::new();
    let mut add = |source: &str, title: String, lines: Vec<String>| {
        if !lines.is_empty() {
            points.push(Point { source: source.to_owned(), title, detail: listed(&lines) });
        }
    };
    if whole {
        add(
            "schools",
            format!("Écoles qui attendent une décision ({})", waiting.schools.len()),
            waiting.schools.clone(),
        );
    }
    let of_groups = &waiting.tiers;
    for (source, title, lines) in [
        ("reports", "Comptes rendus des groupes départementaux", &of_groups.reports),
        ("received", "Décisions reçues, à prendre en compte", &of_groups.received),
        ("unanswered", "Décisions dont un groupe n’a pas pris acte", &of_groups.unanswered),
    ] {
        add(source, format!("{title} ({})", lines.len()), lines.clone());
    }
    let said: Vec<_> = decisions
        .iter()
        .filter(|d| whole || d.body_name == body)
        .map(|d| format!("{} {} ({})", d.number, d.text, d.state().french()))
        .collect();
    add("decisions", format!("Décisions à suivre ({})", said.len()), said);
    let said: Vec<_> = actions
        .iter()
        .filter(|a| whole || a.body_name == body)
        .map(|a| {
            let late = if a.due < today { ", en retard" } else { "" };
            let became = a.became.as_ref().map(|b| format!(", {}", b.said())).unwrap_or_default();
            format!("{} ({}, avant le {}{late}{became})", a.text, a.owner, full_day(a.due))
        })
        .collect();
    add("actions", format!("Actions ouvertes ({})", said.len()), said);
    if whole {
        let said: Vec<_> = waiting
            .conventions
            .iter()
            .map(|(name, last)| format!("{name}, jusqu’au {}", full_day(*last)))
            .collect();
        add("conventions", format!("Conventions à reconduire ({})", said.len()), said);
        add("contracts", "Fin de marché".to_owned(), waiting.contracts.clone());
        let said = waiting.changes.clone();
        add("changes", format!("Évolutions à l’étude ({})", said.len()), said);
    }
    if kind == Kind::Technical {
        let said = waiting.to_validate.clone();
        add("changes", format!("Versions et ressources à valider ({})", said.len()), said);
    }
    points
}

/// A line each.
fn listed(lines: &[String]) -> String {
    let mut said: Vec<_> = lines.iter().take(NAMED).cloned().collect();
    if lines.len() > NAMED {
        said.push(format!("et {} autres", lines.len() - NAMED));
    }
    said.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_is_filled_from_what_waits() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let waiting = Waiting {
            schools: (1..=30).map(|n| format!("École {n}")).collect(),
            conventions: vec![("2026-01".into(), day("2027-08-31"))],
            to_validate: vec!["4. Version d’octobre".into()],
            ..Waiting::default()
        };
        let points = filled(Kind::Technical, "Comité", &waiting, &[], &[], day("2027-01-05"));
        let titles: Vec<_> = points.iter().map(|p| p.title.as_str()).collect();
        assert_eq!(
            titles,
            [
                "Écoles qui attendent une décision (30)",
                "Conventions à reconduire (1)",
                "Versions et ressources à valider (1)"
            ]
        );
        assert!(points[0].detail.ends_with("École 25\net 5 autres"));
        assert!(filled(Kind::Publisher, "Éditeur", &waiting, &[], &[], day("2027-01-05")).is_empty());
    }
}
