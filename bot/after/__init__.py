"""What follows an answer: whether it helped, and what became of it."""
