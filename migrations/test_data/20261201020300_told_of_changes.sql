update change_state set told_at = at;
