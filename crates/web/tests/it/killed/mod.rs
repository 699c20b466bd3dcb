//! The program and its private PostgreSQL, killed without a word: nothing half done, nothing acknowledged
//! lost. The real binary, on a data folder of its own, durability on.

mod help;
mod post_office;
mod posts;
mod rollback;

use serde_json::Value;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

pub struct House {
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        // PostgreSQL never runs as root: its user must be able to enter.
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { folder }
    }

    fn preau(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_preau"));
        command.arg("--data").arg(self.folder.path().join("data")).args(arguments);
        command.env_remove("DATABASE_URL").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        command
    }

    fn says(&self, arguments: &[&str]) -> String {
        let done = self.preau(arguments).stderr(Stdio::piped()).output().unwrap();
        assert!(done.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
        String::from_utf8(done.stdout).unwrap()
    }

    fn counts(&self) -> Value {
        serde_json::from_str(&self.says(&["admin", "counts", "--json"])).unwrap()
    }

    fn postmaster(&self) -> String {
        let pid = std::fs::read_to_string(self.folder.path().join("data/postgres/postmaster.pid")).unwrap();
        pid.lines().next().unwrap().to_owned()
    }

    fn import(&self) -> Child {
        self.preau(&["import", feed().join("complet.tgz").to_str().unwrap(), "--yes", "--json"])
            .spawn()
            .unwrap()
    }
}

fn feed() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../directory/tests/files/feeds/s3")
}

fn expected() -> Value {
    let all: Value = serde_json::from_slice(&std::fs::read(feed().join("expected.json")).unwrap()).unwrap();
    all["complet"].clone()
}

fn kill(pid: &str) {
    assert!(Command::new("kill").args(["-9", pid]).status().unwrap().success());
}

/// All or nothing, whenever the blow falls; and the next import finds a sound house.
fn nothing_is_half_done(house: &House, when: u64) {
    let held = house.counts();
    let nothing = held.as_object().unwrap().values().all(|count| count == 0);
    assert!(nothing || held == expected(), "killed after {when} ms: {held}");
}

#[test]
fn an_import_whose_program_is_killed() {
    let house = House::new();
    house.counts();
    for when in [100, 400, 700, 1000, 1300] {
        let mut import = house.import();
        std::thread::sleep(Duration::from_millis(when));
        import.kill().unwrap();
        import.wait().unwrap();
        nothing_is_half_done(&house, when);
    }
    assert!(house.import().wait().unwrap().success());
    assert_eq!(house.counts(), expected());
}

#[test]
fn an_import_whose_database_is_killed() {
    let house = House::new();
    // A program that stays, so that the server is up when the import begins.
    let mut worker = house.preau(&["work"]).spawn().unwrap();
    house.counts();
    for when in [300, 900] {
        let mut import = house.import();
        std::thread::sleep(Duration::from_millis(when));
        kill(&house.postmaster());
        import.wait().unwrap();
        nothing_is_half_done(&house, when);
    }
    assert!(house.import().wait().unwrap().success());
    assert_eq!(house.counts(), expected());
    worker.kill().unwrap();
    worker.wait().unwrap();
}

#[test]
fn what_was_acknowledged_is_there_after_the_database_was_killed() {
    let house = House::new();
    let mut worker = house.preau(&["work"]).spawn().unwrap();
    house.counts();
    let said = house.says(&["admin", "operator", "Basile", "Oger"]);
    let login = said.lines().next().unwrap().split(": ").nth(1).unwrap().trim().to_owned();
    kill(&house.postmaster());
    assert!(house.says(&["admin", "code", &login]).starts_with("Code"));
    worker.kill().unwrap();
    worker.wait().unwrap();
}

impl Drop for House {
    /// The server that a killed program left behind goes with its folder.
    fn drop(&mut self) {
        let pid = self.folder.path().join("data/postgres/postmaster.pid");
        if let Some(pid) = std::fs::read_to_string(pid).ok().and_then(|p| p.lines().next().map(str::to_owned))
        {
            let _ = Command::new("kill").args(["-INT", &pid]).status();
            std::thread::sleep(Duration::from_millis(500));
        }
    }
}
