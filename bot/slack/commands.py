"""What can follow the slash commands: lists that are shown at once, and forms that open."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot import words
from bot.console import Invitation
from bot.home import MOST, look_at_home
from bot.message import ActName, Message
from bot.permissions import ALL_STAFF, ANSWERING, RELEASING
from bot.rules import Rules
from bot.slack import card, maintenance_card
from bot.slack.budget import Content, fallback, within
from bot.slack.home import ticket_list, tickets_shown
from bot.slack.invited import invited
from bot.slack.parts import paragraph
from bot.slack.suggestions_shown import waiting_shown
from bot.slack.ticket_view import may_see, ticket_shown
from bot.slack.visits_shown import visits_shown
from bot.visits.plans import barred
from bot.words import console, desk, likes
from bot.words import features as feature_words
from bot.words import maintenance as maintenance_words
from bot.words import outages as outage_words
from bot.words import visits as sentences
from bot.words.linking import PHONE_HINT
from guard import Screened
from records.engine import Session
from tickets import directory, maintenance, reads, visits
from tickets.values import Person, Role, Ticket

_MOST = 20


@dataclass(frozen=True)
class Asked:
    """Somebody typed a word behind a command. ``rest`` are the words behind it.

    ``invite`` makes a link into the console for them, or says why there is none.
    """

    session: Session
    message: Message
    person: Person | None
    rules: Rules
    now: datetime
    rest: Screened
    invite: Callable[[], Invitation]


@dataclass(frozen=True)
class Subcommand:
    """A word behind a command: it shows something to nobody but who typed it, or opens a form.

    ``roles`` may use it; without any it is for everybody. ``rest`` is the form of what may follow it, as a
    regular expression; behind the command of staff anything may.
    """

    hint: Screened
    show: Callable[[Asked], Content] | None = None
    form: ActName | None = None
    roles: frozenset[Role] = frozenset()
    rest: str = ""

    def takes(self, rest: str) -> bool:
        """Whether these words may follow it; with others behind it, the whole is a question."""
        return re.fullmatch(self.rest, rest.strip()) is not None

    def is_for(self, person: Person | None) -> bool:
        """Whether this person may use it."""
        return not self.roles or (person is not None and bool(person.roles & self.roles))


def _tickets(asked: Asked) -> Content:
    author = asked.message.author
    seen = look_at_home(asked.session, asked.message.place.door, author.team, author.user, asked.now)
    return tickets_shown(seen, asked.rules, asked.now)


def _mine(asked: Asked) -> Content:
    taken = () if asked.person is None else reads.taken_by(asked.session, asked.person.id, MOST)
    return _list(asked, desk.MINE, desk.NONE_TAKEN, taken)


def _late(asked: Asked) -> Content:
    late = reads.late(asked.session, asked.now, MOST)
    return _list(asked, desk.LATE, desk.NONE_LATE, late)


def _list(asked: Asked, title: Screened, nothing: Screened, found: Sequence[Ticket]) -> Content:
    if asked.person is None or not found:
        return paragraph(nothing), fallback(nothing)
    listed = ticket_list(found, asked.person, asked.rules, asked.now)
    return within([*paragraph(title), *listed]), fallback(title)


def _console(asked: Asked) -> Content:
    return invited(asked.invite())


def _windows(asked: Asked) -> Content:
    return maintenance_card.listed(
        maintenance.windows_after(asked.session, asked.now), asked.rules, asked.now
    )


def _features(asked: Asked) -> Content:
    return waiting_shown(asked.session)


def _ticket(asked: Asked) -> Content:
    """The card of one ticket, to be read and pressed by whoever asked for it."""
    number = asked.rest.strip().removeprefix("#")
    if not number.isdigit():
        return paragraph(desk.NUMBER_NEEDED), fallback(desk.NUMBER_NEEDED)
    ticket = reads.ticket(asked.session, int(number)) if len(number) <= _DIGITS else None
    if ticket is None:
        unknown = desk.no_such_ticket(asked.rest)
        return paragraph(unknown), fallback(unknown)
    history = reads.history(asked.session, conversation_id=ticket.conversation_id)
    visit = visits.under_way(asked.session, ticket.customer.id, asked.now)
    return card.card(ticket, history=history, rules=asked.rules, at=asked.now, visit=visit)


def _own_ticket(asked: Asked) -> Content:
    """One ticket to who may see it; of all others nothing is said, not even that it exists."""
    number = asked.rest.strip().removeprefix("#")
    if not number.isdigit():
        return paragraph(likes.NUMBER_NEEDED), fallback(likes.NUMBER_NEEDED)
    ticket = reads.ticket(asked.session, int(number)) if len(number) <= _DIGITS else None
    if ticket is None or asked.person is None or not may_see(asked.session, ticket, asked.person):
        return paragraph(likes.NO_SUCH_TICKET), fallback(likes.NO_SUCH_TICKET)
    history = reads.history(asked.session, number=ticket.number)
    return ticket_shown(ticket, history, asked.person, asked.rules, asked.now)


_DIGITS = 9
"""More of them are no ticket's number, and more than a database holds."""


