//! `preau import FEED`: previews, asks, applies. With `--preview` nothing is applied; with `--yes` nothing
//! is asked, and a feed that would make many leave is applied too.

use anyhow::{Context, bail};
use clap::Args;
use directory::import::{self, Guard, Mode, Outcome, Source, Totals};
use identity::App;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct Import {
    /// L’archive (.tgz, .tar.gz, .zip) ou le dossier du flux AAF
    feed: PathBuf,
    /// Dit seulement ce que le flux changerait
    #[arg(long)]
    preview: bool,
    /// Applique sans demander, même si beaucoup de comptes partiraient
    #[arg(long, conflicts_with = "preview")]
    yes: bool,
    /// Écrit le résultat en JSON
    #[arg(long)]
    json: bool,
}

impl Import {
    pub async fn run(self, app: &App) -> anyhow::Result<()> {
        if !self.feed.exists() {
            bail!("« {} » n’existe pas : vérifiez le chemin du flux", self.feed.display());
        }
        if self.preview {
            return self.say(&self.once(app, Mode::Preview).await?);
        }
        if self.yes {
            let applied = self.once(app, Mode::ApplyAnyway).await?;
            count_anew(app, &applied).await?;
            return self.say(&applied);
        }
        let applied = if std::io::stdin().is_terminal() {
            let preview = self.once(app, Mode::Preview).await?;
            self.say(&preview)?;
            if !agreed(&preview)? {
                bail!("rien n’a été changé");
            }
            self.once(app, Mode::ApplyAnyway).await?
        } else {
            self.once(app, Mode::Apply).await?
        };
        count_anew(app, &applied).await?;
        self.say(&applied)?;
        if !applied.applied {
            bail!(
                "trop de comptes partiraient : rien n’a été changé. Vérifiez le flux, puis relancez avec --yes."
            );
        }
        Ok(())
    }

    async fn once(&self, app: &App, mode: Mode) -> anyhow::Result<Outcome> {
        let name =
            self.feed.file_name().context("ce chemin ne désigne pas un flux")?.to_string_lossy().into_owned();
        let id = import::receive(&app.db.pool, &name, None, app.db.clock.now()).await?;
        let source = Source { path: self.feed.clone(), name, by: None };
        let quiet = self.json || !std::io::stderr().is_terminal();
        let progress = Arc::new(move |words: String| {
            if !quiet {
                eprint!("\r\x1b[K{words}");
            }
        });
        let outcome =
            import::run(&app.db, import::Import { id, source, mode, guard: Guard::default(), progress })
                .await;
        if !quiet {
            eprintln!();
        }
        Ok(outcome?)
    }

    fn say(&self, outcome: &Outcome) -> anyhow::Result<()> {
        if self.json {
            let losses: Vec<_> = outcome
                .losses
                .iter()
                .map(|l| serde_json::json!({"school": l.school, "leave": l.leave, "of": l.of}))
                .collect();
            let said = serde_json::json!({
                "import": outcome.id, "applied": outcome.applied, "totals": outcome.totals, "losses": losses,
            });
            println!("{}", serde_json::to_string_pretty(&said)?);
        } else {
            print!("{}", words(outcome));
        }
        Ok(())
    }
}

/// As after an upload: whoever serves the project counts its figures anew.
async fn count_anew(app: &App, outcome: &Outcome) -> anyhow::Result<()> {
    if !outcome.applied {
        return Ok(());
    }
    rollout::ask_count(app).await.map_err(|error| match error {
        kernel::Error::Internal(cause) => cause,
        other => anyhow::anyhow!("{other:?}"),
    })
}

fn words(outcome: &Outcome) -> String {
    let Totals { created, changed, moved, leave, odd, warnings, .. } = &outcome.totals;
    let done = if outcome.applied { "Appliqué" } else { "Ce flux ferait ceci" };
    let mut out = format!(
        "{done} : {created} personnes créées, {changed} modifiées, {moved} déplacées, {leave} qui partent ; {odd} à vérifier.\n"
    );
    for (sentence, count) in warnings {
        out.push_str(&format!("  {count} × {sentence}\n"));
    }
    for loss in &outcome.losses {
        out.push_str(&format!("  Attention. {}\n", loss.sentence()));
    }
    out
}

fn agreed(preview: &Outcome) -> anyhow::Result<bool> {
    if preview.totals.is_nothing() {
        return Ok(true);
    }
    print!("Appliquer ? [oui/non] ");
    std::io::stdout().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "oui" | "o"))
}
