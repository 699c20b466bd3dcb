//! A file of sectors: looked at, then in whole or not at all.

use super::{attach, kept, links};
use crate::governance::Steered;
use testing::Reply;

const FILE: &[u8] = "école;collège;nom;commune\n0809903C;0809911N\n0809904D;0809912P;Collège du Lac;Les Bruyères\n0809901A;0809911N\n0809999Z;0809911N\n".as_bytes();

async fn previewed(s: &Steered, file: &[u8]) -> Reply {
    let sent = [("fichier", "secteurs.csv", file)];
    s.app.as_(s.manager).await.post_files("/colleges/import", &[("du", "2026-09-01")], &sent).await
}

#[tokio::test]
async fn a_file_is_looked_at_then_comes_in_whole() {
    let (s, _, _) = kept().await;
    let before = s.app.audited().await;
    let page = previewed(&s, FILE).await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.says("Ligne 5") && page.says("L’annuaire ne connaît pas cette école"), "{}", page.text());
    assert!(page.says("Les Bruyères → Collège du Lac"), "{}", page.text());
    assert_eq!((links(&s).await.len(), s.app.audited().await - before), (2, 1), "looked at only");
    let lines = String::from_utf8(FILE.to_vec()).unwrap();
    let yes = [("lignes", &*lines), ("du", "2026-09-01"), ("attendu", "2")];
    assert_eq!(s.post(s.app.cast.segur, "/colleges/import/appliquer", &yes).await.status, 404);
    s.does("/colleges/import/appliquer", &yes).await;
    assert_eq!(
        links(&s).await,
        [
            "Collège des Lilas · Les Aulnes · 2026-09-01 ·  · import",
            "Collège des Lilas · Les Rives · 2026-09-01 ·  · hand",
            "Collège des Lilas · Les Tilleuls · 2026-09-01 ·  · hand",
            "Collège du Lac · Les Bruyères · 2026-09-01 ·  · import",
        ]
    );
    // Again, nothing is new; and what changed since it was looked at is shown, not entered.
    let again = s.post(s.manager, "/colleges/import/appliquer", &yes).await;
    assert!(again.status == 422 && again.says("plus rien à entrer"), "{}", again.text());
    assert_eq!(links(&s).await.len(), 4);
    for (file, said) in [(&b"PK\x03\x04"[..], "classeur"), (b"", "vide"), (b"0809901A", "deux colonnes")] {
        let page = previewed(&s, file).await;
        assert!(page.status == 422 && page.says(said), "{said}: {}", page.text());
    }
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_shown_and_not_entered() {
    let (s, at, _) = kept().await;
    assert_eq!(previewed(&s, FILE).await.status, 200);
    attach(&s, &at, &s.app.cast.aulnes.to_string()).await;
    let lines = String::from_utf8(FILE.to_vec()).unwrap();
    let page = s
        .post(
            s.manager,
            "/colleges/import/appliquer",
            &[("lignes", &*lines), ("du", "2026-09-01"), ("attendu", "2")],
        )
        .await;
    assert!(page.status == 422 && page.says("Le registre a changé"), "{}", page.text());
    assert_eq!(links(&s).await.len(), 3, "nothing of the file");
}
