update account set code_hash = '\x00', code_made_at = '2026-09-01' where login = 'alix.roy';
