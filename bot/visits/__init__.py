"""Scheduled customer visits in the conversation: looked up, decided, done and told (policy 6)."""
