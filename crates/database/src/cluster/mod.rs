//! A PostgreSQL of our own in the data folder, for who has no database server: made at the first start,
//! reachable through a Unix socket only, never root, no password.
//!
//! Invariant: at most one server runs on the data, whatever was killed before and however many of our
//! processes start at once; it runs as long as one of them uses it.

mod account;
mod binaries;
mod error;
mod folders;
mod locks;
mod postmaster;
mod setup;

use std::path::{Path, PathBuf};

use sqlx::postgres::PgConnectOptions;

use account::Account;
pub(crate) use binaries::{LEAST_MAJOR, Search};
pub use error::ClusterError;
use folders::Folders;
use locks::{Turn, Users};

/// The database role, and the name under which pg_hba.conf and pg_ident.conf know it.
const USER: &str = "preau";
/// The database of the product.
const DATABASE: &str = "preau";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// What is committed survives a power cut. Everything but tests.
    Full,
    /// Fast, and lost with the power: for tests, whose data is thrown away.
    None,
}

/// A running cluster that this process uses. Dropped without `stop`, it stays for the next process.
#[derive(Debug)]
pub struct PrivateCluster {
    folders: Folders,
    run: PathBuf,
    users: Users,
}

impl PrivateCluster {
    /// Adopts the server that runs on this data folder, or starts one, making the data first if there
    /// is none. One that was started without durability is not adopted for lasting work: it starts again,
    /// or, when somebody else uses it, this is refused. Blocks for that time: a tenth of a second, or some seconds the first time.
    pub fn start(data_folder: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let account = Account::choose(&data_folder.join("postgres"))?;
        let folders = Folders::below(&account.data_folder(data_folder)?);
        let _turn = Turn::wait(&folders.turn)?;
        let users = Users::join(&folders.users)?;
        let mut running = postmaster::settled(&folders)?;
        if running.is_some() && durability == Durability::Full && setup::is_fast(&folders) {
            if !users.is_last() {
                return Err(ClusterError::NotDurable { folder: folders.data });
            }
            postmaster::stop(&folders)?;
            users.stay(&folders.users)?;
            running = None;
        }
        let run = match running {
            Some(run) => run,
            None => boot(&folders, &account, durability)?,
        };
        Ok(Self { folders, run, users })
    }

    /// How to connect to the product's database.
    pub fn options(&self) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass().socket(&self.run).username(USER).database(DATABASE)
    }

    /// The same as a URL.
    pub fn url(&self) -> String {
        self.url_of(DATABASE)
    }

    /// The URL of another database of this cluster.
    pub fn url_of(&self, database: &str) -> String {
        let run: String = self.run.as_os_str().as_encoded_bytes().iter().map(|&b| escaped(b)).collect();
        format!("postgres://{USER}@localhost/{database}?host={run}")
    }

    /// Leaves the cluster; the last process to leave stops it. Says whether it did.
    pub fn stop(self) -> Result<bool, ClusterError> {
        let _turn = Turn::wait(&self.folders.turn)?;
        let last = self.users.is_last();
        if last {
            postmaster::stop(&self.folders)?;
            if !self.run.starts_with(&self.folders.root) {
                // Far from the data, nobody would know whose empty folder it is.
                let _ = std::fs::remove_dir(&self.run);
            }
        }
        Ok(last)
    }
}

fn boot(folders: &Folders, account: &Account, durability: Durability) -> Result<PathBuf, ClusterError> {
    let major = folders.data_major()?;
    let binaries = Search::of_this_machine().find(major.map(|major| (major, folders.data.as_path())))?;
    account.check_reach(&binaries.program("postgres"), &folders.root)?;
    if major.is_none() {
        setup::create(folders, account, &binaries, durability)?;
    }
    if durability == Durability::Full && setup::is_fast(folders) {
        setup::write_down(folders, account, &binaries)?;
    }
    let run = folders.socket_folder(account)?;
    setup::configure(folders, account, &run, durability)?;
    postmaster::launch(folders, &run, account, &binaries)?;
    Ok(run)
}

fn escaped(byte: u8) -> String {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    }
}
