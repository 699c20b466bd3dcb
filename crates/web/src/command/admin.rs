//! `preau admin …`.

use clap::Subcommand;
use identity::{App, admin, counts};
use kernel::Error;

#[derive(Debug, Subcommand)]
pub enum Admin {
    /// Compte qui a un rôle aujourd’hui (les partants ne comptent pas)
    Counts {
        /// En JSON, pour un programme
        #[arg(long)]
        json: bool,
    },
    /// Nomme un opérateur de l’annuaire (DSI), et donne son code de première connexion
    Operator {
        first_name: String,
        last_name: String,
        #[arg(long)]
        email: Option<String>,
    },
    /// Donne un nouveau code de première connexion à l’adulte qui a cet identifiant
    Code { login: String },
    /// Retire la vérification en deux temps de ce compte, et ferme ses sessions
    SansVerification { login: String },
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
            Self::Operator { first_name, last_name, email } => {
                let named = admin::name_operator(&app.db, &first_name, &last_name, email.as_deref()).await;
                let (login, code) = named.map_err(said)?;
                println!(
                    "Identifiant : {login}\nCode : {code}\nPage : {}/activation",
                    app.settings.public_url
                );
                Ok(())
            }
            Self::SansVerification { login } => {
                admin::forget_factors(&app.db, &login).await.map_err(said)?;
                println!("C’est retiré. La personne la remettra en place à sa prochaine visite.");
                Ok(())
            }
            Self::Code { login } => {
                let code = admin::activation_code_for(&app.db, &login).await.map_err(said)?;
                println!("Code : {code}\nPage : {}/activation", app.settings.public_url);
                Ok(())
            }
        }
    }
}

/// An error of the house, in the terminal's words.
fn said(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(cause) => cause,
        Error::NotFound => anyhow::anyhow!("aucun compte n’a cet identifiant"),
        Error::Refused(sentence) | Error::TooLarge(sentence) => anyhow::anyhow!(sentence),
        other => anyhow::anyhow!("{other:?}"),
    }
}
