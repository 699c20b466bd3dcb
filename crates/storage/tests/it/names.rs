//! Names that people and attackers give to files.

use storage::media::clean_name;

#[test]
fn names_are_stripped_of_paths_and_tricks() {
    for (sent, kept) in [
        ("../../etc/passwd", "passwd"),
        ("..\\evade.txt", "evade.txt"),
        ("C:\\Windows\\win.ini", "win.ini"),
        ("", "fichier"),
        ("..", "fichier"),
        (".htaccess", "htaccess"),
        (" espace.txt ", "espace.txt"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("invisible\u{200b}.txt", "invisible.txt"),
        ("ligne\ncoupée\0.txt", "lignecoupée.txt"),
        ("<script>alert(1)</script>.png", "script_.png"),
        ("fichier::$DATA", "fichier__$DATA"),
        ("dessin de Zoé n°1 (œuvre).png", "dessin de Zoé n°1 (œuvre).png"),
        ("M. Dupont", "M. Dupont"),
        ("famille 👩‍👩‍👧.png", "famille 👩‍👩‍👧.png"),
        ("日本語.pdf", "日本語.pdf"),
    ] {
        assert_eq!(clean_name(sent), kept, "{sent:?}");
    }
}

#[test]
fn a_long_name_keeps_its_extension() {
    let kept = clean_name(&format!("{}.jpeg", "é".repeat(300)));
    assert_eq!(kept.chars().count(), 120);
    assert!(kept.ends_with("é.jpeg"));
}
