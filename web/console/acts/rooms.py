"""The lists beside the desk: letters that wait, unknown people, outages, maintenance, visits, suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.desk.offers import Press, about_letter, about_link, about_outage, about_visit, about_window
from bot.message import ActName
from bot.permissions import ALL_STAFF, ANSWERING
from bot.trouble.outage_look import outage_seen
from bot.words import console_acts as words
from bot.words import features, linking
from bot.words import letters as letter_words
from bot.words import maintenance as window_words
from bot.words import outages as outage_words
from bot.words import visits as visit_words
from records.engine import Session
from tickets import directory, letters, maintenance, outages, reads, suggestions, visits
from tickets.letters import Came
from tickets.maintenance import Window
from tickets.outages import Outage
from tickets.suggestions import Suggestion
from tickets.values import LinkRequest, Person
from tickets.visits import Visit
from web.console.acts.staff import offers
from web.console.acts.ticket import Offer
from web.console.page import Asked, Html, Page

_MOST = 100


@dataclass(frozen=True)
class Fact:
    """A line about something: what it is, and a text or a moment."""

    name: str
    value: str | datetime


@dataclass(frozen=True)
class Item:
    """One of a list: what it is called, facts, somebody's own words, and what can be done about it."""

    title: str
    facts: tuple[Fact, ...]
    quoted: str = ""
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Room:
    """A page with a list; ``offers`` stand above it, ``empty`` and ``then`` in the place of an empty one."""

    title: str
    lead: str
    items: tuple[Item, ...]
    empty: str
    then: str
    offers: tuple[Offer, ...] = ()


def _page(room: Room) -> Html:
    return Html("staff_room.html", {"room": room, "is_moment": lambda value: isinstance(value, datetime)})


def _letters(asked: Asked) -> Html:
    with asked.here.reading() as session:
        items = tuple(_letter(one, asked.person) for one in letters.waiting(session)[:_MOST])
    return _page(
        Room(words.LETTERS, words.LETTERS_LEAD, items, words.NO_LETTERS, words.LETTERS_EMPTY),
    )


def _letter(letter: Came, person: Person) -> Item:
    facts = (
        Fact(letter_words.FROM, letter.sender or letter_words.FROM_NOBODY),
        Fact(letter_words.SUBJECT, letter.subject),
        Fact(letter_words.CAME, letter.at),
        Fact(letter_words.WHY, letter_words.why(letter.reason)),
    )
    title = letter_words.numbered(letter.id, letter.state)
    said = letter.words or letter_words.NO_WORDS
    return Item(title, facts, said, offers(person, *about_letter(letter)))


def _links(asked: Asked) -> Html:
    with asked.here.reading() as session:
        items = tuple(_link(session, one, asked.person) for one in reads.undecided_links(session, _MOST))
    return _page(Room(words.LINKS, words.LINKS_LEAD, items, words.NO_LINKS, words.LINKS_EMPTY))


def _link(session: Session, request: LinkRequest, person: Person) -> Item:
    known = directory.person_by_mail(session, request.mail)
    talk = reads.conversation(session, request.conversation_id or 0)
    facts = [
        Fact(words.ADDRESS, request.mail),
        *([] if known is None else [Fact(words.IS_OF, _named(known))]),
        Fact(words.WHERE, f"{request.door} {request.team} {request.user}"),
        *([] if request.asked_at is None else [Fact(words.ASKED, request.asked_at)]),
    ]
    title = f"{linking.SOMEBODY} {linking.wants(request.mail)}"
    quoted = "" if talk is None else talk.question
    presses = () if talk is None else about_link(request, talk.id)
    return Item(title, tuple(facts), quoted, offers(person, *presses))


def _named(person: Person) -> str:
    return person.name if person.customer is None else f"{person.name}, {person.customer.name}"


def _outages(asked: Asked) -> Html:
    with asked.here.reading() as session:
        found = sorted(outages.outages(session, _MOST), key=lambda one: one.id, reverse=True)
        items = tuple(_outage(session, one, asked.person) for one in found)
        free = outages.open_one(session) is None
    declare = offers(asked.person, Press(ActName.DECLARE, words.DECLARE, main=True)) if free else ()
    return _page(
        Room(words.OUTAGES, words.OUTAGES_LEAD, items, words.NO_OUTAGES, words.OUTAGES_EMPTY, declare),
    )