def _visits(asked: Asked) -> Content:
    """Their company's; for staff those of all; whoever has none is told why."""
    person = asked.person
    if person is not None and person.is_staff:
        return visits_shown(
            visits.coming(asked.session, asked.now, limit=_MOST), person, asked.rules, asked.now
        )
    customer = None if person is None else person.customer
    administrators = () if customer is None else directory.administrators_of(asked.session, customer.id)
    why = barred(person, administrators, asked.rules)
    if person is None or customer is None or not person.licensed:
        refused = why or words.NOTHING
        return paragraph(refused), fallback(refused)
    return visits_shown(
        visits.coming(asked.session, asked.now, customer.id, _MOST), person, asked.rules, asked.now
    )


FOR_EVERYBODY: Mapping[str, Subcommand] = {
    "tickets": Subcommand(words.TICKETS_HINT, show=_tickets),
    # Visits.
    "visits": Subcommand(sentences.VISITS_HINT, show=_visits),
    "visit": Subcommand(sentences.BOOK_HINT, form=ActName.VISIT_BOOK),
    # Following through.
    "ticket": Subcommand(likes.TICKET_HINT, show=_own_ticket, rest=r"(?:\S*\d\S*)?"),
    # The console.
    "console": Subcommand(console.HINT, show=_console),
}
"""Behind the command for everybody; other words behind it are a question."""

FOR_STAFF: Mapping[str, Subcommand] = {
    "queue": Subcommand(words.QUEUE_HINT, show=_tickets, roles=ALL_STAFF),
    # The desk.
    "mine": Subcommand(desk.MINE_HINT, show=_mine, roles=ALL_STAFF),
    "late": Subcommand(desk.LATE_HINT, show=_late, roles=ALL_STAFF),
    "ticket": Subcommand(desk.TICKET_HINT, show=_ticket, roles=ALL_STAFF),
    "phone": Subcommand(PHONE_HINT, form=ActName.PHONED, roles=ANSWERING),
    # Visits.
    "visits": Subcommand(sentences.STAFF_HINT, show=_visits, roles=ALL_STAFF),
    # Outages and maintenance.
    "maintenance": Subcommand(maintenance_words.HINT, form=ActName.MAINTENANCE, roles=ANSWERING),
    "windows": Subcommand(maintenance_words.LIST_HINT, show=_windows, roles=ALL_STAFF),
    "outage": Subcommand(outage_words.HINT, form=ActName.DECLARE, roles=ANSWERING),
    # Escalation, features and services.
    "released": Subcommand(feature_words.RELEASED_HINT, form=ActName.RELEASED, roles=RELEASING),
    "features": Subcommand(feature_words.FEATURES_HINT, show=_features, roles=ALL_STAFF),
    # The console.
    "console": Subcommand(console.HINT, show=_console, roles=ALL_STAFF),
}
"""Behind the command of staff."""


def usage(command: str, known: Mapping[str, Subcommand], person: Person | None) -> Screened:
    """What this person can type behind a command, a line for each."""
    usable = {word: one for word, one in known.items() if one.is_for(person)}
    return words.usage(command, {word: one.hint for word, one in usable.items()})
