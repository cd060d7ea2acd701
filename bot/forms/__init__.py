"""The forms that people fill in: what each asks, and what is wrong with what was filled in. No door's own."""
