//! The command line.

mod admin;
mod import;
mod jobs;
mod options;
mod serve;
mod start;

use clap::{Parser, Subcommand};
pub use import::Import;
pub use options::Options;
pub use start::Started;

/// Préau, l’espace numérique de travail de l’école maternelle et élémentaire.
#[derive(Debug, Parser)]
#[command(name = "preau", version, about, after_help = AFTER)]
pub struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "Chaque réglage se donne par une option, une variable d’environnement ou le fichier \
preau.toml du dossier de données, dans cet ordre.
Sans --database-url, Préau crée et gère son propre PostgreSQL dans le dossier de données.";

#[derive(Debug, Subcommand)]
enum Command {
    /// Sert les pages, et fait les travaux de fond (sauf --no-work)
    Serve {
        /// Laisse les travaux de fond à d’autres processus (preau work)
        #[arg(long)]
        no_work: bool,
    },
    /// Fait les travaux de fond, sans servir de page
    Work,
    /// Met la base de données à jour, puis s’arrête
    Migrate,
    /// Importe un annuaire AAF : dit ce que cela changerait, demande, puis l’applique
    Import(Import),
    /// Démarre une démonstration vivante : un territoire inventé, ses écoles, son fil
    Demo,
    /// Montre les travaux de fond qui ont échoué pour de bon
    Jobs(jobs::Jobs),
    /// Administre le projet depuis le terminal
    #[command(subcommand)]
    Admin(admin::Admin),
}

impl Cli {
    /// Runs the command to its end.
    pub async fn run(self) -> anyhow::Result<()> {
        start::log();
        let options = self.options.with_file()?;
        match self.command {
            Command::Serve { no_work } => serve::serve(start::start(options, false).await?, !no_work).await,
            Command::Work => serve::work(start::start_long(options).await?).await,
            Command::Demo => serve::demo(start::start(options, true).await?).await,
            Command::Migrate => {
                start::start(options, false).await?.stop().await?;
                println!("La base de données est à jour.");
                Ok(())
            }
            Command::Import(import) => {
                let started = start::start_long(options).await?;
                let done = import.run(&started.app).await;
                started.stop().await?;
                done
            }
            Command::Jobs(jobs) => {
                let started = start::start(options, false).await?;
                let done = jobs.run(&started.app).await;
                started.stop().await?;
                done
            }
            Command::Admin(act) => {
                let started = start::start(options, false).await?;
                let done = act.run(&started.app).await;
                started.stop().await?;
                done
            }
        }
    }
}
