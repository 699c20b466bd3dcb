//! Everything that an account did since a moment: the audit, with the device of each session, and what areas hold
//! of what it wrote. As a file: one line each, whose SHA-256 is kept in the audit, so that a copy can be compared
//! with what was given.

use super::queries::{self, Audited, Contained};
use crate::App;
use chrono::{DateTime, SecondsFormat, Utc};
use database::Db;
use futures::future::BoxFuture;
use kernel::{Error, PersonId};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// Something written, as its area tells it.
#[derive(Debug, Clone)]
pub struct Trace {
    pub at: DateTime<Utc>,
    /// « Réponse dans le fil ».
    pub what: String,
    /// To whom it went, and whether it was withdrawn.
    pub about: String,
    pub text: String,
}

impl Trace {
    /// The most lines of one list, and of each kind in it: beyond, the moment is to be chosen later.
    pub const MOST: i64 = 10_000;
}

/// What an area holds of what somebody wrote since a moment; `web` hands them over, because `identity` knows no
/// area above it.
pub type Traces =
    &'static [fn(Db, PersonId, DateTime<Utc>) -> BoxFuture<'static, Result<Vec<Trace>, Error>>];

/// A line of the list.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub at: DateTime<Utc>,
    pub what: String,
    pub about: String,
    pub device: String,
    pub session: String,
    pub text: String,
}

/// The whole list, the newest first.
pub(super) async fn lines(app: &App, person: &Contained, since: DateTime<Utc>) -> Result<Vec<Line>, Error> {
    let audited = queries::audited(&app.db.pool, person, since, Trace::MOST).await?;
    let mut lines: Vec<Line> = audited.into_iter().map(of_audit).collect();
    for traces in app.traces {
        let traces = traces(app.db.clone(), person.id, since).await?;
        lines.extend(traces.into_iter().map(|trace| Line {
            at: trace.at,
            what: trace.what,
            about: trace.about,
            device: String::new(),
            session: String::new(),
            text: trace.text,
        }));
    }
    lines.sort_by_key(|line| std::cmp::Reverse(line.at));
    Ok(lines)
}

fn of_audit(row: Audited) -> Line {
    let about = match row.details.as_object() {
        Some(details) if !details.is_empty() => {
            details.iter().map(|(name, value)| format!("{name} {value}")).collect::<Vec<_>>().join(" · ")
        }
        _ => String::new(),
    };
    Line {
        at: row.at,
        what: french(&row.act).to_owned(),
        about,
        device: row.device.unwrap_or_default(),
        session: row.session.map(|s| s.to_string()).unwrap_or_default(),
        text: String::new(),
    }
}

/// The acts that matter here, in words; any other by its own name.
#[expect(clippy::too_many_lines, reason = "a line an act")]
fn french(act: &str) -> &str {
    match act {
        "signed_in" => "Est entré·e",
        "signed_in_from" => "Est entré·e par un autre ENT",
        "entry_linked" => "A relié un compte d’un autre ENT",
        "entry_unlinked" => "A défait le lien avec un autre ENT",
        "signed_out" => "S’est déconnecté·e",
        "sessions_closed" => "A fermé des sessions",
        "confirmed" => "A confirmé que c’était bien elle ou lui",
        "confirmation_refused" => "N’a pas su le confirmer",
        "factor_added" => "A ajouté une vérification",
        "factor_removed" => "A retiré une vérification",
        "password_changed" => "A changé de mot de passe",
        "email_changed" => "A changé d’adresse électronique",
        "account_activated" => "A activé le compte",
        "codes_printed" | "head_codes_printed" => "A imprimé des codes",
        "draft_kept" => "A enregistré un brouillon",
        "draft_dropped" => "A abandonné un brouillon",
        "file_put" => "A joint un fichier",
        "file_taken" => "A retiré un fichier",
        "mandate_given" => "A nommé une direction par intérim",
        "mandate_ended" => "A dit le dernier jour d’une direction",
        "mandate_given_back" => "A laissé l’annuaire dire de nouveau qui dirige",
        "mandate_refused" => "Direction\u{a0}: refusé",
        "team_member_named" => "A nommé quelqu’un dans l’équipe du projet",
        "team_member_ended" => "A dit le dernier jour de quelqu’un de l’équipe du projet",
        "team_refused" => "Équipe du projet\u{a0}: refusé",
        "project_described" => "A décrit le projet",
        "project_refused" => "Projet\u{a0}: refusé",
        "party_added" => "A ajouté une partie du projet",
        "newsletter_changed" => "A écrit, changé ou envoyé une lettre aux collectivités",
        "newsletter_stopped" => "Ne veut plus recevoir la lettre aux collectivités",
        "newsletter_refused" => "Lettre aux collectivités\u{a0}: refusé",
        "party_changed" => "A changé une partie du projet, ou ses contacts",
        "party_refused" => "Partie du projet\u{a0}: refusé",
        "responsibilities_said" => "A dit qui fait quoi dans le projet",
        "objective_said" => "A dit un objectif",
        "objective_dropped" => "A retiré un objectif",
        "phase_decided" => "A noté une décision de phase",
        "opening_decided" => "A décidé comment les écoles ouvrent",
        "joining_step" => "A fait une étape de l’entrée d’une école dans le projet",
        "joining_refused" => "Étape refusée",
        "person_left" => "A dit que quelqu’un ne fait plus partie de l’école",
        "identity_corrected" => "A corrigé l’identité de quelqu’un",
        "class_made" => "A ouvert une classe",
        "class_renamed" => "A renommé une classe",
        "class_closed" => "A fermé une classe",
        "group_made" => "A créé un groupe",
        "group_renamed" => "A changé le nom d’un groupe",
        "group_changed" => "A changé qui est d’un groupe",
        "group_closed" => "A fermé un groupe",
        "group_refused" => "Groupe\u{a0}: refusé",
        "post_published" => "A publié un message",
        "post_edited" => "A modifié un message",
        "post_withdrawn" => "A retiré un message",
        "commented" => "A répondu",
        "comment_refused" => "Réponse refusée",
        "comment_withdrawn" => "A retiré une réponse",
        "reacted" => "A réagi",
        "feed_seen" => "A lu le fil",
        "not_me" => "«\u{a0}Ce n’était pas moi\u{a0}»",
        "accounts_closed" => "A fermé des comptes",
        "writing_frozen" => "A gelé l’écriture",
        "writing_reopened" => "A rouvert l’écriture",
        other => of_the_rollout(other),
    }
}

