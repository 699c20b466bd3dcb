//! A place’s figures in a file.

use super::pages::{Asked, obtained};
use super::queries::parts as parts_of;
use super::queries::read::{self, Scope, Taken};
use super::{national, parts, sections, words};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use cockpit::sheet::{self, Sheet};
use database::Db;
use identity::steering::full_day;
use kernel::{Actor, Answer, Error, Path, Query};

/// `csv`, `ods`: what the page says. `comptages`: school by school, by profile and service, for a national measure.
pub(super) async fn file(
    db: Db,
    actor: Actor,
    Path((at, format)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let scope = obtained(&db, &actor, &at).await?;
    let taken = read::taken(&db.pool).await?.ok_or(Error::NotFound)?;
    let title = format!("{}, compté le {}", scope.name, full_day(taken.day));
    let (bytes, kind, end) = match format.as_str() {
        "csv" => {
            let sheets = sheets(&db, &actor, &scope, &taken, &asked).await?;
            (sheet::csv(&title, &sheets).into_bytes(), "text/csv; charset=utf-8", "csv")
        }
        "ods" => {
            let sheets = sheets(&db, &actor, &scope, &taken, &asked).await?;
            (sheet::workbook(&title, &sheets)?, sheet::MEDIA_TYPE, "ods")
        }
        "comptages" => {
            let sheets = national::sheets(&db, &actor, &scope, &taken).await?;
            (sheet::csv(&title, &sheets).into_bytes(), "text/csv; charset=utf-8", "csv")
        }
        _ => return Err(Error::NotFound),
    };
    let name = format!(
        "attachment; filename=\"{}-{}.{end}\"",
        if format == "comptages" { "comptages" } else { "indicateurs" },
        taken.day
    );
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}

async fn sheets(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    taken: &Taken,
    asked: &Asked,
) -> Result<Vec<Sheet>, Error> {
    let mut sheets: Vec<Sheet> =
        sections::all(db, scope, taken, usize::MAX).await?.into_iter().map(|section| section.sheet).collect();
    let kinds = parts_of::kinds(&db.pool, scope).await?;
    let by = (kinds.as_slice(), asked.par.as_str());
    if let Some(inside) = parts::inside(db, actor, scope, taken, by, (None, parts::ALL)).await? {
        sheets.push(inside.section.sheet);
    }
    let about = [
        words::ACCOUNTS,
        words::CLASSES,
        words::FAMILIES,
        words::WEEKS,
        words::SINCE,
        words::USES,
        words::EQUIPMENT,
        words::HELP,
        words::HELP_QUEUES,
        words::HELP_BY_MONTH,
        words::RURAL,
        words::PARTS,
    ];
    let names = [
        "Comptes",
        "Classes",
        "Familles",
        "Semaines",
        "Depuis le début",
        "Services",
        "Équipement",
        "Assistance",
        "Assistance par file",
        "Assistance par mois et file",
        "Ruralité",
        "Lieux",
    ];
    let rows = names.iter().zip(about);
    let rows =
        rows.map(|(name, (what, source))| [*name, what, source].map(sheet::Cell::text).to_vec()).collect();
    sheets.push(Sheet { name: "Définitions", columns: vec!["Nombre", "Ce qu’il compte", "Source"], rows });
    Ok(sheets)
}
