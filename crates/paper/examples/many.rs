//! Many sheets, one document after the other, as the job for a whole project makes them: does memory grow?
//! `/usr/bin/time -v target/debug/examples/many slips.typ 63000 250`: so many slips, so many a document.

use paper::{Qr, Template};
use serde_json::json;
use std::thread::sleep;
use std::time::Duration;
use std::{env, fs};
use tokio::task::spawn_blocking;

/// As in a server, other work runs on threads beside: whatever each keeps adds up.
const THREADS: usize = 12;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [template, all, each] =
        env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "file, all, each")?;
    let template: &'static str = fs::read_to_string(template)?.leak();
    let (all, each): (usize, usize) = (all.parse()?, each.parse()?);
    let (mut made, mut bytes) = (0, 0);
    for document in 0..all.div_ceil(each) {
        let slips: Vec<_> = (made..all.min(made + each)).map(slip).collect();
        made += slips.len();
        let beside: Vec<_> =
            (0..THREADS).map(|_| spawn_blocking(|| sleep(Duration::from_millis(20)))).collect();
        for work in beside {
            work.await?;
        }
        let data = json!({ "title": "Fiches", "project": "ENT d’essai", "day": "15 septembre 2026", "slips": slips });
        bytes += paper::print(Template(template), &data).await?.len();
        if document % 5 == 0 {
            println!("{made} slips, {} MB of PDF, {} MB resident", bytes >> 20, resident() >> 10);
        }
    }
    println!("{made} slips, {} MB of PDF, {} MB resident", bytes >> 20, resident() >> 10);
    Ok(())
}

/// No two alike: nothing can be remembered from the one before.
fn slip(n: usize) -> serde_json::Value {
    let code = format!("{:04X}-{:04X}-{:04X}", n % 65_536, (n * 7) % 65_536, (n * 31) % 65_536);
    json!({
        "kind": "guardian", "name": format!("Prénom{n} Nom{n}"), "login": format!("prenom{n}.nom{n}"),
        "place": format!("Pour la famille de Enfant{n} Nom{n} · CE2-CM1 · École {}", n / 250),
        "qr": Qr::of(&format!("https://ent.example.org/activation?code={code}")), "code": code,
        "address": "ent.example.org/activation", "until": "14 mars 2027",
    })
}

/// In kilobytes, as Linux says it.
fn resident() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse().ok()).unwrap_or_default()
}
