"""Staff at the desk: what they do about a ticket, and the clock they do it by."""
