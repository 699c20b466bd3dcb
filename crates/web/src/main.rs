//! `preau`: one program, several roles. See `preau --help`.

use clap::Parser;
use std::process::ExitCode;
use web::command::Cli;

#[tokio::main]
async fn main() -> ExitCode {
    match Cli::parse().run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("preau : {error:#}");
            ExitCode::FAILURE
        }
    }
}
