-- Letters to the help become tickets, or go on in their thread (domain row 24).
alter table ticket drop constraint ticket_channel_check;
alter table ticket add constraint ticket_channel_check check (channel in ('web', 'phone', 'without_account', 'mail'));
-- Of the address that one answers to: whoever has it has read a letter of ours about this ticket.
alter table ticket add column mail_token text not null default replace(gen_random_uuid()::text, '-', '');
create unique index ticket_mail_token on ticket (mail_token);

-- What was read in the mailbox, and what became of it; the message itself stays there.
create table help_mail (
    id           uuid primary key,
    key          text not null unique,                       -- the same message twice is one
    at           timestamptz not null,
    from_address text not null default '',
    subject      text not null default '',
    vouched      boolean not null default false,             -- our receiving server says that the sender's domain vouches for it
    outcome      text not null check (outcome in ('opened', 'joined', 'unreadable', 'no_sender', 'automatic', 'ours', 'empty', 'too_heavy', 'too_many')),
    ticket_id    uuid references ticket (id) on delete cascade,
    claim        text unique                                 -- of the link by which the sender says who she is, once
);
create index help_mail_at on help_mail (at desc);
create index help_mail_from on help_mail (from_address, at);
create index help_mail_ticket on help_mail (ticket_id) where ticket_id is not null;
