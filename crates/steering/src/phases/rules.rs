//! What a decision must say. Pure.

use chrono::{NaiveDate, TimeDelta};
use kernel::FieldErrors;
use serde::Deserialize;

/// The phases after framing, in their order.
pub(super) const PHASES: [(&str, &str); 4] = [
    ("experimentation", "Expérimentation"),
    ("deployment", "Déploiement"),
    ("generalisation", "Généralisation"),
    ("contract_end", "Fin de marché"),
];

pub(super) fn french(kind: &str) -> &'static str {
    PHASES.iter().find(|p| p.0 == kind).map_or("Cadrage", |p| p.1)
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub phase: String,
    pub avis: String,
    pub depuis: String,
    pub jusque: String,
    pub jour: String,
    pub raison: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Decision {
    pub kind: &'static str,
    pub go: bool,
    pub from_year: i16,
    pub until_year: Option<i16>,
    pub on: NaiveDate,
    pub reason: String,
}

/// `now`: the phase of today, none while framing. One goes on, or back to none: never to an earlier one.
pub(super) fn decision(typed: &Typed, now: Option<&str>, today: NaiveDate) -> Result<Decision, FieldErrors> {
    let mut errors = FieldErrors::default();
    let rank = |kind: &str| PHASES.iter().position(|p| p.0 == kind);
    let kind = PHASES.iter().map(|p| p.0).find(|k| *k == typed.phase);
    match kind.and_then(rank) {
        None => errors.add("phase", "Choisissez la phase."),
        Some(next) if now.and_then(rank).is_some_and(|now| next <= now) => {
            errors.add("phase", "Le projet y est déjà, ou l’a passée.");
        }
        Some(_) => {}
    }
    if !matches!(typed.avis.as_str(), "go" | "no") {
        errors.add("avis", "Dites si l’on y va ou non.");
    }
    let year = |text: &str| text.parse::<i16>().ok().filter(|y| (2000..2100).contains(y));
    let (from, until) = (year(&typed.depuis), year(&typed.jusque));
    if from.is_none() {
        errors.add("depuis", "Donnez la première année scolaire.");
    }
    if !typed.jusque.is_empty() && (until.is_none() || until < from) {
        errors.add("jusque", "La dernière année ne vient pas avant la première.");
    }
    let on = typed.jour.parse::<NaiveDate>().ok();
    if on.is_none_or(|day| day > today || day < today - TimeDelta::days(20 * 366)) {
        errors.add("jour", "Donnez le jour de la décision\u{a0}: il est passé.");
    }
    let reason = typed.raison.trim();
    if reason.is_empty() || reason.chars().count() > 3000 {
        errors.add("raison", "Donnez la raison\u{a0}: elle reste avec la décision.");
    }
    errors.checked()?;
    match (kind, from, on) {
        (Some(kind), Some(from_year), Some(on)) => Ok(Decision {
            kind,
            go: typed.avis == "go",
            from_year,
            until_year: until,
            on,
            reason: reason.to_owned(),
        }),
        _ => Err(FieldErrors::one("phase", "Choisissez la phase.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_on_with_a_day_and_a_reason() {
        let today = "2026-09-15".parse().unwrap();
        let typed = Typed {
            phase: "deployment".into(),
            avis: "go".into(),
            depuis: "2026".into(),
            jusque: "2028".into(),
            jour: "2026-09-10".into(),
            raison: "Sept classes ont essayé pendant deux ans.".into(),
        };
        let good = decision(&typed, Some("experimentation"), today).unwrap();
        assert!(good.go && good.until_year == Some(2028));
        assert!(decision(&typed, Some("generalisation"), today).is_err(), "never back");
        for wrong in [
            Typed { jour: "2026-09-16".into(), ..typed.clone() },
            Typed { raison: " ".into(), ..typed.clone() },
            Typed { jusque: "2025".into(), ..typed.clone() },
            Typed { avis: String::new(), ..typed },
        ] {
            assert!(decision(&wrong, None, today).is_err(), "{wrong:?}");
        }
    }
}
