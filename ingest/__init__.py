"""pedana: from published results to one SQLite database."""
