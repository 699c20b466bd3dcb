-- A letter of ours that a mail server gave back after it had taken it: noted as what was read in the mailbox; of whom it
-- was is said where the address is (person.email_failed, party_contact.email_failed).
alter table help_mail drop constraint help_mail_outcome_check;
alter table help_mail add constraint help_mail_outcome_check check (outcome in
    ('opened', 'joined', 'returned', 'unreadable', 'no_sender', 'automatic', 'ours', 'empty', 'too_heavy', 'too_many'));
