"""Composes the letters that an entry of the history calls for."""
