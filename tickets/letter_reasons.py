"""Why a letter that came in became what it did: short codes, for what is stored and for its words."""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """One reason for each letter. Those from ``NO_SENDER`` on wait for staff to decide."""

    OPENS = "opens"
    JOINS = "joins"
    CHOICE = "choice"
    OF_STAFF = "of-staff"
    SELF_HELP = "self-help"
    UNKNOWN_HELPED = "unknown-helped"
    LOOP = "loop"
    REPEATED = "repeated"
    AUTOMATIC = "automatic"
    BOUNCE = "bounce"
    NO_SENDER = "no-sender"
    OURSELVES = "ourselves"
    FORGED = "forged"
    TOO_MANY = "too-many"
    TOO_MANY_ABOUT = "too-many-about-it"
    TOO_MANY_UNKNOWN = "too-many-unknown"
    STAFF_UNPROVEN = "staff-unproven"
    STAFF_NO_TICKET = "staff-without-ticket"
    TWO_NUMBERS = "two-numbers"
    NO_SUCH_NUMBER = "no-such-number"
    FOREIGN = "foreign"
    WANTS_PERSON = "wants-a-person"
    ANSWERED_BEFORE = "answered-before"
    TOO_LARGE = "too-large"
    NOT_STORED = "not-stored"


HEAD_ONLY = frozenset({Why.TOO_LARGE.value, Why.NOT_STORED.value})
"""Of these letters nothing but the head was read: there is nothing to give to anybody."""
