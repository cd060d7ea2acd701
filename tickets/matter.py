"""What a question or a ticket is about, and whether two of one customer are about the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tickets import likeness
from tickets.policy import LikenessRules
from tickets.values import Detail, DetailName, Ticket

_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True)
class Matter:
    """The words it is told in, and the jobs it names."""

    words: str
    jobs: frozenset[str] = frozenset()

    def is_like(self, other: Matter, rules: LikenessRules = likeness.SHIPPED) -> bool:
        """About the same job, or told in much the same words (policy 3)."""
        return bool(self.jobs & other.jobs) or likeness.alike(self.words, other.words, rules)


def matter(text: str, details: Mapping[DetailName, Detail]) -> Matter:
    """What words and details are about; the job number stands in its detail alone."""
    job, error = _value(details, DetailName.JOB), _value(details, DetailName.ERROR)
    told = text if error in text else f"{text}\n{error}"
    return Matter(told, frozenset(_NUMBER.findall(job)))


def of_ticket(ticket: Ticket) -> Matter:
    """What a ticket is about."""
    return matter(ticket.subject, ticket.details)


def _value(details: Mapping[DetailName, Detail], name: DetailName) -> str:
    detail = details.get(name)
    return "" if detail is None or detail.value is None else str(detail.value)
