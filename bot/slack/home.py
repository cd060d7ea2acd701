"""Shows in Slack what is a person's own: the Home tab by who they are, and the list of their tickets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot import words
from bot.home import Home, Query
from bot.message import ActName
from bot.rules import Rules
from bot.slack.budget import Block, Content, cut, fallback, line, within
from bot.slack.form import View
from bot.slack.invited import CONSOLE_ACTION
from bot.slack.parts import (
    Run,
    address,
    aside,
    button,
    buttons,
    header,
    paragraph,
    points,
    quote,
    rich,
    run,
)
from bot.slack.show import code
from bot.slack.visits_shown import book_button, visits_section
from bot.words.console import OPEN
from bot.words.covering import COVERED
from bot.words.gaps import MOST_WANTED, wanted_topic
from bot.words.tasks import WAITS_ON_YOU, waits_on_customer
from guard import Screened, own, restored
from knowledge.gap_topics import GapTopic
from tickets.clock import spoken_due
from tickets.values import Person, Role, Status, Ticket

ASK_ACTION = "home:ask"
_MOST_BLOCKS = 100
_SUBJECT, _QUESTION, _TITLE, _WANTED = 120, 400, 80, 200


def tickets_shown(home: Home, rules: Rules, at: datetime) -> Content:
    """The answer to who asks for tickets."""
    lead, listed = _lead(home), _listed(home, rules, at)
    return within([*paragraph(lead), *listed]), fallback(lead)


def home_view(home: Home, rules: Rules, at: datetime) -> View:
    """The Home tab of one person, by who they are."""
    asked = buttons([button(words.ASK, ASK_ACTION, "ask", primary=True), *_ways(home.person, rules)])
    blocks = [*paragraph(words.HOME_HINT), *asked, *_sections(home, rules, at)]
    return {"type": "home", "blocks": blocks[:_MOST_BLOCKS]}


def _ways(person: Person | None, rules: Rules) -> list[Block]:
    if person is None:
        return []
    if person.is_staff and rules.console:
        return [button(OPEN, CONSOLE_ACTION, "console")]
    return [book_button()] if person.entitled else []


def _sections(home: Home, rules: Rules, at: datetime) -> list[Block]:
    person = home.person
    if person is None:
        return paragraph(words.WELCOME)
    if person.is_staff:
        return _of_staff(home, person, rules, at)
    if not person.licensed or person.customer is None:
        return [header(words.YOUR_ADMINISTRATORS), *paragraph(words.administrators_are(home.administrators))]
    return _of_administrator(home, person, rules, at)


def _of_administrator(home: Home, person: Person, rules: Rules, at: datetime) -> list[Block]:
    barred = [] if person.entitled else paragraph(words.not_in_good_standing(rules.contacts))
    solved = [_solved(one) for one in home.solved]
    return [
        *barred,
        header(_lead(home)),
        *ticket_list(home.open, person, rules, at),
        *visits_section(home.visits, person, rules, at),
        *([header(words.SOLVED_LATELY), *rich(points(solved))] if solved else []),
    ]


def _of_staff(home: Home, person: Person, rules: Rules, at: datetime) -> list[Block]:
    taken = [header(words.TAKEN_BY_YOU), *ticket_list(home.taken, person, rules, at)] if home.taken else []
    queue = [
        *taken,
        header(words.QUEUE),
        *ticket_list(home.open, person, rules, at),
        *visits_section(home.visits, person, rules, at),
    ]
    if Role.KNOWLEDGE not in person.roles:
        return queue
    queries = [header(words.UNANSWERED), *query_list(home.queries)]
    return queries if person.roles == {Role.KNOWLEDGE} else [*queries, *queue]


def query_list(queries: Sequence[Query]) -> list[Block]:
    """Questions without an answer, each with the articles that came nearest."""
    if not queries:
        return paragraph(words.NOTHING_UNANSWERED)
    return [block for one in queries for block in _query(one)]


def digest_shown(
    queries: Sequence[Query], count: int, topics: Sequence[GapTopic] = (), console: str = ""
) -> Content:
    """What went unanswered since the last digest: how many, the first of them, and the most wanted topics.

    With the address of a ``console`` each topic leads to its page.
    """
    lead, more = words.unanswered_since(count), words.and_more(count - len(queries))
    wanted = (
        [*paragraph(MOST_WANTED), *rich(points(_topic(one, console) for one in topics))] if topics else []
    )
    return within([*paragraph(lead), *query_list(queries), *paragraph(more), *wanted]), fallback(lead)


def _topic(topic: GapTopic, console: str) -> list[Run]:
    told = run(line(wanted_topic(topic.name, topic.counts), _WANTED))
    return [*told, *run(" "), address(f"{console}/gaps/{topic.id}")] if console else told


def _query(query: Query) -> list[Block]:
    covered = button(COVERED, f"desk:{ActName.COVERED}:{query.id}", code(None, str(query.id)))
    return [*rich(quote(run(cut(query.question, _QUESTION)))), *_near(query), *buttons([covered])]


def _near(query: Query) -> list[Block]:
    if not query.nearest:
        return aside(words.NOTHING_SHOWN)
    return aside(words.nearest(restored(", ".join(line(title, _TITLE) for title in query.nearest[:3]))))


def _solved(ticket: Ticket) -> list[Run]:
    title = run(f"#{ticket.number} {line(ticket.title, _SUBJECT)}".rstrip(), "bold")
    return [*title, *run(f"\n{ticket.opener.name}")]


def _lead(home: Home) -> Screened:
    person = home.person
    if person is None:
        return words.UNKNOWN_HERE
    if person.is_staff:
        return words.QUEUE
    if not person.licensed or person.customer is None:
        return words.administrators_are(home.administrators)
    return words.tickets_of(person.customer.name)


def _listed(home: Home, rules: Rules, at: datetime) -> list[Block]:
    person = home.person
    if person is None or not (person.is_staff or person.licensed):
        return []
    return ticket_list(home.open, person, rules, at)


def ticket_list(tickets: Sequence[Ticket], reader: Person, rules: Rules, at: datetime) -> list[Block]:
    """Tickets as one list: number, subject, and by when a person answers."""
    if not tickets:
        return paragraph(words.NO_OPEN_TICKETS)
    return rich(points([_row(one, reader, rules, at) for one in tickets]))


def _row(ticket: Ticket, reader: Person, rules: Rules, at: datetime) -> list[Run]:
    title = run(f"#{ticket.number} {line(ticket.title, _SUBJECT)}".rstrip(), "bold")
    told = _for_staff if reader.is_staff else _for_customer
    return [*title, *run("\n" + " · ".join(told(ticket, rules, at)))]


def _for_customer(ticket: Ticket, rules: Rules, at: datetime) -> list[str]:
    if ticket.due_at is None:
        waits = ticket.waits_since is not None
        return [ticket.opener.name, WAITS_ON_YOU if waits else words.ANSWERED_LAST]
    due = spoken_due(ticket.due_at, at, rules.promise)
    late = at > ticket.due_at
    return [ticket.opener.name, words.should_be_answered(due) if late else words.answered_by(due)]


def _for_staff(ticket: Ticket, rules: Rules, at: datetime) -> list[str]:
    assignee = words.NOBODY if ticket.assignee is None else ticket.assignee.name
    owed = [promise_words(ticket, rules, at), *filter(None, [waits_words(ticket, rules, at)])]
    return [ticket.customer.name, *owed, f"{words.ASSIGNEE}: {assignee}"]


def waits_words(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    """Since when an open ticket waits on the customer; nothing when it does not."""
    if ticket.waits_since is None or ticket.status is not Status.OPEN:
        return own("")
    return waits_on_customer(spoken_due(ticket.waits_since, at, rules.promise))


def promise_words(ticket: Ticket, rules: Rules, at: datetime) -> Screened:
    """What is owed and by when, as staff read it."""
    if ticket.due_at is None:
        return words.NOTHING_OWED
    tier = words.TIER_WORDS.get(ticket.tier or "", own(""))
    due = spoken_due(ticket.due_at, at, rules.promise)
    if at > ticket.due_at:
        return words.promise_missed(due, tier)
    return words.promised_by(due, spoken_due(ticket.target_at or ticket.due_at, at, rules.promise), tier)
