"""What the desk's figures count: one row for each question, ticket and clock, kept beside the history."""