/// What who steers the project does.
fn of_the_rollout(act: &str) -> &str {
    match act {
        "body_made" => "A créé une instance",
        "body_changed" => "A changé qui siège dans une instance",
        "meeting_convened" => "A convoqué une réunion",
        "meeting_cancelled" => "A annulé une réunion",
        "agenda_changed" => "A complété un ordre du jour",
        "minutes_written" => "A enregistré un compte rendu",
        "decision_proposed" => "A proposé une décision",
        "decision_voiced" => "A enregistré l’accord ou le refus d’un collège",
        "decision_followed" => "A suivi une décision",
        "action_given" => "A confié une action",
        "action_done" => "A terminé une action",
        "reference_group" => "A agi entre l’instance académique et un groupe départemental",
        "governance_refused" => "Gouvernance\u{a0}: refusé",
        "convention_made" => "A préparé une convention",
        "convention_changed" => "A changé une convention",
        "convention_signed" => "A enregistré la signature d’une convention",
        "commune_committed" => "A enregistré l’engagement d’une commune",
        "cost_split" => "A réparti un coût",
        "grant_made" => "A enregistré une aide",
        "grant_changed" => "A complété une aide",
        "money_refused" => "Finances\u{a0}: refusé",
        "convention_refused" => "Convention\u{a0}: refusé",
        "bundle_changed" => "Offres de services\u{a0}: faite, attribuée, retirée",
        "pack_changed" => "Lot de ressources\u{a0}: fait, complété, posé dans une classe, retiré",
        "pack_refused" => "Lot de ressources\u{a0}: refusé",
        // events, what is handed out
        "event_changed" => "Événement\u{a0}: annoncé, complété, inscription",
        "document_changed" => "A ajouté, renouvelé ou retiré un document",
        "deputy_named" => "A donné à un·e adjoint·e les droits de qui s’absente",
        "card_changed" => "Carte commune\u{a0}: proposition, voix ou abandon",
        "event_refused" => "Événement ou document\u{a0}: refusé",
        // equipment, purchases, invoices, the contract, changes
        "equipment_changed" => "A changé l’équipement",
        "equipment_refused" => "Équipement\u{a0}: refusé",
        "purchase_changed" => "A fait avancer un achat groupé",
        "purchase_refused" => "Achat groupé\u{a0}: refusé",
        "invoice_kept" => "A déposé une facture",
        "contract_changed" => "A changé le marché",
        "contract_refused" => "Marché\u{a0}: refusé",
        "change_asked" => "A demandé une évolution",
        "change_moved" => "A fait avancer une évolution",
        "change_refused" => "Évolution\u{a0}: refusé",
        "rallied" => "A suivi les communes, les avantages ou la mobilisation",
        "rallying_refused" => "Communes, avantages, mobilisation\u{a0}: refusé",
        other => other,
    }
}

/// A file and its SHA-256.
pub(super) struct File {
    pub bytes: String,
    pub sha256: String,
}

/// Semicolons and a mark of UTF-8, as French spreadsheets open it.
pub(super) fn csv(lines: &[Line]) -> File {
    let mut bytes = String::from("\u{feff}quand (UTC);quoi;détail;appareil;session;texte\r\n");
    for line in lines {
        let cells = [&instant(line.at), &line.what, &line.about, &line.device, &line.session, &line.text];
        let cells: Vec<_> = cells.into_iter().map(|cell| quoted(cell)).collect();
        let _ = write!(bytes, "{}\r\n", cells.join(";"));
    }
    sealed(bytes)
}

pub(super) fn json_lines(lines: &[Line]) -> File {
    let mut bytes = String::new();
    for line in lines {
        let line = serde_json::json!({
            "at": instant(line.at), "what": line.what, "about": line.about, "device": line.device,
            "session": line.session, "text": line.text,
        });
        let _ = writeln!(bytes, "{line}");
    }
    sealed(bytes)
}

fn sealed(bytes: String) -> File {
    let sha256 = hex::encode(Sha256::digest(bytes.as_bytes()));
    File { bytes, sha256 }
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A cell that begins like a formula is text all the same: what a hijacker wrote is opened in a spreadsheet.
fn quoted(cell: &str) -> String {
    let text =
        if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_nor_two_cells() {
        assert_eq!(quoted("=cmd|' /C calc'!A0"), "\"'=cmd|' /C calc'!A0\"");
        assert_eq!(quoted("dit \"oui\"; puis"), "\"dit \"\"oui\"\"; puis\"");
    }

    #[test]
    fn the_seal_is_that_of_the_bytes() {
        let line = Line {
            at: DateTime::UNIX_EPOCH,
            what: "A répondu".to_owned(),
            about: String::new(),
            device: "Firefox".to_owned(),
            session: String::new(),
            text: "deux\nlignes".to_owned(),
        };
        let file = json_lines(&[line.clone(), line]);
        assert_eq!(file.bytes.lines().count(), 2);
        assert_eq!(file.sha256, hex::encode(Sha256::digest(file.bytes.as_bytes())));
    }
}
