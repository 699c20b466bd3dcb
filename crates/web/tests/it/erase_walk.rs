//! Every table, every column: a row of hers in each that can hold one, her names in whatever can be written
//! there; she is erased; nothing of her is left anywhere.

#![expect(clippy::disallowed_methods, reason = "the catalogue is asked in the test's own words")]

use crate::migrations::with_rows;
use kernel::PersonId;
use sqlx::PgPool;
use std::collections::BTreeSet;
use testing::TestApp;

const HER: &str = "00000000-0000-7000-8000-00000000aaaa";
const HER_ITEM: &str = "00000000-0000-7000-8000-00000000bbbb";
const NEEDLES: [&str; 4] = ["quintrec", "wilhelmine", "0639980101", HER];

/// Lists of the program's own words that no check holds: nobody writes in them.
const WORDS: [&str; 18] = [
    "containment.profiles",
    "entry_source.profiles",
    "feed_undo.tab",
    "guardian_link.source",
    "guardian_link.tools",
    "item.kind",
    "newsletter.kinds",
    "passkey.credential",
    "person.level",
    "practice.levels",
    "practice.services",
    "resource_pack.levels",
    "role.tools",
    "service_bundle.services",
    "session.kind",
    "sso_service.profiles",
    "training_session.replay_url",
    "year_turn_pupil.level",
];

/// A column that refers to a person, or to an item.
#[derive(Debug, Clone)]
struct Reference {
    table: String,
    column: String,
    id: &'static str,
}

impl Reference {
    fn named(&self) -> String {
        format!("{}.{}", self.table, self.column)
    }
}

async fn run(db: &PgPool, sql: String) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query(sqlx::AssertSqlSafe(sql)).execute(db).await?.rows_affected())
}

async fn asked<T>(db: &PgPool, sql: String) -> Vec<T>
where
    T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
{
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(db).await.unwrap()
}

/// What the areas' LIFE_CYCLEs name, and nothing else.
async fn references(db: &PgPool) -> Vec<Reference> {
    let of = async |target: &str, id: &'static str| {
        let sql =
            format!("select tab || '.' || col from life_references() where target = '{target}' order by 1");
        let all: Vec<String> = asked(db, sql).await;
        let split = |full: String| {
            let (table, column) = full.rsplit_once('.').unwrap();
            Reference { table: table.to_owned(), column: column.to_owned(), id }
        };
        all.into_iter().map(split).collect::<Vec<_>>()
    };
    let all = [of("person", HER).await, of("item", HER_ITEM).await].concat();
    let named: BTreeSet<_> = all.iter().map(Reference::named).collect();
    let answered: BTreeSet<_> =
        web::house::LIFE_CYCLES.iter().copied().flatten().map(|l| l.column.to_owned()).collect();
    assert_eq!(named, answered);
    all
}

/// A row as one that is there, hers; where there can be one only, that one.
async fn row_of_hers(db: &PgPool, at: &Reference) -> Result<u64, sqlx::Error> {
    let Reference { table, column, id } = at;
    let columns: Vec<String> = asked(
        db,
        format!(
            "select format('%I', attname) from pg_attribute where attrelid = '{table}'::regclass and attnum > 0
             and not attisdropped and attgenerated = '' and attidentity = ''"
        ),
    )
    .await;
    let own = if columns.iter().any(|c| c == "id") {
        "jsonb_build_object('id', gen_random_uuid())"
    } else {
        "'{}'"
    };
    let columns = columns.join(", ");
    let copied = format!(
        "insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table},
             (select to_jsonb(t) || {own} || jsonb_build_object('{column}', '{id}') from {table} t order by ctid limit 1))"
    );
    match run(db, copied).await {
        Ok(rows) => Ok(rows),
        Err(_) => {
            let taken = format!(
                "update {table} set {column} = '{id}' where ctid = (select ctid from {table} order by ctid limit 1)"
            );
            run(db, taken).await
        }
    }
}

/// Those of the columns in which she is not.
async fn without_her(db: &PgPool, columns: Vec<Reference>) -> Vec<Reference> {
    let mut without = Vec::new();
    for at in columns {
        let there = format!("select exists (select from {} where {} = '{}')", at.table, at.column, at.id);
        if !asked::<bool>(db, there).await[0] {
            without.push(at);
        }
    }
    without
}

