"""Calls, quotes and wishes: what goes beyond an answer."""
