//! The same calls on a folder and on an S3 server that runs in the test's own process.

use std::path::Path;

use bytes::Bytes;
use futures::TryStreamExt;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use storage::{Content, Key, S3Settings, Store, StoreError};

async fn read(content: Content) -> Vec<u8> {
    content.stream.try_collect::<Vec<Bytes>>().await.unwrap().concat()
}

/// Larger than one part of a multipart upload.
async fn takes_a_large_file(store: &Store) {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    let bytes: Vec<u8> = (0..12_000_000_u32).map(|i| (i % 251) as u8).collect();
    std::fs::write(&from, &bytes).unwrap();
    let key = Key::new(&[0xcd; 32], "feed");
    assert!(matches!(store.copy_to(&key, &to).await.err(), Some(StoreError::NotFound)));
    assert!(matches!(store.put_file(&key, &to).await.err(), Some(StoreError::Local(_))));
    store.put_file(&key, &from).await.unwrap();
    store.put_file(&key, &from).await.unwrap();
    store.copy_to(&key, &to).await.unwrap();
    assert!(std::fs::read(&to).unwrap() == bytes);
    store.delete(&key).await.unwrap();
}

async fn behaves(store: &Store) {
    takes_a_large_file(store).await;
    let key = Key::new(&[0xab; 32], "page");
    assert!(key.to_string().starts_with("ab/ab/abab") && key.to_string().ends_with("/page"));
    let bytes: Vec<u8> = (0..300_000_u32).map(|i| (i % 251) as u8).collect();

    assert!(matches!(store.get(&key).await.err(), Some(StoreError::NotFound)));
    store.put(&key, Bytes::from(bytes.clone())).await.unwrap();
    store.put(&key, Bytes::from(bytes.clone())).await.unwrap();

    let whole = store.get(&key).await.unwrap();
    assert_eq!((whole.size, whole.range.clone()), (300_000, 0..300_000));
    assert_eq!(read(whole).await, bytes);

    let part = store.get_range(&key, 1000..1010).await.unwrap();
    assert_eq!((part.size, part.range.clone()), (300_000, 1000..1010));
    assert_eq!(read(part).await, bytes[1000..1010]);
    let end = store.get_range(&key, 299_990..900_000).await.unwrap();
    assert_eq!(end.range, 299_990..300_000);
    assert!(store.get_range(&key, 300_000..300_001).await.is_err());

    store.delete(&key).await.unwrap();
    store.delete(&key).await.unwrap();
    assert!(matches!(store.get(&key).await.err(), Some(StoreError::NotFound)));
}

fn files_under(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { files_under(&path) } else { 1 }).sum()
}

#[tokio::test]
async fn a_folder_behaves() {
    let folder = tempfile::tempdir().unwrap();
    behaves(&Store::local(&folder.path().join("data/files")).unwrap()).await;
}

#[tokio::test]
async fn a_folder_is_closed_to_others_and_read_again_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("files");
    let key = Key::new(&[1; 32], "original");
    Store::local(&root).unwrap().put(&key, Bytes::from_static(b"bonjour")).await.unwrap();

    assert_eq!(read(Store::local(&root).unwrap().get(&key).await.unwrap()).await, b"bonjour");
    assert_eq!(files_under(&root), 1, "no half-written file lies beside");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(&root).unwrap().permissions().mode() & 0o777, 0o700);
    }
}

/// One bucket, one pair of keys, on a port of its own; it ends with the test.
async fn s3_server(root: &Path) -> S3Settings {
    std::fs::create_dir(root.join("preau")).unwrap();
    let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root).unwrap());
    service.set_auth(SimpleAuth::from_single("key", "secret-of-the-test"));
    let service = service.build();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let service = service.clone();
            tokio::spawn(async move {
                Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(socket), service).await.ok();
            });
        }
    });
    S3Settings {
        endpoint,
        bucket: "preau".into(),
        region: "fr-test".into(),
        access_key: "key".into(),
        secret_key: "secret-of-the-test".into(),
        allow_http: true,
    }
}

#[tokio::test]
async fn an_s3_server_behaves() {
    let folder = tempfile::tempdir().unwrap();
    behaves(&Store::s3(&s3_server(folder.path()).await).unwrap()).await;
}

#[tokio::test]
async fn an_s3_server_refuses_a_wrong_key_and_the_secret_stays_out_of_logs() {
    let folder = tempfile::tempdir().unwrap();
    let settings = S3Settings { secret_key: "wrong".into(), ..s3_server(folder.path()).await };
    let store = Store::s3(&settings).unwrap();
    let answer = store.put(&Key::new(&[2; 32], "page"), Bytes::from_static(b"x")).await;
    assert!(matches!(answer, Err(StoreError::Backend(_))), "{answer:?}");
    assert!(!format!("{settings:?}").contains("wrong"));
}
