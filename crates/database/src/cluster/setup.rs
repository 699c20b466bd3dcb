//! Makes the data of a new cluster, and writes its settings before each start. The data appears whole under
//! its name or not at all: a program killed meanwhile leaves a draft that the next one throws away.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use super::account::Account;
use super::binaries::Binaries;
use super::folders::Folders;
use super::{ClusterError, DATABASE, Durability, USER};

/// From the best to the plainest, for a PostgreSQL built without ICU or a system without C.UTF-8.
const LOCALES: [&[&str]; 3] = [
    &["--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=fr-FR"],
    &["--locale=C.UTF-8"],
    &["--locale=C"],
];

/// The setting that makes a server forget at a power cut.
const FAST: &str = "fsync = off\n";

pub fn create(
    folders: &Folders,
    account: &Account,
    binaries: &Binaries,
    durability: Durability,
) -> Result<(), ClusterError> {
    let mut detail = String::new();
    for locale in LOCALES {
        empty(&folders.draft)?;
        account.private_folder(&folders.draft)?;
        let mut initdb = account.command(&binaries.program("initdb"));
        initdb.arg("-D").arg(&folders.draft).args(["-U", USER, "--encoding=UTF8", "--data-checksums"]);
        initdb.args(["--auth-local=peer", "--auth-host=reject"]).args(locale);
        if durability == Durability::None {
            initdb.arg("--no-sync");
        }
        match done(&mut initdb) {
            Ok(()) => return finish(folders, account, binaries),
            Err(said) => detail = said,
        }
    }
    empty(&folders.draft)?;
    Err(ClusterError::Create { detail })
}

fn finish(folders: &Folders, account: &Account, binaries: &Binaries) -> Result<(), ClusterError> {
    let conf = folders.draft.join("postgresql.conf");
    let mut text = fs::read(&conf).map_err(ClusterError::file(&conf))?;
    text.extend_from_slice(
        b"\n# Written again at each start of Preau; what follows this line wins over it.\n\
          include_if_exists = 'preau.conf'\n",
    );
    account.write(&conf, &text)?;
    create_database(&folders.draft, account, binaries)?;
    fs::rename(&folders.draft, &folders.data).map_err(ClusterError::file(&folders.data))
}

/// In single-user mode: no server has to be started and stopped for one statement.
fn create_database(data: &Path, account: &Account, binaries: &Binaries) -> Result<(), ClusterError> {
    let failed = |detail: String| ClusterError::Create { detail };
    let mut single = account.command(&binaries.program("postgres"));
    single.arg("--single").arg("-D").arg(data).args(["-c", "exit_on_error=on", "postgres"]);
    single.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = single.spawn().map_err(|e| failed(e.to_string()))?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "create database {DATABASE}").map_err(|e| failed(e.to_string()))?;
    }
    let output = child.wait_with_output().map_err(|e| failed(e.to_string()))?;
    if output.status.success() { Ok(()) } else { Err(failed(said(&output))) }
}

/// Who may come in, and the settings. Only the kernel's word counts (peer): there is no password to
/// leak and no port to reach.
pub fn configure(
    folders: &Folders,
    account: &Account,
    run: &Path,
    durability: Durability,
) -> Result<(), ClusterError> {
    let hba = format!("local all {USER} peer map={USER}\n");
    let mut ident = format!("{USER} root {USER}\n");
    if account.name != "root" {
        ident.push_str(&format!("{USER} \"{}\" {USER}\n", account.name));
    }
    account.write(&folders.data.join("pg_hba.conf"), hba.as_bytes())?;
    account.write(&folders.data.join("pg_ident.conf"), ident.as_bytes())?;
    account.write(&folders.data.join("preau.conf"), settings(run, durability).as_bytes())
}

/// Whether the last start was without durability. Written before each, so it is said of what runs too.
pub fn is_fast(folders: &Folders) -> bool {
    fs::read_to_string(folders.data.join("preau.conf")).is_ok_and(|text| text.contains(FAST))
}

/// What was only in memory of the system goes to the disk: durability speaks of what comes after it.
pub fn write_down(folders: &Folders, account: &Account, binaries: &Binaries) -> Result<(), ClusterError> {
    let mut sync = account.command(&binaries.program("initdb"));
    sync.arg("--sync-only").arg("-D").arg(&folders.data);
    done(&mut sync).map_err(|detail| ClusterError::Start { log: folders.log.clone(), detail })
}

fn settings(run: &Path, durability: Durability) -> String {
    let mut text = format!(
        "listen_addresses = ''\n\
         unix_socket_directories = '\"{}\"'\n\
         timezone = 'UTC'\n\
         log_timezone = 'UTC'\n\
         jit = off\n\
         log_checkpoints = off\n\
         # Statements and the values that they trip over are about children: not for a log.\n\
         log_min_error_statement = panic\n\
         log_error_verbosity = terse\n",
        run.display()
    );
    text.push_str(&match durability {
        Durability::Full => format!("max_connections = 80\nshared_buffers = {}MB\n", buffers_mb()),
        Durability::None => "max_connections = 500\n\
             shared_buffers = 128MB\n\
             fsync = off\n\
             synchronous_commit = off\n\
             full_page_writes = off\n\
             wal_level = minimal\n\
             max_wal_senders = 0\n\
             checkpoint_timeout = 1h\n"
            .to_owned(),
    });
    text
}

/// PostgreSQL's own cache: an eighth of the machine's memory, as far as a year's feed of a département needs it.
fn buffers_mb() -> u64 {
    let info = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kb = info
        .lines()
        .find_map(|l| l.strip_prefix("MemTotal:")?.trim().strip_suffix("kB")?.trim().parse().ok());
    (kb.unwrap_or(0_u64) / 1024 / 8).clamp(128, 1024)
}

fn empty(folder: &Path) -> Result<(), ClusterError> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(ClusterError::file(folder)(e)),
        _ => Ok(()),
    }
}

/// Runs to the end; the error is what the program said.
fn done(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|e| e.to_string())?;
    if output.status.success() { Ok(()) } else { Err(said(&output)) }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).trim().to_owned()
}
