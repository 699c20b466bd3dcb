//! `preau jobs`: the dead letters of the queue, for whoever looks after the service.

use ::jobs::Failed;
use clap::Args;
use identity::App;

#[derive(Debug, Args)]
pub struct Jobs {
    /// En JSON, pour un programme
    #[arg(long)]
    json: bool,
}

impl Jobs {
    pub async fn run(self, app: &App) -> anyhow::Result<()> {
        let failed = ::jobs::failed(&app.db.pool).await?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&failed)?);
        } else if failed.is_empty() {
            println!("Aucun travail n’a échoué.");
        } else {
            failed.iter().for_each(|job| println!("{}", line(job, app)));
        }
        Ok(())
    }
}

fn line(job: &Failed, app: &App) -> String {
    let when = job.failed_at.with_timezone(&app.db.clock.zone()).format("%d/%m/%Y %H:%M");
    let Failed { id, kind, attempts, last_error, .. } = job;
    format!("{when}  {kind}  {attempts} essai(s)  {last_error}  {id}")
}
