"""Every name the directory knows, also of those who have left: none of them may stand in an article."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tickets.tables import CustomerRow, PersonRow


@dataclass(frozen=True)
class Names:
    """Full names and user names of people, and names of customers."""

    people: tuple[str, ...]
    user_names: tuple[str, ...]
    customers: tuple[str, ...]


def all_names(session: Session) -> Names:
    """The names as they are written in the directory."""
    people = session.execute(select(PersonRow.name, PersonRow.user_name)).all()
    customers = session.execute(select(CustomerRow.name))
    return Names(
        tuple(name for name, _ in people if name),
        tuple(user for _, user in people if user),
        tuple(name for (name,) in customers if name),
    )
