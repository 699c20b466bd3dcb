-- The share of a post to the team of a class that one of these follows. Strict: a feed, which asks for no one post,
-- neither plans nor runs it (inlined, its plan was set up anew for each feed).
create function heir_share(asked uuid, taught uuid[]) returns table (item_id uuid, published_at timestamptz)
language sql stable strict as $$
    select s.item_id, s.published_at
    from share s join audience a on a.id = s.audience_id and a.kind = 'class_team'
    where s.item_id = asked and a.place_id in (select old_id from follows(taught))
$$;
