"""What staff are offered to do now: about a ticket, a letter, an outage, a window, a visit, somebody unknown.

Every door shows the same; who may do what is decided by :mod:`bot.permissions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words
from bot.message import ActName
from bot.trouble.maintenance import is_closed as is_past
from bot.words import clock, desk, features, ladder, letters, linking, merging, quotes, tasks
from bot.words import maintenance as windows
from bot.words import outages as outage_words
from bot.words import visits as visit_words
from classifier.category import Category
from guard import Screened
from tickets.letter_reasons import HEAD_ONLY
from tickets.letters import Became, Came
from tickets.maintenance import Window
from tickets.outages import Outage, OutageState
from tickets.values import LinkRequest, Status, Ticket
from tickets.visits import Visit


@dataclass(frozen=True)
class Press:
    """Something to press: the act, what it is called, what it is about, and whether it is the main one."""

    act: ActName
    label: Screened
    conversation: int | None = None
    value: str = ""
    main: bool = False


@dataclass(frozen=True)
class Rarer:
    """A rarer act about a ticket: what it is called, for which tickets it is offered, its value."""

    act: ActName
    label: Screened
    when: Callable[[Ticket], bool]
    value: str = ""


def is_open(ticket: Ticket) -> bool:
    return ticket.status is Status.OPEN


def is_closed(ticket: Ticket) -> bool:
    return not is_open(ticket)


def waits(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.waits_since is not None


def is_open_service(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.category == Category.SERVICE


def is_open_wish(ticket: Ticket) -> bool:
    return is_open(ticket) and ticket.category == Category.FEATURE


def is_open_request(ticket: Ticket) -> bool:
    return is_open_service(ticket) or is_open_wish(ticket)


MORE: Sequence[Rarer] = (
    # The desk.
    Rarer(ActName.TASKS, tasks.ASK_TASKS, is_open),
    Rarer(ActName.TASKS_SETTLED, tasks.TASKS_SETTLED, waits),
    Rarer(ActName.ASSIGN, desk.HAND_OVER, is_open),
    Rarer(ActName.MERGE, merging.MERGE, is_open),
    Rarer(ActName.SORT, desk.CORRECT_CATEGORY, is_open),
    Rarer(ActName.EDUCATION, words.WAS_EDUCATION, is_open),
    Rarer(ActName.REOPEN, desk.REOPEN, is_closed),
    # The clock.
    Rarer(ActName.CLOCK_START, clock.START, lambda ticket: is_open(ticket) and ticket.due_at is None),
    Rarer(ActName.CLOCK_STOP, clock.STOP, lambda ticket: ticket.due_at is not None),
    # Outages and maintenance.
    Rarer(ActName.LINK_OUTAGE, outage_words.LINK, is_open),
    # Escalation, features and services.
    Rarer(ActName.CALL, ladder.CALL, is_open),
    Rarer(ActName.CONFERENCE, ladder.CONFERENCE, is_open),
    Rarer(ActName.TO_SALES, features.TO_SALES, is_open_wish),
    Rarer(ActName.TO_DEVELOPMENT, features.TO_DEVELOPMENT, is_open_wish),
    Rarer(ActName.QUOTE, quotes.QUOTE, is_open_service),
    Rarer(ActName.PROPOSE, quotes.PROPOSE, is_open_wish),
    Rarer(ActName.START_WORK, quotes.START_WORK, is_open_request),
)
"""In the order in which they are offered. Each area adds its lines."""


def usual(ticket: Ticket) -> tuple[Press, ...]:
    """Everything usual while the ticket is open, a note always; nothing about one that was merged."""
    if ticket.merged_into is not None:
        return ()
    talk = ticket.conversation_id
    if not is_open(ticket):
        return (Press(ActName.NOTE, words.ADD_NOTE, talk),)
    free = ticket.assignee is None
    return (
        Press(ActName.CLAIM, words.CLAIM if free else words.TAKE_OVER, talk, main=free),
        Press(ActName.ANSWER, words.REPLY, talk, main=not free),
        Press(ActName.ASK_DETAIL, words.ASK_FOR_DETAIL, talk),
        Press(ActName.ARTICLE, words.WITH_ARTICLE, talk),
        Press(ActName.NOTE, words.ADD_NOTE, talk),
        Press(ActName.SOLVE, words.SOLVE, talk),
    )


def rarer(ticket: Ticket) -> tuple[Press, ...]:
    """The rarer acts that make sense about this ticket now."""
    if ticket.merged_into is not None:
        return ()
    talk = ticket.conversation_id
    return tuple(Press(one.act, one.label, talk, one.value) for one in MORE if one.when(ticket))


def about_letter(letter: Came) -> tuple[Press, ...]:
    """What can be decided about a letter that waits; one of which only the head was read is thrown away."""
    if letter.state is not Became.WAITING:
        return ()
    discard = Press(ActName.DISCARD_LETTER, letters.DISCARD, value=str(letter.id))
    if letter.reason in HEAD_ONLY:
        return (discard,)
    given = Press(ActName.GIVE_LETTER, letters.GIVE, value=str(letter.id))
    return (given, Press(ActName.OPEN_LETTER, letters.OPEN, value=str(letter.id)), discard)


def about_link(request: LinkRequest, conversation: int) -> tuple[Press, ...]:
    """Whether somebody unknown is who they say; nothing once that is decided."""
    if request.confirmed is not None:
        return ()
    value = str(request.id)
    return (
        Press(ActName.LINK, linking.CONFIRM, conversation, value, main=True),
        Press(ActName.REFUSE_LINK, linking.REFUSE, conversation, value),
    )


_OF_OUTAGE: Mapping[OutageState, tuple[tuple[ActName, Screened], ...]] = {
    OutageState.SUSPECTED: (
        (ActName.DECLARE, outage_words.DECLARE),
        (ActName.OUTAGE_UPDATE, outage_words.UPDATE),
        (ActName.OUTAGE_REFUSE, outage_words.REFUSE),
    ),
    OutageState.DECLARED: (
        (ActName.OUTAGE_UPDATE, outage_words.UPDATE),
        (ActName.OUTAGE_RESOLVE, outage_words.RESOLVE),
        (ActName.OUTAGE_REFUSE, outage_words.REFUSE),
    ),
    OutageState.REFUSED: (),
    OutageState.LAPSED: (),
    OutageState.RESOLVED: (),
}


def about_outage(outage: Outage) -> tuple[Press, ...]:
    """The next thing in an outage's course stands first."""
    talk, value = outage.conversation_id, str(outage.id)
    return tuple(
        Press(act, label, talk, value, main=place == 0)
        for place, (act, label) in enumerate(_OF_OUTAGE[outage.state])
    )


def about_window(window: Window, at: datetime) -> tuple[Press, ...]:
    """A window can be cancelled before it begins, and changed until it is over."""
    if is_past(window, at):
        return ()
    talk, value = window.conversation_id, str(window.id)
    changed = Press(ActName.MAINTENANCE_CHANGE, windows.CHANGE, talk, value)
    cancelled = Press(ActName.MAINTENANCE_CANCEL, windows.CANCEL, talk, value)
    return (changed,) if window.plan.start <= at else (changed, cancelled)


def about_visit(visit: Visit) -> tuple[Press, ...]:
    """Staff only call visits off; they are booked and changed by the customer."""
    return (Press(ActName.VISIT_CALL_OFF, visit_words.CANCEL, value=str(visit.id)),)
