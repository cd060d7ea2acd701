"""A snapshot as it would be if some of its articles had learnt nothing: to ask what they have learnt from."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from knowledge import shelf
from knowledge.leaves import leaves
from knowledge.pages import prepare
from knowledge.snapshot import Snapshot


def untaught(session: Session, snapshot: Snapshot, slugs: Iterable[str]) -> Snapshot:
    """The snapshot as it would be if these articles had learnt nothing, and nothing were disputed of them."""
    there = shelf.articles(session, sorted(snapshot.stamps.keys() & set(slugs)))
    return snapshot.changed([leaves([(prepare(one), f"untaught {one.digest}") for one in there])])
