"""The conversation: one road for every message, and its doors."""
