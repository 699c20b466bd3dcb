//! Finds PostgreSQL's programs on the machine. The version that made the data is the only one that may
//! open it; without data, the newest wins.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::ClusterError;

/// The oldest PostgreSQL whose SQL we use.
pub const LEAST_MAJOR: u32 = 15;

/// Where distributions put each major version in a folder of its own: the folder whose children are
/// versions, and what follows the version.
const VERSIONED: [(&str, &str); 3] =
    [("/usr/lib/postgresql", "bin"), ("/usr/local/lib/postgresql", "bin"), ("/opt/postgresql", "bin")];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binaries {
    pub folder: PathBuf,
    pub major: u32,
}

impl Binaries {
    pub fn program(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The programs in this folder, if they are all there and run.
    fn at(folder: &Path) -> Option<Self> {
        let complete = ["postgres", "initdb", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
        let folder = complete.then(|| folder.join("postgres").canonicalize().ok()).flatten()?;
        let folder = folder.parent()?.to_owned();
        let said = Command::new(folder.join("postgres")).arg("--version").current_dir("/").output().ok()?;
        let major = major_in(&String::from_utf8_lossy(&said.stdout))?;
        Some(Self { folder, major })
    }
}

/// "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" → 15; "… 19devel" → 19.
fn major_in(version: &str) -> Option<u32> {
    let number = version.split_once(") ")?.1;
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// Where to look. Apart from the process's environment, so that a test may look elsewhere.
#[derive(Debug, Clone, Default)]
pub struct Search {
    /// The folder that the administrator named: no other is tried.
    pub named: Option<PathBuf>,
    /// Folders of programs, tried in any order.
    pub folders: Vec<PathBuf>,
}

impl Search {
    pub fn of_this_machine() -> Self {
        let named = std::env::var_os("PREAU_PG_BIN").filter(|v| !v.is_empty()).map(PathBuf::from);
        let path = std::env::var_os("PATH").unwrap_or_else(|| OsString::from("/usr/bin:/usr/local/bin"));
        let mut folders: Vec<PathBuf> =
            VERSIONED.iter().flat_map(|(root, leaf)| children(root, leaf)).collect();
        folders.extend(std::env::split_paths(&path));
        Self { named, folders }
    }

    /// The programs for data of this major version, or the newest for data still to be made.
    pub fn find(&self, data: Option<(u32, &Path)>) -> Result<Binaries, ClusterError> {
        let found = match &self.named {
            Some(folder) => {
                vec![Binaries::at(folder).ok_or_else(|| ClusterError::BadFolder { folder: folder.clone() })?]
            }
            None => self.folders.iter().filter_map(|folder| Binaries::at(folder)).collect(),
        };
        let newest = found.iter().max_by_key(|b| b.major).ok_or(ClusterError::Missing)?;
        if newest.major < LEAST_MAJOR {
            return Err(ClusterError::TooOld { found: newest.major, least: LEAST_MAJOR });
        }
        let Some((data, folder)) = data else { return Ok(newest.clone()) };
        found.iter().find(|b| b.major == data).cloned().ok_or_else(|| ClusterError::OtherMajor {
            folder: folder.to_owned(),
            data,
            found: newest.major.to_string(),
        })
    }
}

fn children(root: &str, leaf: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(root) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path().join(leaf)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    /// A folder of programs that only say their version.
    fn pretend(version: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["postgres", "initdb", "pg_ctl"] {
            let script = format!("#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n");
            std::fs::write(folder.path().join(name), script).unwrap();
            let mode = std::fs::Permissions::from_mode(0o755);
            std::fs::set_permissions(folder.path().join(name), mode).unwrap();
        }
        folder
    }

    fn among(folders: &[&tempfile::TempDir]) -> Search {
        Search { named: None, folders: folders.iter().map(|f| f.path().to_owned()).collect() }
    }

    #[test]
    fn the_newest_serves_new_data_and_the_matching_one_serves_existing_data() {
        let (older, newer) = (pretend("15.18 (Debian 15.18-0+deb12u1)"), pretend("18beta1"));
        let search = among(&[&older, &newer]);
        assert_eq!(search.find(None).unwrap().major, 18);
        let matching = search.find(Some((15, Path::new("/donnees")))).unwrap();
        assert_eq!(matching.folder, older.path().canonicalize().unwrap());
    }

    #[test]
    fn data_of_a_version_that_is_not_there_is_refused_with_both_versions() {
        let only = pretend("17.2");
        let refused = among(&[&only]).find(Some((15, Path::new("/donnees")))).unwrap_err().to_string();
        assert!(refused.contains("PostgreSQL 15") && refused.contains("PostgreSQL 17"), "{refused}");
        assert!(refused.contains("apt install postgresql-15"), "{refused}");
    }

    #[test]
    fn nothing_found_or_too_old_says_what_to_install() {
        let missing = among(&[]).find(None).unwrap_err().to_string();
        assert!(missing.contains("apt install postgresql"), "{missing}");
        let old = pretend("13.9");
        let too_old = among(&[&old]).find(None).unwrap_err().to_string();
        assert!(too_old.contains("PostgreSQL 13 est trop ancien"), "{too_old}");
    }

    #[test]
    fn a_named_folder_is_the_only_one_tried() {
        let (good, empty) = (pretend("16.1"), tempfile::tempdir().unwrap());
        let search = Search { named: Some(empty.path().to_owned()), ..among(&[&good]) };
        assert!(matches!(search.find(None), Err(ClusterError::BadFolder { .. })));
    }
}