def _outage(session: Session, outage: Outage, person: Person) -> Item:
    seen = outage_seen(session, outage)
    ended = [] if outage.ended_at is None else [Fact(outage_words.ENDED, outage.ended_at)]
    facts = (
        Fact(outage_words.STATE, outage_words.STATES[outage.state]),
        Fact(outage_words.RAISED_BY, outage_words.CAUSES[outage.cause]),
        Fact(outage_words.SINCE, outage.started_at),
        *ended,
        Fact(outage_words.REPORTED_BY, outage_words.counted(seen.reports, len(seen.customers))),
        Fact(outage_words.TICKETS, _numbers(seen.tickets) or outage_words.NONE),
    )
    title = f"{outage_words.numbered(outage.id)}: {outage.title}"
    return Item(title, facts, outage.last_words or "", offers(person, *about_outage(outage)))


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(f"#{number}" for number in numbers)


def _maintenance(asked: Asked) -> Html:
    with asked.here.reading() as session:
        windows = maintenance.windows_after(session, asked.at)[:_MOST]
    items = tuple(_window(one, asked) for one in windows)
    announce = offers(asked.person, Press(ActName.MAINTENANCE, words.ANNOUNCE, main=True))
    return _page(
        Room(
            words.MAINTENANCE,
            window_words.PLANNED if items else "",
            items,
            window_words.NOTHING_PLANNED,
            words.MAINTENANCE_EMPTY,
            announce,
        )
    )


def _window(window: Window, asked: Asked) -> Item:
    plan = window.plan
    facts = (
        Fact(window_words.KIND, window_words.KINDS[plan.scheduled]),
        Fact(window_words.START, plan.start),
        Fact(window_words.END, plan.end),
    )
    title, presses = window_words.numbered(window.id), about_window(window, asked.at)
    return Item(title, facts, plan.what, offers(asked.person, *presses))


def _visits(asked: Asked) -> Html:
    with asked.here.reading() as session:
        found = visits.coming(session, asked.at, limit=_MOST)
    items = tuple(_visit(one, asked) for one in found)
    return _page(Room(visit_words.COMING, "", items, visit_words.NONE_COMING, words.VISITS_EMPTY))


def _visit(visit: Visit, asked: Asked) -> Item:
    plan, rules = visit.plan, asked.here.rules.promise
    when = f"{visit_words.when(plan, rules, asked.at)} ({visit_words.kind(visit)})"
    facts = (
        Fact(words.CLIENT, plan.client),
        Fact(words.PLACE, plan.place),
        Fact(words.WHEN, when),
        Fact(words.CONTACT, plan.contact),
        Fact(words.NUMBER, plan.number),
        Fact(words.WORK, plan.work),
    )
    return Item(visit.customer.name, facts, offers=offers(asked.person, *about_visit(visit)))


def _suggestions(asked: Asked) -> Html:
    with asked.here.reading() as session:
        found = suggestions.suggestions(session, released=False)[:_MOST]
    items = tuple(_suggestion(one) for one in found)
    say = Press(ActName.RELEASED, words.SAY_RELEASED, main=True)
    offered = offers(asked.person, say) if found else ()
    lead, empty = features.SUGGESTIONS, features.NO_SUGGESTIONS
    return _page(Room("Suggestions", lead, items, empty, words.SUGGESTIONS_EMPTY, offered))


def _suggestion(one: Suggestion) -> Item:
    return Item(one.title, (Fact(words.ASKED_BY, words.customers(one.customers)),))


PAGES = (
    Page("/desk/letters", _letters, ANSWERING),
    Page("/desk/links", _links, ANSWERING),
    Page("/desk/outages", _outages, ALL_STAFF),
    Page("/desk/maintenance", _maintenance, ALL_STAFF),
    Page("/desk/visits", _visits, ALL_STAFF),
    Page("/desk/suggestions", _suggestions, ALL_STAFF),
)
