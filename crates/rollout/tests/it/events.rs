//! Days on which people meet, and what is handed out there.

use crate::governance::Steered;
use crate::invoices::PDF;
use kernel::PersonId;
use testing::Reply;

async fn announced(s: &Steered, by: PersonId, more: &[(&str, &str)]) -> Reply {
    let mut fields = vec![
        ("titre", "Journée d’échanges"),
        ("jour", "2026-10-07"),
        ("debut", "9:00"),
        ("fin", "16:30"),
        ("lieu", "Salle des fêtes"),
    ];
    fields.extend(more);
    s.post(by, "/evenements", &fields).await
}

fn at(reply: &Reply) -> String {
    assert_eq!(reply.status, 303, "{}", reply.text());
    reply.location().unwrap().split('?').next().unwrap().to_owned()
}

async fn handed(s: &Steered, by: PersonId, path: &str, fields: &[(&str, &str)], bytes: &[u8]) -> Reply {
    s.app.as_(by).await.post_files(path, fields, &[("piece", "diapos.pdf", bytes)]).await
}

const VERSION: [(&str, &str); 2] = [("auteur", "La DRANE"), ("licence", "cc_by")];

#[tokio::test]
async fn whom_it_invites_finds_it_registers_and_is_counted_without_a_name() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let of = cast.val_ormes.to_string();
    let hers = [("invites", "heads"), ("invites", "steering"), ("circonscriptions", &*of)];
    let event = at(&announced(&s, cast.segur, &hers).await);
    for (who, status) in [
        (cast.segur, 200),
        (cast.petit, 200),
        (cast.oger, 200),
        (s.agent, 200),
        (cast.carrel, 404),
        (cast.vidal, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        assert_eq!(s.get(who, &event).await.status, status, "{who}");
    }
    let register = format!("{event}/inscription");
    for who in [cast.petit, cast.petit, s.agent] {
        assert_eq!(s.post(who, &register, &[("geste", "venir")]).await.status, 303);
    }
    assert_eq!(s.post(cast.vidal, &register, &[("geste", "venir")]).await.status, 404);
    assert_eq!(s.post(s.agent, &register, &[("geste", "renoncer")]).await.status, 303);
    assert_eq!(s.app.count("select count(*) from event_registration").await, 1);
    let workshop = [("heure", "10:30"), ("theme", "Le fil"), ("intervenant", "Une directrice")];
    assert_eq!(s.post(cast.segur, &format!("{event}/ateliers"), &workshop).await.status, 303);
    let late = [("heure", "18:00"), workshop[1], workshop[2]];
    assert_eq!(s.post(cast.segur, &format!("{event}/ateliers"), &late).await.status, 422);
    let kept = s.get(cast.segur, &event).await;
    assert!(kept.says("Hélène Petit") && kept.says("10 h 30 · Le fil"), "{}", kept.text());
    assert!(!s.get(s.agent, &event).await.says("Hélène Petit"), "who comes is not everybody’s");
    let count = format!("{event}/presents");
    assert_eq!(s.post(cast.segur, &count, &[("presents", "31")]).await.status, 422, "not begun");
    s.day("2026-10-08").await;
    assert_eq!(s.post(cast.segur, &count, &[("presents", "31")]).await.status, 303);
    assert!(s.get(cast.petit, "/evenements").await.says("31 présents"));
    let over = s.post(cast.petit, &register, &[("geste", "venir")]).await;
    assert!(over.status == 422 && over.says("Cet événement est passé."), "{}", over.text());
}

#[tokio::test]
async fn an_inspector_invites_her_own_and_keeps_no_other() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let others = cast.rives_circo.to_string();
    for of in ["", &*others] {
        let reply = announced(&s, cast.segur, &[("invites", "heads"), ("circonscriptions", of)]).await;
        assert!(reply.status == 422 && reply.says("Choisissez parmi vos circonscriptions."), "{of}");
    }
    assert_eq!(announced(&s, s.agent, &[("invites", "heads")]).await.status, 404);
    let all = at(&announced(&s, s.manager, &[("invites", "steering"), ("invites", "teachers")]).await);
    assert_eq!(s.get(cast.segur, &all).await.status, 200);
    let cancel = s.post(cast.segur, &format!("{all}/annulation"), &[]).await;
    assert!(cancel.status == 422 && cancel.says("tenu par d’autres"), "{}", cancel.text());
    assert_eq!(s.get(cast.vidal, &all).await.status, 200, "she teaches too");
    assert_eq!(s.post(s.manager, &format!("{all}/annulation"), &[]).await.status, 303);
    assert!(s.get(cast.vidal, &all).await.says("Cet événement est annulé."));
}

