insert into pass_phrase (person_id, chosen_at) values ('00000000-0000-7000-8000-0000000000b1', '2026-09-15') on conflict do nothing;
