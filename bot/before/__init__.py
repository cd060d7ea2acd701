"""What comes before a ticket: a draft handed over, the documentation first, tickets that are alike."""
