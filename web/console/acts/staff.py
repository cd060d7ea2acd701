"""What staff do that belongs to no single ticket: the addresses of its forms and buttons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from bot.desk.offers import Press
from bot.forms.registry import FORMS
from bot.message import ActName
from bot.permissions import ALLOWED, Side, may, side
from bot.words import console_acts as words
from records.engine import Session
from tickets import maintenance, outages, reads
from tickets.outages import OutageState
from tickets.values import Person, Role
from web.console.acts.doing import VALUE, Where, act_named, done, form_page
from web.console.acts.sending import About
from web.console.acts.ticket import Offer
from web.console.page import Answer, Asked, Go, Html, NotThere, Page

BY_STAFF = tuple(act for act in ActName if side(act) is Side.STAFF)
WHO: frozenset[Role] = frozenset().union(*(ALLOWED[act].roles for act in BY_STAFF))

OFFERED_AT: Mapping[ActName, str] = {
    ActName.PHONED: "/desk/new",
    ActName.GIVE_LETTER: "/desk/letters",
    ActName.OPEN_LETTER: "/desk/letters",
    ActName.DISCARD_LETTER: "/desk/letters",
    ActName.LINK: "/desk/links",
    ActName.REFUSE_LINK: "/desk/links",
    ActName.DECLARE: "/desk/outages",
    ActName.OUTAGE_UPDATE: "/desk/outages",
    ActName.OUTAGE_RESOLVE: "/desk/outages",
    ActName.OUTAGE_REFUSE: "/desk/outages",
    ActName.MAINTENANCE: "/desk/maintenance",
    ActName.MAINTENANCE_CHANGE: "/desk/maintenance",
    ActName.MAINTENANCE_CANCEL: "/desk/maintenance",
    ActName.VISIT_CALL_OFF: "/desk/visits",
    ActName.RELEASED: "/desk/suggestions",
    ActName.COVERED: "/gaps",
}
"""The page that offers each act, and to which one goes back after it."""


def offer(press: Press) -> Offer:
    """A button or a link to the form; what it is about stands in its address."""
    act, is_form = press.act, press.act in FORMS
    return Offer(act.value, press.label, address(act, press.value), is_form, press.main)


def offers(person: Person, *presses: Press) -> tuple[Offer, ...]:
    """Those of them that this person may do."""
    return tuple(offer(one) for one in presses if may(person, one.act))


def address(act: ActName, value: str = "") -> str:
    """Where an act is sent to, and where its form stands."""
    return f"/desk/acts/{act}" + (f"?{VALUE}={quote(value)}" if value else "")


def _form(asked: Asked) -> Html | Go:
    name = _meant(asked)
    if name is ActName.DECLARE and (declared := _declared(asked)):
        return Go(address(ActName.OUTAGE_UPDATE, declared))
    return form_page(asked, name, _about(asked, name), _where(asked, name))


def _do(asked: Asked) -> Answer:
    name = _meant(asked)
    return done(asked, name, _about(asked, name), _where(asked, name))


def phoned(asked: Asked) -> Html:
    """The form for somebody who has phoned, under an address of its own."""
    name = ActName.PHONED
    return form_page(asked, name, _about(asked, name), _where(asked, name))


def _meant(asked: Asked) -> ActName:
    name = act_named(asked.path["act"])
    if side(name) is not Side.STAFF:
        raise NotThere(words.NO_SUCH_ACT)
    return name


def _where(asked: Asked, name: ActName) -> Where:
    return Where(address(name, _value(asked)), _BACK.get(name, OFFERED_AT[name]), "")


_BACK = {ActName.PHONED: "/desk"}


def _value(asked: Asked) -> str:
    return asked.query.get(VALUE, "")[:20]


def _declared(asked: Asked) -> str:
    """The outage that is declared already: the next thing is an update on it."""
    with asked.here.reading() as session:
        found = outages.open_one(session)
    return str(found.id) if found is not None and found.state is OutageState.DECLARED else ""


def _about(asked: Asked, name: ActName) -> About:
    """What it is about; the conversation is looked up, and never taken from what was posted."""
    value = _value(asked)
    known = _CONVERSATIONS.get(name)
    if known is None or not (value.isascii() and value.isdigit() and len(value) < 10):
        return About(None, value)
    with asked.here.reading() as session:
        return About(known(session, int(value)), value)


def _of_link(session: Session, request: int) -> int | None:
    found = reads.link_request(session, request)
    return None if found is None else found.conversation_id


def _of_outage(session: Session, outage: int) -> int | None:
    found = outages.outage(session, outage)
    return None if found is None else found.conversation_id


def _of_window(session: Session, window: int) -> int | None:
    found = maintenance.window(session, window)
    return None if found is None else found.conversation_id


_CONVERSATIONS: Mapping[ActName, Callable[[Session, int], int | None]] = {
    ActName.LINK: _of_link,
    ActName.REFUSE_LINK: _of_link,
    ActName.DECLARE: _of_outage,
    ActName.OUTAGE_UPDATE: _of_outage,
    ActName.OUTAGE_RESOLVE: _of_outage,
    ActName.OUTAGE_REFUSE: _of_outage,
    ActName.MAINTENANCE_CHANGE: _of_window,
    ActName.MAINTENANCE_CANCEL: _of_window,
}

PAGES = (
    Page("/desk/new", phoned, ALLOWED[ActName.PHONED].roles),
    Page("/desk/acts/{act}", _form, WHO),
    Page("/desk/acts/{act}", _do, WHO, post=True),
)
