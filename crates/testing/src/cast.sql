insert into place (id, kind, name, parent_id, territory_id, school_id, school_year, levels, uai, insee, school_kind, rpi, created_at) values
  ( :ormes,       'commune',         'Ormes-le-Vieux',     null, null, null, null, '{}', null, '80998', null, null, '2026-09-01'),
  ( :val_ormes,   'circonscription', 'Val d’Ormes',        null, null, null, null, '{}', null, null, null, null, '2026-09-01'),
  ( :rives_circo, 'circonscription', 'Rives-de-Seille',    null, null, null, null, '{}', null, null, null, null, '2026-09-01'),
  ( :tilleuls,    'school', 'Les Tilleuls',     :val_ormes,   :ormes, :tilleuls, null, '{}', '0809901A', '80998', 'elementaire', null, '2026-09-01'),
  ( :moulin,      'school', 'Le Moulin Bleu',   :val_ormes,   :ormes, :moulin,   null, '{}', '0809902B', '80998', 'maternelle',  null, '2026-09-01'),
  ( :aulnes,      'school', 'Les Aulnes',       :val_ormes,   null, :aulnes,     null, '{}', '0809903C', '80997', 'primaire', 'RPI des Trois Vallées', '2026-09-01'),
  ( :bruyeres,    'school', 'Les Bruyères',     :val_ormes,   null, :bruyeres,   null, '{}', '0809904D', '80996', 'primaire', 'RPI des Trois Vallées', '2026-09-01'),
  ( :rives,       'school', 'Les Rives',        :rives_circo, null, :rives,      null, '{}', '0809905E', '80995', 'primaire', null, '2026-09-01'),
  ( :cp,          'class',  'CP MME ROY',           :tilleuls, null, :tilleuls, 2026, '{CP}',      null, null, null, null, '2026-09-01'),
  ( :cm1b,        'class',  'CE2-CM1 MME CARREL',   :tilleuls, null, :tilleuls, 2026, '{CE2,CM1}', null, null, null, null, '2026-09-01'),
  ( :ms,          'class',  'MS M. JOURDAN',        :moulin,   null, :moulin,   2026, '{MS}',      null, null, null, null, '2026-09-01'),
  ( :aulnes_cp,   'class',  'CP-CE1 MME FAURE',     :aulnes,   null, :aulnes,   2026, '{CP,CE1}',  null, null, null, null, '2026-09-01'),
  ( :bruyeres_cm, 'class',  'CM1-CM2 M. BLANC',     :bruyeres, null, :bruyeres, 2026, '{CM1,CM2}', null, null, null, null, '2026-09-01'),
  ( :rives_cm2,   'class',  'CM2 MME VIDAL',        :rives,    null, :rives,    2026, '{CM2}',     null, null, null, null, '2026-09-01');

insert into person (id, title, last_name, first_name, email, street, level, created_at) values
  ( :petit,   'Mme', 'PETIT',   'Hélène',  'helene.petit@agents.example.org',  null, null, '2026-09-01'),
  ( :carrel,  'Mme', 'CARREL',  'Marion',  'marion.carrel@agents.example.org', null, null, '2026-09-01'),
  ( :roy,     'Mme', 'ROY',     'Alix',    'alix.roy@agents.example.org',      null, null, '2026-09-01'),
  ( :jourdan, 'M.',  'JOURDAN', 'Paul',    'paul.jourdan@agents.example.org',  null, null, '2026-09-01'),
  ( :keller,  'Mme', 'KELLER',  'Sonia',   'sonia.keller@agents.example.org',  null, null, '2026-09-01'),
  ( :duval,   'M.',  'DUVAL',   'Romain',  null, null, null, '2026-09-01'),
  ( :martel,  'Mme', 'MARTEL',  'Inès',    'ines.martel@agents.example.org',   null, null, '2026-09-01'),
  ( :faure,   'Mme', 'FAURE',   'Denise',  'denise.faure@agents.example.org',  null, null, '2026-09-01'),
  ( :blanc,   'M.',  'BLANC',   'Hugo',    'hugo.blanc@agents.example.org',    null, null, '2026-09-01'),
  ( :vidal,   'Mme', 'VIDAL',   'Anna',    'anna.vidal@agents.example.org',    null, null, '2026-09-01'),
  ( :segur,   'Mme', 'SÉGUR',   'Odile',   'odile.segur@agents.example.org',   null, null, '2026-09-01'),
  ( :oger,    'M.',  'OGER',    'Basile',  'basile.oger@agents.example.org',   null, null, '2026-09-01'),
  ( :nadia,   'Mme', 'BENALI',  'Nadia',   'nadia.benali@example.org', '12 rue des Lavandières', null, '2026-09-01'),
  ( :karim,   'M.',  'HADDAD',  'Karim',   'karim.haddad@example.org', '3 chemin du Lac',        null, '2026-09-01'),
  ( :claire,  'Mme', 'LE GOFF', 'Claire',  'claire.legoff@example.org', '8 rue Haute',           null, '2026-09-01'),
  ( :yann,    'M.',  'MOREL',   'Yann',    'yann.morel@example.org',   '1 quai des Rives',       null, '2026-09-01'),
  ( :lina,    '',    'HADDAD',  'Lina',    null, null, 'CM1', '2026-09-01'),
  ( :sami,    '',    'HADDAD',  'Sami',    null, null, 'MS',  '2026-09-01'),
  ( :tom,     '',    'LE GOFF', 'Tom',     null, null, 'CP',  '2026-09-01'),
  ( :zoe,     '',    'MOREL',   'Zoé',     null, null, 'CM2', '2026-09-01'),
  ( :malo,    '',    'LE GOFF', 'Malo',    null, null, 'CE2', '2026-09-01');

