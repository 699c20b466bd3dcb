-- A printed code is typed alone, without a login: the account is found by the code's hash.
create unique index account_code on account (code_hash) where code_hash is not null;
