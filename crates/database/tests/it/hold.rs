//! A `hold_cluster` program as a child: what a `preau` is to its cluster, and may be killed.

use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

pub struct Holder {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Holder {
    pub fn start(folder: &Path) -> Self {
        Self::run(&mut program(folder))
    }

    /// Without root's rights, as on the machine of someone who is not root.
    pub fn start_as(folder: &Path, uid: u32, gid: u32) -> Self {
        // Cargo's folder may be closed to that user: the program goes where the data is.
        let copy = folder.parent().unwrap().join("hold_cluster");
        std::fs::copy(example(), &copy).unwrap();
        Self::run(Command::new(copy).arg(folder).current_dir("/").uid(uid).gid(gid))
    }

    pub fn run(command: &mut Command) -> Self {
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Self { child, output }
    }

    /// The next line that it prints: a URL, or what the person would read.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Everything that it prints until it ends by itself.
    pub fn says(mut self) -> String {
        drop(self.child.stdin.take());
        let mut said = String::new();
        while self.output.read_line(&mut said).unwrap() > 0 {}
        self.child.wait().unwrap();
        said
    }

    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

pub fn program(folder: &Path) -> Command {
    let mut command = Command::new(example());
    command.arg(folder);
    command
}

/// Cargo builds examples along with tests, beside their folder.
fn example() -> PathBuf {
    let test = std::env::current_exe().unwrap();
    test.parent().unwrap().parent().unwrap().join("examples/hold_cluster")
}

/// A data folder in the system's temporary folder; whatever still runs on it is killed at the end.
pub struct DataFolder {
    parent: tempfile::TempDir,
}

impl DataFolder {
    pub fn new() -> Self {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::Builder::new().prefix("preau-it-").tempdir().unwrap();
        std::fs::set_permissions(parent.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        Self { parent }
    }

    pub fn parent(&self) -> &Path {
        self.parent.path()
    }

    pub fn path(&self) -> PathBuf {
        self.parent.path().join("data")
    }

    pub fn postmaster(&self) -> Option<i32> {
        let file = std::fs::read_to_string(self.path().join("postgres/postmaster.pid")).ok()?;
        file.lines().next()?.trim().parse().ok()
    }

    pub fn kill_postmaster(&self) {
        let pid = Pid::from_raw(self.postmaster().unwrap()).unwrap();
        kill_process(pid, Signal::KILL).unwrap();
    }
}

impl Drop for DataFolder {
    fn drop(&mut self) {
        let Some(pid) = self.postmaster().and_then(Pid::from_raw) else { return };
        let ours = std::fs::read_link(format!("/proc/{}/cwd", pid.as_raw_nonzero()));
        if ours.is_ok_and(|cwd| cwd.starts_with(self.parent.path())) {
            let _ = kill_process(pid, Signal::QUIT);
            std::thread::sleep(std::time::Duration::from_millis(300));
        }
    }
}