insert into account (person_id, login, state, password_hash, charter_at, activated_at, created_at)
select id, lower(translate(first_name || '.' || replace(last_name, ' ', ''), 'éèëïÉô', 'eeeieo')), 'active', 'PASSWORD_HASH',
       '2026-09-02', '2026-09-02', '2026-09-01' from person;

-- petit is head of Les Tilleuls and teaches; keller teaches in two schools and has not picked a class;
-- martel replaces in CM1 B until the end of September; duval is an AESH there.
insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source) values
  (gen_random_uuid(), :petit,   'head',       :tilleuls,  :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :petit,   'teacher',    :tilleuls,  :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :carrel,  'teacher',    :tilleuls,  :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :carrel,  'teacher',    :cm1b,      :tilleuls, '2026-09-01', null, 'self'),
  (gen_random_uuid(), :roy,     'teacher',    :tilleuls,  :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :roy,     'teacher',    :cp,        :tilleuls, '2026-09-01', null, 'self'),
  (gen_random_uuid(), :jourdan, 'teacher',    :moulin,    :moulin,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :jourdan, 'head',       :moulin,    :moulin,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :jourdan, 'teacher',    :ms,        :moulin,   '2026-09-01', null, 'self'),
  (gen_random_uuid(), :keller,  'teacher',    :tilleuls,  :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :keller,  'teacher',    :moulin,    :moulin,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :martel,  'substitute', :cm1b,      :tilleuls, '2026-09-01', '2026-09-30', 'delegation'),
  (gen_random_uuid(), :duval,   'aesh',       :cm1b,      :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :faure,   'teacher',    :aulnes,    :aulnes,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :faure,   'head',       :aulnes,    :aulnes,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :faure,   'teacher',    :aulnes_cp, :aulnes,   '2026-09-01', null, 'self'),
  (gen_random_uuid(), :blanc,   'teacher',    :bruyeres,  :bruyeres, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :blanc,   'teacher',    :bruyeres_cm, :bruyeres, '2026-09-01', null, 'self'),
  (gen_random_uuid(), :vidal,   'teacher',    :rives,     :rives,    '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :vidal,   'head',       :rives,     :rives,    '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :vidal,   'teacher',    :rives_cm2, :rives,    '2026-09-01', null, 'self'),
  (gen_random_uuid(), :segur,   'inspector',  :val_ormes, null,      '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :oger,    'operator',   :val_ormes, null,      '2026-09-01', null, 'delegation'),
  (gen_random_uuid(), :lina,    'pupil',      :cm1b,      :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :malo,    'pupil',      :cm1b,      :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :tom,     'pupil',      :cp,        :tilleuls, '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :sami,    'pupil',      :ms,        :moulin,   '2026-09-01', null, 'feed'),
  (gen_random_uuid(), :zoe,     'pupil',      :rives_cm2, :rives,    '2026-09-01', null, 'feed');

-- What needs a legal check in this project has had it.
insert into option_check (id, option, source, text, day, at)
select gen_random_uuid(), o, 'dpo', 'Analyse du 1er septembre', '2026-09-01', '2026-09-01'
from unnest(array['tile_photos', 'open_rules', 'joint_spaces', 'virtual_class']) o;

insert into guardian_link (pupil_id, guardian_id, relation, authority, contact_rank, from_day, source) values
  ( :lina, :nadia,  'mother', 'joint', 1, '2026-09-01', 'feed'),
  ( :lina, :karim,  'father', 'joint', 2, '2026-09-01', 'feed'),
  ( :sami, :nadia,  'mother', 'joint', 1, '2026-09-01', 'feed'),
  ( :sami, :karim,  'father', 'joint', 2, '2026-09-01', 'feed'),
  ( :tom,  :claire, 'mother', 'sole',  1, '2026-09-01', 'feed'),
  ( :malo, :claire, 'mother', 'sole',  1, '2026-09-01', 'feed'),
  ( :zoe,  :yann,   'father', 'joint', 1, '2026-09-01', 'feed');
