"""Tells knowledge managers each morning which queries have gone unanswered since the last time."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.home import one_of_each
from bot.telling import SLACK
from knowledge import gaps
from records import deliveries
from records.engine import Session
from tickets import directory
from tickets.values import Role

NAME = "digest"
MOST = 5


def tell(session: Session, day: str, known: dict[str, Any], at: datetime) -> dict[str, Any]:
    """Remember the digest of that day for every knowledge manager whom Slack knows; none when nothing is new.

    ``known`` is what the last digest gave back: the number of the last query that was counted.
    """
    new = gaps.after(session, int(known.get("after", 0)))
    waiting = one_of_each([one for one in new if one.state is gaps.GapState.OPEN])
    if waiting:
        told = {"count": len(waiting), "queries": [one.id for one in waiting[:MOST]]}
        for person in directory.staff(session, Role.KNOWLEDGE):
            known_as = directory.identity_of(session, person.id, SLACK)
            if known_as is not None:
                more = {**told, "user": known_as[1]}
                name, lane = f"digest:{day}:{person.id}", f"digest:{person.id}"
                deliveries.tell_apart(session, name, SLACK, "digest", lane, at, more)
    return {"after": new[-1].id if new else int(known.get("after", 0))}
