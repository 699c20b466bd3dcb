//! A server that takes encrypted connections only, as hosts of managed databases do.

use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use database::cluster::{Durability, PrivateCluster};
use database::connect::{self, ConnectError};
use sqlx::Row;

use crate::hold::DataFolder;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/tls").join(name)
}

/// The private cluster's data, served over TLS on a loopback address of this test's own (the port stays).
struct Server {
    cluster: PrivateCluster,
    address: String,
    _folder: DataFolder,
}

impl Server {
    fn start() -> Self {
        let folder = DataFolder::new();
        PrivateCluster::start(&folder.path(), Durability::None).unwrap().stop().unwrap();
        let data = folder.path().canonicalize().unwrap().join("postgres");
        let [high, low] = u16::try_from(std::process::id() % 65_000).unwrap().to_be_bytes();
        let address = format!("127.83.{high}.{}", low.max(1));
        put(&data, "tls.crt", &std::fs::read(file("server.crt")).unwrap());
        put(&data, "tls.key", &std::fs::read(file("server.key")).unwrap());
        put(&data, "tls_hba.conf", b"hostssl all preau 127.0.0.0/8 trust\nlocal all preau trust\n");
        let conf = std::fs::read_to_string(data.join("postgresql.conf")).unwrap();
        let more = format!(
            "listen_addresses = '{address}'\nssl = on\nssl_cert_file = 'tls.crt'\nssl_key_file = 'tls.key'\n\
             hba_file = '{}'\n",
            data.join("tls_hba.conf").display()
        );
        put(&data, "postgresql.conf", (conf + &more).as_bytes());
        let cluster = PrivateCluster::start(&folder.path(), Durability::None).unwrap();
        Self { cluster, address, _folder: folder }
    }

    async fn connect(&self, options: &str) -> Result<String, ConnectError> {
        let url = format!("postgres://preau@{}/preau?{options}", self.address);
        let pool = connect::pool(connect::options(&url)?, 1).await?;
        let version = "select version from pg_stat_ssl where pid = pg_backend_pid()";
        let version = sqlx::raw_sql(version).fetch_one(&pool).await.unwrap().get(0);
        pool.close().await;
        Ok(version)
    }
}

/// PostgreSQL takes a key only from its own user, closed to others.
fn put(data: &Path, name: &str, bytes: &[u8]) {
    let owner = std::fs::metadata(data).unwrap();
    std::fs::write(data.join(name), bytes).unwrap();
    std::fs::set_permissions(data.join(name), Permissions::from_mode(0o600)).unwrap();
    chown(data.join(name), Some(owner.uid()), Some(owner.gid())).unwrap();
}

#[tokio::test]
async fn a_server_that_demands_encryption_is_reached() {
    let server = Server::start();
    assert_eq!(server.connect("sslmode=require").await.unwrap(), "TLSv1.3");
    assert_eq!(server.connect("").await.unwrap(), "TLSv1.3", "encrypted when the server offers it");
    let plain = server.connect("sslmode=disable").await.unwrap_err();
    assert!(matches!(plain, ConnectError::Refused(_)), "{plain:?}");

    let authority = file("authority.crt");
    let known = format!("sslmode=verify-ca&sslrootcert={}", authority.display());
    assert_eq!(server.connect(&known).await.unwrap(), "TLSv1.3");
    for stranger in
        ["sslmode=verify-ca".to_owned(), format!("sslmode=verify-full&sslrootcert={}", authority.display())]
    {
        let refused = server.connect(&stranger).await.unwrap_err();
        assert!(matches!(refused, ConnectError::Certificate(_)), "{stranger}: {refused:?}");
    }
    assert!(server.cluster.stop().unwrap());
}
