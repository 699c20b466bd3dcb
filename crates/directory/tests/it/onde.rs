//! ONDE's files, through HTTP: each line is in or explained, what is wrong is put right in place, nothing is half
//! in, and the academy's word stands.

use std::path::Path;
use testing::{Client, Reply, TestApp};

pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/onde").join(name)).unwrap()
}

pub struct School {
    pub app: TestApp,
    pub petit: Client,
    path: String,
}

impl School {
    pub async fn new() -> Self {
        let app = TestApp::new(directory::routes()).await;
        let petit = app.as_(app.cast.petit).await;
        let path = format!("/ecole/{}/onde", app.cast.tilleuls);
        Self { app, petit, path }
    }

    /// Sends files, and gives where the preview is.
    pub async fn sent(&self, files: &[(&str, &[u8])]) -> String {
        let files: Vec<_> = files.iter().map(|(kind, bytes)| (*kind, "CSVExtraction.csv", *bytes)).collect();
        let reply = self.petit.post_files(&self.path, &[], &files).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().unwrap().to_owned()
    }

    pub async fn pupils(&self, bytes: &[u8]) -> (String, Reply) {
        let at = self.sent(&[("eleves", bytes)]).await;
        let page = self.petit.get(&at).await;
        assert_eq!(page.status, 200, "{}", page.text());
        (at, page)
    }

    pub async fn corrected(&self, at: &str, fields: &[(&str, &str)]) -> Reply {
        let reply = self.petit.post(&format!("{at}/corriger"), fields).await;
        assert_eq!(reply.status, 303);
        self.petit.get(at).await
    }

