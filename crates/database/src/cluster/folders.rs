//! Where the private cluster keeps its things below the data folder.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::ClusterError;
use super::account::Account;

/// The name that PostgreSQL gives its socket, for the port that it does not open.
const SOCKET: &str = ".s.PGSQL.5432";
/// What the system leaves for a socket's path: 108 bytes with the closing zero.
const LONGEST_SOCKET: usize = 107;

#[derive(Debug, Clone)]
pub struct Folders {
    pub root: PathBuf,
    /// The cluster's data.
    pub data: PathBuf,
    /// A cluster being made; becomes `data` once it is whole.
    pub draft: PathBuf,
    pub log: PathBuf,
    /// Held for the time of a start or a stop: one at a time.
    pub turn: PathBuf,
    /// Shared by every process that uses the cluster: the last one stops it.
    pub users: PathBuf,
}

impl Folders {
    pub fn below(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
            data: root.join("postgres"),
            draft: root.join("postgres.new"),
            log: root.join("postgres.log"),
            turn: root.join("postgres.lock"),
            users: root.join("postgres.users"),
        }
    }

    /// The major version that made the data; nothing when there is none yet.
    pub fn data_major(&self) -> Result<Option<u32>, ClusterError> {
        let version = self.data.join("PG_VERSION");
        if let Ok(text) = fs::read_to_string(&version) {
            let major =
                text.trim().parse().map_err(|_| ClusterError::NotACluster { folder: self.data.clone() })?;
            return Ok(Some(major));
        }
        match fs::read_dir(&self.data).map(|mut entries| entries.next().is_none()) {
            Ok(false) => Err(ClusterError::NotACluster { folder: self.data.clone() }),
            Ok(true) => Ok(None),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(ClusterError::file(&self.data)(e)),
        }
    }

    /// The private folder of the socket, made if it is missing: beside the data, or, where that path is
    /// too long (or holds what a setting cannot), in the system's temporary folder.
    pub fn socket_folder(&self, account: &Account) -> Result<PathBuf, ClusterError> {
        let beside = self.root.join("postgres-run");
        let folder = if fits(&beside) { beside } else { self.far_socket_folder(account) };
        if let Ok(found) = fs::symlink_metadata(&folder) {
            // The name in the temporary folder can be guessed: somebody else may have taken it.
            if !found.is_dir() || ![0, account.uid].contains(&found.uid()) {
                return Err(ClusterError::SocketFolder { folder });
            }
        }
        account.private_folder(&folder)?;
        Ok(folder)
    }

    fn far_socket_folder(&self, account: &Account) -> PathBuf {
        let hash = hex::encode(Sha256::digest(self.root.as_os_str().as_bytes()));
        let name = format!("preau-{}-{}", account.uid, &hash[..12]);
        let folder = std::env::temp_dir().join(&name);
        if fits(&folder) { folder } else { Path::new("/tmp").join(name) }
    }
}

pub fn socket_in(folder: &Path) -> PathBuf {
    folder.join(SOCKET)
}

fn fits(folder: &Path) -> bool {
    let plain = |path: &OsStr| path.to_str().is_some_and(|t| !t.contains(['\'', '"', '\\', ',', '\n', '\r']));
    socket_in(folder).as_os_str().len() <= LONGEST_SOCKET && plain(folder.as_os_str())
}
