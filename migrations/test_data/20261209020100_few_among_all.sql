update person set leaving_since = leaving_since;
