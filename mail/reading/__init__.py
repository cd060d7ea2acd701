"""Reads letters of others: bytes become an :class:`mail.incoming.Incoming`, and nothing ever raises."""

from mail.reading.letter import read_letter
from mail.reading.rules import ReadRules

__all__ = ["ReadRules", "read_letter"]
