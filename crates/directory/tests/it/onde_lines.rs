//! Line by line: of each sample and each hostile file, who comes in, what is left, and what is said of which line
//! and column.

use crate::onde::{School, figures, file};
use testing::Reply;

/// Line, column, how its sentence begins.
type Remarks = &'static [(&'static str, &'static str, &'static str)];

struct Case {
    name: &'static str,
    /// Pupils who come in, and lines that are left with their reason; together every line that says something.
    new: i64,
    out: i64,
    remarks: Remarks,
}

const fn case(name: &'static str, new: i64, out: i64, remarks: Remarks) -> Case {
    Case { name, new, out, remarks }
}

const CASES: &[Case] = &[
    case("encodage-cp1252.csv", 1, 0, &[]),
    case("encodage-iso-8859-15.csv", 1, 0, &[]),
    case("encodage-mac-roman.csv", 1, 0, &[]),
    case("encodage-utf-16-le.csv", 1, 0, &[]),
    case("encodage-utf-16.csv", 1, 0, &[]),
    case("encodage-utf-8-sig.csv", 1, 0, &[]),
    case("encodage-utf-8.csv", 1, 0, &[]),
    case("encodages-melanges.csv", 1, 0, &[]),
    case("fins-de-ligne-mac.csv", 1, 0, &[]),
    case("separateur-tab.csv", 1, 0, &[]),
    case("separateur-virgule.csv", 1, 0, &[]),
    case("nul-et-controle.csv", 1, 0, &[]),
    case(
        "homonymes.csv",
        1,
        4,
        &[
            ("3", "", "De côté Même élève que la ligne 2 : prise une fois."),
            ("4", "", "De côté Même élève que la ligne 2"),
            ("5", "", "De côté Même élève que la ligne 2"),
            ("6", "", "De côté Même élève que la ligne 2"),
        ],
    ),
    case("colonnes-manquantes.csv", 1, 1, &[("2", "Date de naissance", "De côté « » : la date manque.")]),
    case(
        "guillemet-non-ferme.csv",
        0,
        3,
        &[
            ("2", "", "De côté Un guillemet est ouvert et jamais fermé."),
            ("3", "", "De côté Un guillemet est ouvert et jamais fermé."),
            ("4", "", "De côté Un guillemet est ouvert et jamais fermé."),
        ],
    ),
    case(
        "dates-invalides.csv",
        1,
        9,
        &[
            ("2", "Date de naissance", "De côté « 2019-02-30 » : écrivez"),
            ("3", "Date de naissance", "De côté « 30/02/2019 » : écrivez la date comme 04/03/2019."),
            ("4", "Date de naissance", "De côté « 04/03/19 » : ce n’est pas la date d’un élève de l’école."),
            ("6", "Date de naissance", "De côté « 43528 » : écrivez"),
            ("7", "Date de naissance", "De côté « » : la date manque."),
            ("8", "Date de naissance", "De côté « 0000-00-00 » : écrivez"),
            ("9", "Date de naissance", "De côté « 2099-01-01 » : ce n’est pas la date"),
            ("10", "Date de naissance", "De côté « 1890-01-01 » : ce n’est pas la date"),
            ("11", "Date de naissance", "De côté « mars 2019 » : écrivez"),
        ],
    ),
    case(
        "formules.csv",
        0,
        8,
        &[
            ("2", "Nom", "De côté « =HYPERLINK(\"http://exemple.inv » n’est pas un nom (signe « = »)"),
            ("3", "Nom", "De côté « =cmd|' /C calc'!A0 » n’est pas un nom"),
            ("4", "Nom", "De côté « +1+1 » n’est pas un nom (signe « + »)"),
            ("5", "Nom", "De côté « -1+1 » n’est pas un nom (signe « 1 »)"),
            ("6", "Nom", "De côté « @SUM(1) » n’est pas un nom (signe « @ »)"),
            ("7", "Nom", "De côté « =1+1 »"),
            ("8", "Nom", "De côté « =1+1 »"),
            ("9", "Nom", "De côté « ＝1+1 » n’est pas un nom (signe « ＝ »)"),
        ],
    ),
    case(
        "ligne-de-1Mo.csv",
        0,
        1,
        &[("2", "", "De côté Cette ligne est bien trop longue : elle n’a pas été lue.")],
    ),
    case("CSVExtraction-eleves.csv", 4, 0, &[]),
    case("utf8bom-CSVExtraction-eleves.csv", 4, 0, &[]),
];

