-- A few among all people of an academy: who is leaving (`/pilotage/departs`), who goes to a collège next year (`/colleges`).
create index person_leaving on person (leaving_since) where leaving_since is not null;
create index person_cm2 on person (id) where level = 'CM2';
