"""The table of what counts as health data, in the order in which the rules look."""

from __future__ import annotations

from guard.contact_rules import LINKS, PHONES, PLACES
from guard.name_rules import BESIDE_FINDINGS, PATIENTS, PEOPLE
from guard.number_rules import BIRTHS, PAST_DAYS, RECORDS, SEGMENTS, SOCIAL_SECURITY
from guard.papers import ABOUT_PATIENTS

RULES = (
    *SEGMENTS,
    *LINKS,
    *SOCIAL_SECURITY,
    *BIRTHS,
    *PHONES,
    *RECORDS,
    *PATIENTS,
    *BESIDE_FINDINGS,
    *PEOPLE,
    *ABOUT_PATIENTS,
    *PLACES,
    *PAST_DAYS,
)
