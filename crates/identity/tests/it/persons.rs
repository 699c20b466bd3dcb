//! The people of a school, for its head.

use sqlx::query;
use testing::{Reply, TestApp};

fn names(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.all(".table tbody th a")
}

#[tokio::test]
async fn three_lists_searched_without_accents() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let at = format!("/ecole/{}/personnes", c.tilleuls);
    let list = async |asked: &str| names(&petit.get(&format!("{at}{asked}")).await);
    assert_eq!(list("").await, ["Lina Haddad", "Malo Le Goff", "Tom Le Goff"]);
    assert_eq!(list("?qui=familles").await, ["Nadia Benali", "Karim Haddad", "Claire Le Goff"]);
    let adults = list("?qui=adultes").await;
    assert_eq!(adults.len(), 6, "each once: {adults:?}");
    for (typed, found) in [
        ("helene", &["Hélène Petit"][..]),
        ("H%C3%89L%C3%88NE+petit", &["Hélène Petit"]),
        ("martel+in%C3%A8s", &["Inès Martel"]),
        ("marion.carrel", &["Marion Carrel"]),
        ("vidal", &[]),
        ("%25", &[]),
        ("123", &[]),
    ] {
        assert_eq!(list(&format!("?qui=adultes&nom={typed}")).await, found, "{typed}");
    }
    assert_eq!(list(&format!("?classe={}", c.cp)).await, ["Tom Le Goff"]);
    assert_eq!(list(&format!("?classe={}&nom=lina", c.cp)).await, [""; 0]);
    assert_eq!(list(&format!("?qui=familles&classe={}", c.cm1b)).await.len(), 3);
    assert_eq!(list(&format!("?classe={}", c.rives_cm2)).await, [""; 0], "a class of another school");
    let families = petit.get(&format!("{at}?qui=familles&nom=legoff")).await;
    assert!(
        families.says("Malo Le Goff · CE2-CM1 MME CARREL, Tom Le Goff · CP MME ROY"),
        "{}",
        families.text()
    );
    assert!(!petit.get(&format!("{at}?qui=familles")).await.says("Sami"), "a child of another school");
    assert!(petit.get(&format!("{at}?nom=zo%C3%A9")).await.says("Personne ici"));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn the_list_goes_on_by_key() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    query(
        "with made as (insert into person (id, last_name, first_name, created_at)
             select gen_random_uuid(), 'ÉLÈVE', 'Zoé', '2026-09-01' from generate_series(1, 120) returning id)
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), id, 'pupil', $1, $2, '2026-09-01', 'feed' from made",
    )
    .bind(c.cp.0)
    .bind(c.tilleuls.0)
    .execute(app.pool())
    .await
    .unwrap();
    let petit = app.as_(c.petit).await;
    let (mut path, mut seen) = (format!("/ecole/{}/personnes?nom=%C3%A9l%C3%A8ve", c.tilleuls), Vec::new());
    for lines in [50, 50, 20] {
        let page = petit.get(&path).await;
        assert_eq!(names(&page).len(), lines, "all have the same name");
        seen.extend(page.attributes(".table tbody th a", "href"));
        path = page.attribute(".pager a", "href").unwrap_or_default();
        assert_eq!(path.is_empty(), lines == 20);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120, "nobody twice, nobody left out");
    let path = format!("/ecole/{}/personnes?apres={}", c.tilleuls, c.zoe);
    assert!(petit.get(&path).await.says("C’est la fin de la liste"), "the key of somebody else says nothing");
}

#[tokio::test]
async fn a_page_for_each_of_the_school_only() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let at = |person| format!("/ecole/{}/personnes/{person}", c.tilleuls);
    for (who, person, status) in [
        ("a pupil", c.lina, 200),
        ("a guardian", c.claire, 200),
        ("a teacher", c.carrel, 200),
        ("a substitute", c.martel, 200),
        ("herself", c.petit, 200),
        ("a pupil of another school", c.sami, 404),
        ("a guardian of another school", c.yann, 404),
        ("a teacher of another school", c.blanc, 404),
        ("her inspector", c.segur, 404),
    ] {
        assert_eq!(petit.get(&at(person)).await.status, status, "{who}");
    }
    for (who, person) in [
        ("a teacher", c.carrel),
        ("another head", c.jourdan),
        ("a guardian", c.nadia),
        ("a pupil", c.lina),
        ("an operator", c.oger),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get(&at(c.lina)).await.status, 404, "{who}");
        assert_eq!(client.get(&format!("/ecole/{}/personnes", c.tilleuls)).await.status, 404, "{who}");
    }
    let lina = petit.get(&at(c.lina)).await;
    for words in ["lina.haddad", "Nadia Benali", "Karim Haddad", "CE2-CM1 MME CARREL", "selon l’annuaire"] {
        assert!(lina.says(words), "{words}: {}", lina.text());
    }
    let nadia = petit.get(&at(c.nadia)).await;
    assert!(nadia.says("Lina Haddad") && nadia.says("dans une autre école"), "{}", nadia.text());
    for words in ["Sami", "Moulin", "MS M.", "Lavandières", "nadia.benali@"] {
        assert!(!nadia.says(words), "{words}");
    }
    assert!(!petit.get(&at(c.claire)).await.says("dans une autre école"));
    let martel = petit.get(&at(c.martel)).await;
    assert!(martel.says("du 1er septembre 2026 au 30 septembre 2026 inclus"), "{}", martel.text());
    let (helped, looked) = (format!("/adulte/{}", c.martel), format!("/securite/compte/{}", c.martel));
    let links = martel.attributes("a", "href");
    assert!([&helped, &looked].iter().all(|link| links.iter().any(|l| l.contains(*link))), "{links:?}");
    for link in links.iter().filter(|l| l.starts_with("/ecole") || l.starts_with("/securite")) {
        assert_eq!(petit.get(link).await.status, 200, "{link}");
    }
    let own = petit.get(&at(c.petit)).await;
    assert!(!own.attributes("a", "href").iter().any(|l| l.contains("/adulte/") || l.contains("/securite/")));
}
