"""Articles, their index, the search, its passages, and the queries nobody could answer."""
