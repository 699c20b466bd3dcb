update role set until_day = until_day;
