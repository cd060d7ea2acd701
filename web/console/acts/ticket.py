"""What staff can do about a ticket from its page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.desk.offers import Press, rarer, usual
from bot.forms.registry import FORMS
from bot.message import ActName
from bot.permissions import ALLOWED, Side, may, side
from bot.words import console_acts as words
from records.engine import Session
from tickets import reads
from tickets.values import Person, Role, Ticket
from web.console.acts.doing import Where, act_named, done, form_page
from web.console.acts.sending import About
from web.console.page import Answer, Asked, Html, NotThere, Page, Refused

AT_DESK = tuple(act for act in ActName if side(act) is Side.DESK)
WHO: frozenset[Role] = frozenset().union(*(ALLOWED[act].roles for act in AT_DESK))


@dataclass(frozen=True)
class Offer:
    """Something to press on the ticket's page: a button, or a link to a form."""

    act: str
    label: str
    address: str
    is_form: bool
    main: bool = False


@dataclass(frozen=True)
class TicketActs:
    """What this person may do about a ticket now.

    ``answer`` and ``note`` are the addresses of the two forms that stand on the page itself, or nothing;
    ``instead`` says why there is nothing to do.
    """

    answer: str
    note: str
    first: tuple[Offer, ...]
    more: tuple[Offer, ...]
    instead: str = ""

    @property
    def words(self) -> object:
        """The sentences of its template."""
        return words


def ticket_acts(session: Session, ticket: Ticket, person: Person) -> TicketActs:
    """What ``ticket_acts.html`` shows, which takes it under the name ``acts``."""
    gone_on = _gone_on(session, ticket)
    if gone_on:
        return TicketActs("", "", (), (), gone_on)
    allowed = [one for one in usual(ticket) if may(person, one.act)]
    addresses = {one.act: _address(ticket.number, one.act) for one in allowed}
    first = tuple(_offer(ticket, one) for one in allowed if one.act not in _ON_PAGE)
    more = tuple(_offer(ticket, one) for one in rarer(ticket) if may(person, one.act))
    answer, note = (addresses.get(act, "") for act in _ON_PAGE)
    nothing = not (first or more or answer or note)
    return TicketActs(answer, note, first, more, words.NOTHING_TO_DO if nothing else "")


_ON_PAGE = (ActName.ANSWER, ActName.NOTE)


def _offer(ticket: Ticket, press: Press) -> Offer:
    is_form = press.act in FORMS
    return Offer(press.act.value, press.label, _address(ticket.number, press.act), is_form, press.main)


def _address(number: int, act: ActName) -> str:
    return f"/tickets/{number}/acts/{act}"


def _gone_on(session: Session, ticket: Ticket) -> str:
    """Why nothing is done from here: the conversation goes on as another ticket."""
    newest = reads.ticket_of(session, ticket.conversation_id)
    return words.goes_on(newest.number) if newest is not None and newest.number != ticket.number else ""


def _form(asked: Asked) -> Html:
    name, about, where = _meant(asked)
    return form_page(asked, name, about, where)


def _do(asked: Asked) -> Answer:
    name, about, where = _meant(asked)
    return done(asked, name, about, where)


def _meant(asked: Asked) -> tuple[ActName, About, Where]:
    name, number = act_named(asked.path["act"]), asked.path["number"]
    if side(name) is not Side.DESK:
        raise NotThere(words.NO_SUCH_ACT)
    with asked.here.reading() as session:
        usual_number = number.isascii() and number.isdigit() and len(number) < 10
        ticket = reads.ticket(session, int(number)) if usual_number else None
        if ticket is None:
            raise NotThere(words.NO_SUCH_TICKET)
        if gone_on := _gone_on(session, ticket):
            raise Refused(gone_on)
    labels = {one.act: one.label for one in (*usual(ticket), *rarer(ticket))}
    heading = words.title(labels[name], ticket.number) if name in labels else ""
    about = About(ticket.conversation_id, thread=f"ticket-{ticket.number}")
    return name, about, Where(_address(ticket.number, name), f"/tickets/{ticket.number}", heading)


PAGES = (
    Page("/tickets/{number}/acts/{act}", _form, WHO),
    Page("/tickets/{number}/acts/{act}", _do, WHO, post=True),
)
