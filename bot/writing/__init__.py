"""Articles that staff write: what is gathered for them from all rooms."""
