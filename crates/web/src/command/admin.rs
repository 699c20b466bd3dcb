//! `preau admin …`.

use clap::Subcommand;
use identity::{App, counts};

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Compte qui a un rôle aujourd’hui (les partants ne comptent pas)
    Counts {
        /// En JSON, pour un programme
        #[arg(long)]
        json: bool,
    },
}

impl Admin {
    pub async fn run(self, app: &App) -> anyhow::Result<()> {
        match self {
            Self::Counts { json } => {
                let held = counts::held(&app.db.pool, app.db.clock.today()).await?;
                if json {
                    println!("{}", serde_json::to_string_pretty(&held)?);
                } else {
                    println!("{held:#?}");
                }
                Ok(())
            }
        }
    }
}
