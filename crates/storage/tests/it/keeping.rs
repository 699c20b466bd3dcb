//! A file's row and its bytes come together and leave together.

use chrono::{DateTime, Utc};
use database::testing_cluster::test_database;
use futures::TryStreamExt;
use storage::{FileId, Kind, S3Settings, Store, StoreError, find, keep, open, remove};

use crate::helpers::{read, send};

fn a_monday() -> DateTime<Utc> {
    "2026-11-23T08:30:00Z".parse().unwrap()
}

#[tokio::test]
async fn a_kept_file_is_found_and_read() {
    let database = test_database().await;
    let pool = &database.pool;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let photo = send("zoo.jpg", &read("photo-orientation-8.jpg")).await.unwrap();
    let mut conn = pool.acquire().await.unwrap();

    let id = keep(&store, pool, &photo, a_monday()).await.unwrap();
    let file = find(&mut *conn, id).await.unwrap().unwrap();

    assert_eq!((file.id, file.kind, file.name.as_str()), (id, Kind::Image, "zoo.jpg"));
    assert_eq!((file.width, file.height, file.bytes), (photo.width, photo.height, photo.bytes));
    assert_eq!((file.created_at, id.0.get_version_num()), (a_monday(), 7));
    assert_eq!(id.to_string().parse::<FileId>().unwrap(), id);
    for (index, variant) in ["page", "thumb"].into_iter().enumerate() {
        let bytes: Vec<_> = open(&store, &file, variant).await.unwrap().stream.try_collect().await.unwrap();
        assert_eq!(bytes.concat(), photo.variants[index].bytes);
        assert_eq!(file.media_type_of(variant), photo.variants[index].media_type);
    }
    let unknown = open(&store, &file, "../page").await.err();
    assert!(matches!(unknown, Some(StoreError::NotFound)));
}

#[tokio::test]
async fn the_same_bytes_are_stored_once_and_leave_with_their_last_row() {
    let database = test_database().await;
    let pool = &database.pool;
    let folder = tempfile::tempdir().unwrap();
    let store = Store::local(folder.path()).unwrap();
    let mut conn = pool.acquire().await.unwrap();
    let one = send("mot.txt", b"Sortie au parc jeudi.").await.unwrap();
    let two = send("copie du mot.txt", b"Sortie au parc jeudi.").await.unwrap();

    let one = keep(&store, pool, &one, a_monday()).await.unwrap();
    let two = keep(&store, pool, &two, a_monday()).await.unwrap();
    let file = find(&mut *conn, two).await.unwrap().unwrap();
    assert_ne!(one, two);
    assert_eq!(find(&mut *conn, one).await.unwrap().unwrap().key("original"), file.key("original"));

    remove(&store, &mut conn, one).await.unwrap();
    assert_eq!(find(&mut *conn, one).await.unwrap(), None);
    assert!(open(&store, &file, "original").await.is_ok(), "the copy still needs the bytes");

    remove(&store, &mut conn, two).await.unwrap();
    assert!(matches!(open(&store, &file, "original").await.err(), Some(StoreError::NotFound)));
    remove(&store, &mut conn, two).await.unwrap();
}

/// A store that does not answer holds no connection: with a single one, the database goes on answering.
#[tokio::test]
async fn no_connection_is_held_while_bytes_are_on_their_way() {
    let database = test_database().await;
    let options = database.pool.connect_options().as_ref().clone();
    let pool = sqlx::postgres::PgPoolOptions::new().max_connections(1).connect_with(options).await.unwrap();
    // It takes the connection, and never says a word.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let store = Store::s3(&S3Settings {
        endpoint: format!("http://{}", silent.local_addr().unwrap()),
        bucket: "essai".to_owned(),
        region: "fr".to_owned(),
        access_key: "cle".to_owned(),
        secret_key: "secret".to_owned(),
        allow_http: true,
    })
    .unwrap();
    let note = send("mot.txt", b"Sortie au parc jeudi.").await.unwrap();
    let keeping = {
        let pool = pool.clone();
        tokio::spawn(async move { keep(&store, &pool, &note, a_monday()).await })
    };
    let (_asked, _) = silent.accept().await.unwrap();
    let answers = sqlx::query_scalar!("select count(*) from file").fetch_one(&pool);
    let rows = tokio::time::timeout(std::time::Duration::from_secs(5), answers).await;
    assert_eq!(rows.expect("a connection is free").unwrap(), Some(1));
    keeping.abort();
}
