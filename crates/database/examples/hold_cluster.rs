//! A program that uses the private cluster and nothing else, for the tests that kill one:
//! `hold_cluster FOLDER` prints the URL of its database, or what the person would read, and holds the cluster
//! until its input ends, when it leaves it.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use database::cluster::{Durability, PrivateCluster};

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("usage: hold_cluster FOLDER");
        return ExitCode::from(2);
    };
    let cluster = match PrivateCluster::start(&folder, Durability::None) {
        Ok(cluster) => cluster,
        Err(error) => {
            println!("{error}");
            return ExitCode::FAILURE;
        }
    };
    println!("{}", cluster.url());
    let mut input = Vec::new();
    if let Err(error) = std::io::stdin().read_to_end(&mut input) {
        eprintln!("{error}");
    }
    match cluster.stop() {
        Ok(stopped) => {
            println!("{}", if stopped { "stopped" } else { "left" });
            ExitCode::SUCCESS
        }
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}
