//! The cluster of the tests, by hand: `start` prints the DATABASE_URL of a freshly migrated database against
//! which queries are checked; `stop` stops the cluster unless tests are running.

use database::testing_cluster::{fresh_database, stop_test_cluster};

#[tokio::main]
async fn main() -> std::process::ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("start") => println!("{}", fresh_database("preau_prepare").await),
        Some("stop") if stop_test_cluster() => println!("stopped"),
        Some("stop") => println!("in use: left running"),
        _ => {
            eprintln!("usage: test_cluster start | stop");
            return std::process::ExitCode::from(2);
        }
    }
    std::process::ExitCode::SUCCESS
}
