-- Until when a session may do what is sensitive: its owner has shown again that she is herself.
alter table session add column confirmed_until timestamptz;
