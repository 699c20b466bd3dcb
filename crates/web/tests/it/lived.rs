//! What is held about somebody who has lived in the house: shared by who asks for her own data and who is erased.

use kernel::PersonId;
use testing::TestApp;

async fn run(app: &TestApp, script: &str, name: &str, person: PersonId) {
    let script = script.replace('¤', name).replace(":p", &format!("'{person}'"));
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

/// Her own addresses and numbers.
pub async fn identified(app: &TestApp, name: &str, person: PersonId) {
    let script =
        "update person set email = '¤@example.org', mobile = '06-¤', street = 'rue de ¤', postcode = '80-¤',
             town = 'Ville', birth_date = '1988-08-08', ine = 'INE-¤' where id = :p;";
    run(app, script, name, person).await;
}

/// Rows of a kind that no page of the test makes.
#[expect(clippy::too_many_lines, reason = "one statement for each kind of row")]
pub async fn filled(app: &TestApp, name: &str, person: PersonId) {
    let script = "insert into former_login (login, person_id, since) values ('ancien.¤', :p, '2026-09-01');
         insert into invitation (id, person_id, channel, asked_at) values (gen_random_uuid(), :p, 'paper', '2026-09-01');
         insert into came (person_id, week) values (:p, '2026-09-14') on conflict do nothing;
         insert into known_device (id, person_id, token_hash, device, since, seen_at)
             values (gen_random_uuid(), :p, decode(md5('¤'), 'hex'), 'Appareil connu de ¤', '2026-09-01', '2026-09-14');
         insert into past_session (id, person_id, device, created_at, seen_at)
             values (gen_random_uuid(), :p, 'Appareil d’avant de ¤', '2026-09-01', '2026-09-02');
         insert into objection (person_id, made_by, made_at) values (:p, :p, '2026-09-15');
         insert into delegation_proposal (id, place_id, school_id, kind, first_name, last_name, from_day, until_day,
             proposed_by, proposed_at)
         select gen_random_uuid(), id, id, 'helper', 'Proposée', 'Par ¤', '2026-09-15', '2026-09-30', :p, '2026-09-15'
         from place where kind = 'school' limit 1;
         insert into handover (id, place_id, school_id, from_id, note, edited_at)
         select gen_random_uuid(), id, school_id, :p, 'Note de passation de ¤', '2026-09-15' from place where kind = 'class' limit 1;
         insert into governing_body (id, kind, name, made_at) values (gen_random_uuid(), 'users', 'Le groupe de ¤', '2026-09-15');
         insert into body_member (id, sits_in, college, capacity, person_id, from_day)
         select gen_random_uuid(), id, 'guest', 'invité de ¤', :p, '2026-09-15' from governing_body where name = 'Le groupe de ¤';
         insert into training_course (id, title, track, minutes, given_by, made_at)
         values (gen_random_uuid(), 'Cours de ¤', 'teacher', 180, 'academy', '2026-09-15');
         insert into training_session (id, course_id, kind, place, starts_at, ends_at, seats, trainer_id, made_at)
         select gen_random_uuid(), id, 'face_to_face', 'Salle de ¤', '2026-09-20 08:00+00', '2026-09-20 11:00+00', 20, :p, '2026-09-15'
         from training_course where title = 'Cours de ¤';
         insert into training_enrolment (id, session_id, person_id, enrolled_at, attendance, minutes, recorded_at)
         select gen_random_uuid(), id, :p, '2026-09-15', 'present', 180, '2026-09-15' from training_session where place = 'Salle de ¤';
         insert into accompaniment (school_id, opened_at, companion_id, plan)
         select id, '2026-09-15', :p, 'Le plan de ¤' from place where kind = 'school' and id not in (select school_id from accompaniment) order by id limit 1;
         insert into accompaniment_act (id, school_id, kind, day, minutes, what, by_id, at)
         select gen_random_uuid(), school_id, 'project', '2026-09-15', 60, 'La visite de ¤', :p, '2026-09-15' from accompaniment where companion_id = :p;
         insert into staff_function (id, kind, person_id, scope, percent, from_day, made_at)
         values (gen_random_uuid(), 'dsi', :p, 'academy', 20, '2026-09-15', '2026-09-15');
         insert into class_journal (id, school_id, class_id, kind, day, text, by_id, at)
         select gen_random_uuid(), school_id, id, 'intention', '2026-09-15', 'Le journal de ¤', :p, '2026-09-15' from place where kind = 'class' limit 1;
         insert into practice (id, author_id, title, context, services, levels, subject, worked, written_at)
         values (gen_random_uuid(), :p, 'La pratique de ¤', 'Un CP', '{feed}', '{CP}', 'Français', 'Tout', '2026-09-15');
         insert into contact_log (id, school_id, kind, day, subject, by_id, at)
         select gen_random_uuid(), id, 'field_visit', '2026-09-15', 'La visite de ¤', :p, '2026-09-15' from place where kind = 'school' limit 1;
         insert into college (id, uai, name, town, made_at) values (gen_random_uuid(), left(md5(:p), 8), 'Collège', 'Ormes', '2026-09-15');
         insert into sector_proposal (id, college_id, school_id, attach, note, by_id, at)
         select gen_random_uuid(), c.id, s.id, true, 'Le secteur proposé par ¤', :p, '2026-09-15'
         from college c, (select id from place where kind = 'school' limit 1) s where c.uai = left(md5(:p), 8);
         insert into backing_act (id, place_id, day, what, by_id, at)
         select gen_random_uuid(), id, '2026-09-15', 'La réunion de ¤', :p, '2026-09-15' from place where kind = 'circonscription' limit 1;
         insert into event (id, title, place, starts_at, ends_at, made_at)
         values (gen_random_uuid(), 'La journée de ¤', 'Salle', '2026-09-20 08:00+00', '2026-09-20 11:00+00', '2026-09-15');
         insert into event_registration (id, event_id, person_id, at)
         select gen_random_uuid(), id, :p, '2026-09-15' from event where title = 'La journée de ¤';
         insert into equipment (id, school_id, kind, label, quantity, owner, said_at)
         select gen_random_uuid(), id, 'tablet', 'Tablettes de ¤', 10, 'commune', '2026-09-15' from place where kind = 'school' limit 1;
         insert into equipment_incident (id, equipment_id, units, what, opened_by, opened_at)
         select gen_random_uuid(), id, 1, 'La panne dite par ¤', :p, '2026-09-15' from equipment where label = 'Tablettes de ¤';
         insert into requirement_catalogue (id, title, version, source, source_day, made_at)
         values (gen_random_uuid(), 'Catalogue de ¤', '1', 'Le projet', '2026-09-15', '2026-09-15');
         insert into requirement (id, catalogue_id, code, family, level, text, added_at)
         select gen_random_uuid(), id, 'X-01', 'technical', 'must', 'Une exigence', '2026-09-15' from requirement_catalogue where title = 'Catalogue de ¤';
         insert into requirement_comment (id, requirement_id, text, by_id, at)
         select gen_random_uuid(), r.id, 'Le mot de ¤', :p, '2026-09-15' from requirement r join requirement_catalogue c on c.id = r.catalogue_id
         where c.title = 'Catalogue de ¤';
         insert into school_administrator (id, school_id, person_id, from_day, named_at)
         select gen_random_uuid(), id, :p, '2026-09-15', '2026-09-15' from place where kind = 'school' limit 1;
         insert into administrator_waiver (school_id, person_id, reason, at)
         select id, :p, 'La raison de ¤', '2026-09-15' from place where kind = 'school' limit 1;
         insert into legal_opinion (id, kind, text, validated, note, by_id, at)
         values (gen_random_uuid(), 'charter', 'La charte lue par ¤', true, 'L’avis de ¤', :p, '2026-09-15');
         insert into ticket (id, asker_id, category, title, channel, priority, queue, level, opened_at, answer_by)
         values (gen_random_uuid(), :p, 'uses', 'La demande de ¤', 'web', 4, 'project', 2, '2026-09-15', '2026-09-16');
         insert into ticket_entry (id, ticket_id, by_id, at, kind, open_to_asker, by_asker, text)
         select gen_random_uuid(), id, :p, opened_at, 'asked', true, true, 'Ce que ¤ demande' from ticket where asker_id = :p;
         insert into ticket_file (id, ticket_id, entry_id, file_id, by_id)
         select gen_random_uuid(), e.ticket_id, e.id, a.file_id, :p from ticket_entry e
         join item i on i.author_id = e.by_id join attachment a on a.item_id = i.id where e.by_id = :p limit 1;
         insert into help_article (id, slug, category, concerned, title, body, author_id, written_at)
         values (gen_random_uuid(), 'article-¤', 'uses', 'teachers', 'Article de ¤', 'Ce que ¤ explique', :p, '2026-09-15');
         insert into help_opinion (article_id, person_id, helped, at) select id, :p, true, '2026-09-15' from help_article where author_id = :p;
         insert into queue_member (id, queue, person_id, from_day) values (gen_random_uuid(), 'dsi', :p, '2026-09-15');
         insert into class_trouble (id, person_id, class_id, school_id, device, at)
         select gen_random_uuid(), :p, id, school_id, 'Tablette de ¤', '2026-09-15' from place where kind = 'class' limit 1;
         insert into sso_service (id, name, address, home, profiles, attributes, said_at)
         values (gen_random_uuid(), left(md5(:p), 8), 'https://s.example.org/' || left(md5(:p), 8) || '/', 'https://s.example.org/', '{National_ENS}', '{}', '2026-09-15');
         insert into sso_use (person_id, service_id, service, told, told_at)
         select :p, id, 'Le service de ¤', '{}', '2026-09-15' from sso_service where name = left(md5(:p), 8);
         insert into entry_source (id, name, address, profiles, said_at)
         values (gen_random_uuid(), left(md5(:p), 8), 'https://c.example.org/' || left(md5(:p), 8) || '/', '{National_ENS}', '2026-09-15');
         insert into entry_link (id, source_id, person_id, service, mark, linked_at)
         select gen_random_uuid(), id, :p, 'L’ENT de ¤', decode(md5('entrée ¤'), 'hex'), '2026-09-15' from entry_source where name = left(md5(:p), 8);
         update guardian_link set proof = 'Jugement lu par ¤' where guardian_id = :p;
         update account set code_hash = decode(md5('code ¤'), 'hex') where person_id = :p;";
    run(app, script, name, person).await;
}
