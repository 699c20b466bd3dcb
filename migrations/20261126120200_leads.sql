-- Who holds a class in its teacher's place: a substitute named by hand only where the tool 'teach' was given her.
create function leads(kind text, tools text[]) returns boolean language sql immutable as $$
    select kind = 'teacher' or kind = 'substitute' and (tools is null or 'teach' = any (tools))
$$;

-- Those who were there to teach, not to read, go on.
update role set tools = tools || array['teach']
where kind = 'substitute' and 'feed_write' = any (tools) and not 'teach' = any (tools);