    pub async fn applied(&self, at: &str) -> Reply {
        let reply = self.petit.post(&format!("{at}/appliquer"), &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        self.petit.get(at).await
    }
}

/// Pupils new, known; lines out.
pub fn figures(page: &Reply) -> (String, String) {
    let values = page.all(".counter-value");
    (values[0].clone(), values[3].clone())
}

const CE1: &[(&str, &str)] = &[("classe:CE1", "creer")];

#[tokio::test]
async fn what_is_no_csv_is_told_and_a_long_line_costs_only_itself() {
    let school = School::new().await;
    let (at, page) = school.pupils(&file("excel-deguise.csv")).await;
    assert!(page.says("C’est un classeur de tableur"));
    assert_eq!(school.petit.post(&format!("{at}/appliquer"), &[]).await.status, 422);

    let long = format!(
        "Nom;Prénom;Né(e) le;Classe\n{};Léo;2019-03-04;CP MME ROY\nMOREL;Ida;2019-03-04;CP MME ROY\n",
        "A".repeat(1_000_000)
    );
    let (_, page) = school.pupils(long.as_bytes()).await;
    assert_eq!(figures(&page), ("1".to_owned(), "1".to_owned()));
    assert_eq!(school.petit.post_files(&school.path, &[], &[]).await.status, 422, "no file");
    let page = school.pupils(b"Nom;Prenom;Ne le quand\nDUPONT;Leo;2019-03-04\n").await;
    assert!(page.1.says("il manque la colonne « Date de naissance »"));
    let page = school.corrected(&page.0, &[("colonne:eleves:2", "naissance")]).await;
    assert_eq!(figures(&page).0, "1", "said by hand");
}

#[tokio::test]
async fn a_wrong_class_label_is_put_right_in_place() {
    let school = School::new().await;
    let text = "Nom;Prénom;Né(e) le;Niveau;Classe\nAZEM;Ilyes;04/03/2020;CP;CP Mme ROI\nAZEM;Maya;30/02/2017;CM1;CE2-CM1  MME CARREL\n";
    let (at, page) = school.pupils(text.as_bytes()).await;
    assert_eq!(figures(&page), ("0".to_owned(), "2".to_owned()));
    let near = page.attribute("select[name='classe:CP Mme ROI'] option[selected]", "value").unwrap();
    assert_eq!(near, school.app.cast.cp.to_string(), "the nearest is proposed");
    let page = school.corrected(&at, &[("classe:CP Mme ROI", &near), ("date:eleves:3", "28/02/2017")]).await;
    assert_eq!(figures(&page), ("2".to_owned(), "0".to_owned()));
    school.applied(&at).await;
    let placed = "select count(*) from role r join place p on p.id = r.place_id join person x on x.id = r.person_id
                  where x.last_name = 'AZEM' and r.source = 'head' and p.name in ('CP MME ROY', 'CE2-CM1 MME CARREL')";
    assert_eq!(school.app.count(placed).await, 2);
    assert_eq!(
        school.app.count("select count(*) from account where login in ('ilyes.azem', 'maya.azem')").await,
        2
    );
    let member = "select count(*) from audience_member m join audience a on a.id = m.audience_id and a.kind = 'class_pupils'
                  join account c on c.person_id = m.person_id where c.login = 'ilyes.azem'";
    assert_eq!(school.app.count(member).await, 1);
    assert_eq!(
        school.app.count("select count(*) from onde_upload where pupils is not null").await,
        0,
        "the bytes are gone"
    );
    assert_eq!(school.petit.post(&format!("{at}/appliquer"), &[]).await.status, 404, "once");
}

#[tokio::test]
async fn the_three_files_together_and_again() {
    for samples in ["", "utf8bom-"] {
        let school = School::new().await;
        let read = |name: &str| file(&format!("{samples}CSVExtraction-{name}.csv"));
        let (pupils, relatives, teachers) = (read("eleves"), read("responsables"), read("enseignants"));
        let files: [(&str, &[u8]); 3] =
            [("eleves", &pupils), ("responsables", &relatives), ("enseignants", &teachers)];
        let at = school.sent(&files).await;
        let page = school
            .corrected(&at, &[("classe:GS-CP MME PETIT", "creer"), ("classe:CE1-CM1 M. AUBRY", "creer")])
            .await;
        assert_eq!(page.all(".counter-value")[..3], ["4", "4", "1"], "{}", page.text());
        assert!(page.says("À partir d’ici le fichier parle d’organismes"));
        school.applied(&at).await;
        let links = "select count(*) from guardian_link where source = 'head'";
        assert_eq!(
            school.app.count(links).await,
            6,
            "{samples}: two for Léa, two for Noé, one for Inès, one for Maël"
        );
        let petit = "select count(*) from person where last_name ilike 'petit'";
        assert_eq!(school.app.count(petit).await, 1, "Hélène Petit is known here already");
        let people = school.app.count("select count(*) from person").await;

        let at = school.sent(&files).await;
        let page = school.petit.get(&at).await;
        assert_eq!(page.all(".counter-value")[..4], ["0", "0", "0", "0"], "{}", page.text());
        school.applied(&at).await;
        assert_eq!(
            school.app.count("select count(*) from person").await,
            people,
            "the same files again: nobody is doubled"
        );
        assert_eq!(school.app.count(links).await, 6);
    }
}

/// ONDE says « responsable » and no more: nothing is guessed, the head says who is who on one page.
#[tokio::test]
async fn who_the_responsables_are_is_for_the_head_to_say() {
    let app = TestApp::new(directory::routes().merge(identity::routes())).await;
    let petit = app.as_(app.cast.petit).await;
    let school = School { path: format!("/ecole/{}/onde", app.cast.tilleuls), petit, app };
    let read = |name: &str| file(&format!("CSVExtraction-{name}.csv"));
    let (pupils, relatives) = (read("eleves"), read("responsables"));
    let at = school.sent(&[("eleves", &pupils), ("responsables", &relatives)]).await;
    let labels = [("classe:GS-CP MME PETIT", "creer"), ("classe:CE1-CM1 M. AUBRY", "creer")];
    let before = school.corrected(&at, &labels).await;
    assert!(before.says("une liste vous le demande"), "{}", before.text());
    let list = format!("/ecole/{}/familles/preciser", school.app.cast.tilleuls);
    assert!(school.petit.get(&list).await.says("Tout est précisé"));
    let done = school.applied(&at).await;
    assert_eq!(done.attribute(&format!("a[href='{list}']"), "href").as_deref(), Some(&*list));
    let page = school.petit.get(&list).await;
    let names = page.attributes("select", "name");
    assert_eq!(names.len(), 6, "{}", page.text());
    assert!(page.says("Claire MARCHAND") || page.says("Claire Marchand"), "{}", page.text());
    let families = format!("/ecole/{}/familles", school.app.cast.tilleuls);
    assert!(school.petit.get(&families).await.says("6 responsables à préciser"));

    for other in [school.app.cast.carrel, school.app.cast.vidal, school.app.cast.jourdan] {
        let reply = school.app.as_(other).await.post(&list, &[(&*names[0], "mother")]).await;
        assert_eq!(reply.status, 404, "{other}");
    }
    let said = [(&*names[0], "mother"), (&*names[1], "father"), (&*names[2], ""), (&*names[3], "roi")];
    let reply = school.petit.post(&list, &said).await;
    assert_eq!(reply.location(), Some(&*format!("{list}?dits=2")));
    assert_eq!(school.petit.get(&list).await.attributes("select", "name").len(), 4, "the others wait");
    let kept =
        "select count(*) from guardian_link where source = 'head' and authority = 'joint' and not to_check
                and relation in ('mother', 'father') and decided_by is not null";
    assert_eq!(school.app.count(kept).await, 2);
    // The same files again undo nothing of it.
    let at = school.sent(&[("eleves", &pupils), ("responsables", &relatives)]).await;
    school.applied(&at).await;
    assert_eq!(school.app.count(kept).await, 2);
    assert_eq!(school.petit.get(&list).await.attributes("select", "name").len(), 4);
}

#[tokio::test]
async fn what_the_academy_says_stands() {
    let school = School::new().await;
    let fed = "with k as (insert into person_key select 'aaf', '71', person_id, 'pupil', '\\x01' from account where login = 'lina.haddad' returning 1),
               p as (update person set birth_date = '2016-05-05', level = 'CM1' where first_name = 'Lina' returning 1) select count(*) from k, p";
    school.app.count(fed).await;
    let text = "Nom;Prénom;Né(e) le;Niveau;Classe;INE\nHaddad;LINA;05/05/2016;CP;CP MME ROY;120000001AA\n";
    let (at, page) = school.pupils(text.as_bytes()).await;
    assert!(page.says("c’est l’annuaire qui est suivi"));
    school.applied(&at).await;
    let same = "select count(*) from person p join role r on r.person_id = p.id and r.until_day is null join place c on c.id = r.place_id
                where p.first_name = 'Lina' and p.level = 'CM1' and p.ine is null and c.name = 'CE2-CM1 MME CARREL'";
    assert_eq!(school.app.count(same).await, 1);
}

#[tokio::test]
async fn a_namesake_is_for_the_head_to_say_and_a_child_of_another_school_is_barely_shown() {
    let school = School::new().await;
    school.app.count("with u as (update person set birth_date = '2016-05-05' where first_name in ('Lina', 'Zoé') returning 1) select count(*) from u").await;
    let text =
        "Nom;Prénom;Né(e) le;Classe\nHADDAD;Lina;06/06/2016;CP MME ROY\nMOREL;Zoé;05/05/2016;CP MME ROY\n";
    let (at, page) = school.pupils(text.as_bytes()).await;
    assert_eq!(figures(&page), ("0".to_owned(), "2".to_owned()));
    assert!(page.says("avec une autre date de naissance"));
    assert!(page.says("existe dans une autre école") && !page.says("Rives"));
    let zoe = school.app.cast.zoe.to_string();
    let page = school.corrected(&at, &[("qui:eleves:2", "nouveau"), ("qui:eleves:3", &zoe)]).await;
    assert_eq!(figures(&page), ("1".to_owned(), "0".to_owned()));
    school.applied(&at).await;
    let moved = "select count(*) from role r join account a on a.person_id = r.person_id join place p on p.id = r.place_id
                 where a.login = 'zoe.morel' and r.until_day is null and p.name = 'CP MME ROY'";
    assert_eq!(school.app.count(moved).await, 1);
    let told = "select count(*) from job where kind = 'mail' and payload->>'kind' = 'pupil_taken'
                and payload->>'person' = (select person_id::text from account where login = 'anna.vidal')";
    assert_eq!(school.app.count(told).await, 1, "the head of Les Rives is told");
    assert_eq!(school.app.count("select count(*) from account where login like 'lina.haddad%'").await, 2);
}

#[tokio::test]
async fn files_are_for_the_head_of_the_school_and_are_forgotten() {
    let school = School::new().await;
    let (at, _) = school.pupils(&file("homonymes.csv")).await;
    for person in
        [school.app.cast.carrel, school.app.cast.jourdan, school.app.cast.vidal, school.app.cast.oger]
    {
        let client = school.app.as_(person).await;
        assert_eq!(client.get(&at).await.status, 404);
        assert_eq!(client.post(&format!("{at}/corriger"), CE1).await.status, 404);
        assert_eq!(client.post(&format!("{at}/appliquer"), &[]).await.status, 404);
    }
    assert_eq!(school.petit.post(&format!("{at}/abandonner"), &[]).await.status, 303);
    assert_eq!(school.petit.get(&at).await.status, 404);
    assert_eq!(school.app.count("select count(*) from onde_upload where pupils is not null").await, 0);
}

/// June: the list of next year goes into its draft; this year nobody moves.
#[tokio::test]
async fn next_years_list_fills_the_draft_and_changes_nothing_today() {
    let mut school = School::new().await;
    let text = "Nom;Prénom;Né(e) le;Niveau;Classe\nHADDAD;Lina;05/05/2016;CM2;CM1-CM2 M. AUBRY\nLE GOFF;Tom;04/04/2019;CE1;ce1 a\nLE GOFF;Malo;03/03/2017;CM1;\nAZEM;Ilyes;04/03/2021;CP;CP MME ROY\n";
    let september = school.pupils(text.as_bytes()).await;
    assert!(!september.1.says("Pour quelle année"), "in September there is no question");
    let refused = school.petit.post(&format!("{}/rentree", september.0), &[]).await;
    assert_eq!(refused.status, 404);

    let june = "2027-06-10T09:00:00Z".parse().unwrap();
    school.app.at(june);
    school.petit = school.app.as_(school.app.cast.petit).await;
    let (at, page) = school.pupils(text.as_bytes()).await;
    assert!(page.says("Pour quelle année"), "{}", page.text());
    let next = school.petit.get(&format!("{at}?pour=rentree")).await;
    assert_eq!(next.all(".counter-value"), ["2", "2", "2"], "{}", next.text());
    assert!(next.says("Sans classe dans le fichier") && next.says("Pas encore élève de l’école"));
    let before = school.app.count("select count(*) from role").await;
    let reply = school.petit.post(&format!("{at}/rentree"), &[]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let report = school.petit.get(&at).await;
    assert!(report.says("Ce qui a été rangé dans la rentrée"), "{}", report.text());
    assert_eq!(school.app.count("select count(*) from role").await, before, "nobody has moved");
    let placed = "select count(*) from year_turn_pupil u join year_turn_class c on c.id = u.class_id
         join person p on p.id = u.person_id
         where (c.name, p.first_name, u.level) in (('CM1-CM2 M. AUBRY', 'Lina', 'CM2'), ('ce1 a', 'Tom', 'CE1'))";
    assert_eq!(school.app.count(placed).await, 2);
    let malo = "select count(*) from year_turn_pupil u join person p on p.id = u.person_id where p.first_name = 'Malo'";
    assert_eq!(school.app.count(malo).await, 1, "as the draft proposed");
    assert_eq!(
        school.app.count("select count(*) from year_turn where state = 'draft' and school_year = 2027").await,
        1
    );
    assert_eq!(school.app.count("select count(*) from person where last_name = 'AZEM'").await, 0);
    // The same list once more, a class renamed: it follows.
    let again = text.replace("ce1 a", "CE1 A");
    let (at, _) = school.pupils(again.as_bytes()).await;
    assert_eq!(school.petit.post(&format!("{at}/rentree"), &[]).await.status, 303);
    assert_eq!(
        school
            .app
            .count("select count(*) from year_turn_class where plain_label(name) = plain_label('CE1 A')")
            .await,
        1
    );
}
