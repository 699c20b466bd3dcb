//! Under which user of the system PostgreSQL runs: it refuses to be root. The data belongs to that user
//! and to no other, and only that user, root and ourselves may connect.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::ClusterError;

#[derive(Debug, Clone)]
pub struct Account {
    pub name: String,
    pub uid: u32,
    gid: u32,
    /// We are root and must become this user to run a program.
    become_it: bool,
}

impl Account {
    /// The owner of the data if it exists; else ourselves; else, for root, a user made for the purpose.
    pub fn choose(data: &Path) -> Result<Self, ClusterError> {
        let own = rustix::process::geteuid().as_raw();
        let owner = fs::metadata(data).ok().map(|m| m.uid());
        match owner {
            Some(owner) if own != 0 && owner != own => {
                Err(ClusterError::OwnedByOther { folder: data.to_owned(), owner })
            }
            _ if own != 0 => {
                Self::of(&own.to_string(), false).ok_or(ClusterError::NamelessAccount { uid: own })
            }
            Some(owner) if owner != 0 => {
                Self::of(&owner.to_string(), true).ok_or(ClusterError::NamelessAccount { uid: owner })
            }
            _ => {
                Self::of("postgres", true).or_else(|| Self::of("nobody", true)).ok_or(ClusterError::NoAccount)
            }
        }
    }

    /// By name or number, in /etc/passwd or whatever directory of people the system is bound to.
    fn of(key: &str, become_it: bool) -> Option<Self> {
        let local = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let parse = |line: &str| {
            let fields: Vec<&str> = line.split(':').collect();
            let [name, _, uid, gid, ..] = fields[..] else { return None };
            let matches = name == key || uid == key;
            let account = || {
                Some(Self { name: name.into(), uid: uid.parse().ok()?, gid: gid.parse().ok()?, become_it })
            };
            matches.then(account).flatten()
        };
        local.lines().find_map(parse).or_else(|| {
            let asked = Command::new("getent").args(["passwd", key]).output().ok()?;
            String::from_utf8_lossy(&asked.stdout).lines().find_map(parse)
        })
    }

    /// A program run as this user: nothing of our environment goes along (a stray PGDATA or PGOPTIONS
    /// would change what it does), and it stands in a folder that it may enter.
    pub fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").current_dir("/");
        command.stdin(Stdio::null());
        if self.become_it {
            command.uid(self.uid).gid(self.gid);
        }
        command
    }

    /// Makes the folder if it is missing, for this user only.
    pub fn private_folder(&self, folder: &Path) -> Result<(), ClusterError> {
        fs::create_dir_all(folder).map_err(ClusterError::file(folder))?;
        fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(ClusterError::file(folder))?;
        self.own(folder).map_err(ClusterError::file(folder))
    }

    /// Makes the data folder if it is missing: ours, and this user may walk through it but not list it.
    pub fn data_folder(&self, folder: &Path) -> Result<PathBuf, ClusterError> {
        if !folder.exists() {
            fs::create_dir_all(folder).map_err(ClusterError::file(folder))?;
            let mode = if self.become_it { 0o710 } else { 0o700 };
            fs::set_permissions(folder, Permissions::from_mode(mode)).map_err(ClusterError::file(folder))?;
            if self.become_it {
                chown(folder, None, Some(self.gid)).map_err(ClusterError::file(folder))?;
            }
        }
        folder.canonicalize().map_err(ClusterError::file(folder))
    }

    /// Writes a file of PostgreSQL's whole or not at all.
    pub fn write(&self, path: &Path, text: &[u8]) -> Result<(), ClusterError> {
        let draft = path.with_added_extension("new");
        let written = fs::write(&draft, text)
            .and_then(|()| fs::set_permissions(&draft, Permissions::from_mode(0o600)))
            .and_then(|()| self.own(&draft))
            .and_then(|()| fs::rename(&draft, path));
        written.map_err(ClusterError::file(path))
    }

    fn own(&self, path: &Path) -> io::Result<()> {
        if self.become_it { chown(path, Some(self.uid), Some(self.gid)) } else { Ok(()) }
    }

    /// Whether this user can run the program and enter the folder, found by doing it, since
    /// permission bits do not tell the whole truth (access lists, mounts).
    pub fn check_reach(&self, program: &Path, folder: &Path) -> Result<(), ClusterError> {
        let enters = |folder: &Path| {
            let tried =
                self.command(program).arg("--version").current_dir(folder).stdout(Stdio::null()).status();
            !matches!(tried, Err(e) if e.kind() == ErrorKind::PermissionDenied)
        };
        if !self.become_it || enters(folder) {
            return Ok(());
        }
        let mut path: Vec<&Path> = folder.ancestors().collect();
        path.reverse();
        let account = self.name.clone();
        match path.into_iter().find(|step| !enters(step)) {
            Some(step) if step.parent().is_some() => {
                Err(ClusterError::Unreachable { account, blocking: step.to_owned() })
            }
            _ => {
                let folder = program.parent().unwrap_or(program).to_owned();
                Err(ClusterError::BinariesUnreachable { account, folder })
            }
        }
    }
}
