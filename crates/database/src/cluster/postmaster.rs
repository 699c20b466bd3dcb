//! The running server: is it there, start it, stop it. What counts is what the system shows (a socket that
//! answers, processes that stand in the data folder), since a pid file outlives a killed server and its
//! number may since belong to somebody else.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, test_kill_process};

use super::ClusterError;
use super::account::Account;
use super::binaries::Binaries;
use super::folders::{Folders, socket_in};

/// How long a server may take to recover after a crash, or to stop.
const PATIENCE: Duration = Duration::from_secs(120);
/// A log beyond this starts anew at the next start; the previous one stays beside it.
const LONG_LOG: u64 = 10 << 20;

enum State {
    /// Answers; its socket is in this folder.
    Ready(PathBuf),
    /// Starts, recovers or stops.
    Busy,
    Absent,
}

/// The folder of the socket of the server that runs on this data, once it is neither starting nor stopping.
pub fn settled(folders: &Folders) -> Result<Option<PathBuf>, ClusterError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match state(folders) {
            State::Ready(run) => return Ok(Some(run)),
            State::Absent => return Ok(None),
            State::Busy if Instant::now() > deadline => {
                return Err(ClusterError::Busy { log: folders.log.clone() });
            }
            State::Busy => sleep(Duration::from_millis(50)),
        }
    }
}

fn state(folders: &Folders) -> State {
    let Some(file) = PidFile::read(&folders.data) else {
        return if processes_in(&folders.data).is_empty() { State::Absent } else { State::Busy };
    };
    if file.ready && answers(&socket_in(&file.run)) {
        return State::Ready(file.run);
    }
    if !processes_in(&folders.data).is_empty() {
        return State::Busy;
    }
    State::Absent
}

/// What the server writes about itself in its data folder.
struct PidFile {
    pid: Option<Pid>,
    run: PathBuf,
    ready: bool,
}

impl PidFile {
    fn path(data: &Path) -> PathBuf {
        data.join("postmaster.pid")
    }

    fn read(data: &Path) -> Option<Self> {
        let text = fs::read_to_string(Self::path(data)).ok()?;
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let line = |n: usize| lines.get(n).copied().unwrap_or_default();
        let pid = line(0).parse().ok().and_then(Pid::from_raw);
        Some(Self { pid, run: PathBuf::from(line(4)), ready: line(7) == "ready" })
    }
}

/// Asks whether the server speaks TLS: any answer at all comes from a living one.
fn answers(socket: &Path) -> bool {
    const TLS_REQUEST: [u8; 8] = [0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f];
    let ask = || {
        let mut stream = UnixStream::connect(socket)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(&TLS_REQUEST)?;
        stream.read_exact(&mut [0])
    };
    ask().is_ok()
}

/// The server and its children stand in the data folder, and so do children that outlive a killed server:
/// no new one may start before they are gone. Nor while what starts one is on its way, whose program was killed
/// in the middle: `pg_ctl`, and the shell that it becomes a server through, have the folder in their
/// environment. Empty where the system has no /proc; PostgreSQL's own checks remain.
fn processes_in(data: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir("/proc") else { return Vec::new() };
    let mut starts = b"PGDATA=".to_vec();
    starts.extend_from_slice(data.as_os_str().as_encoded_bytes());
    let of_data = |process: &PathBuf| {
        let name = fs::read_to_string(process.join("comm")).unwrap_or_default();
        match name.trim() {
            "postgres" | "postmaster" if fs::read_link(process.join("cwd")).is_ok_and(|cwd| cwd == data) => {
                true
            }
            "postgres" | "postmaster" | "pg_ctl" | "sh" => fs::read(process.join("environ"))
                .is_ok_and(|all| all.split(|byte| *byte == 0).any(|one| one == starts)),
            _ => false,
        }
    };
    entries.flatten().map(|entry| entry.path()).filter(of_data).collect()
}

/// Starts the server and waits until it answers. Call only when `settled` saw none, holding the turn.
pub fn launch(
    folders: &Folders,
    run: &Path,
    account: &Account,
    binaries: &Binaries,
) -> Result<(), ClusterError> {
    forget_reused_numbers(folders, run);
    let (log, start) = open_log(&folders.log)?;
    let error = log.try_clone().map_err(ClusterError::file(&folders.log))?;
    // Without -D and -l: pg_ctl hands those to a shell, where a folder's name could mean something.
    let mut command = account.command(&binaries.program("pg_ctl"));
    command.args(["start", "--silent", "--wait", "--timeout", "120"]).env("PGDATA", &folders.data);
    let status = command.stdout(log).stderr(error).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            Err(ClusterError::Start { log: folders.log.clone(), detail: log_since(&folders.log, start) })
        }
        Err(e) => Err(ClusterError::Start { log: folders.log.clone(), detail: e.to_string() }),
    }
}

/// PostgreSQL refuses to start when a number that it finds in its lock files lives; after a restart of the
/// machine or of a container that may be anything. `settled` has seen that it is no server of this data.
fn forget_reused_numbers(folders: &Folders, run: &Path) {
    if !Path::new("/proc/self").exists() {
        return;
    }
    for lock in [PidFile::path(&folders.data), socket_in(run).with_added_extension("lock")] {
        let number = fs::read_to_string(&lock).ok().and_then(|text| text.lines().next()?.trim().parse().ok());
        if number.and_then(Pid::from_raw).is_some_and(|pid| test_kill_process(pid).is_ok()) {
            // If this fails, PostgreSQL's own refusal says so.
            let _ = fs::remove_file(lock);
        }
    }
}

fn open_log(path: &Path) -> Result<(File, u64), ClusterError> {
    if fs::metadata(path).is_ok_and(|m| m.len() > LONG_LOG) {
        fs::rename(path, path.with_added_extension("1")).map_err(ClusterError::file(path))?;
    }
    let log = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    let log = log.map_err(ClusterError::file(path))?;
    let start = log.metadata().map_err(ClusterError::file(path))?.len();
    Ok((log, start))
}

/// The end of what was logged after this place.
fn log_since(path: &Path, start: u64) -> String {
    let mut text = Vec::new();
    let read = File::open(path).and_then(|mut log| {
        log.seek(SeekFrom::Start(start))?;
        log.read_to_end(&mut text)
    });
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().rev().take(5).collect();
    if read.is_err() { String::new() } else { lines.into_iter().rev().collect::<Vec<_>>().join("\n") }
}

/// Stops the server: it ends the sessions, writes everything down and goes. Returns when it is gone.
pub fn stop(folders: &Folders) -> Result<(), ClusterError> {
    let Some(pid) = PidFile::read(&folders.data).and_then(|file| file.pid) else { return Ok(()) };
    // An interrupt is PostgreSQL's "fast" stop. An error here means that it has gone already.
    let _ = kill_process(pid, Signal::INT);
    let deadline = Instant::now() + PATIENCE;
    while PidFile::read(&folders.data).is_some() || !processes_in(&folders.data).is_empty() {
        if Instant::now() > deadline {
            return Err(ClusterError::Busy { log: folders.log.clone() });
        }
        sleep(Duration::from_millis(20));
    }
    Ok(())
}
