-- The national level reads the project's aggregates at one address, and nothing else (domain §1, row 10).
alter table role drop constraint role_kind_check;
alter table role add constraint role_kind_check check (kind in ('pupil','teacher','head','staff','inspector','operator',
    'project_manager','substitute','atsem','aesh','helper','commune_agent','legal_adviser','national'));
