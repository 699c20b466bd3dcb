//! The archive: a page to read, the same as data, the files.

use super::queries::{self, Asked};
use super::words;
use crate::{App, LifeCycles};
use askama::Template;
use bytes::Bytes;
use futures::TryStreamExt;
use kernel::Error;
use kernel::life_cycle::Exported;
use serde_json::Value;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use storage::{FileId, Kind, Prepared, Variant};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What a child's file leaves out: it may be the other household's.
const OF_THE_HOUSEHOLD: [&str; 8] =
    ["street", "postcode", "town", "country", "email", "mobile", "home_phone", "work_phone"];

/// A row in words: what, and what is said.
type Spoken = Vec<(String, String)>;
type Tables = BTreeMap<String, Vec<Value>>;

#[derive(Template)]
#[template(path = "own_data/archive.html")]
struct Readable {
    day: String,
    tables: Vec<(String, Vec<Spoken>)>,
    files: Vec<String>,
}

pub(super) async fn of(app: &App, asked: &Asked) -> Result<Prepared, Error> {
    let mut conn = app.db.pool.acquire().await?;
    let (tables, files) = gather(app, &mut conn, asked).await?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let mut names = Vec::new();
    for id in files {
        let Some((name, bytes)) = bytes_of(app, &mut conn, id, names.len() + 1).await? else { continue };
        zip.start_file(&*name, options.compression_method(zip::CompressionMethod::Stored))?;
        zip.write_all(&bytes)?;
        names.push(name);
    }
    zip.start_file("donnees.json", options)?;
    zip.write_all(&serde_json::to_vec_pretty(&tables)?)?;
    zip.start_file("mes-donnees.html", options)?;
    zip.write_all(readable(app, &tables, names)?.as_bytes())?;
    Ok(prepared(zip.finish()?.into_inner()))
}

/// Every table that an area says is to be given, and the files that its rows speak of.
async fn gather(
    app: &App,
    conn: &mut PgConnection,
    asked: &Asked,
) -> Result<(Tables, BTreeSet<FileId>), Error> {
    let items = queries::items(&mut *conn, asked.person).await?;
    let of_items: BTreeSet<String> =
        queries::references(&mut *conn).await?.into_iter().filter(|r| r.item).map(|r| r.column).collect();
    let (mut tables, mut files) = (Tables::new(), BTreeSet::new());
    for column in given(app.life_cycles) {
        let Some((table, name)) = column.split_once('.') else { continue };
        let ids = if of_items.contains(column) { items.clone() } else { vec![asked.person] };
        let (rows, of_rows) = queries::rows(conn, table, name, &ids).await?;
        let kept = tables.entry(table.to_owned()).or_default();
        for mut row in rows {
            if let (Some(fields), "person", false) = (row.as_object_mut(), table, asked.own) {
                fields.retain(|field, _| !OF_THE_HOUSEHOLD.contains(&field.as_str()));
            }
            if !kept.contains(&row) {
                kept.push(row);
            }
        }
        files.extend(of_rows);
    }
    Ok((tables, files))
}

/// The columns through which something is to be given, and the person herself.
fn given(life_cycles: LifeCycles) -> Vec<&'static str> {
    let all = life_cycles.iter().copied().flatten().filter(|l| l.exported == Exported::Yes);
    all.map(|l| l.column).chain(["person.id"]).collect()
}

async fn bytes_of(
    app: &App,
    conn: &mut PgConnection,
    id: FileId,
    number: usize,
) -> Result<Option<(String, Vec<u8>)>, Error> {
    let Some(file) = storage::find(conn, id).await? else { return Ok(None) };
    let Some(variant) = file.kind.variants().first() else { return Ok(None) };
    let content = match storage::open(&app.store, &file, variant).await {
        Ok(content) => content,
        Err(storage::StoreError::NotFound) => return Ok(None),
        Err(cause) => return Err(cause.into()),
    };
    let parts: Vec<Bytes> = content.stream.try_collect().await?;
    let name: String =
        file.name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    Ok(Some((format!("fichiers/{number:03}-{name}"), parts.concat())))
}

fn readable(app: &App, tables: &Tables, files: Vec<String>) -> Result<String, Error> {
    let spoken = |row: &Value| {
        let fields = row.as_object().into_iter().flatten();
        let said = fields.filter_map(|(name, value)| Some((words::column(name).to_owned(), said(value)?)));
        said.collect::<Vec<_>>()
    };
    let first = |name: &str| (!matches!(name, "person" | "account"), words::table(name).to_owned());
    let mut shown: Vec<_> =
        tables.iter().map(|(name, rows)| (first(name), rows.iter().map(spoken).collect())).collect();
    shown.sort_by(|a: &((bool, String), Vec<_>), b| a.0.cmp(&b.0));
    let tables = shown.into_iter().map(|((_, name), rows)| (name, rows)).collect();
    let today = app.db.clock.today();
    let day = format!("{} {}", kernel::clock::french_day(today), today.format("%Y"));
    Ok(Readable { day, tables, files }.render()?)
}

/// A value as one reads it; nothing for what is empty or only a number of ours.
fn said(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Bool(yes) => Some(if *yes { "oui" } else { "non" }.to_owned()),
        Value::String(text) if text.is_empty() || text.parse::<uuid::Uuid>().is_ok() => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => {
            let said: Vec<_> = values.iter().filter_map(said).collect();
            (!said.is_empty()).then(|| said.join(", "))
        }
        other => Some(other.to_string()),
    }
}

fn prepared(bytes: Vec<u8>) -> Prepared {
    let sha256 = Sha256::digest(&bytes).into();
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let name = Kind::Document.variants()[0];
    Prepared {
        kind: Kind::Document,
        name: "mes-donnees.zip".to_owned(),
        media_type: "application/zip".to_owned(),
        bytes: size,
        width: None,
        height: None,
        duration_ms: None,
        sha256,
        variants: vec![Variant { name, media_type: "application/zip", bytes: bytes.into() }],
    }
}