/// What refers to another row of hers waits until that one is there.
async fn a_row_of_hers_in_each(db: &PgPool, references: &[Reference]) {
    let mut missing = references.to_vec();
    loop {
        let mut refused = Vec::new();
        for at in &missing {
            if let Err(e) = row_of_hers(db, at).await {
                refused.push(format!("{}: {e}", at.named()));
            }
        }
        let before = missing.len();
        missing = without_her(db, missing).await;
        if missing.is_empty() {
            return;
        }
        assert!(missing.len() < before, "no row of hers can be in {missing:?}: {refused:?}");
    }
}

/// Texts, lists, documents that are no key of a thing: « name type ».
async fn written(db: &PgPool, table: &str) -> Vec<(String, String)> {
    let sql = format!(
        "select a.attname || ' ' || a.atttypid::regtype from pg_attribute a
         where a.attrelid = '{table}'::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
           and a.atttypid in ('text'::regtype, 'text[]'::regtype, 'jsonb'::regtype)
           and not exists (select from pg_index i where i.indrelid = a.attrelid and i.indisunique and (a.attnum = any(i.indkey)
               or pg_get_indexdef(i.indexrelid) ~ ('\\(' || a.attname || '\\)')))
         order by 1"
    );
    let all: Vec<String> = asked(db, sql).await;
    all.iter().map(|one| one.split_once(' ').unwrap()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

/// Her names wherever something can be written in these rows: the columns that took them. What refuses them is held
/// to a list by a check.
async fn write_her_names(db: &PgPool, references: &[Reference]) -> BTreeSet<String> {
    let mut took = BTreeSet::new();
    for at in references {
        for (column, kind) in written(db, &at.table).await {
            let full = format!("{}.{column}", at.table);
            if WORDS.contains(&full.as_str()) {
                continue;
            }
            let words = match &*kind {
                "text" => "Vu avec Mme QUINTREC, 0639980101",
                "jsonb" => r#"{"classes": ["CE1\nWilhelmine"], "Mme Quintrec": {"mobile": "0639980101"}}"#,
                _ => r#"{"De Mme Quintrec","Wilhelmine, le soir"}"#,
            };
            let sql =
                format!("update {} set {column} = '{words}' where {} = '{}'", at.table, at.column, at.id);
            match run(db, sql).await {
                Ok(_) => drop(took.insert(full)),
                Err(sqlx::Error::Database(e)) if e.is_check_violation() => {}
                Err(e) => panic!("{full}: {e}"),
            }
        }
    }
    took
}

async fn traces(db: &PgPool) -> Vec<String> {
    let tables = "select format('%I', table_name) from information_schema.tables
                  where table_schema = 'public' and table_type = 'BASE TABLE' order by 1";
    let mut found = Vec::new();
    for table in asked::<String>(db, tables.to_owned()).await {
        for needle in NEEDLES {
            let sql = format!(
                "select left(t::text, 300) from {table} t where strpos(lower(t::text), '{needle}') > 0"
            );
            let rows: Vec<String> = asked(db, sql).await;
            found.extend(rows.into_iter().map(|row| format!("{table}: {needle} in {row}")));
        }
    }
    found
}

#[tokio::test]
async fn an_erased_person_is_in_no_column_that_could_hold_her() {
    let house = with_rows().await;
    let db = &house.pool;
    let person = "insert into person (id, title, last_name, first_name, mobile, created_at)
                  values ($1::uuid, 'Mme', 'QUINTREC', 'Wilhelmine', '0639980101', '2026-09-01')";
    sqlx::query(person).bind(HER).execute(db).await.unwrap();
    let item = format!(
        "insert into item select (jsonb_populate_record(null::item,
             to_jsonb(i) || '{{\"id\": \"{HER_ITEM}\", \"author_id\": \"{HER}\"}}')).* from item i order by ctid limit 1"
    );
    assert_eq!(run(db, item).await.unwrap(), 1);

    let references = references(db).await;
    a_row_of_hers_in_each(db, &references).await;
    let took = write_her_names(db, &references).await;
    for one in [
        "legal_opinion.note",
        "erasure_hold.reason",
        "option_check.text",
        "joining_step.details",
        "onde_upload.file_names",
        "onde_upload.report",
        "ticket_entry.text",
        "post.body",
    ] {
        assert!(took.contains(one), "{one} is not tried");
    }
    assert!(took.len() > 200, "{} columns hold her names: {took:?}", took.len());
    let lost: Vec<_> = without_her(db, references).await.iter().map(Reference::named).collect();
    assert_eq!(lost, [""; 0], "they hold her no more");

    assert!(traces(db).await.len() > took.len(), "what is looked for is found");

    let mut tx = db.begin().await.unwrap();
    let her = PersonId(HER.parse().unwrap());
    identity::leaving::erase::erase(&mut tx, web::house::LIFE_CYCLES, &[her]).await.unwrap();
    tx.commit().await.unwrap();
    let left = traces(db).await;
    assert!(left.is_empty(), "{} traces: {:#?}", left.len(), &left[..left.len().min(12)]);
    db.close().await;
}

