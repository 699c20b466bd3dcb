//! The same figures, for a spreadsheet.

use super::pages::{Asked, Figures, counted};
use super::rules::Line;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::csv::{START, line, quoted};
use kernel::{Actor, Answer, Query};

pub(super) async fn table(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Response> {
    let figures = counted(&db, &actor, &asked).await?;
    let name = format!("attachment; filename=\"assistance-{}.csv\"", db.clock.today());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, csv(&figures)).into_response())
}

/// Durations are in minutes of service: what a spreadsheet computes with.
fn csv(figures: &Figures) -> String {
    let title = format!("L’aide en chiffres, depuis le {}", figures.since.format("%d/%m/%Y"));
    let mut out = format!("{START}{}\r\n\r\n", quoted(&title));
    let satisfied = figures.satisfied.map_or_else(|| "moins de cinq avis".to_owned(), |s| s.words());
    for (what, value) in [
        ("Demandes", figures.count.to_string()),
        ("Pas encore résolues", figures.open.to_string()),
        ("En retard", figures.late.to_string()),
        ("Première réponse dans les temps", quoted(&figures.in_time.words())),
        ("Résolues au plus près, sans le projet", quoted(&figures.near.words())),
        ("Bien aidés, d’après les personnes", quoted(&satisfied)),
    ] {
        out.push_str(&line(&[quoted(what), value]));
    }
    for (title, lines) in &figures.tables {
        let heads =
            [*title, "Demandes", "Première réponse (minutes de service)", "Résolution (minutes de service)"];
        out.push_str("\r\n");
        out.push_str(&line(&heads.map(quoted)));
        lines.iter().for_each(|l| out.push_str(&line(&cells(l))));
    }
    out
}

fn cells(of: &Line) -> [String; 4] {
    let minutes = |minutes: Option<i64>| minutes.map(|m| m.to_string()).unwrap_or_default();
    [quoted(of.words), of.count.to_string(), minutes(of.answered_in), minutes(of.solved_in)]
}