/// The file of that name; the one of a megabyte is made here, byte for byte.
fn bytes(name: &str) -> Vec<u8> {
    if name != "ligne-de-1Mo.csv" {
        return file(name);
    }
    let titles =
        "\"Nom Elève\";\"Nom d'usage Elève\";\"Prénom Elève\";\"Date naissance\";\"Sexe\";\"Classe\"";
    let name = "A".repeat(1_000_000);
    format!("{titles}\r\n\"{name}\";;\"Léo\";\"2019-03-04\";\"H\";\"CE1\"\r\n").into_bytes()
}

/// As the head reads them under « Ligne par ligne ».
fn remarks(page: &Reply) -> Vec<(String, String, String)> {
    let cell =
        |label: &str| page.all(&format!("section[aria-labelledby='remarques'] td[data-label='{label}']"));
    let (lines, columns, sentences) = (cell("Ligne"), cell("Colonne"), cell("Remarque"));
    assert!(lines.len() == columns.len() && lines.len() == sentences.len());
    lines.into_iter().zip(columns).zip(sentences).map(|((l, c), s)| (l, c, s)).collect()
}

/// Every class that the file names and the school has not is made.
async fn with_its_classes(school: &School, at: &str) -> Reply {
    let labels = school.petit.get(at).await.all("label[for^='classe-']");
    let keys: Vec<String> =
        labels.iter().map(|l| format!("classe:{}", l.replace("Classe « ", "").replace(" »", ""))).collect();
    let fields: Vec<_> = keys.iter().map(|k| (k.as_str(), "creer")).collect();
    school.corrected(at, &fields).await
}

#[tokio::test]
async fn every_line_of_the_bad_files_is_in_or_explained() {
    let mut wrong = Vec::new();
    for case in CASES {
        let name = case.name;
        let school = School::new().await;
        let (at, _) = school.pupils(&bytes(name)).await;
        let page = with_its_classes(&school, &at).await;
        assert_eq!(figures(&page), (case.new.to_string(), case.out.to_string()), "{name}: {}", page.text());
        let said = remarks(&page);
        let expected =
            case.remarks.len() == said.len()
                && case.remarks.iter().zip(&said).all(|((line, column, start), (l, c, s))| {
                    line == l && column == c && s.starts_with(start)
                });
        if !expected {
            wrong.push(format!("{name}: {said:#?}"));
        }
        let before = school.app.count("select count(*) from person").await;
        if case.new > 0 {
            let done = school.applied(&at).await;
            assert_eq!(remarks(&done), said, "{name}: what was said before is said after");
        }
        assert_eq!(school.app.count("select count(*) from person").await - before, case.new, "{name}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn names_are_read_right_whatever_the_encoding() {
    for (name, class) in [
        ("encodage-cp1252.csv", "CE1 – Mme Œuvrard"),
        // That encoding has no dash: whoever wrote the file put a question mark.
        ("encodage-iso-8859-15.csv", "CE1 ? Mme Œuvrard"),
        ("encodage-mac-roman.csv", "CE1 – Mme Œuvrard"),
        ("encodage-utf-16-le.csv", "CE1 – Mme Œuvrard"),
        ("encodage-utf-16.csv", "CE1 – Mme Œuvrard"),
        ("encodage-utf-8-sig.csv", "CE1 – Mme Œuvrard"),
        ("encodage-utf-8.csv", "CE1 – Mme Œuvrard"),
        ("encodages-melanges.csv", "CE1"),
    ] {
        let school = School::new().await;
        let (at, _) = school.pupils(&file(name)).await;
        with_its_classes(&school, &at).await;
        school.applied(&at).await;
        let right = "select count(*) from person where last_name = 'LEFÈVRE' and first_name = 'Anaïs'";
        assert_eq!(school.app.count(right).await, 1, "{name}");
        let made: Vec<String> =
            sqlx::query_scalar("select name from place where kind = 'class' and name like 'CE1%'")
                .fetch_all(school.app.pool())
                .await
                .unwrap();
        assert_eq!(made, [class], "{name}");
    }
}
