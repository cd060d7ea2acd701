"""What the desk promises and remembers: directory, hours, clock, tickets and their history."""
