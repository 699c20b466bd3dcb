update writing_freeze set suspends = false;
