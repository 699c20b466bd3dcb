//! Two locks that the system lets go of by itself when a process dies, however it dies.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::ClusterError;

/// Held while the cluster is started, adopted or stopped: one process at a time.
#[derive(Debug)]
pub struct Turn {
    _held: File,
}

impl Turn {
    pub fn wait(path: &Path) -> Result<Self, ClusterError> {
        let file = open(path)?;
        file.lock().map_err(ClusterError::file(path))?;
        Ok(Self { _held: file })
    }
}

/// Held, shared, by each process for as long as it uses the cluster.
#[derive(Debug)]
pub struct Users {
    held: File,
}

impl Users {
    /// Call holding the turn.
    pub fn join(path: &Path) -> Result<Self, ClusterError> {
        let held = open(path)?;
        held.lock_shared().map_err(ClusterError::file(path))?;
        Ok(Self { held })
    }

    /// Whether nobody else is left; after it, leave or [`Users::stay`]. Call holding the turn, so that nobody
    /// joins meanwhile.
    pub fn is_last(&self) -> bool {
        self.held.try_lock().is_ok()
    }

    /// Others may join again.
    pub fn stay(&self, path: &Path) -> Result<(), ClusterError> {
        self.held.lock_shared().map_err(ClusterError::file(path))
    }
}

fn open(path: &Path) -> Result<File, ClusterError> {
    let options =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path);
    options.map_err(ClusterError::file(path))
}
