"""Remembers whose welcome and whose Home tab are to be shown; the door of each shows them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from bot.decision import Beside, Greet, Invite, Meet, ShowHome
from bot.message import Message
from bot.telling import SLACK
from records import deliveries
from records.engine import Session
from records.facts import to_facts
from tickets import directory, reads, sign_in_links, writes


def look_after(session: Session, message: Message, wanted: tuple[Beside, ...]) -> None:
    """Do what belongs to the person and to no conversation. Repeating it changes nothing."""
    for one in wanted:
        _DOINGS[type(one)](session, message)


def refresh(session: Session, message: Message, number: int | None) -> None:
    """Something changed with this ticket, or for staff: every Home that shows it is made anew."""
    ticket = None if number is None else reads.ticket(session, number)
    customer = None if ticket is None else ticket.customer.id
    refresh_of(session, customer, message.id, message.at)


def refresh_of(session: Session, customer: int | None, cause: str, at: datetime) -> None:
    """Something of this customer changed: the Homes of its administrators and of staff are made anew."""
    for team, user in reads.homes(session, SLACK, customer):
        _publish(session, cause, at, team, user)


def _greet(session: Session, message: Message) -> None:
    author, door = message.author, message.place.door
    if writes.welcome(session, door, author.team, author.user, message.at):
        name = f"welcome:{author.team}:{author.user}"
        more = {"user": author.user}
        deliveries.tell_apart(session, name, door, "welcome", f"welcome:{author.user}", message.at, more)


def _meet(session: Session, message: Message) -> None:
    """Who opens a tab is known with the workspace it is in, whatever their own."""
    author = message.author
    for team in sorted({author.team, message.place.team}):
        writes.welcome(session, message.place.door, team, author.user, message.at)


def _show_home(session: Session, message: Message) -> None:
    author = message.author
    writes.note_home(session, message.place.door, author.team, author.user, message.at)
    _publish(session, message.id, message.at, author.team, author.user)


def _invite(session: Session, message: Message) -> None:
    """The delivery names the person and the row of their link; the link is derived when it is shown."""
    author, place = message.author, message.place
    person = directory.person_by_identity(session, place.door, author.team, author.user)
    made = None if person is None else sign_in_links.asked_for(session, person.id, message.at)
    more = {
        "person": None if person is None else person.id,
        "link": None if made is None else made.id,
        "place": to_facts(place),
    }
    name, lane = f"console:{_hashed(message.id)}", f"{place.channel}:{place.thread}"
    deliveries.tell_apart(session, name, place.door, "console", lane, message.at, more)


def _publish(session: Session, cause: str, at: datetime, team: str, user: str) -> None:
    """One row for each cause; whichever is shown last shows how things stand then."""
    name, more = f"home:{team}:{user}:{_hashed(cause)}", {"team": team, "user": user}
    deliveries.tell_apart(session, name, SLACK, "home", f"home:{user}", at, more)


def _hashed(cause: str) -> str:
    return hashlib.sha256(cause.encode()).hexdigest()[:24]


_DOINGS: dict[type[Beside], Callable[[Session, Message], Any]] = {
    Greet: _greet,
    ShowHome: _show_home,
    Meet: _meet,
    Invite: _invite,
}