#[tokio::test]
async fn a_new_version_keeps_the_old_and_each_reads_what_is_for_her() {
    let s = Steered::new().await;
    let cast = &s.app.cast;
    let of = cast.val_ormes.to_string();
    let event = at(&announced(&s, cast.segur, &[("invites", "heads"), ("circonscriptions", &of)]).await);
    let id = event.rsplit('/').next().unwrap().to_owned();
    let fields = [("evenement", &*id), ("titre", "Les diapositives"), VERSION[0], VERSION[1]];
    let document = at(&handed(&s, cast.segur, "/documents", &fields, PDF).await);
    let second = [("auteur", "La DRANE"), ("licence", "cc_by_sa"), ("precisions", "Une page de plus")];
    let more = [PDF, b"\n% encore\n"].concat();
    let renewed = handed(&s, cast.segur, &format!("{document}/versions"), &second, &more).await;
    assert_eq!(renewed.status, 303, "{}", renewed.text());
    let page = s.get(cast.petit, &document).await;
    assert!(page.says("Version 2") && page.says("Version 1") && page.says("CC BY-SA 4.0"), "{}", page.text());
    for (number, bytes) in [(1, PDF), (2, &*more)] {
        let file = s.get(cast.petit, &format!("{document}/version/{number}")).await;
        assert!(file.status == 200 && file.bytes == bytes, "{number}");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    }
    for path in [document.clone(), format!("{document}/version/1")] {
        for who in [cast.carrel, cast.vidal, cast.nadia, s.agent] {
            assert_eq!(s.get(who, &path).await.status, 404, "{who} {path}");
        }
    }
    assert_eq!(s.get(cast.petit, &format!("{document}/version/3")).await.status, 404);
    // Of the project, by its team only; each group of readers finds its own.
    for readers in ["project", "territory", "schools"] {
        let fields = [("titre", readers), ("lecteurs", readers), VERSION[0], VERSION[1]];
        assert_eq!(handed(&s, cast.segur, "/documents", &fields, PDF).await.status, 422);
        assert_eq!(handed(&s, s.manager, "/documents", &fields, PDF).await.status, 303);
    }
    for (who, sees) in [(cast.oger, 3), (s.agent, 2), (cast.segur, 2), (cast.carrel, 1)] {
        let list = s.get(who, "/documents").await;
        let found =
            ["project", "territory", "schools"].iter().filter(|t| list.all("li a").iter().any(|a| a == *t));
        assert_eq!(found.count(), sees, "{who}");
    }
    assert_eq!(s.get(cast.nadia, "/documents").await.status, 404);
    assert_eq!(s.post(cast.segur, &format!("{document}/retrait"), &[]).await.status, 303);
    assert_eq!(s.get(cast.petit, &document).await.status, 404);
    assert!(s.get(cast.segur, &document).await.says("Ce document est retiré"));
}

#[tokio::test]
async fn hostile_documents_are_refused() {
    let s = Steered::new().await;
    let fields = [("titre", "Diapos"), ("lecteurs", "schools"), VERSION[0], VERSION[1]];
    for bytes in [&b"MZ\x90\x00 this is a program"[..], b"<html><script>alert(1)</script></html>", b""] {
        let reply = handed(&s, s.manager, "/documents", &fields, bytes).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
    }
    let unlicensed = [fields[0], fields[1], fields[2], ("licence", "gratuit")];
    assert_eq!(handed(&s, s.manager, "/documents", &unlicensed, PDF).await.status, 422);
    assert_eq!(s.app.count("select count(*) from library_document").await, 0);
    // A zero byte, which PostgreSQL keeps in no text, is left out of a title.
    let fields = [("titre", "Dia\0pos"), ("lecteurs", "schools"), VERSION[0], VERSION[1]];
    let kept = handed(&s, s.manager, "/documents", &fields, PDF).await;
    assert_eq!(kept.status, 303, "{}", kept.text());
    assert!(s.get(s.manager, "/documents").await.says("Diapos"));
}
