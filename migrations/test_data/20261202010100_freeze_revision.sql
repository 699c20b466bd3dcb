update freeze_revision set revision = 2;
