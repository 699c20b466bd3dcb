-- A school whose funding stops: one reads there and takes one's own data away, and writes no more; nothing is deleted.
-- Only what suspended it lifts it (the joining page), not the security page.
alter table writing_freeze add column suspends boolean not null default false;

alter table joining_step drop constraint joining_step_step_check;
alter table joining_step add constraint joining_step_step_check check (step in ('interest','volunteering','project','notice',
    'decision','commitment','convention','equipment','administrator','training','accounts','domain','teachers','families','go_live',
    'follow_up','renewal','succession','withdrawal','suspension','resumption','exit'));

alter table joining drop constraint joining_end_reason_check;
alter table joining add constraint joining_end_reason_check check (end_reason in ('refused', 'withdrawn', 'left'));
