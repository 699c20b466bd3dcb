update name_revision set revision = 2;
