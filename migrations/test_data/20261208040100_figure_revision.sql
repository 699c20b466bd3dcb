update figure_taken set took_ms = 13;
