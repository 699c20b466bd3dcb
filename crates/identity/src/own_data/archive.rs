//! The archive: a page to read, the same as data, the files, and a list of all that is in it. The format is documented in
//! `docs/formats/mes-donnees.md`: what changes here changes there, and its version.

use super::queries::{self, Asked};
use super::words;
use crate::{App, LifeCycles};
use askama::Template;
use futures::TryStreamExt;
use kernel::Error;
use kernel::life_cycle::Exported;
use serde::Serialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Write;
use storage::FileId;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

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

/// Written on this machine's disk, a piece at a time, then sent to the store: a life of photographs and films
/// is never whole in memory.
pub(super) async fn of(app: &App, asked: &Asked) -> Result<FileId, Error> {
    let (tables, files) = gather(app, asked).await?;
    let made = tempfile::NamedTempFile::new()?;
    let mut zip = ZipWriter::new(made.reopen()?);
    let mut held = Vec::new();
    for id in files {
        held.extend(add(app, &mut zip, id, held.len() + 1).await?);
    }
    let options = SimpleFileOptions::default();
    zip.start_file("manifeste.json", options)?;
    serde_json::to_writer_pretty(&mut zip, &manifest(app, asked, &tables, &held))?;
    let names = held.into_iter().map(|held| held.path).collect();
    zip.start_file("donnees.json", options)?;
    serde_json::to_writer_pretty(&mut zip, &tables)?;
    zip.start_file("mes-donnees.html", options)?;
    zip.write_all(readable(app, &tables, names)?.as_bytes())?;
    zip.finish()?.sync_all()?;
    let (now, what) = (app.db.clock.now(), ("mes-donnees.zip", "application/zip"));
    Ok(storage::keep_made(&app.store, &app.db.pool, made.path(), what, now).await?)
}

/// Every table that an area says is to be given, and the files that its rows speak of.
async fn gather(app: &App, asked: &Asked) -> Result<(Tables, BTreeSet<FileId>), Error> {
    let mut conn = app.db.pool.acquire().await?;
    let items = queries::items(&mut *conn, asked.person).await?;
    let of_items: BTreeSet<String> =
        queries::references(&mut *conn).await?.into_iter().filter(|r| r.item).map(|r| r.column).collect();
    let (mut tables, mut files) = (Tables::new(), BTreeSet::new());
    for column in given(app.life_cycles) {
        let Some((table, name)) = column.split_once('.') else { continue };
        let ids = if of_items.contains(column) { items.clone() } else { vec![asked.person] };
        let (rows, of_rows) = queries::rows(&mut conn, table, name, &ids).await?;
        let kept = tables.entry(table.to_owned()).or_default();
        for mut row in rows {
            if hers(&mut row, table, asked) && !kept.contains(&row) {
                kept.push(row);
            }
        }
        files.extend(of_rows);
    }
    let names = queries::names(&mut *conn, asked.person, asked.by).await?;
    for row in tables.values_mut().flatten().filter_map(Value::as_object_mut) {
        name(row, &names);
    }
    Ok((tables, files))
}

/// Leaves out of a row what is somebody else's: who decided, the other household. `false`: all of it is.
fn hers(row: &mut Value, table: &str, asked: &Asked) -> bool {
    let Some(fields) = row.as_object_mut() else { return false };
    // A child's links with others are theirs, and so is what they answered: what a court said of one parent is
    // not told to the other.
    let guardian = fields.get("guardian_id").and_then(Value::as_str);
    if !asked.own && guardian.is_some_and(|guardian| guardian != asked.by.to_string()) {
        return false;
    }
    let household = table == "person" && !asked.own;
    fields.retain(|field, _| {
        !(field.ends_with("_by") || household && OF_THE_HOUSEHOLD.contains(&field.as_str()))
    });
    true
}

/// Says of which school, class or child a row is, beside its number.
fn name(row: &mut Map<String, Value>, names: &BTreeMap<Uuid, String>) {
    for (id, named) in [("school_id", "school"), ("place_id", "place"), ("pupil_id", "child")] {
        let found = row.get(id).and_then(Value::as_str).and_then(|id| id.parse().ok());
        if let Some(found) = found.and_then(|id| names.get(&id)) {
            row.insert(named.to_owned(), Value::String(found.clone()));
        }
    }
}

/// The columns through which something is to be given, and the person herself.
fn given(life_cycles: LifeCycles) -> Vec<&'static str> {
    let all = life_cycles.iter().copied().flatten().filter(|l| l.exported == Exported::Yes);
    all.map(|l| l.column).chain(["person.id"]).collect()
}

/// The version of what is documented: another number when a program that read the one before would be wrong.
const VERSION: u32 = 1;

/// A file of the archive, as its manifest says it. A row names it by `id` (`file_id` in `donnees.json`).
#[derive(Serialize)]
struct Held {
    path: String,
    id: Uuid,
    name: String,
    media_type: String,
    bytes: u64,
    sha256: String,
}

/// What another platform reads first.
fn manifest(app: &App, asked: &Asked, tables: &Tables, files: &[Held]) -> Value {
    let rows: BTreeMap<_, _> = tables.iter().map(|(table, rows)| (table, rows.len())).collect();
    json!({
        "format": "preau/mes-donnees",
        "version": VERSION,
        "made_at": app.db.clock.now().to_rfc3339(),
        "project": app.settings.project,
        "site": app.settings.site(),
        "person": asked.person,
        "rows": rows,
        "files": files,
    })
}

/// Puts a file into the archive. None: its bytes are gone.
async fn add(app: &App, zip: &mut ZipWriter<File>, id: FileId, number: usize) -> Result<Option<Held>, Error> {
    let Some(file) = storage::find(&app.db.pool, id).await? else { return Ok(None) };
    let Some(variant) = file.kind.variants().first() else { return Ok(None) };
    let mut content = match storage::open(&app.store, &file, variant).await {
        Ok(content) => content,
        Err(storage::StoreError::NotFound) => return Ok(None),
        Err(cause) => return Err(cause.into()),
    };
    let safe: String =
        file.name.chars().map(|c| if c.is_alphanumeric() || "-_.".contains(c) { c } else { '-' }).collect();
    let path = format!("fichiers/{number:03}-{safe}");
    // Pictures, sounds and films are small already.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    zip.start_file(&*path, stored)?;
    let (mut hash, mut bytes) = (Sha256::new(), 0);
    while let Some(piece) = content.stream.try_next().await? {
        zip.write_all(&piece)?;
        hash.update(&piece);
        bytes += piece.len() as u64;
    }
    let (name, media_type) = (file.name, file.media_type);
    Ok(Some(Held { path, id: id.0, name, media_type, bytes, sha256: hex::encode(hash.finalize()) }))
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
        Value::String(text) if text.is_empty() || text.parse::<Uuid>().is_ok() => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => {
            let said: Vec<_> = values.iter().filter_map(said).collect();
            (!said.is_empty()).then(|| said.join(", "))
        }
        other => Some(other.to_string()),
    }
}