/// A class is called by its teacher in more places than its own: prepared for next year, tied to a feed's, named by
/// who volunteered. All lose her name alike, and what is compared with each other stays the same.
#[tokio::test]
async fn the_labels_of_classes_lose_her_name() {
    let app = TestApp::new(web::house::routes()).await;
    let (c, db) = (&app.cast, app.pool());
    let script = "
        update place set name = 'CE2-CM1 MME CARREL' where id = :cm1b;
        insert into year_turn (id, school_id, school_year, state, made_by, made_at)
        values ('00000000-0000-7000-8000-00000000e001', :school, 2027, 'draft', :head, '2026-09-15');
        insert into year_turn_class (id, turn_id, name, levels) values
          (gen_random_uuid(), '00000000-0000-7000-8000-00000000e001', 'CE2-CM1 MME CARREL', '{CE2,CM1}'),
          (gen_random_uuid(), '00000000-0000-7000-8000-00000000e001', 'CE2-CM1', '{CE2,CM1}'),
          (gen_random_uuid(), '00000000-0000-7000-8000-00000000e001', 'CM2 Mme Carrel', '{CM2}'),
          (gen_random_uuid(), '00000000-0000-7000-8000-00000000e001', 'CP M. CARRELET', '{CP}');
        insert into year_turn_change (turn_id, what, word) values
          ('00000000-0000-7000-8000-00000000e001', 'class_tied', 'CE2-CM1 MME CARREL');
        insert into joining (id, school_id, begun_at, begun_by)
        values ('00000000-0000-7000-8000-00000000e002', :school, '2026-09-15', :head);
        insert into joining_step (id, joining_id, step, at, by_id, as_role, details) values
          (gen_random_uuid(), '00000000-0000-7000-8000-00000000e002', 'volunteering', '2026-09-15', :head, 'head',
           '{\"whole\": \"classes\", \"classes\": [\"CP\", \"CE2-CM1 MME CARREL\"]}');";
    let script = script
        .replace(":cm1b", &format!("'{}'", c.cm1b))
        .replace(":school", &format!("'{}'", c.tilleuls))
        .replace(":head", &format!("'{}'", c.petit));
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(db).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    identity::leaving::erase::erase(&mut tx, web::house::LIFE_CYCLES, &[c.carrel]).await.unwrap();
    tx.commit().await.unwrap();

    let said = async |sql: &str| asked::<String>(db, sql.to_owned()).await;
    let of_class = format!("select name from place where id = '{}'", c.cm1b);
    assert_eq!(said(&of_class).await, ["CE2-CM1"]);
    assert_eq!(
        said("select name from year_turn_class order by name").await,
        ["CE2-CM1", "CE2-CM1 2", "CM2", "CP M. CARRELET"]
    );
    assert_eq!(said("select word from year_turn_change").await, ["CE2-CM1"]);
    assert_eq!(said("select details ->> 'classes' from joining_step").await, [r#"["CP", "CE2-CM1"]"#]);
}
